/** How the text of one native element is one shared value, in both directions. */
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import { xmlText } from '../codecs/text-checks.ts'
import { asCode, asCount, asForm, asMade, asText, type Said, type Way } from '../sdk/ways.ts'
import { asWhen } from '../sdk/writing-dates.ts'
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

export interface Leaf {
  /** Total; takes NFC text without space around it, never empty. */
  readonly read: (text: string) => LeafResult
  /** The way back: what it gives is read as the value again. */
  readonly way: Way<string>
  /** It is the name of a person, which may be a word that elsewhere is a stamp of secrecy. */
  readonly name?: true
}

const good = (value: unknown): LeafResult => ({ ok: true, value })
const bad = (expected: string): LeafResult => ({ ok: false, code: 'value-invalid', expected })

/** Space around a text is no part of it. */
const trimmed =
  (way: Way<string>): Way<string> =>
  (value): Said<string> => {
    const { value: written, lost } = way(value)
    if (written === undefined || written === written.trim()) return { value: written, lost } as Said<string>
    return written.trim() === '' ? { lost: 'text' } : { value: written.trim(), lost: 'without the space around it' }
  }

/** Text of at most `lengthMax` characters; what is longer is not cut but refused. */
export function text(lengthMax: number): Leaf {
  const expected = `at most ${lengthMax} characters`
  return {
    read: (found) => ([...found].length <= lengthMax ? good(found) : { ok: false, code: 'value-too-long', expected }),
    way: trimmed(asText(lengthMax, xmlText)),
  }
}

/** As `text`, of a person's name. */
export const name = (lengthMax: number): Leaf => ({ ...text(lengthMax), name: true })

/** Text of a fixed form, described by `expected`. */
export const form = (pattern: RegExp, expected: string): Leaf => ({
  read: (found) => (pattern.test(found) ? good(found) : bad(expected)),
  way: asForm(pattern, expected),
})

const dayExists = (year: number, month: number, day: number): boolean =>
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

const readDate = (found: string): LeafResult => {
  const [, day, month, year] = /^(?:(?:(0[1-9]|[12]\d|3[01])\/)?(0[1-9]|1[0-2])\/)?((?!0000)\d{4})$/.exec(found) ?? []
  const exists = year !== undefined && (day === undefined || dayExists(Number(year), Number(month), Number(day)))
  return exists ? good([year, month, day].filter(Boolean).join('-')) : bad('dd/MM/yyyy, MM/yyyy or yyyy')
}

const readDay = (found: string): LeafResult => (found.length === 10 ? readDate(found) : bad('dd/MM/yyyy'))

const readInstant = (found: string): LeafResult => {
  const [, on = '', time] = /^(.{10}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(found) ?? []
  const known = readDay(on)
  return time !== undefined && known.ok ? good(`${known.value}T${time}+07:00`) : bad('dd/MM/yyyy HH:mm:ss')
}

const DATE = ['dd/MM/yyyy', 'MM/yyyy', 'yyyy'] as const
const INSTANT = 'dd/MM/yyyy HH:mm:ss'

/** dd/MM/yyyy, MM/yyyy or yyyy as a partial date that keeps its precision. There was no year 0. */
export const date: Leaf = { read: readDate, way: asWhen(...DATE) }

/** A date of birth that is more than a year, which has a field of its own. */
export const birthDay: Leaf = {
  read: (found) => (found.length > 4 ? readDate(found) : bad('dd/MM/yyyy or MM/yyyy')),
  way: asWhen('dd/MM/yyyy', 'MM/yyyy'),
}

/** A day: dd/MM/yyyy as yyyy-MM-dd. */
export const day: Leaf = { read: readDay, way: asWhen('dd/MM/yyyy') }

/** dd/MM/yyyy HH:mm:ss in Vietnamese time as an RFC 3339 instant. */
export const instant: Leaf = { read: readInstant, way: asWhen(INSTANT) }

/** An instant, or a day, month or year where no more is known. */
export const moment: Leaf = {
  read: (found) => {
    const result = found.length > 10 ? readInstant(found) : readDate(found)
    return result.ok ? result : bad('dd/MM/yyyy HH:mm:ss, dd/MM/yyyy, MM/yyyy or yyyy')
  },
  way: asWhen(INSTANT, ...DATE),
}

/** A whole number from 0 to `max`, without leading zeros. */
export const count = (max: number): Leaf => ({
  read: (found) =>
    /^(0|[1-9]\d{0,9})$/.test(found) && Number(found) <= max
      ? good(Number(found))
      : bad(`a whole number from 0 to ${max}`),
  way: asMade(asCount(max), String),
})

const VND_MAX = 999_999_999_999_999

/** An amount of đồng with a dot before each three digits, `1.250.000`; below 10^15. */
export const dong: Leaf = {
  read: (found) =>
    /^(0|[1-9]\d{0,2}(\.\d{3}){0,4})$/.test(found)
      ? good(Number(found.replaceAll('.', '')))
      : bad('đồng, a dot before each three digits'),
  way: asMade(asCount(VND_MAX), (amount) => String(amount).replace(/\B(?=(\d{3})+$)/g, '.')),
}

/** `C` (có) or `K` (không). */
export const flag: Leaf = {
  read: (found) => (found === 'C' || found === 'K' ? good(found === 'C') : bad('C or K')),
  way: asCode({ C: true, K: false }),
}

/** A native code that stands for a plain value; `list` is how it is called where a code that is not known would be mapped. */
export function oneOf(list: string, table: Table): Leaf {
  const expected = `one of the ${Object.keys(table).length} codes of ${list}: map a new one in the adapter's codes`
  return {
    read: (found) => (Object.hasOwn(table, found) ? good(table[found]) : { ok: false, code: 'code-unknown', expected }),
    way: asCode(table),
  }
}

/** A native code that stands for a code of a shared list; the native one is kept beside it. */
export function coded(list: CodeListName, table: Table): Leaf {
  const { system, version } = codeSystem(list)
  const known = oneOf(list, table)
  return {
    read: (found) => {
      const result = known.read(found)
      return result.ok ? good({ system, code: result.value, version, native: found }) : result
    },
    way: known.way,
  }
}

const OWN_RULES: ReadonlySet<unknown> = new Set(Object.values(clockRules))

/** A rule of a limit that the court has no code of its own for, in words or by its id. */
export const otherRule: Leaf = {
  read: (found) =>
    OWN_RULES.has(found) ? { ok: false, code: 'code-unknown', expected: "the court's own code" } : text(60).read(found),
  way: (value) => (OWN_RULES.has(value) ? { lost: 'a rule without a code' } : text(60).way(value)),
}
