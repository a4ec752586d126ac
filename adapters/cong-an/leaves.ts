/** How the text of one native element becomes one shared value, or does not. */
import { codeLists } from '../../schemas/generated/codes.ts'

/** `code` is the finding's code; `expected` describes the format, never what was found. */
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

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** yyyy, yyyy-MM or yyyy-MM-dd, a day that exists. There was no year 0, and no database takes it. */
export const date: Leaf = (found) => {
  const [, year, month, day] = /^(?!0000)(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(found) ?? []
  const exists = year !== undefined && (day === undefined || Number(day) <= lastDay(Number(year), Number(month)))
  return exists ? good(found) : bad('yyyy, yyyy-MM or yyyy-MM-dd')
}

/** yyyy-MM-dd, a day that exists. */
export const day: Leaf = (found) => (found.length === 10 ? date(found) : bad('yyyy-MM-dd'))

/** RFC 3339 in Vietnamese time, as Công an writes it; the offset is kept. */
export const instant: Leaf = (found) => {
  const [, day] = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?\+07:00$/.exec(found) ?? []
  return day !== undefined && date(day).ok ? good(found) : bad('yyyy-MM-ddTHH:mm:ss+07:00')
}

/** An instant, or as much of a date as is known. */
export const time: Leaf = (found) => {
  const result = found.includes('T') ? instant(found) : date(found)
  return result.ok ? result : bad('yyyy, yyyy-MM, yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss+07:00')
}

/** 1 or 0. */
export const flag: Leaf = (found) => (found === '1' || found === '0' ? good(found === '1') : bad('1 or 0'))

/** A native code that stands for a plain value. */
export function oneOf(table: Readonly<Record<string, string>>): Leaf {
  return (found) =>
    Object.hasOwn(table, found)
      ? good(table[found])
      : { ok: false, code: 'code-unknown', expected: 'a code of the native list' }
}

/** A native code that stands for a code of a shared list; the native one is kept beside it (design.md §4.9). */
export function coded(list: keyof typeof codeLists, table: Readonly<Record<string, string>>): Leaf {
  const { system, version } = codeLists[list]
  const known = oneOf(table)
  return (found) => {
    const result = known(found)
    return result.ok ? good({ system, code: result.value, version, native: found }) : result
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

/** "điểm b khoản 2 Điều 229 BLHS" as `{article, clause, point}`; clause and point may be missing. */
export const article: Leaf = (found) => {
  const [, point, clause, number] =
    /^(?:điểm ([a-zđ]\d?) )?(?:khoản (\d{1,2}[a-z]?) )?Điều (\d{1,3}[a-z]?) BLHS$/.exec(found) ?? []
  if (number === undefined) return bad('[điểm x] [khoản n] Điều n BLHS')
  return good({
    article: number,
    ...(clause === undefined ? {} : { clause }),
    ...(point === undefined ? {} : { point }),
  })
}
