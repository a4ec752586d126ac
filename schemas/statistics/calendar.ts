/**
 * Reporting years and their parts. Bodies begin their year on different days (recalled, see calendars.json), so an event
 * keeps its date, and a period is only ever worked out from a calendar.
 */
import { addDays, addMonths } from '../clocks/calendar.ts'
import table from './calendars.json' with { type: 'json' }
import type { Period } from './evaluate.ts'
import type { Confidence, Text } from './indicator.ts'

export interface Calendar {
  readonly id: string
  readonly title: Text
  /** `MM-dd`; a year that does not begin on 1 January has the number of the year in which it ends. */
  readonly yearBegins: string
  readonly source: string
  readonly confidence: Confidence
}

interface Use {
  readonly agency?: string
  readonly report?: string
  readonly calendar: string
}

export const calendars: readonly Calendar[] = table.calendars as readonly Calendar[]
const uses: readonly Use[] = table.uses

/**
 * The calendar by which `agency` (code of the agencies list) makes `report` (an id of calendars.json, if any): that of the
 * report, where one is set, else that of the agency. Undefined where nobody has said.
 */
export function calendarOf(agency: string, report?: string): Calendar | undefined {
  const fits = (use: Use): boolean =>
    (use.report === undefined || use.report === report) && (use.agency === undefined || use.agency === agency)
  const narrowness = (use: Use): number => (use.report === undefined ? 0 : 2) + (use.agency === undefined ? 0 : 1)
  const [use] = uses.filter(fits).toSorted((a, b) => narrowness(b) - narrowness(a))
  return calendars.find(({ id }) => id === use?.calendar)
}

/** From which month of the year to which, counted from 0; the end is not in it. */
const parts = {
  Q1: [0, 3],
  Q2: [3, 6],
  Q3: [6, 9],
  Q4: [9, 12],
  H1: [0, 6],
  H2: [6, 12],
  '9M': [0, 9],
} as const

const NAME = /^([12]\d{3})(?:-(Q[1-4]|H[12]|9M))?$/

/**
 * The days of a period by its name: `2026` (the year), `2026-Q1` to `-Q4` (quarters), `2026-H1`, `-H2` (six months),
 * `2026-9M` (nine months). Undefined for any other name.
 */
export function periodOf({ yearBegins }: Calendar, name: string): Period | undefined {
  const found = NAME.exec(name)
  if (found === null) return undefined
  const year = Number(found[1])
  const [first, end] = found[2] === undefined ? [0, 12] : parts[found[2] as keyof typeof parts]
  const begins = `${String(yearBegins === '01-01' ? year : year - 1).padStart(4, '0')}-${yearBegins}`
  return { from: addMonths(begins, first), to: addDays(addMonths(begins, end), -1) }
}
