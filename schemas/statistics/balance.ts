/**
 * The balance of the books: what was there and what came in is what went out and what is there. Whoever's events do not
 * add up lost one, or has one too many.
 */
import { addDays } from '../clocks/calendar.ts'
import type { Period } from './evaluate.ts'
import {
  type Book,
  booksOf,
  type EventCode,
  isClosing,
  isOpening,
  lastTurn,
  type StatisticEvent,
  stateAfter,
} from './event.ts'

/** Lines of the balance. In: the first three. Out: the others. */
export const lines = [
  'carriedOver',
  'received',
  'reopened',
  'resolved',
  'transferred',
  'merged',
  'suspended',
  'pending',
] as const
export type Line = (typeof lines)[number]
export type Lines = Readonly<Record<Line, number>>

const lineOf: Readonly<Partial<Record<EventCode, Line>>> = {
  TIEP_NHAN: 'received',
  PHUC_HOI: 'reopened',
  HUY_BO_KHOI_TO: 'reopened',
  HUY_BO_KHONG_KHOI_TO: 'reopened',
  HUY_BO_TAM_DINH_CHI: 'reopened',
  KHOI_TO: 'resolved',
  KHONG_KHOI_TO: 'resolved',
  CHUYEN: 'transferred',
  NHAP: 'merged',
  TAM_DINH_CHI: 'suspended',
}

const incoming: readonly Line[] = ['carriedOver', 'received', 'reopened']

export interface Broken {
  readonly agency: string
  readonly source: string
  /** In less out. */
  readonly difference: number
  /** Its openings and closings up to the end of the period, in order. */
  readonly course: readonly EventCode[]
}

export interface Balance {
  readonly lines: Lines
  /** In less out, over all books. */
  readonly difference: number
  readonly holds: boolean
  /** The books that do not add up; the differences of two may make up for each other. */
  readonly broken: readonly Broken[]
}

/** The lines of one book. What is carried over and pending follows from the last event before, all else from events. */
function linesOf(book: Book, { from, to }: Period): Lines {
  const found: Record<Line, number> = Object.fromEntries(lines.map((line) => [line, 0])) as Record<Line, number>
  if (stateAfter(lastTurn(book, addDays(from, -1))) === 'open') found.carriedOver = 1
  if (stateAfter(lastTurn(book, to)) === 'open') found.pending = 1
  for (const { event, day } of book.events) {
    const line = lineOf[event]
    if (line !== undefined && from <= day && day <= to) found[line] += 1
  }
  return found
}

const differenceOf = (of: Lines): number =>
  lines.reduce((sum, line) => sum + (incoming.includes(line) ? of[line] : -of[line]), 0)

/**
 * The balance of `period`: carried over + received + reopened = resolved + transferred + merged + suspended + pending,
 * each counted in sources of the books of `agencies` (all when absent). Reopened is what was resumed and what an annulled
 * decision brought back. Pure. An event that is missing at the very end of a book can't be seen from events alone:
 * compare with what was reported (`against`). It has not verified the events.
 */
export function balance(events: readonly StatisticEvent[], period: Period, agencies?: readonly string[]): Balance {
  const books = booksOf(events, period.to).filter(({ agency }) => agencies === undefined || agencies.includes(agency))
  const each = books.map((book) => ({ book, of: linesOf(book, period) }))
  const total = Object.fromEntries(
    lines.map((line) => [line, each.reduce((sum, { of }) => sum + of[line], 0)]),
  ) as Lines
  const broken = each
    .filter(({ of }) => differenceOf(of) !== 0)
    .map(({ book: { agency, source, events }, of }) => ({
      agency,
      source,
      difference: differenceOf(of),
      course: events.map(({ event }) => event).filter((event) => isOpening(event) || isClosing(event)),
    }))
  return { lines: total, difference: differenceOf(total), holds: broken.length === 0, broken }
}

/** Where reported figures differ from the counted lines: the reported less the counted one. */
export function against(
  counted: Lines,
  reported: Readonly<Partial<Lines>>,
): readonly { readonly line: Line; readonly difference: number }[] {
  return lines
    .map((line) => ({ line, difference: (reported[line] ?? counted[line]) - counted[line] }))
    .filter(({ difference }) => difference !== 0)
}
