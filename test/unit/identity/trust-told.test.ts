/** `lienthong identity check` says what its verdict rests on: who signed, what was accepted, how old the lists are. And leaves no trace. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadAuthority } from '../../../certs-dev/authority.ts'
import { makeDevelopmentCertificates } from '../../../certs-dev/index.ts'
import { identityCheck } from '../../../gateway/commands/identity-check.ts'
import { bundleTold, listsTold } from '../../../gateway/commands/trust-told.ts'
import { loadConfig } from '../../../gateway/config/config.ts'
import { readAuthorities } from '../../../gateway/identity/authorities.ts'
import { keepKnownLists } from '../../../gateway/identity/list-memory.ts'
import { acceptBundle } from '../../../gateway/store/accepted-bundle.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { bundleFolder, signingAgency, signingOfficer } from '../../support/bundle.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { listOf } from '../../support/trusting-gateway.ts'

const an = signingOfficer('an')
const binh = signingOfficer('binh')
const databaseUrl = await testDatabase(t)
const db = openDatabase(databaseUrl)
t.teardown(() => db.close())

const production = (dataDir: string, database = databaseUrl) =>
  loadConfig({
    ...{ LIENTHONG_MODE: 'production', LIENTHONG_DATA: dataDir, LIENTHONG_URL: 'https://cong.example.vn' },
    LIENTHONG_WITNESS_POLICY: 'none',
    ...{ LIENTHONG_ORIGIN: 'x/1/log', DATABASE_URL: database, REDIS_URL: 'redis://127.0.0.1:1' },
  })

t.test('a bundle: by whom, and which was accepted', async (t) => {
  const folder = bundleFolder(t, an, binh)
  const config = production(join(folder.trustDir, '..'))
  const told = async () => {
    const { lines, usable } = await bundleTold(folder.dir, config)
    return { usable, text: lines.join('\n') }
  }
  const digest = await folder.sign({ serial: 1 }, an, binh)
  const first = await told()
  t.ok(first.usable)
  t.match(first.text, `bundle 1, ${digest}, signed by ${signingAgency}/an and ${signingAgency}/binh`)
  t.match(
    first.text,
    /registry {2}[\w-]{16}\n.*by this node {2}chưa có · none yet\n.*by any node {2}chưa có · none yet/,
  )
  t.notOk(existsSync(join(folder.trustDir, 'accepted.json')), 'a look accepts nothing')
  t.same(await db.query('SELECT 1 FROM accepted_bundle'), [])

  await folder.load()
  await acceptBundle(db, { serial: 1, digest })
  t.match(
    (await told()).text,
    /by this node {2}chính là gói này · is this one\n.*by any node {2}chính là gói này · is this one/,
  )

  folder.edit('cong-an', (content) => content.tags.pop())
  t.match(await told(), {
    usable: false,
    text: /can NOT be used:\n {2}✗ .*cong-an\.json#: .*is not the file that was signed/,
  })
  await folder.sign({ serial: 2, previous: digest }, an)
  t.match(await told(), { usable: false, text: /needs signatures of 2 different persons/ })
  await folder.sign({ serial: 2, previous: digest }, an, binh)
  t.match(await told(), { usable: true, text: /by this node {2}1, [\w-]{43}; gói này mới hơn · this one is newer/ })
  await acceptBundle(db, { serial: 7, digest: 'A'.repeat(43) })
  t.match(await told(), { text: /by any node {2}7, A{43}; KHÔNG phải gói này · this is NOT it/ })

  const alone = await bundleTold(folder.dir, production(join(folder.trustDir, '..'), 'postgresql://127.0.0.1:1/x'))
  t.match(alone.lines.join('\n'), /PostgreSQL could not be asked/)
})

t.test('the command: a good certificate, on a bundle that no gateway would take', async (t) => {
  const folder = bundleFolder(t, an, binh)
  const dataDir = join(folder.trustDir, '..')
  const { systems } = await makeDevelopmentCertificates(dataDir)
  // Where tests find their vectors has no place in production.
  delete process.env.LIENTHONG_VECTORS
  Object.assign(process.env, {
    ...{ LIENTHONG_MODE: 'production', LIENTHONG_DATA: dataDir, LIENTHONG_URL: 'https://cong.example.vn' },
    ...{ LIENTHONG_ORIGIN: 'x/1/log', DATABASE_URL: 'postgresql://127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:1' },
    ...{ LIENTHONG_POLICIES: folder.dir, LIENTHONG_WITNESS_POLICY: 'none' },
  })
  const check = () => called(identityCheck, systems['toa-an:xet-xu']!.client.cert)
  await folder.sign({ serial: 1 }, an)
  t.match(await check(), {
    status: 1,
    stdout:
      /^được nhận · admitted: toa-an:xet-xu[\s\S]*needs signatures of 2 different persons[\s\S]*a gateway would not start/,
  })
  await folder.sign({ serial: 1 }, an, binh)
  t.match(await check(), { status: 0, stdout: /^được nhận[\s\S]*signed by [\s\S]*revocation list/, stderr: '' })
})

t.test('development without a bundle is said to be so', async (t) => {
  const config = loadConfig({ LIENTHONG_DATA: dataFolder(t) })
  const { lines, usable } = await bundleTold(join(import.meta.dirname, '../../../policies'), config)
  t.ok(usable)
  t.match(lines, [/nobody signed, development only/])
})

t.test('revocation lists: how current, and none that goes back', async (t) => {
  const dataDir = dataFolder(t)
  const { ca, caKey } = await makeDevelopmentCertificates(dataDir)
  const authority = loadAuthority(readFileSync(ca, 'utf8'), readFileSync(caKey, 'utf8'))
  const now_ms = Date.now()
  const day_ms = 24 * 60 * 60 * 1000
  const authorities = await readAuthorities(readFileSync(ca, 'utf8'), await listOf(authority, [], new Date(now_ms)))
  const told = (days: number) => listsTold(authorities, { caFile: ca, dataDir, now_ms: now_ms + days * day_ms })
  for (const [days, usable, says] of [
    [1, true, /O=.*, CN=.*\n.*number \d+, .* UTC: còn mới · current$/],
    [4, true, /past half its time, the next one is due$/],
    [8, true, /EXPIRED, certificates of this authority are refused$/],
    [-1, false, /NOT yet valid, is refused$/],
  ] as const) {
    const { lines, ...verdict } = await told(days)
    t.same(verdict, { usable })
    t.match(lines.join('\n'), says)
  }
  const [list] = authorities.lists
  await keepKnownLists(join(dataDir, 'trust/known-lists.json'), [{ ...list!, thisUpdate_ms: now_ms + day_ms }])
  t.match(await told(2), { usable: false, lines: [/./, /./, /✗ .*older than one that has been in force, is refused/] })
  writeFileSync(join(dataDir, 'trust/known-lists.json'), '{}')
  t.match(await told(2), { usable: false, lines: [/./, /./, /can not be read: trust\/known-lists\.json/] })
  const none = await readAuthorities(readFileSync(ca, 'utf8'), '')
  t.match((await listsTold(none, { caFile: ca, dataDir, now_ms })).lines, [/NO revocation list {2}O=.*CN=/, /./])
})
