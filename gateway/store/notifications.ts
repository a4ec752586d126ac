/** One connection that listens to a channel of PostgreSQL, and knows whether it hears (LISTEN, NOTIFY). */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { connectionOptions, type Sql, sqlOf } from './pool.ts'

export interface Hearer {
  /** The channel is listened to from before this runs: what is read now and what is told later is everything. */
  started(sql: Sql): Promise<void>
  /** In the order of the commits. Whoever may connect to the database may send anything: throws on what it can't read. */
  told(payload: string): void
}

export interface Listener {
  /** Whether everything that was told until `listen_silence_ms_max` ago has been heard. */
  hears(): boolean
  close(): Promise<void>
}

const pulse = 'pulse '
const { listen_interval_ms, listen_silence_ms_max } = limits.store

/**
 * Listens to `channel` (an identifier) of the database at `url`, and connects again for ever. Resolves after the first attempt, also when it
 * failed. A pulse of its own, sent round through the channel, shows that the connection lives and is not a pooler's that drops LISTEN.
 */
export async function listenTo(url: string, channel: string, { started, told }: Hearer): Promise<Listener> {
  const mine = `${pulse}${randomUUID()} `
  let heard_ms = Number.NEGATIVE_INFINITY
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const lose = (lost: pg.Client | undefined): void => {
    lost?.end().catch(() => {})
    if (client !== lost) return
    client = undefined
    heard_ms = Number.NEGATIVE_INFINITY
  }
  /** What can't be read may have been meant for us: all is read anew. */
  const tell = (payload: string, on: pg.Client): void => {
    try {
      told(payload)
    } catch {
      lose(on)
    }
  }
  const beat = (on: pg.Client) => on.query('SELECT pg_notify($1, $2)', [channel, `${mine}${monotonic_ms()}`])
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client(connectionOptions(url))
    client = fresh
    fresh.on('error', () => lose(fresh))
    fresh.on('end', () => lose(fresh))
    fresh.on('notification', ({ payload = '' }) => {
      if (!payload.startsWith(pulse)) tell(payload, fresh)
      // What was told before this pulse was sent has been heard.
      else if (payload.startsWith(mine) && client === fresh) heard_ms = Number(payload.slice(mine.length))
    })
    await fresh.connect()
    await fresh.query(`LISTEN ${channel}`)
    await started(sqlOf(fresh))
    await beat(fresh)
  }
  const attempt = (): Promise<unknown> => (client ? beat(client) : connect()).catch(() => lose(client))
  const next = (): void => {
    if (closed) return
    timer = setTimeout(() => void attempt().then(next), listen_interval_ms)
    timer.unref()
  }
  await attempt()
  next()
  return {
    hears: () => monotonic_ms() - heard_ms < listen_silence_ms_max,
    async close() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      heard_ms = Number.NEGATIVE_INFINITY
      await last?.end().catch(() => {})
    },
  }
}
