/** What reconciling keeps of the three lists while it reads them. */
import type { choice, OpenedEntry, Outcome } from '../audit-opened.ts'
import type { Mismatch } from './finding.ts'
import type { ListFile } from './lists.ts'
import { createKeys, createTally } from './tally.ts'

/** A log to be opened for an audit officer. */
export interface OpenedLog {
  readonly origin: string
  /** Gives every entry to `see` and each chosen one to `take`, opened and in order. Can be called once. `leaf`: leaf hash, base64. */
  open(
    isChosen: ReturnType<typeof choice>,
    take: (entry: OpenedEntry, leaf: string) => Promise<void>,
    see: (index: number, leaf: string) => void,
  ): Promise<Outcome>
}

export interface ToReconcile {
  readonly logs: readonly OpenedLog[]
  readonly requests: readonly ListFile[]
  readonly receipts: readonly ListFile[]
  /** Since 1970; what is looked at is at `from_ms` or later, and before `to_ms`. */
  readonly from_ms: number
  readonly to_ms: number
  readonly report: (found: Mismatch) => Promise<void>
}

/** How far two clocks may be apart, and the asking of a source from the entry that tells of it. */
const APART_MS = 10 * 60_000

/** Counters of a request: in the lists of sources, in entries that tell what was asked. */
export const [listed, told] = [0, 1] as const

/** Marks of a request: an entry knows of it; it is of a feed, which is read again and again; of one whose end was told, with how often. */
export const [known, feed, ended] = [1, 2, 4] as const

/** Mark of a receipt that the log has (`known`): its entry is of another system. */
export const another = 4

/** Counts, keys and marks; the requests of `asking` by event and agency, the receipts of `holding` by system, log, index and leaf. */
export function openBooks({ requests, receipts, from_ms, to_ms, report }: ToReconcile) {
  const keyOf = createKeys()
  const counts = { entries: 0, requests: 0, receipts: 0, findings: 0, unopened: 0 }
  return {
    asking: createTally(),
    holding: createTally(),
    asked: (event: string, agency: string) => keyOf('asked', event, agency),
    held: (system: string, origin: string, index: number, leaf: string) => keyOf('held', system, origin, index, leaf),
    /** Whose lists there are. */
    agencies: new Set(requests.map(({ of }) => of)),
    systems: new Set(receipts.map(({ of }) => of)),
    /** Agencies that were asked, and whose list was not given. */
    unlisted: new Set<string>(),
    /** Count of entries, by log. */
    sizes: new Map<string, number>(),
    counts,
    isMeant: (at_ms: number) => at_ms >= from_ms && at_ms < to_ms,
    /** Near enough for what is meant in another list. */
    isNear: (at_ms: number) => at_ms >= from_ms - APART_MS && at_ms < to_ms + APART_MS,
    async report(found: Mismatch) {
      counts.findings++
      await report(found)
    },
  }
}

export type Books = ReturnType<typeof openBooks>
