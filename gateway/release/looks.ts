/** What is looked for again and again, by whatever clock there is. */
import type { Timers } from '../telemetry/clock.ts'

/** Does what is due at `now`, until `stop` says so; gives how much that was. */
export type Look = (now: Date, stop: AbortSignal) => Promise<number>

export interface LookTold {
  found(count: number): void
  fault(error: unknown): void
}

/** Looks now, and from then on `interval_ms` after the last look has ended. */
export function startLooking(
  look: Look,
  { now_ms, after }: Pick<Timers, 'now_ms' | 'after'>,
  interval_ms: number,
  tell: LookTold,
): { /** Resolves when nothing is under way. */ close(): Promise<void> } {
  const stop = new AbortController()
  let cancel = () => {}
  let under_way = Promise.resolve()
  const once = () => {
    under_way = look(new Date(now_ms()), stop.signal)
      .then((count) => {
        if (count > 0) tell.found(count)
      }, tell.fault)
      .then(() => {
        if (!stop.signal.aborted) cancel = after(interval_ms, once)
      })
  }
  once()
  return {
    async close() {
      stop.abort()
      cancel()
      await under_way
    },
  }
}
