/** How the text of one native element becomes one shared value, or does not; and how the value becomes that text again. */
import { type CodeListName, codeLists } from '../../schemas/generated/codes.ts'
import type { Coded } from '../../schemas/generated/types.ts'
import { xmlText } from '../codecs/text-checks.ts'
import type { Outcome } from '../sdk/adapter.ts'
import { asCode, asCount, asMade, asText, type Way } from '../sdk/ways.ts'
import { communesBefore } from './communes-before.ts'

/** `code` is the finding's code; `expected` describes the format, never what was found. */
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
  readonly write: Way<string>
  /** The shared list whose codes it gives, where they have days on which they are in force. */
  readonly list?: CodeListName
}

const good = (value: unknown): LeafResult => ({ ok: true, value })
const bad = (expected: string): LeafResult => ({ ok: false, code: 'value-invalid', expected })

/** A leaf whose shared value is the text itself. */
const plain = (read: Leaf['read']): Leaf => ({
  read,
  write: (value) => {
    const result = typeof value === 'string' ? read(value) : bad('text')
    return result.ok ? { value: value as string } : { lost: result.expected }
  },
})

/** The space around a text is no content to a reader of XML. */
function trimmedText(text: string): Outcome<unknown> {
  const checked = xmlText(text)
  const expected = 'text without space around it'
  const finding = { code: 'text-changed', effect: 'degraded', pointer: '', expected } as const
  if (text.trim() === '') return { ok: false, findings: [finding] }
  return !checked.ok || text === text.trim() ? checked : { ...checked, findings: [...checked.findings, finding] }
}

/** Text of at most `lengthMax` characters; what is longer is not cut but refused. */
export function text(lengthMax: number): Leaf {
  const expected = `at most ${lengthMax} characters`
  return {
    read: (found) => ([...found].length <= lengthMax ? good(found) : { ok: false, code: 'value-too-long', expected }),
    write: asText(lengthMax, trimmedText),
  }
}

/** Text of a fixed form, described by `expected`. */
export const form = (pattern: RegExp, expected: string): Leaf =>
  plain((found) => (pattern.test(found) ? good(found) : bad(expected)))

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** yyyy, yyyy-MM or yyyy-MM-dd, a day that exists. There was no year 0, and no database takes it. */
export const date: Leaf = plain((found) => {
  const [, year, month, day] = /^(?!0000)(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(found) ?? []
  const exists = year !== undefined && (day === undefined || Number(day) <= lastDay(Number(year), Number(month)))
  return exists ? good(found) : bad('yyyy, yyyy-MM or yyyy-MM-dd')
})

/** A birth date. Read like any date; a year alone is written where the form has an element for it. */
export const birthDate: Leaf = { ...date, write: (value) => (/^\d{4}$/.test(String(value)) ? {} : date.write(value)) }

/** yyyy-MM-dd, a day that exists. */
export const day: Leaf = plain((found) => (found.length === 10 ? date.read(found) : bad('yyyy-MM-dd')))

const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** RFC 3339; Công an writes Vietnamese time, others what they have. The offset is kept. */
export const instant: Leaf = plain((found) => {
  const [, day] = INSTANT.exec(found) ?? []
  return day !== undefined && date.read(day).ok ? good(found) : bad('yyyy-MM-ddTHH:mm:ss and offset')
})

/** An instant, or as much of a date as is known. */
export const time: Leaf = plain((found) => {
  const result = found.includes('T') ? instant.read(found) : date.read(found)
  return result.ok ? result : bad('yyyy, yyyy-MM, yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss and offset')
})

const flags = { '1': true, '0': false } as const

/** 1 or 0. */
export const flag: Leaf = {
  read: (found) => (found === '1' || found === '0' ? good(flags[found]) : bad('1 or 0')),
  write: asCode(flags),
}

/** A whole number from 0 to `max`. */
export const count = (max: number): Leaf => ({
  read: (found) =>
    /^\d{1,16}$/.test(found) && Number(found) <= max ? good(Number(found)) : bad(`a whole number from 0 to ${max}`),
  write: asMade(asCount(max), String),
})

/** A native code that stands for a plain value. `list`: how codes.ts calls the native list. */
export function oneOf(list: string, table: Readonly<Record<string, string>>): Leaf {
  const codes = Object.keys(table).length
  const expected = `one of the ${codes} codes of ${list}; a new one needs its shared code in adapters/cong-an/codes`
  return {
    read: (found) => (Object.hasOwn(table, found) ? good(table[found]) : { ok: false, code: 'code-unknown', expected }),
    write: asCode(table),
  }
}

/** A native code that stands for a code of a shared list; the native one is kept beside it. */
export function coded(list: CodeListName, table: Readonly<Record<string, string>>): Leaf {
  const { system, version } = codeLists[list]
  const known = oneOf(`the native list for ${list}`, table)
  return {
    ...known,
    list,
    read: (found) => {
      const result = known.read(found)
      return result.ok ? good({ system, code: result.value, version, native: found }) : result
    },
  }
}

/** `T` and the article for an offence of the shared list. */
export const offences: Readonly<Record<string, string>> = Object.fromEntries(
  codeLists.offences.codes.map(({ code }) => [`T${code.slice('BLHS.'.length)}`, code]),
)

/** The number printed on a form: the police's own alone, the procuracy's with `/HS`. */
export const forms: Readonly<Record<string, string>> = Object.fromEntries(
  codeLists.forms.codes.flatMap(({ code }) => {
    const [, agency, number] = /^(CA|VKS)\.(\d+)$/.exec(code) ?? []
    return agency === undefined ? [] : [[agency === 'VKS' ? `${number}/HS` : number, code]]
  }),
)

/** Commune codes are the State's own (QĐ 19/2025/QĐ-TTg): the same on both sides. */
export const communes: Readonly<Record<string, string>> = Object.fromEntries(
  codeLists.communes.codes.map(({ code }) => [code, code]),
)

/** The code of the list before 01/07/2025 that a value keeps as its native one, where that is not its successor's too. */
function codeBefore(value: unknown): string | undefined {
  const { code, native } = value as Partial<Coded>
  return native !== undefined && native !== code && communesBefore[native] === code ? native : undefined
}

const today = coded('communes', communes)

/** A commune of today. */
export const commune: Leaf = {
  ...today,
  write: (value) => (codeBefore(value) === undefined ? today.write(value) : {}),
}

/** A commune of before 01/07/2025 becomes the one of today that took it over whole; its own code stays beside. */
export const communeBefore: Leaf = {
  ...coded('communes', communesBefore),
  write: (value) => {
    const native = codeBefore(value)
    return native === undefined ? {} : { value: native }
  },
}
