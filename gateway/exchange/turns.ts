/** Takes one thing after the other for as long as something is due, and looks again after a while. */
import type { Loop } from '../release/loops.ts'
import type { Timers } from '../telemetry/clock.ts'

/** `failed`: the store can't be asked. */
export type TurnsState = 'ok' | 'failed'

export interface TurnsOptions<Told> {
  /** Takes what is due, once; undefined when nothing is. */
  next(signal: AbortSignal): Promise<Told | undefined>
  readonly timers: Timers
  readonly interval_ms: number
  /** Hears of everything that was taken. */
  report(told: Told): void
  fault(error: unknown): void
}

/** Begins to look at once. Its end waits for what is in hand, but not for an answer. */
export function startTurns<Told>({ next, timers, interval_ms, report, fault }: TurnsOptions<Told>): Loop<TurnsState> {
  const ending = new AbortController()
  let state: TurnsState = 'ok'
  let cancel = () => {}

  async function look(): Promise<void> {
    try {
      for (let more = true; more && !ending.signal.aborted; ) {
        const told = await next(ending.signal)
        more = told !== undefined
        if (told) report(told)
      }
      state = 'ok'
    } catch (error) {
      // Told once; the claim is over by itself.
      if (state === 'ok') fault(error)
      state = 'failed'
    }
  }

  let looking: Promise<void>
  function lookAgain(): void {
    looking = look().then(() => {
      if (!ending.signal.aborted) cancel = timers.after(interval_ms, lookAgain)
    })
  }
  lookAgain()
  return {
    first: looking!,
    state: () => state,
    async stop() {
      ending.abort()
      cancel()
      await looking
    },
  }
}
