/**
 * Dates as the procedure code counts them (BLTTHS Art. 134): `yyyy-MM-dd` strings, no clock, no time zone but +07:00. Counted apart from
 * schemas/clocks, with the same days off, so that each can be held to the other.
 */
import { daysOff, workingWeekends } from '../../schemas/generated/holidays.ts'

const DAY_MS = 86_400_000

const at = (date: string): Date => new Date(`${date}T00:00:00Z`)
const dateOf = (value: Date): string => value.toISOString().slice(0, 10)

/** The date `days` later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return dateOf(new Date(at(date).getTime() + days * DAY_MS))
}

/** The same day of a later month, or that month's last day. */
export function addMonths(date: string, months: number): string {
  const start = at(date)
  const last = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0))
  const day = Math.min(start.getUTCDate(), last.getUTCDate())
  return dateOf(new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), day)))
}

const isWorkingDay = (date: string): boolean => {
  const weekday = at(date).getUTCDay()
  return workingWeekends.has(date) || (weekday !== 0 && weekday !== 6 && !daysOff.has(date))
}

/** The date itself, or the next working day when it is a day off (BLTTHS Art. 134). */
export function workingDayFrom(date: string): string {
  let day = date
  while (!isWorkingDay(day)) day = addDays(day, 1)
  return day
}

/** The date itself, or the last working day before it. */
export function workingDayUpTo(date: string): string {
  let day = date
  while (!isWorkingDay(day)) day = addDays(day, -1)
  return day
}

/** `count` working days after the date. */
export function addWorkingDays(date: string, count: number): string {
  let day = date
  for (let left = count; left > 0; left--) day = workingDayFrom(addDays(day, 1))
  return day
}

/** RFC 3339 instant in Vietnamese time. */
export function instant(date: string, time: string): string {
  return `${date}T${time}+07:00`
}

/** The earlier of two dates. */
export function earlier(a: string, b: string): string {
  return [a, b].sort()[0]!
}
