/** How much of a quota is used up, and who has failed too often: what replicas share and may lose. */

/** `quota` requests at once, of which each comes back after its share of `window_s`: in no `window_s` more than twice the quota. */
export interface Rate {
  readonly quota: number
  readonly window_s: number
}

export interface Taken {
  readonly allowed: boolean
  /** What could be taken at once after this. */
  readonly remaining: number
  /** Until the whole quota is there again. */
  readonly reset_s: number
  /** Until one more can be taken; at least 1 when not allowed, 0 otherwise. */
  readonly retry_s: number
}

/**
 * From `failures_max` failures within `window_s` of the first on, the key is locked: `lock_s_min`, doubled by each failure between the end of
 * the lock and `window_s` later. Fewer are forgotten: what fails now and then is not locked out for having gone on for long.
 */
export interface Lockout {
  readonly failures_max: number
  readonly window_s: number
  readonly lock_s_min: number
  readonly lock_s_max: number
}

/** Keys may be anything. No method rejects: what can't be shared is counted by the node itself. */
export interface RateStore {
  /** Takes one of the quota of `key` (GCRA: the virtual scheduling algorithm of ITU-T I.371). */
  take(key: string, rate: Rate): Promise<Taken>
  /** Counts a failure of `key`; none while it is locked, or a lock could be kept up from under it. */
  fail(key: string, lockout: Lockout): Promise<void>
  /** Whole seconds until `key` is free; 0 when it is. */
  lockedFor_s(key: string): Promise<number>
  /** Forgets the failures of `key`, and its lock. */
  forgive(key: string): Promise<void>
  /** Forgets half of its failures, rounded up. A lock that has begun stays. */
  ease(key: string): Promise<void>
}

/** Of a millisecond: sums of intervals are no exact multiples. */
export const rate_tolerance_ms = 0.01

export const intervalOf_ms = ({ quota, window_s }: Rate): number => (window_s * 1000) / quota

/** The verdict on a key that owes `debt_ms` after (or without) the taking. */
export function takenOf(allowed: boolean, debt_ms: number, rate: Rate): Taken {
  const interval_ms = intervalOf_ms(rate)
  const free_ms = rate.window_s * 1000 - debt_ms + rate_tolerance_ms
  return {
    allowed,
    remaining: Math.max(0, Math.floor(free_ms / interval_ms)),
    reset_s: Math.ceil((debt_ms - rate_tolerance_ms) / 1000),
    retry_s: allowed ? 0 : Math.max(1, Math.ceil((interval_ms - free_ms) / 1000)),
  }
}
