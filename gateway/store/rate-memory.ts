/** Rates and failures of one node, in memory: bounded, forgotten at its end. */
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { intervalOf_ms, type RateStore, rate_tolerance_ms, takenOf } from './rate.ts'

export interface MemoryRatesOptions {
  readonly keys_max?: number
  /** Must not go back. */
  readonly now_ms?: () => number
}

interface Failures {
  readonly count: number
  readonly lockedUntil_ms: number
  readonly forgottenAt_ms: number
}

/** Full, it forgets the key that was used longest ago: a limit that is lost locks nobody out. */
function put<T>(map: Map<string, T>, key: string, value: T, keys_max: number): void {
  map.delete(key)
  const oldest = map.size < keys_max ? undefined : map.keys().next().value
  if (oldest !== undefined) map.delete(oldest)
  map.set(key, value)
}

/** A `RateStore` (see there) that holds at most `keys_max` keys of either kind. */
export function createMemoryRates({
  keys_max = limits.rate.keys_max,
  now_ms = monotonic_ms,
}: MemoryRatesOptions = {}): RateStore {
  /** Until when each key's debt is paid. */
  const paidAt = new Map<string, number>()
  const failures = new Map<string, Failures>()
  return {
    async take(key, rate) {
      const now = now_ms()
      const paid_ms = Math.max(now, paidAt.get(key) ?? now)
      const then_ms = paid_ms + intervalOf_ms(rate)
      const allowed = then_ms - now <= rate.window_s * 1000 + rate_tolerance_ms
      if (allowed) put(paidAt, key, then_ms, keys_max)
      return takenOf(allowed, (allowed ? then_ms : paid_ms) - now, rate)
    },
    async fail(key, { failures_max, window_s, lock_s_min, lock_s_max }) {
      const now = now_ms()
      const known = failures.get(key)
      const before = known && known.forgottenAt_ms > now ? known : undefined
      if (before && before.lockedUntil_ms > now) return
      const count = (before?.count ?? 0) + 1
      const lock_s = count < failures_max ? 0 : Math.min(lock_s_max, lock_s_min * 2 ** (count - failures_max))
      const lockedUntil_ms = now + lock_s * 1000
      const forgottenAt_ms = before && lock_s === 0 ? before.forgottenAt_ms : lockedUntil_ms + window_s * 1000
      put(failures, key, { count, lockedUntil_ms, forgottenAt_ms }, keys_max)
    },
    async lockedFor_s(key) {
      return Math.max(0, Math.ceil(((failures.get(key)?.lockedUntil_ms ?? 0) - now_ms()) / 1000))
    },
    async forgive(key) {
      failures.delete(key)
    },
    async ease(key) {
      const known = failures.get(key)
      if (known) failures.set(key, { ...known, count: Math.floor(known.count / 2) })
    },
  }
}
