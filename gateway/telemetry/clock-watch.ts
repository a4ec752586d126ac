/** Whether the wall clock was set: whether it and the monotonic clock have drifted apart. */
import { limits } from '../limits.ts'
import { monotonic_ms, now_ms } from './clock.ts'

export interface Clocks {
  now_ms(): number
  monotonic_ms(): number
}

export interface ClockWatch {
  /** `stepped` while the wall clock is further than limits.clock.step_ms_max from where it would be by the time that has passed since the start. */
  state(): 'steady' | 'stepped'
  /** Calls `listener` with each step, in milliseconds, back when negative, as soon as `state` is asked after it. */
  onStep(listener: (step_ms: number) => void): void
}

/**
 * Starts to watch, from now on. The system slews both clocks alike, so that only a clock that is set, or a machine that slept, shows.
 * A step is told once; what was set back right is another step, after which the clock is steady.
 */
export function watchClock(clocks: Clocks = { now_ms, monotonic_ms }): ClockWatch {
  const { step_ms_max } = limits.clock
  const apart_ms = () => clocks.now_ms() - clocks.monotonic_ms()
  const start_ms = apart_ms()
  const listeners: ((step_ms: number) => void)[] = []
  let told_ms = start_ms
  return {
    state() {
      const now = apart_ms()
      const step_ms = Math.round(now - told_ms)
      if (Math.abs(step_ms) > step_ms_max) {
        // First, for what is told asks again.
        told_ms = now
        for (const listener of listeners) listener(step_ms)
      }
      return Math.abs(now - start_ms) > step_ms_max ? 'stepped' : 'steady'
    },
    onStep: (listener) => void listeners.push(listener),
  }
}
