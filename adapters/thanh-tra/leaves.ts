/** How the values of one native cell or member become one shared value, or do not, and the way back. Both are total. */

import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import { losesCase } from '../codecs/tcvn3.ts'
import { asCode, asCount, asForm, asMade, type Way } from '../sdk/ways.ts'
import { asWhen } from '../sdk/writing-dates.ts'
import type { Table } from './codes.ts'
import { asTcvn3 } from './texts.ts'

/** `expected` tells the form in words, never what was found. */
export interface Problem {
  readonly code: 'value-invalid' | 'value-too-long' | 'code-unknown'
  readonly expected: string
}

export interface LeafResult {
  readonly value?: unknown
  readonly problems: readonly Problem[]
  /** TCVN3 lost the case of a letter of this text, and it shows. */
  readonly caseLost?: true
}

/** Takes the values of a cell or member, at least one, none empty. */
type Read = (values: readonly string[]) => LeafResult

/** `write` gives what `read` takes for the same value, as far as it says. */
export interface Leaf {
  readonly read: Read
  readonly write: Way<string>
}

/** Of a cell or member with several values. */
export interface ListLeaf {
  readonly read: Read
  /** Of one of them. */
  readonly write: Way<string>
  readonly valuesMax: number
  /** What of each item of the shared list the values are; without it the item itself. */
  readonly member?: string
}

/** Native name, shared path (steps joined by `/`), and how the value is read. */
export type Row = readonly [native: string, shared: string, leaf: Leaf | ListLeaf, need?: 'required']

const good = (value: unknown): LeafResult => ({ value, problems: [] })
const bad = (code: Problem['code'], expected: string): LeafResult => ({ problems: [{ code, expected }] })

const single =
  (read: (value: string) => LeafResult): Read =>
  ([value, ...more]) =>
    value === undefined || more.length > 0 ? bad('value-invalid', 'one value') : read(value)

function prose(lengthMax: number, lost: (value: string) => boolean): Leaf {
  return {
    read: single((value) => {
      if (value === '') return bad('value-invalid', 'text')
      if ([...value].length > lengthMax) return bad('value-too-long', `at most ${lengthMax} characters`)
      return lost(value) ? { value, problems: [], caseLost: true } : good(value)
    }),
    write: asTcvn3(lengthMax),
  }
}

/** Text of at most `lengthMax` characters; longer text is refused, not cut. */
export const text = (lengthMax: number): Leaf => prose(lengthMax, (value) => losesCase(value, 'text'))

/** A person's name: every word of it began with a capital. */
export const name = (lengthMax: number): Leaf => prose(lengthMax, (value) => losesCase(value, 'name'))

/** The name of an organisation: its first word began with a capital. */
export const title = (lengthMax: number): Leaf =>
  prose(lengthMax, (value) => losesCase(value, 'text') || losesCase(value.split(' ', 1)[0]!, 'name'))

/** Text of a form that `pattern` describes. */
export const form = (pattern: RegExp, expected: string): Leaf => ({
  read: single((value) => (pattern.test(value) ? good(value) : bad('value-invalid', expected))),
  write: asForm(pattern, expected),
})

const dayExists = (year: string, month: string, day: string): boolean =>
  Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()

const DATE = /^(?:(?:(0[1-9]|[12]\d|3[01])\/)?(0[1-9]|1[0-2])\/)?((?!0000)\d{4})$/

const readDate = (value: string): string | undefined => {
  const [, day, month, year] = DATE.exec(value) ?? []
  const exists = year !== undefined && (day === undefined || dayExists(year, month!, day))
  return exists ? [year, month, day].filter(Boolean).join('-') : undefined
}

