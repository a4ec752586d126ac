/**
 * The string formats of the schemas: addresses, and dates and times that exist. These character by character, since a translation has
 * dozens of them and each is looked at on every read.
 */

/** What a schema may name as `format`, in words. */
export const formatTexts = {
  date: { vi: 'ngày có thật, dạng yyyy-MM-dd', en: 'a day that exists, as yyyy-MM-dd' },
  'date-time': {
    vi: 'thời điểm có thật theo RFC 3339, có múi giờ, giây từ 00 đến 59',
    en: 'an instant that exists, as RFC 3339 with its offset and seconds 00 to 59',
  },
  'partial-date': {
    vi: 'năm, tháng hoặc ngày có thật, dạng yyyy, yyyy-MM hoặc yyyy-MM-dd',
    en: 'a year, month or day that exists, as yyyy, yyyy-MM or yyyy-MM-dd',
  },
  'partial-time': {
    vi: 'năm, tháng, ngày hoặc thời điểm có thật theo RFC 3339',
    en: 'a year, month, day or instant that exists, as RFC 3339',
  },
  uri: { vi: 'địa chỉ URI', en: 'a URI' },
  'https-origin': { vi: 'dạng https://tên hoặc https://tên:cổng', en: 'https://host or https://host:port' },
} as const

export type FormatName = keyof typeof formatTexts

/** The number of two decimal digits at `at`, or NaN. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const HYPHEN = 45
const COLON = 58
const days = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Year 0001 to 9999 in the proleptic Gregorian calendar. */
function year(text: string): number {
  const value = two(text, 0) * 100 + two(text, 2)
  return value >= 1 ? value : Number.NaN
}

const isMonth = (text: string): boolean => text.charCodeAt(4) === HYPHEN && two(text, 5) >= 1 && two(text, 5) <= 12

/** Whether the first ten characters are a day. */
function startsWithDay(text: string): boolean {
  const y = year(text)
  if (!(y >= 1) || !isMonth(text) || text.charCodeAt(7) !== HYPHEN) return false
  const month = two(text, 5)
  const leap = month === 2 && y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0)
  const day = two(text, 8)
  return day >= 1 && day <= days[month]! + (leap ? 1 : 0)
}

/** Whether `text` is a full-date of RFC 3339 that the calendar has. */
const isDate = (text: string): boolean => text.length === 10 && startsWithDay(text)

/**
 * Whether `text` is a date-time of RFC 3339 §5.6 that the calendar has, with `T`, `Z` in capitals and at most nine
 * digits of a second. Narrower than the RFC in one thing: no leap second, which neither ECMAScript nor PostgreSQL can
 * hold as what it is.
 */
export function isDateTime(text: string): boolean {
  const { length } = text
  if (length < 20 || length > 35 || text.charCodeAt(10) !== 84 || !startsWithDay(text)) return false
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return false
  if (!(two(text, 11) <= 23 && two(text, 14) <= 59 && two(text, 17) <= 59)) return false
  let at = 19
  if (text.charCodeAt(at) === 46) {
    const from = ++at
    while (at < length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++
    if (at === from || at - from > 9) return false
  }
  const sign = text.charCodeAt(at)
  if (sign === 90) return length === at + 1
  if (sign !== 43 && sign !== HYPHEN) return false
  return length === at + 6 && text.charCodeAt(at + 3) === COLON && two(text, at + 1) <= 23 && two(text, at + 4) <= 59
}

/** Whether `text` is a year, a month or a day that the calendar has. */
function isPartialDate(text: string): boolean {
  if (text.length === 10) return startsWithDay(text)
  return text.length === 7 ? year(text) >= 1 && isMonth(text) : text.length === 4 && year(text) >= 1
}

/** Whether `text` is a partial date or an instant, both as above. */
const isPartialTime = (text: string): boolean => (text.length > 10 ? isDateTime(text) : isPartialDate(text))

/** Whether `text` is a URL that programs can use. */
const isUri = (text: string): boolean => URL.canParse(text)

/** Whether `text` is an origin (RFC 6454 §6.2) of scheme https as programs spell it: no path, no default port. */
const isHttpsOrigin = (text: string): boolean =>
  text.startsWith('https:') && URL.canParse(text) && new URL(text).origin === text

/** By name of the format; each takes any string and never throws. */
export const formats: Readonly<Record<FormatName, (text: string) => boolean>> = {
  date: isDate,
  'date-time': isDateTime,
  'partial-date': isPartialDate,
  'partial-time': isPartialTime,
  uri: isUri,
  'https-origin': isHttpsOrigin,
}

/** Whether `text` has more than `max` code points (as JSON Schema counts `maxLength`). */
export const isLonger = (text: string, max: number): boolean =>
  text.length > max && (text.length > 2 * max || codePoints(text) > max)

/** Whether `text` has fewer than `min` code points. */
export const isShorter = (text: string, min: number): boolean =>
  text.length < 2 * min && (text.length < min || codePoints(text) < min)

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
