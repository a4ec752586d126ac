/** The one way to PostgreSQL: a bounded pool whose every wait has an end. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import pg from 'pg'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { requireOwnerOnly } from './owner-only.ts'
import { gatewayErrorOf, SqlFailure } from './sql-failure.ts'

/**
 * Runs one statement with `$1`… for values; gives its rows. Throws what `gatewayErrorOf` describes. `prepared` names a text that is
 * always the same: the server then parses it once per connection.
 */
export interface Sql {
  query<Row extends object>(text: string, values?: readonly unknown[], prepared?: string): Promise<Row[]>
  /** Of a transaction: `undo` is called when it is not known to be committed. */
  unlessCommitted?(undo: () => void): void
}

export interface Database extends Sql {
  /**
   * `work` in one READ COMMITTED transaction on one connection: committed when it resolves, rolled back when it rejects (its error
   * comes through). `work` must use only the `Sql` it is handed, and that only until it settles. With `lock_timeout_ms` a statement that waits longer
   * for a lock of another fails (SQLSTATE 55P03).
   */
  transaction<T>(
    work: (sql: Sql) => Promise<T>,
    options?: { readonly lock_timeout_ms?: number | undefined },
  ): Promise<T>
  close(): Promise<void>
}

const { builtins } = pg.types

/** A date stays text: it must not pass through a time zone. A bigint is a number as long as it is exact. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.DATE]: (text) => text,
  [builtins.INT8]: (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw new RangeError('bigint beyond 2^53')
    return value
  },
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) ||
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
}

const isLocal = (host: string): boolean =>
  host === '' ||
  host.startsWith('/') ||
  host === 'localhost' ||
  host === '::1' ||
  (isIP(host) === 4 && host.startsWith('127.'))

/**
 * pg's settings for a `postgresql://` URL. Over a Unix socket or loopback there is no TLS; to any other host TLS 1.3 with a
 * verified server certificate is a must whatever `sslmode` says, with `sslrootcert`, `sslcert` and `sslkey` (file paths) as in libpq.
 * Throws on an unreadable URL or file, and StartRefused when group or others may read the key.
 */
export function connectionOptions(url: string): pg.ClientConfig {
  const target = new URL(url)
  const host = target.searchParams.get('host') ?? target.hostname.replace(/^\[|\]$/g, '')
  const file = (parameter: string): Buffer | undefined => {
    const path = target.searchParams.get(parameter)
    if (path === null) return undefined
    if (parameter === 'sslkey') requireOwnerOnly(path)
    return readFileSync(path)
  }
  const [ca, cert, key] = [file('sslrootcert'), file('sslcert'), file('sslkey')]
  for (const name of [...target.searchParams.keys()])
    if (name.startsWith('ssl') || name === 'uselibpqcompat') target.searchParams.delete(name)
  return {
    connectionString: target.href,
    ssl: !isLocal(host) && {
      minVersion: 'TLSv1.3',
      rejectUnauthorized: true,
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
    },
    connectionTimeoutMillis: limits.store.connect_timeout_ms,
    statement_timeout: limits.store.statement_timeout_ms,
    // A server that stopped answering can't end a statement itself.
    query_timeout: limits.store.statement_timeout_ms * 2,
    idle_in_transaction_session_timeout: limits.store.idle_in_transaction_timeout_ms,
    options: '-c timezone=UTC -c bytea_output=hex',
    application_name: 'lienthong',
    keepAlive: true,
    types,
  }
}

/** Statements of one connection, each asked when the last was answered, or of a pool; failures as `gatewayErrorOf` describes them. */
const sqlOf = (client: Pick<pg.ClientBase, 'query'>): Sql => ({
  async query<Row extends object>(text: string, values?: readonly unknown[], prepared?: string): Promise<Row[]> {
    try {
      return (await client.query<Row>({ name: prepared, text, values: values as unknown[] | undefined })).rows
    } catch (error) {
      throw gatewayErrorOf(error)
    }
  },
})

/** The statements of one connection that many may ask at once: one after the other, in the order in which they were asked. A connection takes no second while it is at one. */
export function oneByOne(client: Pick<pg.ClientBase, 'query'>): Sql {
  const { query } = sqlOf(client)
  let last: Promise<unknown> = Promise.resolve()
  return {
    query<Row extends object>(...statement: Parameters<Sql['query']>): Promise<Row[]> {
      const asked = last.then(() => query<Row>(...statement))
      last = asked.catch(() => {})
      return asked
    },
  }
}

/**
 * A pool for `url` (see `connectionOptions`). Nothing is connected before the first statement, so the server has NOT been reached yet.
 * Column types: timestamptz → Date, date → 'YYYY-MM-DD', bigint → number, bytea → Buffer. `migration` lifts the time bounds of a
 * statement for a pool that only migrates.
 */
export function openDatabase(url: string, use: 'requests' | 'migration' = 'requests'): Database {
  const timeouts =
    use === 'requests'
      ? {}
      : { statement_timeout: limits.store.migration_timeout_ms, query_timeout: limits.store.migration_timeout_ms * 2 }
  const pool = new pg.Pool({
    ...connectionOptions(url),
    ...timeouts,
    max: use === 'requests' ? limits.store.connections_max : 1,
    idleTimeoutMillis: limits.store.idle_in_transaction_timeout_ms,
  })
  // An idle connection that breaks is replaced at the next statement, which reports it if it can't be.
  pool.on('error', () => {})
  const transaction: Database['transaction'] = async (work, { lock_timeout_ms } = {}) => {
    const client = await pool.connect().catch((error: unknown) => {
      throw gatewayErrorOf(error)
    })
    const ignore = () => {}
    client.on('error', ignore)
    const undone: (() => void)[] = []
    const sql: Sql = { ...oneByOne(client), unlessCommitted: (undo) => undone.push(undo) }
    let broken = false
    try {
      await sql.query(lock_timeout_ms === undefined ? 'BEGIN' : `BEGIN; SET LOCAL lock_timeout = ${lock_timeout_ms}`)
      const value = await work(sql)
      // A failed statement that `work` swallowed makes the server answer COMMIT with ROLLBACK.
      const end = await client.query('COMMIT').catch((error: unknown) => {
        throw gatewayErrorOf(error)
      })
      if (end.command !== 'COMMIT') throw new GatewayError('internal', { cause: new SqlFailure('25P02', undefined) })
      return value
    } catch (error) {
      for (const undo of undone) undo()
      await sql.query('ROLLBACK').catch(() => {
        broken = true
      })
      throw error
    } finally {
      client.off('error', ignore)
      client.release(broken)
    }
  }
  return { ...sqlOf(pool as unknown as pg.ClientBase), transaction, close: () => pool.end() }
}
