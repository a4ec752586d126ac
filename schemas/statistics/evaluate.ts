/** Counts indicators from events. Pure. */
import { addDays } from '../clocks/calendar.ts'
import {
  type Book,
  booksOf,
  codeOf,
  type Dimension,
  lastTurn,
  type Placed,
  type StatisticEvent,
  stateAfter,
} from './event.ts'
import type { Filter, Formula, Indicator, Limit } from './indicator.ts'
import { limits as standardLimits } from './indicators.ts'
import { lastDayOf, outcomeOf, pairsOf, runsOf } from './runs.ts'

/** First and last day, `yyyy-MM-dd`, in Viet Nam. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** null: there was nothing to divide by, or no pair of events. */
export type Value = number | null

export interface Result {
  readonly value: Value
  /** By the codes of the dimension that was asked for; null: not told. What is told twice counts in both. */
  readonly groups?: readonly { readonly code: string | null; readonly value: Value }[]
}

export interface Options {
  readonly by?: Dimension
  /** Whose books; all when absent. */
  readonly agencies?: readonly string[]
  /** Instead of limits.json. */
  readonly limits?: readonly Limit[]
}

/** One thing that counts: what it is, where it stands in its book, and its days for a median. */
interface Counted {
  readonly what: string
  readonly event: Placed
  readonly book: Book
  readonly days?: number
}

interface Context {
  readonly books: readonly Book[]
  readonly period: Period
  readonly limits: readonly Limit[]
}

function limitOf({ limits }: Context, id: string | undefined): Limit {
  const limit = limits.find((one) => one.id === id)
  if (limit === undefined) throw new Error(`no such limit: ${id}`)
  return limit
}

const within = ({ period }: Context, day: string | undefined): boolean =>
  day !== undefined && period.from <= day && day <= period.to

const DAY_MS = 86_400_000
const daysBetween = (from: Placed, to: Placed): number => (Date.parse(to.day) - Date.parse(from.day)) / DAY_MS

const bookName = ({ agency, source }: Book): string => `${agency}/${source}`

function countedIn(formula: Extract<Formula, { op: 'count' }>, context: Context): Counted[] {
  return context.books.flatMap((book) =>
    book.events.flatMap((event, i): Counted[] => {
      if (!formula.events.includes(event.event) || !within(context, event.day)) return []
      const act = `${bookName(book)}#${i}`
      const what =
        formula.of === 'acts' ? act : formula.of === 'cases' ? (event.case ?? bookName(book)) : bookName(book)
      return [{ what, event, book }]
    }),
  )
}

function stocked(formula: Extract<Formula, { op: 'stock' }>, context: Context): Counted[] {
  const day = formula.on === 'start' ? addDays(context.period.from, -1) : context.period.to
  return context.books.flatMap((book): Counted[] => {
    const event = lastTurn(book, day)
    if (event === undefined || stateAfter(event) !== formula.state) return []
    return holds(formula, book, day, context) ? [{ what: bookName(book), event, book }] : []
  })
}

/** Whether the narrower condition of a stock holds on the end of `day`. */
function holds({ only, limit }: Extract<Formula, { op: 'stock' }>, book: Book, day: string, context: Context): boolean {
  if (only === undefined) return true
  if (only === 'beyond-limitation') return book.events.some((at) => at.event === 'HET_THOI_HIEU' && at.day <= day)
  const known: Book = { ...book, events: book.events.filter((event) => event.day <= day) }
  const run = runsOf(known, limitOf(context, limit)).findLast(({ end }) => end === undefined)
  if (run === undefined) return false
  const overdue = outcomeOf(run, day) === 'missed'
  return only === 'overdue' ? overdue : run.extended && !overdue
}

function limited(formula: Extract<Formula, { op: 'limit' }>, context: Context): Counted[] {
  const limit = limitOf(context, formula.limit)
  return context.books.flatMap((book) =>
    runsOf(book, limit).flatMap((run, i): Counted[] => {
      if (run.due === undefined || !within(context, lastDayOf(run.due))) return []
      const outcome = outcomeOf(run, context.period.to)
      const counts = formula.count === 'kept' ? outcome === 'kept' : outcome !== 'stopped'
      return counts ? [{ what: `${bookName(book)}#${i}`, event: run.start, book }] : []
    }),
  )
}

function spanned(formula: Extract<Formula, { op: 'median-days' }>, context: Context): Counted[] {
  return context.books.flatMap((book) =>
    pairsOf(book, { starts: formula.from, ends: formula.to }).flatMap(({ start, end }, i): Counted[] =>
      end !== undefined && within(context, end.day)
        ? [{ what: `${bookName(book)}#${i}`, event: end, book, days: daysBetween(start, end) }]
        : [],
    ),
  )
}

