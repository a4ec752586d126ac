/** The one way to Redis 7 or Valkey: a client that never queues what it can't send, and waits that have an end. */
import { StartRefused } from '../errors/start-refused.ts'
import { limits } from '../limits.ts'
import { wait_ms } from '../telemetry/backoff.ts'

export type RedisClient = Awaited<ReturnType<typeof redisClient>>

/** Rejects after `timeout_ms`; what `work` does after that is of no interest. */
export function within<T>(work: Promise<T>, timeout_ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer from Redis in ${timeout_ms} ms`)), timeout_ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** What it means that Redis can't be used, and why: the code of the system or of Redis, or words of our own. What it was sent is not repeated. */
export function redisFailureText(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const told = error instanceof StartRefused ? message : (code ?? /^[A-Z]{3,}(?= )/.exec(message)?.[0])
  const why = told ?? 'không trả lời · no answer'
  return `không cấp mã truy cập cho đến khi Redis dùng được · no tokens until Redis can be used: ${why}`
}

/** A client of the server at `url`, not connected: `redis://` only on loopback, else `rediss://`. Rejects with StartRefused on another URL. */
export async function redisClient(url: string) {
  const { hostname, protocol } = new URL(url)
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  if (protocol !== 'rediss:' && !local)
    throw new StartRefused(
      'REDIS_URL: Redis ở máy khác phải dùng rediss:// · Redis on another host needs a rediss:// URL',
    )
  // Large: loaded by who has a server.
  const { createClient } = await import('redis')
  return createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: limits.request.connections_max,
    socket: {
      connectTimeout: limits.store.connect_timeout_ms,
      reconnectStrategy: (retries) =>
        wait_ms({ backoff_ms: 50, backoffMax_ms: limits.store.redis_reconnect_ms_max }, Math.min(retries, 10) + 1),
    },
  })
}
