/**
 * Legal time limits: when each ends, and why. Pure; reads no clock.
 *
 * Follows the Criminal Procedure Code (BLTTHS 2015 and its amendments), in part as remembered:
 * - Art. 134 (recalled): units are hours, days and months; a limit in days ends at 24:00 of its last day, one in months
 *   on the same date of the later month or that month's last day; a last day that is a day off moves to the next
 *   working day. Hours run on over nights and days off. (Custody, where a month is 30 days, is not among the rules.)
 * - Read: Art. 147, 148(1), 172(1)–(2), 277, TTLT 01/2017 Art. 14(1) and the hours of commune police, TTLT 03/2018
 *   Art. 5. Second-hand: the further extensions of Art. 172, TTLT 01/2017 Art. 14(3). Recalled: 146, 148(2)–(3), 149,
 *   154, 158, 174, 179, 240, 244, 262, 333, 337, and asking 5 days before under 147(2). Doubtful after 2025: 346. Each
 *   rule and each link of a chain says which (`confidence`).
 * - Disputed, and so a parameter: whether the two months of Art. 147(2) include the first 20 days; whether the
 *   first day counts (days and working days only: of months Art. 134 names the date itself).
 * - Chosen here: extensions add to the nominal end, not to one moved by a day off; the months of one chain are counted
 *   together; the 5 or 10 days before expiry are counted from the end as moved; “at once” is watched as 24 hours.
 * - Days off: Labour Code 2019 Art. 111(3), 112 (recalled), see holidays-override.json.
 */
import {
  addDays,
  addHours,
  addWorkingDays,
  hasHolidays,
  instantOf,
  isReviewed,
  type Moment,
  momentOf,
  workingDayFrom,
} from './calendar.ts'
import { askByOf, type Extension, extend, type Suspension, stepsOf, suspend } from './extensions.ts'
import type { Finding } from './findings.ts'
import { type Chosen, chosenOf, limitOf } from './limit.ts'
import { type Confidence, type ParameterName, type Rule, ruleOf, type Severity, type Text } from './rules.ts'
import { advance, expiryOf, type Link, type Note, nominalOf, notebook, type Run } from './run.ts'

export type { Extension, Suspension } from './extensions.ts'
export type { Finding, FindingCode } from './findings.ts'
export type { Link } from './run.ts'

export interface Facts {
  /** RFC 3339 date or date-time of the start event; a limit in hours needs the time. */
  readonly startedAt: string
  readonly endedAt?: string
  readonly parameters?: Readonly<Partial<Record<ParameterName, boolean | number>>>
  /** In the order in which they were decided. */
  readonly extensions?: readonly Extension[]
  readonly suspensions?: readonly Suspension[]
  /** 5-digit code. */
  readonly commune?: string
  readonly severity?: Severity
}

export interface Basis {
  readonly article: string
  readonly title: Text
  readonly confidence: Confidence
  /** The parameters as they were used. */
  readonly parameters: Chosen
  /** `reviewed`: the days off decided for these years are in; `general`: only the general rule is known. */
  readonly calendar: 'reviewed' | 'general'
}

export interface Due {
  readonly rule: string
  /** Last day (`yyyy-MM-dd`, until 24:00 in Viet Nam) of a limit in days or months. */
  readonly dueOn?: string
  /** Last instant (RFC 3339, +07:00) of a limit in hours. */
  readonly dueAt?: string
  /** Last day to ask for the next extension. */
  readonly askBy?: string
  /** Set while a suspension is open. */
  readonly suspendedSince?: string
  readonly startedOn?: string
  readonly chain: readonly Link[]
  readonly basis?: Basis
  readonly findings: readonly Finding[]
}

type Computed = Pick<Due, 'dueOn' | 'dueAt' | 'askBy' | 'suspendedSince' | 'chain'>

/**
 * When the limit `rule` (an id of schemas/clocks/rules) ends under `facts`. Total: what is impossible or not lawful
 * gives findings, and no due date where none can be computed. Extensions are applied before suspensions. It has not
 * verified that the decisions exist, nor who signed them.
 */
export function dueOf(rule: string, facts: Facts): Due {
  const { findings, note } = notebook()
  const found = typeof rule === 'string' ? ruleOf(rule) : undefined
  const given: Facts = typeof facts === 'object' && facts !== null ? facts : { startedAt: '' }
  const start = momentOf(given.startedAt)
  if (found === undefined) note('unknown-rule', '')
  if (start === undefined) note('bad-date', '/startedAt')
  if (found === undefined || start === undefined) return { rule: found?.id ?? '', chain: [], findings }
  if (given.endedAt !== undefined) {
    const end = momentOf(given.endedAt)
    if (end === undefined) note('bad-date', '/endedAt')
    else if (isAfter(start, end)) note('end-before-start', '/endedAt')
  }
  const chosen = chosenOf(found, given.parameters, note)
  const computed = hasHolidays(start.day) ? compute(found, start, given, chosen, note) : { chain: [] }
  const last = (computed.dueOn ?? computed.dueAt ?? start.day).slice(0, 10)
  if (!hasHolidays(start.day) || !hasHolidays(last)) note('outside-calendar', '/startedAt')
  const { article, title, confidence } = found
  const calendar = isReviewed(start.day) && isReviewed(last) ? 'reviewed' : 'general'
  const basis = { article, title, confidence, parameters: chosen, calendar } as const
  return { rule: found.id, startedOn: start.day, ...computed, basis, findings }
}

