/**
 * The same refusal again and again: an entry each would let a caller fill the log's disk. The first has its entry at once (of what is nobody's,
 * some); those that follow within a while are counted, and the count is an entry too. A process that is killed loses the counts of that while.
 */

import type { EntryDetail } from '../audit/detail.ts'
import type { Entry } from '../audit/entry.ts'
import type { Appended, Log } from '../audit/log.ts'
import type { ErrorCode } from '../errors/catalogue.ts'
import { limits } from '../limits.ts'
import { timestamp } from '../telemetry/clock.ts'
import { entryOf, type Standing } from './events.ts'
import type { Inquiry } from './inquiry.ts'

/** Refusals that cost their caller nothing, and that no quota bounds. */
const counted: ReadonlySet<string> = new Set<ErrorCode>(['rate-limited', 'connections-too-many', 'oauth-locked-out'])

export interface Sameness {
  /** The same for what counts as the same refusal. */
  readonly key: string
  /** How many of them have an entry of their own before the others are counted. */
  readonly own_max: number
}

/**
 * What makes two refusals the same; undefined for what has an entry each time. Whoever has no registered certificate is nobody: the log can
 * tell one such refusal from another by its code alone, and no quota bounds them.
 */
export function samenessOf(outcome: 'ok' | ErrorCode, { system, caller }: Inquiry): Sameness | undefined {
  if (outcome === 'ok') return undefined
  if (!system) return { key: outcome, own_max: limits.log.strangers_entries_max }
  if (!counted.has(outcome)) return undefined
  return { key: [outcome, system.id, system.thumbprint, caller?.officer].join('\0'), own_max: 1 }
}

/** The entry of a refusal, and where it is: its own, or that of the first like it. */
export interface Recorded extends Appended {
  readonly entry: Entry
}

export interface Repeats {
  /** `append` gives the refusal its entry, and is called for the first ones like it. Rejects as `append` does. */
  record(sameness: Sameness, append: () => Promise<Recorded>): Promise<Recorded>
  /** Records what was counted so far. Never rejects. */
  close(): Promise<void>
}

interface Tally {
  readonly first: Promise<Recorded>
  timer: NodeJS.Timeout
  /** Of those that have an entry of their own. */
  own: number
  /** Of those after them that no entry tells of yet. */
  count: number
  from: string
  to: string
}

/** Those that follow a first one are counted together, an entry for every limits.log.repeats_interval_ms in which there were any. */
export function createRepeats(log: Pick<Log, 'append' | 'healthy'>, standing: Standing): Repeats {
  const tallies = new Map<string, Tally>()

  async function tell({ first, count, from, to }: Tally): Promise<void> {
    if (count === 0) return
    const { event, phase, outcome, detail } = (await first).entry
    const { token: _, clearance: __, ...who } = detail.who ?? {}
    const told = { ...(detail.who && { who }), repeated: { count, from, to } } as EntryDetail
    await log.append(entryOf(standing, { event, phase, outcome, detail: told }))
  }
  async function endInterval(key: string, tally: Tally): Promise<void> {
    const told = { ...tally }
    tally.count = 0
    await tell(told).catch(() => {
      // What the log does not take now is told the next time.
      tally.count += told.count
      tally.from = told.from
    })
    if (tallies.get(key) !== tally) return
    if (tally.count > 0 || told.count > 0) tally.timer = startTimer(key, tally)
    else tallies.delete(key)
  }
  const startTimer = (key: string, tally: Tally): NodeJS.Timeout =>
    setTimeout(() => void endInterval(key, tally), limits.log.repeats_interval_ms).unref()

  function begin(key: string, first: Promise<Recorded>): void {
    const at = timestamp()
    const tally: Tally = { first, timer: undefined as never, own: 1, count: 0, from: at, to: at }
    tally.timer = startTimer(key, tally)
    tallies.set(key, tally)
    first.catch(() => {
      clearTimeout(tally.timer)
      if (tallies.get(key) === tally) tallies.delete(key)
    })
  }
  return {
    async record({ key, own_max }, append) {
      const tally = tallies.get(key)
      // A log that takes nothing is to be met by each, for then the answer is another.
      if (!tally || !log.healthy()) {
        const first = append()
        if (!tally) begin(key, first)
        return first
      }
      if (tally.own < own_max) {
        tally.own += 1
        return append()
      }
      tally.to = timestamp()
      if (tally.count === 0) tally.from = tally.to
      tally.count += 1
      return tally.first
    },
    async close() {
      const all = [...tallies.values()]
      tallies.clear()
      for (const { timer } of all) clearTimeout(timer)
      await Promise.allSettled(all.map(tell))
    },
  }
}
