/** The one way to Redis 7 or Valkey: a client that never queues what it can't send, and waits that have an end. */
import { createClient } from 'redis'
import { limits } from '../limits.ts'

export type RedisClient = ReturnType<typeof redisClient>

/** Rejects after `timeout_ms`; what `work` does after that is of no interest. */
export function within<T>(work: Promise<T>, timeout_ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer from Redis in ${timeout_ms} ms`)), timeout_ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** A client of the server at `url`, not connected: `redis://` only on loopback, else `rediss://`. Throws on another URL. */
export function redisClient(url: string) {
  const { hostname, protocol } = new URL(url)
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  if (protocol !== 'rediss:' && !local) throw new Error('Redis on another host needs a rediss:// URL')
  return createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: limits.request.connections_max,
    socket: {
      connectTimeout: limits.store.connect_timeout_ms,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), limits.store.redis_reconnect_ms_max),
    },
  })
}
