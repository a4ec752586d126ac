/** A node whose folder has forgotten, or was restored from a copy, takes no older bundle than all nodes together have had. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { loadRegistry, RegistryInvalid } from '../../../gateway/identity/registry.ts'
import { bundleMemory, newestBundle } from '../../../gateway/store/accepted-bundle.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { type BundleFolder, bundleFolder, signingAgency, signingOfficer } from '../../support/bundle.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'

const an = signingOfficer('an')
const binh = signingOfficer('binh')

async function database(t: Test) {
  const db = openDatabase(await testDatabase(t))
  t.teardown(() => db.close())
  return db
}

/** A process with a data folder of its own, which trusts the two as they were pinned. */
function node(t: Test, db: Awaited<ReturnType<typeof database>>, trustDir = join(dataFolder(t), 'trust')) {
  const memory = bundleMemory(db, async () => {})
  const pinned = [an, binh].map(({ signer }) => ({ agency: signingAgency, ...signer }))
  mkdirSync(trustDir, { recursive: true })
  writeFileSync(join(trustDir, 'signers.json'), JSON.stringify({ signers: pinned }))
  return {
    trustDir,
    async load({ dir }: BundleFolder): Promise<string> {
      const [purposesFile, routesFile] = [join(dir, 'purposes.json'), join(dir, 'routes.json')]
      const places = { participantsDir: join(dir, 'participants'), purposesFile, routesFile }
      return loadRegistry({ ...places, bundle: { dir, trustDir, memory } }).then(
        ({ bundle }) => `bundle ${bundle?.serial}`,
        (error: unknown) => {
          if (!(error instanceof RegistryInvalid)) throw error
          return error.violations.map(({ pointer, rule }) => `${pointer}: ${rule.en}`).join()
        },
      )
    },
  }
}

const older = '/serial: is older than the bundle that a node has accepted, by PostgreSQL; put the newest one here'
const another = '/serial: has the number of the bundle that a node has accepted, by PostgreSQL, and is another'

/** Two bundles, one after the other. */
async function two(t: Test): Promise<readonly [first: BundleFolder, second: BundleFolder]> {
  const folder = bundleFolder(t, an, binh)
  const previous = await folder.sign({ serial: 1 }, an, binh)
  const first = folder.copy()
  folder.edit('cong-an', (content) => content.tags.pop())
  await folder.sign({ serial: 2, previous }, an, binh)
  return [first, folder]
}

t.test('an empty folder does not begin with an older bundle', async (t) => {
  const db = await database(t)
  const [first, second] = await two(t)
  const one = node(t, db)
  t.equal(await one.load(first), 'bundle 1')
  t.equal(await one.load(second), 'bundle 2')
  t.match(await newestBundle(db), { serial: 2, digest: /^[\w-]{43}$/ })
  const fresh = node(t, db)
  t.equal(await fresh.load(first), older)
  t.throws(() => readFileSync(join(fresh.trustDir, 'accepted.json')), { code: 'ENOENT' }, 'nor remembers it')
  t.equal(await fresh.load(second), 'bundle 2', 'the newest may be its first')
})

t.test('a folder restored from a copy does not go back with it', async (t) => {
  const db = await database(t)
  const [first, second] = await two(t)
  const one = node(t, db)
  await one.load(first)
  const copy = readFileSync(join(one.trustDir, 'accepted.json'))
  await one.load(second)
  const restored = node(t, db)
  writeFileSync(join(restored.trustDir, 'accepted.json'), copy)
  t.equal(await restored.load(first), older)
  t.equal(await restored.load(second), 'bundle 2')
})

t.test('another bundle of the same number', async (t) => {
  const db = await database(t)
  const folder = bundleFolder(t, an, binh)
  await folder.sign({ serial: 1 }, an, binh)
  await node(t, db).load(folder)
  folder.edit('cong-an', (content) => content.tags.pop())
  await folder.sign({ serial: 1 }, an, binh)
  t.equal(await node(t, db).load(folder), another)
})

t.test('a node that runs on the bundle before still loads it, until it starts anew', async (t) => {
  const db = await database(t)
  const [first, second] = await two(t)
  const [slow, quick] = [node(t, db), node(t, db)]
  await slow.load(first)
  await quick.load(first)
  await quick.load(second)
  t.equal(await slow.load(first), 'bundle 1', 'its revocation lists are loaded with it')
  t.equal(await node(t, db, slow.trustDir).load(first), older)
  t.equal(await slow.load(second), 'bundle 2')
})

t.test('what was refused for itself is remembered nowhere', async (t) => {
  const db = await database(t)
  const [first, second] = await two(t)
  writeFileSync(join(second.dir, 'participants/mttq.json'), '{}')
  await node(t, db).load(second)
  t.equal(await newestBundle(db), undefined)
  t.equal(await node(t, db).load(first), 'bundle 1')
})

t.test('while it can not be asked nothing new is taken', async (t) => {
  const [first] = await two(t)
  const alone = node(t, openDatabase('postgresql://127.0.0.1:1/x'))
  await t.rejects(alone.load(first), { code: 'index-unavailable' })
  t.throws(() => readFileSync(join(alone.trustDir, 'accepted.json')), { code: 'ENOENT' })
})
