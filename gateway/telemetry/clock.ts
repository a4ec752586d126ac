/** The one module that reads a clock. Everything else takes a time or calls these. */

/** Milliseconds since the Unix epoch; may step when the system clock is set. */
export function now_ms(): number {
  return Date.now()
}

/** Milliseconds that never go back, for durations only. */
export function monotonic_ms(): number {
  return performance.now()
}

/** `at_ms` (default: now) as an RFC 3339 §5.6 date-time in UTC with three decimals. */
export function timestamp(at_ms: number = now_ms()): string {
  return new Date(at_ms).toISOString()
}

/** A clock with alarms. What waits takes one, so that it can be given another. */
export interface Timers {
  /** Milliseconds since the Unix epoch. */
  now_ms(): number
  /** For durations. */
  monotonic_ms(): number
  /** Calls `run` once, after `delay_ms`, and keeps no process alive for it. Gives what cancels it. */
  after(delay_ms: number, run: () => void): () => void
}

export const systemTimers: Timers = {
  now_ms,
  monotonic_ms,
  after(delay_ms, run) {
    const timer = setTimeout(run, delay_ms).unref()
    return () => clearTimeout(timer)
  },
}
