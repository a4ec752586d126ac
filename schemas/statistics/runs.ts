/** How limits ran: from which event to which, until when they might, and whether they were kept. */
import { type Due, dueOf, stateOf } from '../clocks/clock.ts'
import { type Book, codeOf, type EventCode, type Placed } from './event.ts'
import type { Limit } from './indicator.ts'

export interface Pair {
  readonly start: Placed
  /** What ended it; absent where nothing has yet. */
  readonly end?: Placed
  /** It ended without an answer to whether it was kept. */
  readonly stopped?: true
}

interface Steps {
  readonly starts: readonly EventCode[]
  readonly ends: readonly EventCode[]
  readonly stops?: readonly EventCode[]
}

/** Each start with the first end (or stop) after it that no earlier start has taken. */
export function pairsOf({ events }: Book, { starts, ends, stops = [] }: Steps): readonly Pair[] {
  const pairs: Pair[] = []
  for (const event of events) {
    const stopped = stops.includes(event.event)
    const waiting = pairs.findIndex(({ end }) => end === undefined)
    if ((stopped || ends.includes(event.event)) && waiting >= 0)
      pairs[waiting] = { start: pairs[waiting]!.start, end: event, ...(stopped ? { stopped: true } : {}) }
    if (starts.includes(event.event)) pairs.push({ start: event })
  }
  return pairs
}

export interface LimitRun extends Pair {
  /** Until when; absent where no rule tells. */
  readonly due?: Due
  /** An event said until when. */
  readonly extended: boolean
}

/** The last stated day among the events of `book` from the start of `pair` to its end. */
function statedIn(book: Book, { start, end }: Pair, stated: readonly EventCode[]): Placed | undefined {
  const from = book.events.indexOf(start)
  const to = end === undefined ? book.events.length : book.events.indexOf(end)
  return book.events.slice(from, to).findLast(({ event, dueOn }) => dueOn !== undefined && stated.includes(event))
}

/**
 * The runs of `limit` in `book`. The last day is the one that an event of the limit's `stated` sets, else the one that
 * the rule gives (schemas/clocks): an extension that does not say until when lengthens nothing.
 */
export function runsOf(book: Book, limit: Limit): readonly LimitRun[] {
  const { starts, ends, stops = [], stated = [] } = limit
  return pairsOf(book, { starts: Object.keys(starts) as EventCode[], ends, stops }).map((pair) => {
    const { start } = pair
    const by = statedIn(book, pair, stated)
    const extended = by !== undefined && by !== start
    if (by?.dueOn !== undefined) {
      const due: Due = {
        rule: starts[start.event] ?? '',
        startedOn: start.day,
        dueOn: by.dueOn,
        chain: [],
        findings: [],
      }
      return { ...pair, due, extended }
    }
    const commune = codeOf('commune', start, book)
    const due = dueOf(starts[start.event] ?? '', { startedAt: start.at, ...(commune === undefined ? {} : { commune }) })
    return { ...pair, ...(lastDayOf(due) === undefined ? {} : { due }), extended }
  })
}

/** The day on which a limit ends, `yyyy-MM-dd`. */
export function lastDayOf({ dueOn, dueAt }: Due): string | undefined {
  return dueOn ?? dueAt?.slice(0, 10)
}

export type Outcome = 'kept' | 'missed' | 'running' | 'stopped' | 'undated'

/** What had become of a run by the end of `day`. */
export function outcomeOf({ due, end, stopped }: LimitRun, day: string): Outcome {
  if (due === undefined) return 'undated'
  const state = stateOf(due, day, end?.at)
  if (state === 'DUNG_HAN') return stopped ? 'stopped' : 'kept'
  return state === 'QUA_HAN' ? 'missed' : 'running'
}
