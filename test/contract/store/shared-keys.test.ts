/** Nodes on one database have the same keys, or do not start: what one seals, no other could open. */
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startFailureText } from '../../../gateway/start-failure.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { openSharedKeys } from '../../../gateway/store/shared-keys.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'

const db = openDatabase(await testDatabase(t))
t.teardown(() => db.close())
t.beforeEach(() => db.query('TRUNCATE shared_key'))
const rows = () => db.query<{ name: string; fingerprint: Buffer }>('SELECT name, fingerprint FROM shared_key')

t.test('the first node writes what its keys are told by, and comes again', async (t) => {
  const folder = dataFolder(t)
  const keys = await openSharedKeys(db, folder)
  t.same(readdirSync(folder), ['index.key', 'names.key', 'vault.key'])
  t.same(await openSharedKeys(db, folder), keys)
  const all = await rows()
  t.same(all.map(({ name }) => name).sort(), ['index', 'names', 'vault'])
  t.equal(new Set(all.map(({ fingerprint }) => fingerprint.toString('hex'))).size, 3)
  const secrets = Object.values(keys).map((key) => key.toString('hex'))
  t.notOk(all.some(({ fingerprint }) => secrets.includes(fingerprint.toString('hex'))))
})

t.test('one with a copy of the keys starts, whatever its own folder', async (t) => {
  const [one, other] = [dataFolder(t), dataFolder(t)]
  const keys = await openSharedKeys(db, one)
  cpSync(one, other, { recursive: true })
  t.same(await openSharedKeys(db, other), keys)
})

for (const name of ['index', 'names', 'vault'])
  t.test(`one whose ${name}.key is another is refused, told which, and leaves nothing behind`, async (t) => {
    const [one, other] = [dataFolder(t), dataFolder(t)]
    await openSharedKeys(db, one)
    const before = await rows()
    cpSync(one, other, { recursive: true })
    rmSync(join(other, `${name}.key`))
    const refused = await openSharedKeys(db, other).catch((error: unknown) => error)
    t.match(refused, { code: 'shared-keys-differ' })
    const text = startFailureText(refused)!
    t.match(text, /· The keys of this node are not those of the nodes .* · copy from a running node or from a backup/)
    t.ok(text.endsWith(`: ${join(other, `${name}.key`)}`), text)
    t.same(await rows(), before)
  })

t.test('a key that only another node could compare is not written by one that is refused', async (t) => {
  const [one, other] = [dataFolder(t), dataFolder(t)]
  await openSharedKeys(db, one)
  await db.query("DELETE FROM shared_key WHERE name = 'vault'")
  await t.rejects(openSharedKeys(db, other), { code: 'shared-keys-differ' })
  t.same((await rows()).map(({ name }) => name).sort(), ['index', 'names'])
  await openSharedKeys(db, one)
})

t.test('of several first nodes at once one has its way, and the others are refused', async (t) => {
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => openSharedKeys(db, dataFolder(t))))
  t.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const one of all) if (one.status === 'rejected') t.match(one.reason, { code: 'shared-keys-differ' })
})
