/** One connection that listens to a channel of PostgreSQL, and knows whether it hears (LISTEN, NOTIFY). */
import pg from 'pg'
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { random_bytes } from '../telemetry/random.ts'
import { connectionOptions, oneByOne, type Sql } from './pool.ts'

export interface Hearer {
  /**
   * Everything is to be read: at the start, when the channel is listened to already, so that what is read now and what is told later is
   * everything; and when more was told than is kept.
   */
  readAll(sql: Sql): Promise<void>
  /**
   * What was told since the last time, each text once. Whoever may connect to the database may tell anything: a text only says where to
   * look. Rejects when it could not be looked at.
   */
  told(payloads: ReadonlySet<string>, sql: Sql): Promise<void>
}

export interface Listener {
  /** Whether everything that was told until `listen_silence_ms_max` ago has been heard and looked at. */
  hears(): boolean
  close(): Promise<void>
}

const pulse = 'pulse '
const { listen_interval_ms, listen_silence_ms_max, told_waiting_max } = limits.store

interface Pulses {
  /** A new one, to be sent now. */
  next(): string
  /** When the pulse was sent; undefined when none of these has that name, or it was heard before. */
  heard(payload: string): number | undefined
}

/** Pulses on their way. Their names can't be guessed, and each counts once: nobody else can make this node believe that it hears. */
function pulses(): Pulses {
  const sent = new Map<string, number>()
  return {
    next() {
      const name = `${pulse}${random_bytes(16).toString('hex')}`
      sent.set(name, monotonic_ms())
      const [oldest] = sent.keys()
      if (sent.size * listen_interval_ms > 2 * listen_silence_ms_max) sent.delete(oldest!)
      return name
    },
    heard(payload) {
      const sent_ms = sent.get(payload)
      sent.delete(payload)
      return sent_ms
    },
  }
}

interface Connection {
  readonly client: pg.Client
  beat(): Promise<unknown>
}

/** One look at a time; what is told meanwhile waits for the next one, so that a flood costs one look per round trip. */
function looks({ readAll, told }: Hearer, sql: Sql, failed: () => void) {
  let turn: Promise<void> = Promise.resolve()
  /** Told since the last look began. */
  let waiting: Set<string> | undefined
  const inTurn = (work: () => Promise<void> | void): void => {
    turn = turn.then(work).catch(failed)
  }
  const look = async (): Promise<void> => {
    const payloads = waiting!
    waiting = undefined
    await (payloads.size > told_waiting_max ? readAll(sql) : told(payloads, sql))
  }
  return {
    inTurn,
    hear(payload: string): void {
      if (!waiting) inTurn(look)
      waiting ??= new Set()
      if (waiting.size <= told_waiting_max) waiting.add(payload)
    },
  }
}

/**
 * Listens to `channel` (an identifier) of the database at `url`, and connects again for ever. Resolves after the first attempt, also when it
 * failed. A pulse of its own, sent round through the channel, shows that the connection lives and is not a pooler's that drops LISTEN.
 */
export async function listenTo(url: string, channel: string, hearer: Hearer): Promise<Listener> {
  let heard_ms = Number.NEGATIVE_INFINITY
  let current: Connection | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const lose = (lost: Connection | undefined): void => {
    lost?.client.end().catch(() => {})
    if (current !== lost) return
    current = undefined
    heard_ms = Number.NEGATIVE_INFINITY
  }
  const connect = async (): Promise<void> => {
    const client = new pg.Client(connectionOptions(url))
    const mine = pulses()
    const sql = oneByOne(client)
    const beat = () => sql.query('SELECT pg_notify($1, $2)', [channel, mine.next()])
    const fresh: Connection = { client, beat }
    const { hear, inTurn } = looks(hearer, sql, () => lose(fresh))
    current = fresh
    client.on('error', () => lose(fresh))
    client.on('end', () => lose(fresh))
    client.on('notification', ({ payload = '' }) => {
      if (!payload.startsWith(pulse)) return hear(payload)
      const sent_ms = mine.heard(payload)
      if (sent_ms === undefined) return
      // What was told before the pulse was sent has been heard by now; that it was looked at is waited for.
      inTurn(() => {
        if (current === fresh) heard_ms = sent_ms
      })
    })
    await client.connect()
    await sql.query(`LISTEN ${channel}`)
    await hearer.readAll(sql)
    await beat()
  }
  const attempt = (): Promise<unknown> => (current?.beat() ?? connect()).catch(() => lose(current))
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
      const last = current
      current = undefined
      heard_ms = Number.NEGATIVE_INFINITY
      await last?.client.end().catch(() => {})
    },
  }
}
