/** How one native value becomes one shared value, or does not. Leaves are total and see one JSON node. */
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import type { JsonNode } from '../codecs/json.ts'
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

export type Leaf = (node: JsonNode) => LeafResult

const good = (value: unknown): LeafResult => ({ value, problems: [] })
export const bad = (code: Problem['code'], expected: string, node: JsonNode): LeafResult => ({
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
  return (node) => {
    if (node.type !== 'string') return bad('field-type', 'string', node)
    if (node.value === '') return bad('value-invalid', 'at least one character', node)
    return [...node.value].length <= lengthMax
      ? good(node.value)
      : bad('value-too-long', `at most ${lengthMax} characters`, node)
  }
}

/** An amount of money in đồng. */
export const amount: Leaf = (node) => {
  if (node.type !== 'number') return bad('field-type', 'number', node)
  return Number.isFinite(node.value) && node.value >= 0
    ? good(node.value)
    : bad('value-invalid', 'an amount that is not below zero', node)
}

/** A whole number from 0 to `max`. */
export function count(max: number): Leaf {
  return (node) => {
    if (node.type !== 'number') return bad('field-type', 'number', node)
    return Number.isSafeInteger(node.value) && node.value >= 0 && node.value <= max
      ? good(node.value)
      : bad('value-invalid', `a whole number from 0 to ${max}`, node)
  }
}

export const flag: Leaf = (node) => (node.type === 'boolean' ? good(node.value) : bad('field-type', 'boolean', node))

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

/** A day: dd/MM/yyyy as yyyy-MM-dd. */
export const day: Leaf = (node) => {
  const result = date(node)
  return typeof result.value === 'string' && result.value.length < 10
    ? bad('value-invalid', 'dd/MM/yyyy', node)
    : result
}

/** A year as a number, for births of which no more is known. */
export const year: Leaf = (node) => {
  if (node.type !== 'number') return bad('field-type', 'number', node)
  return /^\d{4}$/.test(String(node.value)) ? good(String(node.value)) : bad('value-invalid', 'yyyy', node)
}

/** dd/MM/yyyy HH:mm:ss, written in Vietnamese time, as an RFC 3339 instant. */
export const instant: Leaf = (node) => {
  if (node.type !== 'string') return bad('field-type', 'string', node)
  const [, d = '', m = '', y = '', time] =
    /^(\d{2})\/(0[1-9]|1[0-2])\/((?!0000)\d{4}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(node.value) ?? []
  const exists = time !== undefined && Number(d) > 0 && dayExists(Number(y), Number(m), Number(d))
  return exists ? good(`${y}-${m}-${d}T${time}+07:00`) : bad('value-invalid', 'dd/MM/yyyy HH:mm:ss', node)
}

/** An instant, or a day, month or year where no more is known. */
export const moment: Leaf = (node) => {
  const result = node.type === 'string' && node.value.length > 10 ? instant(node) : date(node)
  return result.problems[0]?.code === 'value-invalid'
    ? bad('value-invalid', 'dd/MM/yyyy HH:mm:ss, dd/MM/yyyy, MM/yyyy or yyyy', node)
    : result
}

/** The native code as text, whether the system wrote it as a number or as text. */
const codeOf = (node: JsonNode): string | undefined =>
  node.type === 'string' || node.type === 'number' ? String(node.value) : undefined

/** A native code that stands for a plain value; `of` names what it is a code of. */
export function oneOf<T>(table: Readonly<Record<string, T>>, of = 'this field'): Leaf {
  const known = Object.keys(table).length
  const expected = `one of the ${known} codes known for ${of}: give a new one its meaning in adapters/vien-kiem-sat/codes*.ts`
  return (node) => {
    const code = codeOf(node)
    if (code === undefined) return bad('field-type', 'a code', node)
    return Object.hasOwn(table, code) ? good(table[code]) : bad('code-unknown', expected, node)
  }
}

/** A native code as a shared one, the native kept beside it (design.md §4.9). */
export function coded(list: CodeListName, table: Table): Leaf {
  const { system, version } = codeSystem(list)
  const known = oneOf(table, `the shared list ${list}`)
  return (node) => {
    const { value, problems } = known(node)
    return value === undefined ? { problems } : good({ system, code: value, version, native: codeOf(node) })
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
