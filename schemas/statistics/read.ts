/**
 * Reads definitions of indicators that are not part of the program, such as a common template that is issued later, and
 * checks events. For tools: the schemas are compiled when first used.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { momentOf } from '../clocks/calendar.ts'
import { codeSystem } from '../generated/codes.ts'
import eventSchema from './event.json' with { type: 'json' }
import type { Dimension } from './event.ts'
import indicatorSchema from './indicator.schema.json' with { type: 'json' }
import type { Filter, Formula, Indicator, Limit } from './indicator.ts'
import { limits as standardLimits } from './indicators.ts'

const FILE_BYTES_MAX = 256 * 1024

/** Code lists of the dimensions. */
const lists = {
  kind: 'kinds',
  ground: 'grounds',
  channel: 'channels',
  agency: 'agencies',
  commune: 'communes',
  corruptionField: 'corruption-fields',
  to: 'agencies',
} as const satisfies Record<Dimension, string>

const isCode = (dimension: Dimension, code: string): boolean =>
  codeSystem(lists[dimension]).codes.some((known) => known.code === code)

const compiled = new Map<object, ValidateFunction>()

function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const ajv = new Ajv2020({ strict: true, strictRequired: false })
  ajv.addKeyword({ keyword: 'x-title', schemaType: 'object' })
  ajv.addKeyword({ keyword: 'x-codes', schemaType: 'string' })
  const validate = ajv.compile(schema)
  compiled.set(schema, validate)
  return validate
}

export interface Violation {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string
  readonly expected: string
}

/** Where `value` is no event by event.json: the first place, and never what stands there. Empty when it is one. */
export function eventViolations(value: unknown): readonly Violation[] {
  const validate = validatorOf(eventSchema)
  if (!validate(value)) {
    const [error] = validate.errors ?? []
    return [{ pointer: error?.instancePath ?? '', expected: error?.message ?? 'to conform' }]
  }
  const event = value as Readonly<Record<string, string | undefined>>
  const dates = ['at', 'dueOn'].filter((name) => event[name] !== undefined && momentOf(event[name]) === undefined)
  const codes = (Object.keys(lists) as Dimension[]).filter((name) => {
    const code = event[name]
    return code !== undefined && !isCode(name, code)
  })
  return [
    ...dates.map((name) => ({ pointer: `/${name}`, expected: 'a date that exists' })),
    ...codes.map((name) => ({ pointer: `/${name}`, expected: `a code of ${lists[name]}` })),
  ]
}

function refuse(file: string, pointer: string, why: string): never {
  throw new Error(`${file}#${pointer}: ${why}`)
}

function readDefinitions(path: string, file: string): readonly Indicator[] {
  const bytes = readFileSync(path)
  if (bytes.length > FILE_BYTES_MAX) refuse(file, '', `at most ${FILE_BYTES_MAX} bytes`)
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    refuse(file, '', 'must be JSON in UTF-8')
  }
  const validate = validatorOf(indicatorSchema)
  if (validate(content)) return content as readonly Indicator[]
  const [error] = [...(validate.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length)
  return refuse(file, error?.instancePath ?? '', error?.message ?? 'does not conform')
}

function checkFilter(where: Filter | undefined, file: string, pointer: string): void {
  for (const [dimension, codes] of Object.entries(where ?? {}))
    for (const [i, code] of (codes ?? []).entries())
      if (!isCode(dimension as Dimension, code))
        refuse(file, `${pointer}/where/${dimension}/${i}`, `no code of ${lists[dimension as Dimension]}`)
}

function checkFormula(formula: Formula, limits: readonly Limit[], file: string, pointer: string): void {
  if (formula.op === 'sum' || formula.op === 'difference' || formula.op === 'percent') {
    for (const [i, part] of formula.of.entries()) checkFormula(part, limits, file, `${pointer}/of/${i}`)
    return
  }
  checkFilter(formula.where, file, pointer)
  const limit = 'limit' in formula ? formula.limit : undefined
  if (limit !== undefined && !limits.some(({ id }) => id === limit)) refuse(file, `${pointer}/limit`, 'no such limit')
}

/** Whether two definitions hold on one day. */
const overlap = (a: Indicator, b: Indicator): boolean =>
  a.validFrom <= (b.validTo ?? '9999') && b.validFrom <= (a.validTo ?? '9999')

/**
 * The indicators that the JSON files of `folder` define, in the order of the files' names. Throws an Error naming file
 * and JSON Pointer for a file that is not by indicator.schema.json, a limit or a code that is not known, a validity that
 * ends before it begins, and an id with two definitions on one day.
 */
export function readIndicators(folder: string, limits: readonly Limit[] = standardLimits): readonly Indicator[] {
  const found: { indicator: Indicator; file: string }[] = []
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.json')) continue
    for (const [i, indicator] of readDefinitions(join(folder, file), file).entries()) {
      const { id, formula, validFrom, validTo } = indicator
      if (momentOf(validFrom) === undefined) refuse(file, `/${i}/validFrom`, 'no date')
      if (validTo !== null && (momentOf(validTo) === undefined || validTo < validFrom))
        refuse(file, `/${i}/validTo`, 'no date, or before validFrom')
      checkFormula(formula, limits, file, `/${i}/formula`)
      const other = found.find((one) => one.indicator.id === id && overlap(one.indicator, indicator))
      if (other !== undefined) refuse(file, `/${i}/id`, `defined for the same days in ${other.file}`)
      found.push({ indicator, file })
    }
  }
  return found.map(({ indicator }) => indicator)
}
