/** How one native value becomes one shared value and the other way round, or does not. Leaves are total and see one JSON node, or one shared value. */
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import type { JsonNode } from '../codecs/json.ts'
import { asCode, asCount, asFlag, asForm, asMade, asText, type Said, type Way } from '../sdk/ways.ts'
import { asWhen } from '../sdk/writing-dates.ts'
import type { Table } from './codes.ts'

/** `expected` tells the form in words, never what was found. */
export interface Problem {
  readonly code: 'field-type' | 'value-invalid' | 'value-too-long' | 'code-unknown'
  readonly expected: string
  readonly node: JsonNode
}

/** A value, problems, or (of a list) what is left of it and the problems. */
export interface LeafResult {
  readonly value?: unknown
  readonly problems: readonly Problem[]
}

export type Read = (node: JsonNode) => LeafResult

export interface Leaf {
  readonly read: Read
  readonly write: Way<unknown>
}

const good = (value: unknown): LeafResult => ({ value, problems: [] })
export const bad = (code: Problem['code'], expected: string, node: JsonNode): LeafResult => ({
  problems: [{ code, expected, node }],
})

/** Text of a form that `pattern` describes. */
export const form = (pattern: RegExp, expected: string): Leaf => ({
  read: (node) => {
    if (node.type !== 'string') return bad('field-type', 'string', node)
    return pattern.test(node.value) ? good(node.value) : bad('value-invalid', expected, node)
  },
  write: asForm(pattern, expected),
})

/** Text of 1 to `lengthMax` characters; longer text is refused, not cut. */
export const text = (lengthMax: number): Leaf => ({
  read: (node) => {
    if (node.type !== 'string') return bad('field-type', 'string', node)
    if (node.value === '') return bad('value-invalid', 'at least one character', node)
    return [...node.value].length <= lengthMax
      ? good(node.value)
      : bad('value-too-long', `at most ${lengthMax} characters`, node)
  },
  write: asText(lengthMax),
})

/** An amount of money in đồng. */
export const amount: Leaf = {
  read: (node) => {
    if (node.type !== 'number') return bad('field-type', 'number', node)
    return Number.isFinite(node.value) && node.value >= 0
      ? good(node.value)
      : bad('value-invalid', 'an amount that is not below zero', node)
  },
  write: (value) =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0 ? { value } : { lost: 'an amount of money' },
}

/** A whole number from 0 to `max`. */
export const count = (max: number): Leaf => ({
  read: (node) => {
    if (node.type !== 'number') return bad('field-type', 'number', node)
    return Number.isSafeInteger(node.value) && node.value >= 0 && node.value <= max
      ? good(node.value)
      : bad('value-invalid', `a whole number from 0 to ${max}`, node)
  },
  write: asCount(max),
})

export const flag: Leaf = {
  read: (node) => (node.type === 'boolean' ? good(node.value) : bad('field-type', 'boolean', node)),
  write: asFlag,
}

const dayExists = (year: number, month: number, day: number): boolean =>
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

/** dd/MM/yyyy, MM/yyyy or yyyy as a partial date that keeps its precision. */
export const date: Leaf = {
  read: (node) => {
    if (node.type !== 'string') return bad('field-type', 'string', node)
    const [, day, month, year] =
      /^(?:(?:(0[1-9]|[12]\d|3[01])\/)?(0[1-9]|1[0-2])\/)?((?!0000)\d{4})$/.exec(node.value) ?? []
    const exists = year !== undefined && (day === undefined || dayExists(Number(year), Number(month), Number(day)))
    return exists
      ? good([year, month, day].filter(Boolean).join('-'))
      : bad('value-invalid', 'dd/MM/yyyy, MM/yyyy or yyyy', node)
  },
  write: asWhen('dd/MM/yyyy', 'MM/yyyy', 'yyyy'),
}

/** As `date`; a year alone has a field of its own beside it (`year`). */
export const fullDate: Leaf = { read: date.read, write: asWhen('dd/MM/yyyy', 'MM/yyyy') }

/** A day: dd/MM/yyyy as yyyy-MM-dd. */
export const day: Leaf = {
  read: (node) => {
    const result = date.read(node)
    return typeof result.value === 'string' && result.value.length < 10
      ? bad('value-invalid', 'dd/MM/yyyy', node)
      : result
  },
  write: asWhen('dd/MM/yyyy'),
}