const readInstant = (value: string): string | undefined => {
  const [, on, time] = /^(\d{2}\/\d{2}\/\d{4}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(value) ?? []
  const found = on === undefined ? undefined : readDate(on)
  return found === undefined ? undefined : `${found}T${time}+07:00`
}

/** What is written is read again before it counts: there are dates of the form that no calendar has. */
const dated = (read: (value: string) => string | undefined, ...forms: readonly [string, ...string[]]): Leaf => {
  const expected = forms.join(', ')
  const way = asWhen(...forms)
  return {
    read: single((value) => {
      const found = read(value)
      return found === undefined ? bad('value-invalid', expected) : good(found)
    }),
    write: (value) => {
      const said = way(value)
      return said.value === undefined || read(said.value) === undefined ? { lost: expected } : said
    },
  }
}

/** As a partial date that keeps its precision. */
export const date: Leaf = dated(readDate, 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')

/** Written in Vietnamese time, as an RFC 3339 instant. */
export const instant: Leaf = dated(readInstant, 'dd/MM/yyyy HH:mm:ss')

/** An instant, or as much of a date as is known. */
export const time: Leaf = dated(
  (value) => readInstant(value) ?? readDate(value),
  'dd/MM/yyyy HH:mm:ss',
  'dd/MM/yyyy',
  'MM/yyyy',
  'yyyy',
)

/** A whole number from 0 to 2^53 - 1, in groups of three by dots or without. */
const whole = (expected: string, written: (value: number) => string): Leaf => ({
  read: single((value) => {
    const found = /^(?:\d{1,3}(?:\.\d{3})*|\d+)$/.test(value) ? Number(value.replaceAll('.', '')) : Number.NaN
    return Number.isSafeInteger(found) ? good(found) : bad('value-invalid', expected)
  }),
  write: asMade(asCount(Number.MAX_SAFE_INTEGER), written),
})

/** Whole đồng. */
export const amount: Leaf = whole('whole đồng, at most 2^53 - 1', (value) =>
  String(value).replace(/\B(?=(\d{3})+$)/g, '.'),
)

/** How many there are of something. */
export const count: Leaf = whole('a whole number, at most 2^53 - 1', String)

/** Tells how such a code is to be had: the lists are in codes.ts, native code first. */
const unknown = (table: object, of: string): LeafResult =>
  bad('code-unknown', `one of the ${Object.keys(table).length} native codes mapped to ${of}, or one more mapped there`)

/** A native code that stands for a plain value; `of` says of what, for who has to map one more. */
export function oneOf<T>(table: Readonly<Record<string, T>>, of: string): Leaf {
  return {
    read: single((value) => (Object.hasOwn(table, value) ? good(table[value]) : unknown(table, of))),
    write: asCode(table),
  }
}

/** A native code as a shared one, the native kept beside it. A code of another system has no native one. */
export function coded(list: CodeListName, table: Table): Leaf {
  const { system, version } = codeSystem(list)
  const native = asCode(table)
  return {
    read: single((value) =>
      Object.hasOwn(table, value)
        ? good({ system, code: table[value], version, native: value })
        : unknown(table, `the shared list ${list}`),
    ),
    write: (value) =>
      (value as { readonly system?: unknown } | null)?.system === system
        ? native(value)
        : { lost: `a code of the shared list ${list}` },
  }
}

/** At most `valuesMax` values; those that are not understood are left out, each with its problem. */
export function listOf({ read, write }: Leaf, valuesMax: number): ListLeaf {
  return {
    read: (values) => {
      if (values.length > valuesMax) return bad('value-too-long', `at most ${valuesMax} values`)
      const results = values.map((value) => read([value]))
      return {
        value: results.flatMap(({ value }) => (value === undefined ? [] : [value])),
        problems: results.flatMap(({ problems }) => problems),
        ...(results.some(({ caseLost }) => caseLost) ? { caseLost: true as const } : {}),
      }
    },
    write,
    valuesMax,
  }
}

/** As `listOf`, each value the member `member` of an object. */
export function listInside(member: string, leaf: Leaf, valuesMax: number): ListLeaf {
  const inside: Leaf['read'] = (values) => {
    const { value, ...rest } = leaf.read(values)
    return value === undefined ? rest : { ...rest, value: { [member]: value } }
  }
  return { ...listOf({ ...leaf, read: inside }, valuesMax), member }
}
