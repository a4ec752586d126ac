/**
 * Dates of unequal precision, compared: a year, a month, a day (`yyyy`, `yyyy-MM`, `yyyy-MM-dd`) or an RFC 3339
 * instant.
 */

const OFFSET_MS = 7 * 3_600_000

/** As far as it is known, the Vietnamese day (UTC+7, no daylight saving). `moment` conforms to the schema. */
export function dayOf(moment: string): string {
  if (moment.length <= 10 || moment.endsWith('+07:00')) return moment.slice(0, 10)
  return new Date(Date.parse(moment) + OFFSET_MS).toISOString().slice(0, 10)
}

/** Whether `a` is later than `b` whatever the unknown parts of either are. Both conform to the schema. */
export function isAfter(a: string, b: string): boolean {
  if (a.length > 10 && b.length > 10) return isPlain(a) && isPlain(b) ? a > b : Date.parse(a) > Date.parse(b)
  const x = a.length > 10 ? dayOf(a) : a
  const y = b.length > 10 ? dayOf(b) : b
  // As texts: and no day is after its own month or year.
  return x > y && !x.startsWith(y)
}

/** Vietnamese time to the second: such instants compare as texts. */
const isPlain = (instant: string): boolean => instant.length === 25 && instant.endsWith('+07:00')

/** The date `years` later, as precise as `day`. */
export const yearsLater = (day: string, years: number): string =>
  String(Number(day.slice(0, 4)) + years).padStart(4, '0') + day.slice(4, 10)

/** An RFC 3339 instant as Vietnamese time to the second: `yyyy-MM-ddTHH:mm:ss+07:00`. */
export const vietnamTime = (instant: string): string =>
  `${new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(0, 19)}+07:00`