const passes = (where: Filter | undefined, { event, book }: Counted): boolean =>
  Object.entries(where ?? {}).every(([dimension, codes]) => {
    const code = codeOf(dimension as Dimension, event, book)
    return code !== undefined && codes?.includes(code)
  })

function median(days: readonly number[]): Value {
  const sorted = days.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return null
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A value for each group; `rest` is that of a group that is not there. */
interface Tally {
  readonly groups: ReadonlyMap<string | null, Value>
  readonly rest: Value
}

type GroupOf = (counted: Counted) => string | null

function tallyOf(found: readonly Counted[], groupOf: GroupOf, medians: boolean): Tally {
  const members = new Map<string | null, Counted[]>()
  for (const counted of found) {
    const group = groupOf(counted)
    const others = members.get(group)
    if (others) others.push(counted)
    else members.set(group, [counted])
  }
  const measure = (of: readonly Counted[]): Value =>
    medians ? median(of.map(({ days = 0 }) => days)) : new Set(of.map(({ what }) => what)).size
  return { groups: new Map([...members].map(([group, of]) => [group, measure(of)])), rest: medians ? null : 0 }
}

function combine(tallies: readonly Tally[], of: (values: readonly Value[]) => Value): Tally {
  const groups = new Set(tallies.flatMap((tally) => [...tally.groups.keys()]))
  const valueIn = (group: string | null): Value =>
    of(tallies.map((tally) => (tally.groups.has(group) ? tally.groups.get(group)! : tally.rest)))
  return {
    groups: new Map([...groups].map((group) => [group, valueIn(group)])),
    rest: of(tallies.map(({ rest }) => rest)),
  }
}

const added = (values: readonly Value[]): Value =>
  values.reduce<Value>((a, b) => (a === null || b === null ? null : a + b), 0)
const subtracted = ([a = null, b = null]: readonly Value[]): Value => (a === null || b === null ? null : a - b)
const percentage = ([a = null, b = null]: readonly Value[]): Value => (a === null || !b ? null : (100 * a) / b)

function tally(formula: Formula, context: Context, groupOf: GroupOf): Tally {
  const passing = (found: readonly Counted[], where: Filter | undefined) =>
    tallyOf(
      found.filter((counted) => passes(where, counted)),
      groupOf,
      formula.op === 'median-days',
    )
  const parts = (of: readonly Formula[]) => of.map((part) => tally(part, context, groupOf))
  switch (formula.op) {
    case 'count':
      return passing(countedIn(formula, context), formula.where)
    case 'stock':
      return passing(stocked(formula, context), formula.where)
    case 'limit':
      return passing(limited(formula, context), formula.where)
    case 'median-days':
      return passing(spanned(formula, context), formula.where)
    case 'sum':
      return combine(parts(formula.of), added)
    case 'difference':
      return combine(parts(formula.of), subtracted)
    case 'percent':
      return combine(parts(formula.of), percentage)
  }
}

/**
 * The value of `indicator` over `events` for `period`, as it stood on the period's last day: what came later is not
 * looked at. A source in two agencies' books counts in both, so a figure of a province names the agencies that
 * resolve. A limit belongs to the period in which its last day lies. It has not verified the events, nor that the
 * definition holds on that day (`indicatorsOn`). Throws for a limit that is not defined, and for a dimension that the
 * indicator is not broken down by.
 */
export function evaluate(
  indicator: Indicator,
  events: readonly StatisticEvent[],
  period: Period,
  { by, agencies, limits = standardLimits }: Options = {},
): Result {
  if (by !== undefined && !indicator.breakdown.includes(by))
    throw new Error(`${indicator.id} is not broken down by ${by}`)
  const chosen = agencies === undefined ? events : events.filter(({ agency }) => agencies.includes(agency))
  const context: Context = { books: booksOf(chosen, period.to), period, limits }
  const whole = tally(indicator.formula, context, () => '')
  const value = whole.groups.get('') ?? whole.rest
  if (by === undefined) return { value }
  const split = tally(indicator.formula, context, ({ event, book }) => codeOf(by, event, book) ?? null)
  const groups = [...split.groups].map(([code, value]) => ({ code, value }))
  return { value, groups: groups.sort((a, b) => ((a.code ?? '~') < (b.code ?? '~') ? -1 : 1)) }
}
