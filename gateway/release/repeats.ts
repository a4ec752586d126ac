/**
 * The same refusal again and again: an entry each would let a caller fill the log's disk. The first has its entry at once; those that follow
 * within a while are counted, and the count is an entry too. A process that is killed loses the counts of that while.
 */
import type { Entry } from '../audit/entry.ts'
import type { Appended, Log } from '../audit/log.ts'
import type { ErrorCode } from '../errors/catalogue.ts'
import { limits } from '../limits.ts'
import { timestamp } from '../telemetry/clock.ts'
import type { Standing } from './door.ts'
import { entryOf } from './events.ts'
import type { Inquiry } from './inquiry.ts'

/** Refusals that cost their caller nothing, and that no quota bounds. */
const counted: ReadonlySet<string> = new Set<ErrorCode>(['rate-limited', 'connections-too-many'])

/** What makes two refusals the same; undefined for what has an entry each time. */
export function samenessOf(outcome: 'ok' | ErrorCode, { system, caller }: Inquiry): string | undefined {
  if (!system || !counted.has(outcome)) return undefined
  return [outcome, system.id, system.thumbprint, caller?.officer].join('\0')
}

/** The entry of a refusal, and where it is: its own, or that of the first like it. */
export interface Recorded extends Appended {
  readonly entry: Entry
}

export interface Repeats {
  /** `append` gives the refusal its entry, and is called for the first one like it. Rejects as `append` does. */
  record(sameness: string, append: () => Promise<Recorded>): Promise<Recorded>
  /** Records what was counted so far. Never rejects. */
  close(): Promise<void>
}

interface Tally {
  readonly first: Promise<Recorded>
  timer: NodeJS.Timeout
  /** Of those after the first that no entry tells of yet. */
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
    const { token: _, clearance: __, ...who } = detail.who!
    await log.append(entryOf(standing, { event, phase, outcome, detail: { who, repeated: { count, from, to } } }))
  }
  async function endInterval(sameness: string, tally: Tally): Promise<void> {
    const told = { ...tally }
    tally.count = 0
    await tell(told).catch(() => {
      // What the log does not take now is told the next time.
      tally.count += told.count
      tally.from = told.from
    })
    if (tallies.get(sameness) !== tally) return
    if (tally.count > 0 || told.count > 0) tally.timer = startTimer(sameness, tally)
    else tallies.delete(sameness)
  }
  const startTimer = (sameness: string, tally: Tally): NodeJS.Timeout =>
    setTimeout(() => void endInterval(sameness, tally), limits.log.repeats_interval_ms).unref()

  function begin(sameness: string, first: Promise<Recorded>): void {
    const at = timestamp()
    const tally: Tally = { first, timer: undefined as never, count: 0, from: at, to: at }
    tally.timer = startTimer(sameness, tally)
    tallies.set(sameness, tally)
    first.catch(() => {
      clearTimeout(tally.timer)
      if (tallies.get(sameness) === tally) tallies.delete(sameness)
    })
  }
  return {
    async record(sameness, append) {
      const tally = tallies.get(sameness)
      // A log that takes nothing is to be met by each, for then the answer is another.
      if (!tally || !log.healthy()) {
        const first = append()
        if (!tally) begin(sameness, first)
        return first
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
