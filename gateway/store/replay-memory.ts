/** The replay filter of a gateway that runs alone: in memory, bounded, forgotten at its end. */
import { GatewayError } from '../errors/problem.ts'
import type { Replay } from '../identity/replay.ts'
import { limits } from '../limits.ts'
import { now_ms as clock_ms } from '../telemetry/clock.ts'
import { assertTtl, replayKey, wholeSecondAfter } from './replay-key.ts'

export interface MemoryReplayOptions {
  readonly keys_max?: number
  readonly share_max?: number
  readonly now_ms?: () => number
}

/**
 * A `Replay` (see there) that holds at most `keys_max` live keys, `share_max` of one holder: beyond that it throws `replay-store-unavailable` rather than forget one.
 * Keys lie in one bucket per second of expiry, so that each is touched twice in its life. `once` throws RangeError for a `ttl_s` out of bounds.
 */
export function createMemoryReplay({
  keys_max = limits.store.replay_keys_max,
  share_max = limits.store.replay_share_max,
  now_ms = clock_ms,
}: MemoryReplayOptions = {}): Replay {
  /** Who holds it, by key. */
  const taken = new Map<string, string>()
  const shares = new Map<string, number>()
  const buckets = new Map<number, string[]>()
  let swept_s = Math.floor(now_ms() / 1000)

  const drop = (second: number): void => {
    for (const key of buckets.get(second) ?? []) {
      const holder = taken.get(key)!
      const left = shares.get(holder)! - 1
      if (left > 0) shares.set(holder, left)
      else shares.delete(holder)
      taken.delete(key)
    }
    buckets.delete(second)
  }
  /** After a long pause there are fewer buckets than seconds gone by. A clock set back forgets nothing. */
  const sweep = (now_s: number): void => {
    if (now_s - swept_s > buckets.size) {
      for (const second of buckets.keys()) if (second <= now_s) drop(second)
    } else {
      for (let second = swept_s + 1; second <= now_s; second++) drop(second)
    }
    swept_s = Math.max(swept_s, now_s)
  }

  return {
    healthySince: wholeSecondAfter(now_ms()),
    async once(key, ttl_s, holder) {
      assertTtl(ttl_s)
      const at_ms = now_ms()
      sweep(Math.floor(at_ms / 1000))
      const name = replayKey(key)
      if (taken.has(name)) return false
      const share = shares.get(holder) ?? 0
      if (taken.size >= keys_max || share >= share_max) throw new GatewayError('replay-store-unavailable')
      const expires_s = Math.max(Math.ceil(at_ms / 1000), swept_s) + ttl_s
      const bucket = buckets.get(expires_s)
      if (bucket) bucket.push(name)
      else buckets.set(expires_s, [name])
      taken.set(name, holder)
      shares.set(holder, share + 1)
      return true
    },
    remembers: async () => true,
  }
}
