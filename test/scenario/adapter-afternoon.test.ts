/** The integrator's afternoon, as the page tells it: from samples of a format that no adapter has to a gateway that answers with its dossier. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { pageBlocks, pageFences, pageFiles, playPage } from '../support/afternoon.ts'
import { testCertificates } from '../support/certificates.ts'
import { dataFolder } from '../support/data-folder.ts'
import { testDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}

const data = join(dataFolder(t), 'data')
await testCertificates(data)
const { folder, write, run, start } = playPage(t, {
  LIENTHONG_DATA: data,
  LIENTHONG_PORT: '0',
  LIENTHONG_SANDBOX_DOSSIERS: '20',
  LIENTHONG_WITNESS_POLICY: 'none',
  DATABASE_URL: await testDatabase(t),
  SOURCE_PORT: await freePort(),
  X_ROAD_PORT: await freePort(),
})
const golden = (name: string) => JSON.parse(readFileSync(join(folder, 'adapters/bien-phong/golden', name), 'utf8'))

t.equal(pageFences, pageBlocks.size + pageFiles.size, 'every block of the page is played')

t.test('a draft that loads, with every field undecided', async (t) => {
  const drafted = await run('new')
  t.match(drafted, { status: 0, stdout: /NO REAL PERSON/ }, drafted.stderr)
  const { status, stdout } = await run('undecided')
  t.equal(status, 1)
  t.match(stdout, /\/nguoi\/\*\/hoTen: .*undecided/)
})

t.test('the tables of the page pass the check', async (t) => {
  write()
  const decided = await run('manifest')
  t.equal(decided.status, 0, decided.stdout + decided.stderr)
  const translated = await run('golden')
  t.equal(translated.status, 0, translated.stderr)
  const { facet } = golden('ho-so.shared.json')
  t.equal(facet.report.receivedAt, '2026-10-03T07:45:00+07:00')
  t.same(facet.label, { level: 'HAN_CHE', tags: [] })
  t.match(golden('danh-sach-2.index.json').entries, [{ nativeKey: 'BP-AG-0109', conceal: true }])
  const checked = await run('check')
  t.equal(checked.status, 0, checked.stdout + checked.stderr)
  const { fields } = JSON.parse(readFileSync(join(folder, 'adapters/bien-phong/coverage.json'), 'utf8'))
  const name = fields.find(({ native }: { native: string }) => native === '/nguoi/*/hoTen')
  t.match(name, { shared: ['/facet/participants/*/person/fullName'], toShared: 'lossless' })
})

t.test('the source runs, and another agency reads its dossier', async (t) => {
  const registered = await run('register')
  t.equal(registered.status, 0, registered.stdout + registered.stderr)
  const asked = await start('serve')
  await start('start')
  const { status, stdout, stderr } = await run('ask')
  t.equal(status, 0, stdout + stderr)
  const { dossier, meta } = JSON.parse(stdout)
  const [facet] = dossier.facets
  t.equal(facet.agency, 'bien-phong')
  t.match(facet.report, { stage: { code: 'XAC_MINH' }, receivedAt: '2026-10-03T07:45:00+07:00' })
  t.match(meta.sources, [{ agency: 'bien-phong', state: 'ok' }])
  t.ok(asked.includes('GET /ho-so/BP-AG-0107 → golden/ho-so.json'), asked.join('\n'))
})

t.test('a post of commune police is registered while the gateway runs, and hands a report over in time', async (t) => {
  for (const name of ['post-keys', 'post-register']) {
    const { status, stdout, stderr } = await run(name)
    t.equal(status, 0, stdout + stderr)
  }
  const { status, stdout, stderr } = await run('post-send')
  t.equal(status, 0, stdout + stderr)
  const [, id = ''] = /^(cg-\S+) {2}receipted\n/m.exec(stdout) ?? []
  const { clocks } = JSON.parse(stdout.slice(stdout.indexOf('{')))
  t.match(clocks, [
    {
      transfer: id,
      rule: 'TTLT01-2017.24H',
      owner: 'cong-an-xa-30742',
      state: 'met',
      basis: { limit: { amount: 24 } },
    },
  ])
})

t.test('the same source behind X-Road is read as before', async (t) => {
  const registered = await run('x-road-register')
  t.match(registered, { status: 0, stdout: /security server: bien-phong:ho-so/ }, registered.stderr)
  const asked = await start('x-road-serve')
  t.equal((await run('x-road-reload')).status, 0)
  // Its feed is read every few seconds: by then the gateway asks there.
  await until(() => asked.some((line) => line.startsWith('GET ')))
  const { status, stdout, stderr } = await run('ask')
  t.equal(status, 0, stdout + stderr)
  t.match(JSON.parse(stdout), { meta: { sources: [{ agency: 'bien-phong', state: 'ok' }] } })
  t.ok(asked.includes('GET /ho-so/BP-AG-0107 → golden/ho-so.json'), asked.join('\n'))
})
