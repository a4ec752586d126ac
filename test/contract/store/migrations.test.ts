import t, { type Test } from 'tap'
import { migrate, readMigrations } from '../../../gateway/store/migrations.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { testDatabase } from '../../support/database.ts'

const migrations = readMigrations()
const next = {
  version: migrations.length + 1,
  name: 'next',
  checksum: 'c1',
  sql: 'CREATE TABLE next (id int); INSERT INTO next VALUES (1)',
}

async function databaseOf(t: Test) {
  const url = await testDatabase(t)
  const database = openDatabase(url)
  t.teardown(() => database.close())
  return { url, database }
}

t.test('a migrated database has nothing left to do', async (t) => {
  const { url } = await databaseOf(t)
  t.strictSame(await migrate(url), [])
})

t.test('an empty database gets all of them, in order', async (t) => {
  const { url, database } = await databaseOf(t)
  await database.query('DROP SCHEMA public CASCADE')
  await database.query('CREATE SCHEMA public')
  t.strictSame(
    await migrate(url),
    migrations.map(({ version }) => version),
  )
})

t.test('of the deposits that are there, those that were the newest when they came', async (t) => {
  const { url, database } = await databaseOf(t)
  await database.query('DROP SCHEMA public CASCADE')
  await database.query('CREATE SCHEMA public')
  await migrate(url, migrations.slice(0, 4))
  for (const [key, day] of ['a2', 'a1', 'a2', 'a3', 'b1', 'a2'].map((text) => [text[0], text[1]]))
    await database.query(
      `INSERT INTO deposit (agency, native_key_mac, source_updated_at, received_at, event, digest_mac, ciphertext)
       VALUES ('x', $1, $2, now(), 'ev', '', '')`,
      [Buffer.from(key!), `2026-03-0${day}T00:00:00Z`],
    )
  for (const agency of ['x', 'y'])
    await database.query("INSERT INTO feed_cursor (agency, cursor, listed, updated_at) VALUES ($1, 'c', true, now())", [
      agency,
    ])
  await database.query("INSERT INTO recording (origin, entries) VALUES ('x', '')")
  await database.query(
    `INSERT INTO delivery (agency, digest_mac, adapter, event, transport, state, taken, rejected, findings, received_at, recording)
     VALUES ('x', '', 'a', 'ev', 'feed', 'accepted', 1, 1, '[]', now(), 1)`,
  )
  // A later one has every list read anew.
  await migrate(url, migrations.slice(0, 23))
  t.strictSame(
    await database.query('SELECT agency FROM feed_cursor'),
    [{ agency: 'y' }],
    'the list of who deposits is read anew: it alone tells what was refused before',
  )
  t.strictSame(
    (await database.query<{ current: boolean }>('SELECT current FROM deposit ORDER BY id')).map((row) => row.current),
    [true, false, true, true, true, false],
  )
  await t.rejects(database.query('UPDATE deposit SET current = true'), 'and no row is changed any more')
})

t.test('limits that were met before stay met, each known by every number of its matter', async (t) => {
  const { url, database } = await databaseOf(t)
  await database.query('DROP SCHEMA public CASCADE')
  await database.query('CREATE SCHEMA public')
  const at = migrations.findIndex(({ name }) => name.includes('limits-met'))
  await migrate(url, migrations.slice(0, at))
  await database.query('ALTER TABLE transfer_clock DROP CONSTRAINT transfer_clock_transfer_fkey')
  for (const [transfer, matter, start] of [
    ['cg-1', ['a', 'b'], '2026-03-01'],
    ['cg-2', ['a'], '2026-03-02'],
    ['cg-3', null, null],
  ] as const)
    await database.query(
      "INSERT INTO transfer_clock (transfer, rule, owner, matter, started_at, basis) VALUES ($1, 'r', 'x', $2, $3::text, CASE WHEN $3::text IS NOT NULL THEN '{}'::jsonb END)",
      [transfer, matter?.map((number) => Buffer.from(number)) ?? null, start],
    )
  await migrate(url, migrations)
  t.strictSame(
    await database.query(
      "SELECT encode(number, 'escape') AS number, rule, started_at FROM transfer_clock_met ORDER BY started_at, number",
    ),
    [
      { number: 'a', rule: 'r', started_at: '2026-03-01' },
      { number: 'b', rule: 'r', started_at: '2026-03-01' },
      { number: 'a', rule: 'r', started_at: '2026-03-02' },
    ],
  )
})

t.test('nodes that start together apply each once', async (t) => {
  const { url, database } = await databaseOf(t)
  const done = await Promise.all(Array.from({ length: 5 }, () => migrate(url, [...migrations, next])))
  t.strictSame(done.flat(), [next.version])
  t.strictSame(await database.query('SELECT id FROM next'), [{ id: 1 }])
})

t.test('one that fails leaves everything as it was, also those before it', async (t) => {
  const { url, database } = await databaseOf(t)
  const broken = {
    version: next.version + 1,
    name: 'broken',
    checksum: 'c2',
    sql: 'CREATE TABLE half (id int); SELECT 1/0',
  }
  await t.rejects(migrate(url, [...migrations, next, broken]), { code: 'internal', cause: { sqlstate: '22012' } })
  t.strictSame(await database.query("SELECT to_regclass('next') AS next, to_regclass('half') AS half"), [
    { next: null, half: null },
  ])
  t.strictSame(await migrate(url), [])
})

t.test('a text that changed after it was applied is refused', async (t) => {
  const { url } = await databaseOf(t)
  const changed = migrations.map((migration) => ({ ...migration, checksum: 'other' }))
  await t.rejects(migrate(url, changed), {
    code: 'index-unavailable',
    cause: /migration 1 was applied with another text/,
  })
})

t.test('a database newer than the program is refused', async (t) => {
  const { url } = await databaseOf(t)
  await migrate(url, [...migrations, next])
  await t.rejects(migrate(url), { code: 'index-unavailable', cause: /which this program does not have/ })
})

t.test('the index gives back exactly the instants it was given', async (t) => {
  const { database } = await databaseOf(t)
  const at = new Date('2026-03-01T00:00:00.001Z')
  await database.query('INSERT INTO dossier VALUES ($1, $2)', ['hs-a', at])
  t.strictSame(await database.query('SELECT id FROM dossier WHERE created_at = $1', [at]), [{ id: 'hs-a' }])
})
