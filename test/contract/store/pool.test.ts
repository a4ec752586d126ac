import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { connectionOptions, openDatabase, type Sql } from '../../../gateway/store/pool.ts'
import { SqlFailure } from '../../../gateway/store/sql-failure.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'

const database = openDatabase(await testDatabase(t))
t.teardown(() => database.close())
await database.query('CREATE TABLE thing (id int PRIMARY KEY, at timestamptz(3), day date, big bigint, raw bytea)')

t.test('values come back as they went in', async (t) => {
  const at = new Date('2026-11-20T16:59:59.123Z')
  await database.query('INSERT INTO thing VALUES ($1, $2, $3, $4, $5)', [
    1,
    at,
    '2026-02-28',
    2 ** 40,
    Buffer.from([0, 255]),
  ])
  t.strictSame(await database.query('SELECT at, day, big, raw FROM thing'), [
    { at, day: '2026-02-28', big: 2 ** 40, raw: Buffer.from([0, 255]) },
  ])
  t.strictSame(
    await database.query("SELECT '2026-01-01 00:00+07'::timestamptz::text AS at"),
    [{ at: '2025-12-31 17:00:00+00' }],
    'sessions are in UTC',
  )
})

t.test('a prepared statement answers for the values it is given, again and within a transaction', async (t) => {
  const twice = (sql: Sql, value: number) => sql.query('SELECT $1::int * 2 AS value', [value], 'twice')
  t.strictSame(await twice(database, 1), [{ value: 2 }])
  t.strictSame(await twice(database, 2), [{ value: 4 }])
  t.strictSame(await database.transaction((sql) => twice(sql, 3)), [{ value: 6 }])
})

t.test('statements that are asked at once in a transaction go one after the other', async (t) => {
  const warnings: string[] = []
  const warned = ({ message }: Error) => void warnings.push(message)
  process.on('warning', warned)
  t.teardown(() => process.off('warning', warned))
  const values = await database.transaction((sql) =>
    Promise.all([1, 2, 3, 4].map((value) => sql.query<{ value: number }>('SELECT $1::int AS value', [value]))),
  )
  t.strictSame(
    values.flat().map(({ value }) => value),
    [1, 2, 3, 4],
  )
  await new Promise(setImmediate)
  t.strictSame(warnings, [], 'the driver will refuse what it queues now')
})

t.test('a transaction is all or nothing', async (t) => {
  const failure = new Error('of the caller')
  await t.rejects(
    database.transaction(async (sql) => {
      await sql.query('INSERT INTO thing (id) VALUES (10)')
      throw failure
    }),
    failure,
  )
  t.strictSame(await database.query('SELECT id FROM thing WHERE id = 10'), [])
  t.strictSame(await database.transaction((sql) => sql.query('INSERT INTO thing (id) VALUES (10) RETURNING id')), [
    { id: 10 },
  ])
  t.strictSame(await database.query('SELECT id FROM thing WHERE id = 10'), [{ id: 10 }])
})

t.test('a failure that the work swallowed is not reported as a commit', async (t) => {
  const swallow = database.transaction(async (sql) => {
    await sql.query('INSERT INTO thing (id) VALUES (20)')
    await sql.query('SELECT 1/0').catch(() => {})
  })
  await t.rejects(swallow, GatewayError)
  t.strictSame(await database.query('SELECT id FROM thing WHERE id = 20'), [])
})

t.test('what the server says of values stays out of the error', async (t) => {
  await database.query("INSERT INTO thing (id, raw) VALUES (30, 'canary')")
  const error = await database.query("INSERT INTO thing (id, raw) VALUES (30, 'canary')").then(
    () => t.fail('inserted twice'),
    (error: GatewayError) => error,
  )
  t.match(error, { code: 'internal', cause: { sqlstate: '23505', constraint: 'thing_pkey' } })
  t.ok((error as GatewayError).cause instanceof SqlFailure)
  t.notMatch(
    JSON.stringify([error, String(error), (error as GatewayError).cause, String((error as GatewayError).cause)]),
    /canary|\(30\)|INSERT/,
  )
})

t.test('a server out of reach is index-unavailable', async (t) => {
  const nowhere = openDatabase('postgresql://a:b@127.0.0.1:1/c')
  t.teardown(() => nowhere.close())
  await t.rejects(nowhere.query('SELECT 1'), { code: 'index-unavailable' })
  await t.rejects(
    nowhere.transaction(async () => t.fail('ran')),
    { code: 'index-unavailable' },
  )
})

t.test('a server that takes nothing, as a standby, is index-unavailable: what failed can be done later', async (t) => {
  const writing = database.transaction(async (sql) => {
    await sql.query('SET TRANSACTION READ ONLY')
    await sql.query('INSERT INTO thing (id) VALUES (40)')
  })
  await t.rejects(writing, { code: 'index-unavailable', cause: { sqlstate: '25006' } })
})

t.test('a cut connection fails its statement only', async (t) => {
  await t.rejects(database.query('SELECT pg_terminate_backend(pg_backend_pid())'), { code: 'index-unavailable' })
  t.strictSame(await database.query('SELECT 1 AS one'), [{ one: 1 }])
})

t.test('another host is reached by verified TLS 1.3 only, whatever the URL asks', async (t) => {
  for (const mode of ['disable', 'prefer', 'require', 'no-verify']) {
    const options = connectionOptions(`postgresql://a:b@db.example/c?sslmode=${mode}&uselibpqcompat=true`)
    t.match(options, { ssl: { minVersion: 'TLSv1.3', rejectUnauthorized: true } })
    t.notMatch(options.connectionString, /ssl/)
  }
  t.match(connectionOptions('postgresql://a:b@127.0.0.1.example/c'), { ssl: { rejectUnauthorized: true } })
  t.match(connectionOptions('postgresql://a:b@127.0.0.1/c?host=db.example'), { ssl: { rejectUnauthorized: true } })
  t.match(connectionOptions('postgresql://a:b@[::1]/c'), { ssl: false })
  t.match(connectionOptions('postgresql://a:b@db.example/c?host=/run/postgresql'), { ssl: false })
})

t.test('a client key is for its owner alone', async (t) => {
  const key = join(dataFolder(t), 'client.key')
  writeFileSync(key, 'key', { mode: 0o600 })
  const url = `postgresql://a:b@db.example/c?sslkey=${encodeURIComponent(key)}`
  t.match(connectionOptions(url), { ssl: { key: Buffer.from('key') } })
  chmodSync(key, 0o640)
  t.throws(() => connectionOptions(url), { message: /client\.key: .* · group or others may read this key/ })
})
