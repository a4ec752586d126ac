/** Dates and times of native formats as leaves of field tables. */
import { bad, good, type Leaf } from './leaves.ts'

const PARTS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>(?!0000)\\d{4})',
  MM: '(?<month>0[1-9]|1[0-2])',
  dd: '(?<day>0[1-9]|[12]\\d|3[01])',
  HH: '(?<hour>[01]\\d|2[0-3])',
  hh: '(?<hour>0[1-9]|1[0-2])',
  a: '(?<half>[AP]M)',
  mm: '(?<minute>[0-5]\\d)',
  ss: '(?<second>[0-5]\\d)',
}

const KNOWN = /yyyy|MM|dd|HH|hh|mm|ss|a|T|h/g

const patternOf = (form: string): RegExp =>
  new RegExp(`^${form.replace(/yyyy|MM|dd|HH|hh|mm|ss|a|[^A-Za-z0-9]/g, (part) => PARTS[part] ?? `\\${part}`)}$`)

const dayExists = (year: string, month: string, day: string): boolean =>
  Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()

type Groups = Readonly<Record<string, string | undefined>>

/** Of 12 hours: 12 AM is midnight, 12 PM noon. */
const hourOf = (said: number, half: string): string => String((said % 12) + (half === 'PM' ? 12 : 0)).padStart(2, '0')

/** The shared form of what a pattern found; undefined for a day that no calendar has. Times are Vietnamese (UTC+7). */
function sharedOf({ year, month, day, hour: said, half, minute, second = '00' }: Groups): string | undefined {
  if (year === undefined) return undefined
  if (month !== undefined && day !== undefined && !dayExists(year, month, day)) return undefined
  const hour = half === undefined ? said : hourOf(Number(said), half)
  const date = [year, month, day].filter(Boolean).join('-')
  return hour === undefined ? date : `${date}T${hour}:${minute}:${second}+07:00`
}

/**
 * A date or a time in one of `forms`, each of `yyyy MM dd HH hh mm ss a` and what stands between them (`dd/MM/yyyy`, `MM/yyyy`, `yyyy`,
 * `dd/MM/yyyy HH:mm:ss`, `yyyy-MM-ddTHH:mm:ss`, `HHhmm dd/MM/yyyy` as in 14h30, no other letters; 12 hours are `hh` with `a`, which is AM or PM): a date keeps its precision, a time is a Vietnamese one (UTC+7) and becomes an instant of
 * RFC 3339. The leaf gives a finding for anything else, so also for a day that does not exist.
 */
export function when(...forms: readonly [string, ...string[]]): Leaf {
  const strange = forms.find((form) => /[^\W_]/.test(form.replace(KNOWN, '')))
  if (strange !== undefined)
    throw new RangeError(`${strange}: a form has yyyy MM dd HH hh mm ss a, T, h, and signs between`)
  // Hours that may be of either half of the day can't be read.
  const odd = forms.find((form) => form.includes('hh') !== form.includes('a'))
  if (odd !== undefined) throw new RangeError(`${odd}: hh goes with a, HH without`)
  const patterns = forms.map(patternOf)
  const expected = forms.join(', ')
  return (node) => {
    if (node.kind !== 'text' && node.kind !== 'number') return bad('field-type', expected, node)
    const said = String(node.value)
    const found = patterns.map((pattern) => pattern.exec(said)?.groups).find((groups) => groups !== undefined)
    const shared = found && sharedOf(found)
    return shared === undefined ? bad('value-invalid', expected, node) : good(shared)
  }
}

/** The day of what `leaf` reads as a time: of a format that has one field for both. */
export const dayOf =
  (leaf: Leaf): Leaf =>
  (node) => {
    const { value, problems } = leaf(node)
    return typeof value === 'string' ? good(value.slice(0, 10)) : { problems }
  }

const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** An instant of RFC 3339 that says its own offset, as it stands. */
export const instant: Leaf = (node) => {
  if (node.kind !== 'text') return bad('field-type', 'an instant of RFC 3339', node)
  const [said, year = '', month = '', day = ''] = INSTANT.exec(String(node.value)) ?? []
  const exists = said !== undefined && /^(0[1-9]|1[0-2])$/.test(month) && day !== '00' && dayExists(year, month, day)
  return exists ? good(said) : bad('value-invalid', 'an instant of RFC 3339', node)
}

/** As `instant`; one without seconds, which ISO 8601 allows (`2026-11-15T09:20+07:00`), is of the minute exactly. */
export const instantToMinute: Leaf = (node) => {
  if (node.kind !== 'text') return instant(node)
  return instant({ ...node, value: String(node.value).replace(/(T\d\d:\d\d)(?=Z$|[+-]\d\d:\d\d$)/, '$1:00') })
}