/** A year as a number, for births of which no more is known. */
export const year: Leaf = {
  read: (node) => {
    if (node.type !== 'number') return bad('field-type', 'number', node)
    return /^\d{4}$/.test(String(node.value)) ? good(String(node.value)) : bad('value-invalid', 'yyyy', node)
  },
  write: asMade(asForm(/^[1-9]\d{3}$/, 'a year alone'), Number),
}

/** dd/MM/yyyy HH:mm:ss, written in Vietnamese time, as an RFC 3339 instant. */
export const instant: Leaf = {
  read: (node) => {
    if (node.type !== 'string') return bad('field-type', 'string', node)
    const [, d = '', m = '', y = '', time] =
      /^(\d{2})\/(0[1-9]|1[0-2])\/((?!0000)\d{4}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(node.value) ?? []
    const exists = time !== undefined && Number(d) > 0 && dayExists(Number(y), Number(m), Number(d))
    return exists ? good(`${y}-${m}-${d}T${time}+07:00`) : bad('value-invalid', 'dd/MM/yyyy HH:mm:ss', node)
  },
  write: asWhen('dd/MM/yyyy HH:mm:ss'),
}

/** An instant, or a day, month or year where no more is known. */
export const moment: Leaf = {
  read: (node) => {
    const result = node.type === 'string' && node.value.length > 10 ? instant.read(node) : date.read(node)
    return result.problems[0]?.code === 'value-invalid'
      ? bad('value-invalid', 'dd/MM/yyyy HH:mm:ss, dd/MM/yyyy, MM/yyyy or yyyy', node)
      : result
  },
  write: asWhen('dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy', 'MM/yyyy', 'yyyy'),
}

/** The native code as text, whether the system wrote it as a number or as text. */
const codeOf = (node: JsonNode): string | undefined =>
  node.type === 'string' || node.type === 'number' ? String(node.value) : undefined

/** The system writes its own codes as numbers where they are, and those that it has from others as texts. */
const written = <T>(table: Readonly<Record<string, T>>, as: 'number' | 'text'): Way<unknown> =>
  as === 'number' && Object.keys(table).every((code) => /^\d+$/.test(code))
    ? asMade(asCode(table), Number)
    : asCode(table)

/** A native code that stands for a plain value; `of` names what it is a code of. */
export function oneOf<T>(
  table: Readonly<Record<string, T>>,
  of = 'this field',
  as: 'number' | 'text' = 'number',
): Leaf {
  const known = Object.keys(table).length
  const expected = `one of the ${known} codes known for ${of}: give a new one its meaning in adapters/vien-kiem-sat/codes*.ts`
  const read: Read = (node) => {
    const code = codeOf(node)
    if (code === undefined) return bad('field-type', 'a code', node)
    return Object.hasOwn(table, code) ? good(table[code]) : bad('code-unknown', expected, node)
  }
  return { read, write: written(table, as) }
}

/** A native code as a shared one, the native kept beside it. */
export function coded(list: CodeListName, table: Table, as: 'number' | 'text' = 'number'): Leaf {
  const { system, version } = codeSystem(list)
  const { read, write } = oneOf(table, `the shared list ${list}`, as)
  return {
    read: (node) => {
      const { value, problems } = read(node)
      return value === undefined ? { problems } : good({ system, code: value, version, native: codeOf(node) })
    },
    write,
  }
}

/** A list of at most `itemsMax` values; items that are not understood are left out, each with its problem. */
export interface ListOf {
  readonly item: Leaf | Key
  readonly itemsMax: number
}

export const listOf = (item: Leaf | Key, itemsMax: number): ListOf => ({ item, itemsMax })

/** Reads such a list. */
export const readList =
  ({ item, itemsMax }: ListOf): Read =>
  (node) => {
    if (node.type !== 'array') return bad('field-type', 'array', node)
    if (node.items.length > itemsMax) return bad('value-too-long', `at most ${itemsMax} items`, node)
    const results = node.items.map(item.read)
    return {
      value: results.flatMap(({ value }) => (value === undefined ? [] : [value])),
      problems: results.flatMap(({ problems }) => problems),
    }
  }

/** Lists whose entities others name by their keys. */
export type NamedList = 'decisions' | 'participants' | 'offences' | 'hearings'

/** The key of an entity of `to` (references.ts); how it is written depends on which of them are. */
export interface Key {
  readonly read: Read
  readonly to: NamedList
}

export const key = (to: NamedList): Key => ({ read: text(64).read, to })

/** What a shared value has no place for, told in words. */
export const none = (lost: string): Said<never> => ({ lost })
