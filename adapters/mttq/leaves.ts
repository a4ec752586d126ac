/** How one native value becomes one shared value, or does not. Leaves are total and see one JSON node. */
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import type { JsonNode } from '../codecs/json.ts'
import { decodeVni, unicodeSigns, vniSigns } from '../codecs/vni.ts'
import type { Table } from './codes.ts'

/** `expected` tells the form in words, never what was found. */
export interface Problem {
  readonly code: 'field-type' | 'value-invalid' | 'value-too-long' | 'code-unknown' | 'text-garbled'
  readonly expected: string
  readonly node: JsonNode
}

/** A value, problems, or (of a list) what is left of it and the problems. */
export interface LeafResult {
  readonly value?: unknown
  readonly problems: readonly Problem[]
}

export type Leaf = (node: JsonNode) => LeafResult

const good = (value: unknown): LeafResult => ({ value, problems: [] })
const bad = (code: Problem['code'], expected: string, node: JsonNode): LeafResult => ({
  problems: [{ code, expected, node }],
})

/** Text of a form that `pattern` describes. */
export function form(pattern: RegExp, expected: string): Leaf {
  return (node) => {
    if (node.type !== 'string') return bad('field-type', 'string', node)
    return pattern.test(node.value) ? good(node.value) : bad('value-invalid', expected, node)
  }
}

/** Text of 1 to `lengthMax` characters; longer text is refused, not cut. */
export function text(lengthMax: number): Leaf {
  return (node) => (node.type === 'string' ? bounded(node.value, lengthMax, node) : bad('field-type', 'string', node))
}

function bounded(value: string, lengthMax: number, node: JsonNode): LeafResult {
  if (value === '') return bad('value-invalid', 'text', node)
  return [...value].length <= lengthMax ? good(value) : bad('value-too-long', `at most ${lengthMax} characters`, node)
}

/** `bangMa`: how the text that was typed into the portal's forms is written. */
export const tables = { UNICODE: 'UNICODE', VNI: 'VNI' } as const
export type TextTable = keyof typeof tables

/**
 * The text that the table says it is; undefined when it can't be that. Foreign words in longer Vietnamese text are no
 * contradiction.
 */
export function readAs(table: TextTable, written: string): string | undefined {
  if (table === 'VNI') {
    const decoded = decodeVni(written)
    return decoded.ok ? decoded.value : undefined
  }
  return vniSigns(written) > unicodeSigns(written) ? undefined : written
}

/** Text that was typed into a form, of 1 to `lengthMax` characters once it is Unicode. */
export function typedText(table: TextTable, lengthMax: number): Leaf {
  return (node) => {
    if (node.type !== 'string') return bad('field-type', 'string', node)
    const value = readAs(table, node.value)
    return value === undefined
      ? bad('text-garbled', `text in ${table === 'VNI' ? 'VNI-Windows' : 'Unicode'}`, node)
      : bounded(value, lengthMax, node)
  }
}

const dayExists = (year: number, month: number, day: number): boolean =>
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

/** dd/MM/yyyy, MM/yyyy or yyyy as a partial date that keeps its precision. */
export const date: Leaf = (node) => {
  if (node.type !== 'string') return bad('field-type', 'string', node)
  const [, day, month, year] =
    /^(?:(?:(0[1-9]|[12]\d|3[01])\/)?(0[1-9]|1[0-2])\/)?((?!0000)\d{4})$/.exec(node.value) ?? []
  const exists = year !== undefined && (day === undefined || dayExists(Number(year), Number(month), Number(day)))
  return exists
    ? good([year, month, day].filter(Boolean).join('-'))
    : bad('value-invalid', 'dd/MM/yyyy, MM/yyyy or yyyy', node)
}

/** dd/MM/yyyy HH:mm, with seconds where a machine wrote it, in Vietnamese time; as an RFC 3339 instant. */
export const instant: Leaf = (node) => {
  if (node.type !== 'string') return bad('field-type', 'string', node)
  const [, d = '', m = '', y = '', time, seconds = ':00'] =
    /^(\d{2})\/(0[1-9]|1[0-2])\/((?!0000)\d{4}) ((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?$/.exec(node.value) ?? []
  const exists = time !== undefined && Number(d) > 0 && dayExists(Number(y), Number(m), Number(d))
  return exists ? good(`${y}-${m}-${d}T${time}${seconds}+07:00`) : bad('value-invalid', 'dd/MM/yyyy HH:mm[:ss]', node)
}

/** A time as `instant`, or as much of a day as `date`: what is known of it, and no more. */
export const moment: Leaf = (node) => {
  const timed = node.type === 'string' && node.value.includes(' ')
  return timed ? instant(node) : date(node)
}

/** A whole number from 0 to `max`. */
export function count(max: number): Leaf {
  return (node) => {
    if (node.type !== 'number') return bad('field-type', 'number', node)
    const { value } = node
    return Number.isInteger(value) && value >= 0 && value <= max
      ? good(value)
      : bad('value-invalid', `a whole number from 0 to ${max}`, node)
  }
}

/** A native code that stands for a plain value. */
export function oneOf<T>(table: Readonly<Record<string, T>>): Leaf {
  return (node) => {
    if (node.type !== 'string') return bad('field-type', 'a code', node)
    return Object.hasOwn(table, node.value)
      ? good(table[node.value])
      : bad('code-unknown', 'a code of the native list', node)
  }
}

/** A native code as a shared one, the native kept beside it. */
export function coded(list: CodeListName, table: Table): Leaf {
  const { system, version } = codeSystem(list)
  const known = oneOf(table)
  return (node) => {
    const { value, problems } = known(node)
    if (value === undefined || node.type !== 'string') return { problems }
    return good({ system, code: value, version, native: node.value })
  }
}

/** A list of at most `itemsMax` values; items that are not understood are left out, each with its problem. */
export function listOf(leaf: Leaf, itemsMax: number): Leaf {
  return (node) => {
    if (node.type !== 'array') return bad('field-type', 'array', node)
    if (node.items.length > itemsMax) return bad('value-too-long', `at most ${itemsMax} items`, node)
    const results = node.items.map(leaf)
    return {
      value: results.flatMap(({ value }) => (value === undefined ? [] : [value])),
      problems: results.flatMap(({ problems }) => problems),
    }
  }
}
