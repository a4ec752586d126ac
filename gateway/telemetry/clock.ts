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
