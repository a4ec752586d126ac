/** A limit in days or months as it runs on: where it ends nominally, and the day of expiry that follows from it. */
import { addDays, addMonths, momentOf, workingDayFrom } from './calendar.ts'
import type { Finding, FindingCode } from './findings.ts'
import type { Amount, Confidence } from './rules.ts'

/** One limit or extension of the chain: days as `yyyy-MM-dd`, instants as RFC 3339 in Vietnamese time. */
export interface Link extends Amount {
  readonly from: string
  /** The last day, or for hours the last instant. */
  readonly due: string
  /** The article, or the decision that extends. */
  readonly by: string
  /** How sure the data is of this link. */
  readonly confidence: Confidence
}

/**
 * Months of one chain are counted from its anchor together, so that 31 December and two months and two months are
 * 30 April, not 28.
 */
export interface Run {
  readonly anchor: string
  readonly months: number
}

/** The day on which `run` ends before days off are looked at. */
export function nominalOf({ anchor, months }: Run): string {
  return months === 0 ? anchor : addMonths(anchor, months)
}

/** The last day: the nominal one, or the next working day (Art. 134). */
export function expiryOf(run: Run): string {
  return workingDayFrom(nominalOf(run))
}

/** `run` made longer by days or months, from its nominal end: a day off at the end lengthens nothing that follows. */
export function advance(
  run: Run,
  { amount, unit }: Pick<Amount, 'amount'> & { readonly unit: 'days' | 'months' },
): Run {
  return unit === 'months'
    ? { anchor: run.anchor, months: run.months + amount }
    : { anchor: addDays(nominalOf(run), amount), months: 0 }
}

/** Findings as they are gathered. */
export type Note = (code: FindingCode, path: string) => void

/** A place to gather findings, and how to add one. */
export function notebook(): { readonly findings: readonly Finding[]; readonly note: Note } {
  const findings: Finding[] = []
  const note: Note = (code, path) => {
    findings.push({ code, path })
  }
  return { findings, note }
}

const LISTED_MAX = 16

/** The entries of a list that may be anything: at most 16, each an object (empty where it is none). */
export function entriesOf(list: unknown, path: string, note: Note): readonly Readonly<Record<string, unknown>>[] {
  if (list === undefined) return []
  if (!Array.isArray(list)) {
    note('bad-list', path)
    return []
  }
  if (list.length > LISTED_MAX) note('too-many', path)
  return list.slice(0, LISTED_MAX).map((entry) => (typeof entry === 'object' && entry !== null ? entry : {}))
}

/** The Vietnamese day of a date that may be absent (undefined) or unusable (a finding, and undefined). */
export function dayAt(text: unknown, path: string, note: Note): string | undefined {
  if (text === undefined) return undefined
  const moment = momentOf(text)
  if (moment === undefined) note('bad-date', path)
  return moment?.day
}
