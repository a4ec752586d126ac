/** How long the log has been without a quorum of witnesses, and what follows from that. */
import type { Timers } from '../telemetry/clock.ts'

/** `degraded`: the operator is told. `restricted`: only transfers under a legal clock go on. */
export type WatchState = 'witnessed' | 'degraded' | 'restricted'

export interface Watch {
  /** There is a quorum now. */
  quorum(): void
  state(): WatchState
  /** Since the last quorum. */
  age_ms(): number
  /** No more alarms. */
  end(): void
}

export interface WatchOptions {
  readonly timers: Timers
  readonly alert_ms: number
  /** Not less than `alert_ms`. */
  readonly refuse_ms: number
  /** How old the last quorum is by now. */
  readonly age_ms: number
  /** Hears of every change, and of one at the start. `age_ms`: how long there was no quorum. */
  readonly onChange: (state: WatchState, age_ms: number) => void
}

/** Begins to watch. */
export function createWatch({ timers, alert_ms, refuse_ms, age_ms: before_ms, onChange }: WatchOptions): Watch {
  let last_ms = timers.monotonic_ms() - before_ms
  let told: WatchState = 'witnessed'
  let cancel = () => {}
  const age_ms = () => timers.monotonic_ms() - last_ms
  const state = (): WatchState => {
    const age = age_ms()
    return age < alert_ms ? 'witnessed' : age < refuse_ms ? 'degraded' : 'restricted'
  }

  const look = (): void => {
    cancel()
    const age = age_ms()
    const now = state()
    const next_ms = [alert_ms, refuse_ms].find((due_ms) => due_ms > age)
    cancel = next_ms === undefined ? () => {} : timers.after(next_ms - age, look)
    if (now === told) return
    told = now
    onChange(now, age)
  }
  look()

  return {
    quorum() {
      const was_ms = age_ms()
      last_ms = timers.monotonic_ms()
      const before = told
      told = 'witnessed'
      look()
      if (before !== 'witnessed') onChange('witnessed', was_ms)
    },
    state,
    age_ms,
    end: () => cancel(),
  }
}
