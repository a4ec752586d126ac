/**
 * Days as the law counts them (BLTTHS Art. 134), in Vietnamese time (UTC+7, no daylight saving). A day is a
 * `yyyy-MM-dd` string, so that days compare as texts.
 */
import { daysOff, firstYear, lastYear, reviewed, workingWeekends } from '../generated/holidays.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const OFFSET_MS = 7 * HOUR_MS

/** A date, or an instant with the Vietnamese date that it falls on. */
export interface Moment {
  readonly day: string
  /** Milliseconds since 1970, where the time of day is known. */
  readonly at?: number
}

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayOf = (midnight_ms: number): string => new Date(midnight_ms).toISOString().slice(0, 10)
const exists = (day: string): boolean => !Number.isNaN(midnight(day)) && dayOf(midnight(day)) === day

const FORM =
  /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d))?$/

/**
 * Reads an RFC 3339 full-date or date-time; undefined for anything else, and for what does not exist (30 February,
 * 24:00, a leap second, years outside 1900–2200).
 */
export function momentOf(text: unknown): Moment | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined
  const day = FORM.exec(text)?.[1]
  if (day === undefined || !exists(day) || day < '1900' || day > '2200') return undefined
  if (text.length === day.length) return { day }
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : { day: dayOf(at + OFFSET_MS), at }
}

/** The instant `ms` (milliseconds since 1970) as RFC 3339 in Vietnamese time, to the second. */
export function instantOf(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+07:00`
}

/** `hours` later than `ms`: hours run on, over nights and days off. */
export function addHours(ms: number, hours: number): number {
  return ms + hours * HOUR_MS
}

/** The day `days` later, earlier when negative. */
export function addDays(day: string, days: number): string {
  return dayOf(midnight(day) + days * DAY_MS)
}

/** The same date of a later month, or that month's last day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0))
  return dayOf(last.setUTCDate(Math.min(date, last.getUTCDate())))
}

/** Whether agencies work on `day`: no weekend (unless made up for), no public holiday nor its compensation. */
export function isWorkingDay(day: string): boolean {
  if (workingWeekends.has(day)) return true
  const weekday = new Date(midnight(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !daysOff.has(day)
}

/** `day`, or the next working day when it is a day off. */
export function workingDayFrom(day: string): string {
  let next = day
  while (!isWorkingDay(next)) next = addDays(next, 1)
  return next
}

/** The last of `count` working days, of which the first is after `day`, or `day` itself when `countStartDay`. */
export function addWorkingDays(day: string, count: number, countStartDay: boolean): string {
  let last = countStartDay ? workingDayFrom(day) : workingDayFrom(addDays(day, 1))
  for (let left = count; left > 1; left--) last = workingDayFrom(addDays(last, 1))
  return last
}

const yearOf = (day: string): number => Number(day.slice(0, 4))

/** Whether the public holidays of that year are known at all. */
export function hasHolidays(day: string): boolean {
  return yearOf(day) >= firstYear && yearOf(day) <= lastYear
}

/** Whether that year's decisions on Tết, National Day and swapped days are in; else the general rule only. */
export function isReviewed(day: string): boolean {
  return yearOf(day) >= reviewed.from && yearOf(day) <= reviewed.through
}
