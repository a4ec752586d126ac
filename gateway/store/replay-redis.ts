/**
 * The replay filter that nodes share, in Redis 7 or Valkey. Redis may lose its memory at any time; a marker that lives beside the keys
 * shows when it has. Every node reads the marker in the same transaction that takes a key.
 */
import { GatewayError } from '../errors/problem.ts'
import { StartRefused } from '../errors/start-refused.ts'
import type { Replay } from '../identity/replay.ts'
import { limits } from '../limits.ts'
import { now_ms } from '../telemetry/clock.ts'
import { random_bytes } from '../telemetry/random.ts'
import { type RedisClient, redisClient, within } from './redis-client.ts'
import { assertTtl, replayKey, wholeSecondAfter } from './replay-key.ts'

export interface RedisReplay extends Replay {
  close(): void
}

const prefix = 'lienthong:replay:'
const marker_key = `${prefix}marker`

const unavailable = (cause: unknown): GatewayError => new GatewayError('replay-store-unavailable', { cause })

/** A server that evicts keys when its memory is full forgets without a sign. */
async function refuseEviction(client: RedisClient): Promise<void> {
  const memory = await client.info('memory')
  const value = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(memory)?.[1]
  if (value('maxmemory') !== '0' && value('maxmemory_policy') !== 'noeviction')
    throw new StartRefused('Redis không được tự xóa khóa, đặt · Redis must not evict, set: maxmemory-policy noeviction')
}

/**
 * A `Replay` (see there) on the server at `url` (`redis://` only on loopback, else `rediss://` with a certificate that Node trusts). Resolves
 * after the first attempt to connect, also when it failed: until a connection stands, `once` throws `replay-store-unavailable` and
 * `healthySince` is Infinity. `healthySince` moves to the second after each (re)connection and after each loss of memory that the marker shows,
 * also FLUSHALL or a restart behind a proxy; the call that finds it throws. `once` throws RangeError for a `ttl_s` out of bounds.
 * Throws on an unusable URL. NOT verified: a replica promoted with writes missing looks healthy if it has the marker.
 * `report` hears once of each loss, with why, and of each return.
 */
export async function openRedisReplay(
  url: string,
  report: (failure?: unknown) => void = () => {},
): Promise<RedisReplay> {
  const client = await redisClient(url)
  let healthySince = Number.POSITIVE_INFINITY
  let marker: string | undefined
  let lost = false

  const mark = async (): Promise<void> => {
    marker = undefined
    await refuseEviction(client)
    await client.set(marker_key, random_bytes(16).toString('base64url'), { condition: 'NX' })
    const found = await client.get(marker_key)
    healthySince = wholeSecondAfter(now_ms())
    marker = found ?? undefined
    if (lost) report()
    lost = false
  }
  const lose = (failure: unknown): void => {
    marker = undefined
    if (!lost) report(failure)
    lost = true
  }
  const begin = (): Promise<void> => within(mark(), limits.store.redis_timeout_ms).catch(lose)

  const first = new Promise<void>((attempted) => {
    client.on('ready', () => void begin().then(attempted))
    client.on('reconnecting', () => {
      marker = undefined
    })
    client.on('error', (error: unknown) => {
      lose(error)
      attempted()
    })
  })
  client.connect().catch(lose)
  await first

  const begun = (): string => {
    if (marker !== undefined) return marker
    // Connected but refused at the last look: its settings may have been put right since.
    if (client.isReady) void begin()
    throw new Error('Redis is not connected, or not fit for use')
  }
  const take = async (key: string, ttl_s: number): Promise<boolean> => {
    const expected = begun()
    const transaction = client
      .multi()
      .get(marker_key)
      .set(prefix + replayKey(key), '1', { condition: 'NX', expiration: { type: 'EX', value: ttl_s } })
    const replies: readonly unknown[] = await within(transaction.exec(), limits.store.redis_timeout_ms)
    const [found, set] = replies
    if (found === expected && marker === expected) return set === 'OK'
    if (marker === expected) await begin()
    throw new Error('Redis has lost its memory')
  }

  return {
    get healthySince() {
      return healthySince
    },
    async once(key, ttl_s) {
      assertTtl(ttl_s)
      return take(key, ttl_s).catch((error: unknown) => {
        throw unavailable(error)
      })
    },
    async remembers() {
      try {
        const expected = begun()
        const found = await within(client.get(marker_key), limits.store.redis_timeout_ms)
        if (found === expected) return marker === expected
        // Nobody may be sent here who would find it.
        if (marker === expected) await begin()
        return false
      } catch {
        return false
      }
    },
    close: () => client.destroy(),
  }
}
