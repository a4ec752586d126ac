/**
 * Rates and failures that nodes share, in Redis or Valkey, by its own clock. A Redis that is lost or silent opens no door and closes
 * none here: each node then counts by itself, so that of n nodes each allows the whole quota.
 */
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { intervalOf_ms, type RateStore, rate_tolerance_ms, takenOf } from './rate.ts'
import { createMemoryRates } from './rate-memory.ts'
import { redisClient, within } from './redis-client.ts'
import { replayKey } from './replay-key.ts'

export interface RedisRates extends RateStore {
  close(): void
}

const prefix = 'lienthong:rate:'

const clock = `local t = redis.call('TIME') local now = t[1] * 1000 + t[2] / 1000 `

/** KEYS: paid-at. ARGV: interval, window in ms. Gives allowed (0, 1) and the debt in ms. */
const take_script = `${clock}
local paid = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
local after = paid + ARGV[1]
if after - now > ARGV[2] + ${rate_tolerance_ms} then return {0, string.format('%.3f', paid - now)} end
redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil(after - now))
return {1, string.format('%.3f', after - now)}`

/** KEYS: failures. ARGV: failures_max, window, least and longest lock in ms. */
const fail_script = `${clock}
if tonumber(redis.call('HGET', KEYS[1], 'until') or 0) > now then return 0 end
local count = redis.call('HINCRBY', KEYS[1], 'count', 1)
local lock = 0
if count >= tonumber(ARGV[1]) then lock = math.min(ARGV[4], ARGV[3] * 2 ^ (count - ARGV[1])) end
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', math.floor(now + lock)))
if count == 1 or lock > 0 then redis.call('PEXPIRE', KEYS[1], math.ceil(lock + ARGV[2])) end
return 0`

/** Never makes a key: one without a time to live would stay. */
const ease_script = `local count = tonumber(redis.call('HGET', KEYS[1], 'count'))
if count then redis.call('HSET', KEYS[1], 'count', math.floor(count / 2)) end
return 0`

const locked_script = `${clock}
return string.format('%.3f', math.max(0, (redis.call('HGET', KEYS[1], 'until') or 0) - now))`

/**
 * A `RateStore` (see there) on the server at `url` (as `redisClient`). Resolves after the first attempt to connect, also when it failed.
 * Throws on an unusable URL. A server that evicts keys forgets limits, as one that is started anew does.
 */
export async function openRedisRates(url: string): Promise<RedisRates> {
  const client = await redisClient(url)
  const own = createMemoryRates()
  let restsUntil_ms = 0
  await new Promise<void>((attempted) => {
    client.on('ready', attempted)
    client.on('error', attempted)
    client.connect().catch(attempted)
  })

  const shared = async <T>(work: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    if (!client.isReady || monotonic_ms() < restsUntil_ms) return otherwise()
    try {
      return await within(work(), limits.rate.redis_timeout_ms)
    } catch {
      restsUntil_ms = monotonic_ms() + limits.rate.redis_rest_ms
      return otherwise()
    }
  }
  const answerTo = (script: string, name: string, ...values: readonly number[]): Promise<unknown> =>
    client.sendCommand(['EVAL', script, '1', prefix + name, ...values.map(String)])
  const quotaOf = (key: string): string => `quota:${replayKey(key)}`
  const failuresOf = (key: string): string => `failures:${replayKey(key)}`

  return {
    take: (key, rate) =>
      shared(
        async () => {
          const answer = await answerTo(take_script, quotaOf(key), intervalOf_ms(rate), rate.window_s * 1000)
          const [allowed, debt_ms] = answer as [number, string]
          return takenOf(allowed === 1, Number(debt_ms), rate)
        },
        () => own.take(key, rate),
      ),
    fail: (key, lockout) =>
      shared(
        async () => {
          const { failures_max, window_s, lock_s_min, lock_s_max } = lockout
          const times = [window_s, lock_s_min, lock_s_max].map((value_s) => value_s * 1000)
          await answerTo(fail_script, failuresOf(key), failures_max, ...times)
        },
        () => own.fail(key, lockout),
      ),
    lockedFor_s: (key) =>
      shared(
        async () => Math.ceil(Number(await answerTo(locked_script, failuresOf(key))) / 1000),
        () => own.lockedFor_s(key),
      ),
    forgive: (key) =>
      shared(
        async () => void (await client.del(prefix + failuresOf(key))),
        () => own.forgive(key),
      ),
    ease: (key) =>
      shared(
        async () => void (await answerTo(ease_script, failuresOf(key))),
        () => own.ease(key),
      ),
    close: () => client.destroy(),
  }
}
