/** How the text of one native element becomes one shared value, or does not. */
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import { clockRules } from './codes-acts.ts'
import type { Table } from './organ-ids.ts'

/** `expected` tells the form in words, never what was found. */
export type LeafResult =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly code: 'value-invalid' | 'value-too-long' | 'code-unknown'
      readonly expected: string
    }

/** Total; takes NFC text without space around it, never empty. */
export type Leaf = (text: string) => LeafResult

const good = (value: unknown): LeafResult => ({ ok: true, value })
const bad = (expected: string): LeafResult => ({ ok: false, code: 'value-invalid', expected })

/** Text of at most `lengthMax` characters; what is longer is not cut but refused. */
export function text(lengthMax: number): Leaf {
  const expected = `at most ${lengthMax} characters`
  return (found) => ([...found].length <= lengthMax ? good(found) : { ok: false, code: 'value-too-long', expected })
}

/** Text of a fixed form, described by `expected`. */
export function form(pattern: RegExp, expected: string): Leaf {
  return (found) => (pattern.test(found) ? good(found) : bad(expected))
}

const dayExists = (year: number, month: number, day: number): boolean =>
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

/** dd/MM/yyyy, MM/yyyy or yyyy as a partial date that keeps its precision. There was no year 0. */
export const date: Leaf = (found) => {
  const [, day, month, year] = /^(?:(?:(0[1-9]|[12]\d|3[01])\/)?(0[1-9]|1[0-2])\/)?((?!0000)\d{4})$/.exec(found) ?? []
  const exists = year !== undefined && (day === undefined || dayExists(Number(year), Number(month), Number(day)))
  return exists ? good([year, month, day].filter(Boolean).join('-')) : bad('dd/MM/yyyy, MM/yyyy or yyyy')
}

/** A date of birth that is more than a year, which has a field of its own. */
export const birthDay: Leaf = (found) => (found.length > 4 ? date(found) : bad('dd/MM/yyyy or MM/yyyy'))

/** A day: dd/MM/yyyy as yyyy-MM-dd. */
export const day: Leaf = (found) => (found.length === 10 ? date(found) : bad('dd/MM/yyyy'))

/** dd/MM/yyyy HH:mm:ss in Vietnamese time as an RFC 3339 instant. */
export const instant: Leaf = (found) => {
  const [, date = '', time] = /^(.{10}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(found) ?? []
  const on = day(date)
  return time !== undefined && on.ok ? good(`${on.value}T${time}+07:00`) : bad('dd/MM/yyyy HH:mm:ss')
}

/** An instant, or a day, month or year where no more is known. */
export const moment: Leaf = (found) => {
  const result = found.length > 10 ? instant(found) : date(found)
  return result.ok ? result : bad('dd/MM/yyyy HH:mm:ss, dd/MM/yyyy, MM/yyyy or yyyy')
}

/** A whole number from 0 to `max`, without leading zeros. */
export function count(max: number): Leaf {
  return (found) =>
    /^(0|[1-9]\d{0,8})$/.test(found) && Number(found) <= max
      ? good(Number(found))
      : bad(`a whole number from 0 to ${max}`)
}

/** An amount of đồng with a dot before each three digits, `1.250.000`; below 10^15. */
export const dong: Leaf = (found) =>
  /^(0|[1-9]\d{0,2}(\.\d{3}){0,4})$/.test(found)
    ? good(Number(found.replaceAll('.', '')))
    : bad('đồng, a dot before each three digits')

/** `C` (có) or `K` (không). */
export const flag: Leaf = (found) => (found === 'C' || found === 'K' ? good(found === 'C') : bad('C or K'))

/** A native code that stands for a plain value; `list` is how it is called where a code that is not known would be mapped. */
export function oneOf(list: string, table: Table): Leaf {
  const expected = `one of the ${Object.keys(table).length} codes of ${list}: map a new one in the adapter's codes`
  return (found) => (Object.hasOwn(table, found) ? good(table[found]) : { ok: false, code: 'code-unknown', expected })
}

/** A native code that stands for a code of a shared list; the native one is kept beside it (design.md §4.9). */
export function coded(list: CodeListName, table: Table): Leaf {
  const { system, version } = codeSystem(list)
  const known = oneOf(list, table)
  return (found) => {
    const result = known(found)
    return result.ok ? good({ system, code: result.value, version, native: found }) : result
  }
}

const RULE = /^[A-Z][A-Z0-9-]{1,19}(\.[A-Za-z0-9-]{1,10}){1,4}$/

/** A rule of a limit: by the court's own code, or by its id where the court has none. */
export const rule: Leaf = (found) => {
  const own = Object.hasOwn(clockRules, found) ? clockRules[found] : undefined
  if (own !== undefined) return good(own)
  if (RULE.test(found) && !Object.values(clockRules).includes(found)) return good(found)
  const expected = `one of the ${Object.keys(clockRules).length} codes of clockRules, or the id of another rule`
  return { ok: false, code: 'code-unknown', expected }
}