function compute(rule: Rule, start: Moment, facts: Facts, chosen: Chosen, note: Note): Computed {
  const limit = limitOf(rule, facts, chosen, note)
  if (limit === undefined) return { chain: [] }
  const { amount, unit, confidence } = limit
  const { article: by } = rule
  if (unit === 'hours') {
    refuseChanges(rule, start, facts, note)
    if (start.at === undefined) {
      note('start-hour-missing', '/startedAt')
      const dueOn = addDays(start.day, Math.ceil(amount / 24))
      return { dueOn, chain: [{ from: start.day, amount, unit, due: dueOn, by, confidence }] }
    }
    const dueAt = instantOf(addHours(start.at, amount))
    return { dueAt, chain: [{ from: instantOf(start.at), amount, unit, due: dueAt, by, confidence }] }
  }
  if (unit === 'working-days') {
    refuseChanges(rule, start, facts, note)
    const dueOn = addWorkingDays(start.day, amount, chosen.countStartDay === true)
    return { dueOn, chain: [{ from: start.day, amount, unit, due: dueOn, by, confidence }] }
  }
  const preceding = chosen.includesFirstTwentyDays === false && rule.preceding
  const parts = [...(preceding ? [preceding] : []), limit] as readonly { amount: number; unit: 'days' | 'months' }[]
  return computeDays(rule, start.day, parts, facts, chosen, note)
}

/** A limit that can be neither extended nor suspended says so of what is given nevertheless. */
function refuseChanges(rule: Rule, start: Moment, { extensions, suspensions }: Facts, note: Note): void {
  const at = { run: { anchor: start.day, months: 0 }, startedOn: start.day }
  extend(rule, [], at, extensions, note)
  suspend(rule, at, suspensions, note)
}

function computeDays(
  rule: Rule,
  startedOn: string,
  parts: readonly { readonly amount: number; readonly unit: 'days' | 'months' }[],
  facts: Facts,
  chosen: Chosen,
  note: Note,
): Computed {
  let run: Run = { anchor: startedOn, months: 0 }
  const base: Link[] = []
  for (const part of parts) {
    const from = nominalOf(run)
    const firstCounts = base.length === 0 && part.unit === 'days' && chosen.countStartDay === true
    run = advance(run, firstCounts ? { ...part, amount: part.amount - 1 } : part)
    base.push({ from, ...part, due: expiryOf(run), by: rule.article, confidence: rule.confidence })
  }
  const steps = stepsOf(rule, facts.severity, (name) => chosen[name as ParameterName] === true)
  const extended = extend(rule, steps, { run, startedOn }, facts.extensions, note)
  const suspended = suspend(rule, { run: extended.run, startedOn }, facts.suspensions, note)
  const chain = [...base, ...extended.links, ...suspended.links]
  if (suspended.run === undefined) return { chain }
  const resumed = suspended.links.length > 0
  const askBy = extended.more && !resumed && suspended.since === undefined ? askByOf(rule, extended.run) : undefined
  return {
    dueOn: workingDayFrom(nominalOf(suspended.run)),
    ...(askBy === undefined ? {} : { askBy }),
    ...(suspended.since === undefined ? {} : { suspendedSince: suspended.since }),
    chain,
  }
}

/** Whether `a` is later than `b`; by the day where one has no time. */
function isAfter(a: Moment, b: Moment): boolean {
  return a.at === undefined || b.at === undefined ? a.day > b.day : a.at > b.at
}

/**
 * The last instant (milliseconds since 1970) at which the limit is still kept: of one in days, the last millisecond of the day in Viet Nam.
 * Undefined where there is no due date.
 */
export function lastInstantOf({ dueOn, dueAt }: Pick<Due, 'dueOn' | 'dueAt'>): number | undefined {
  if (dueOn !== undefined) return Date.parse(`${dueOn}T23:59:59.999+07:00`)
  return dueAt === undefined ? undefined : Date.parse(dueAt)
}

export type State = 'DANG_CHAY' | 'DUNG_HAN' | 'QUA_HAN' | 'TAM_DUNG'

/**
 * The state of a limit at `now` (RFC 3339): ended in time, overdue (also when it ended late), suspended, or running. An
 * end that lies before the start, after `now` or nowhere is no end. Undefined where there is no due date or `now` is no
 * time.
 */
export function stateOf(due: Due, now: string, endedAt?: string): State | undefined {
  const at = momentOf(now)
  const last = momentOf(due.dueAt ?? due.dueOn)
  if (at === undefined || last === undefined) return undefined
  const end = momentOf(endedAt)
  if (end !== undefined && !isAfter(end, at) && end.day >= (due.startedOn ?? ''))
    return isAfter(end, last) ? 'QUA_HAN' : 'DUNG_HAN'
  if (due.suspendedSince !== undefined && at.day >= due.suspendedSince) return 'TAM_DUNG'
  return isAfter(at, last) ? 'QUA_HAN' : 'DANG_CHAY'
}
