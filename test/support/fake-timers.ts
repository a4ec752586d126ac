import type { Timers } from '../../gateway/telemetry/clock.ts'

export interface FakeTimers extends Timers {
  /** Moves both clocks, and lets every alarm that is due ring in its turn, at its time. */
  advance(by_ms: number): void
}

/** A clock that stands still until it is moved. */
export function fakeTimers(from_ms = 1_772_000_000_000): FakeTimers {
  const alarms = new Set<{ readonly at_ms: number; readonly run: () => void }>()
  let passed_ms = 0
  return {
    now_ms: () => from_ms + passed_ms,
    monotonic_ms: () => passed_ms,
    after(delay_ms, run) {
      const alarm = { at_ms: passed_ms + delay_ms, run }
      alarms.add(alarm)
      return () => void alarms.delete(alarm)
    },
    advance(by_ms) {
      const until_ms = passed_ms + by_ms
      for (;;) {
        const [next] = [...alarms].filter(({ at_ms }) => at_ms <= until_ms).sort((a, b) => a.at_ms - b.at_ms)
        if (!next) break
        alarms.delete(next)
        passed_ms = Math.max(passed_ms, next.at_ms)
        next.run()
      }
      passed_ms = until_ms
    },
  }
}
