/** A gateway that must not start says why, in a line for whoever started it, ends with 1, and leaves nothing behind. */
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { openSharedKeys } from '../../../gateway/store/shared-keys.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { startGateway } from '../../support/gateway.ts'
import { type Ended, startMain } from '../../support/main-process.ts'
import { processesNaming } from '../../support/processes.ts'

/** The operator's lines, and the text of the one that says why it did not start. */
const whyOf = ({ stderr }: Ended): string =>
  stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; text?: string })
    .find(({ event }) => event === 'start-failed')?.text ?? ''

const bilingual = / · /

/** A sandbox is started as they all are: one is enough to be left behind. */
const one = { LIENTHONG_SANDBOX_AGENCIES: 'mttq' }

async function refused(t: Test, env: Readonly<Record<string, string>>): Promise<Ended> {
  const ended = await startMain(t, { ...one, ...env }).ended
  t.equal(ended.code, 1)
  t.equal(ended.stdout, '', 'it does not say that it is ready')
  t.notMatch(ended.stderr, /\n +at /, 'no stack for people')
  return ended
}

/** A folder with certificates and nothing else. */
async function certified(t: Test): Promise<string> {
  const folder = dataFolder(t)
  await testCertificates(folder)
  return folder
}

t.test('wrong settings: each is named, in both languages, and no value is repeated', async (t) => {
  const env = { LIENTHONG_PORT: 'canary', LIENTHONG_SANDBOX_DOSSIERS: '0', LIENTHONG_PROT: '1' }
  const { stderr } = await refused(t, env)
  t.match(stderr, /^cấu hình sai · wrong settings:\n/)
  t.match(stderr, /^LIENTHONG_PORT: .*Port to listen on.* · Cổng lắng nghe/m)
  t.match(stderr, /^LIENTHONG_SANDBOX_DOSSIERS: từ 1 trở lên · 1 or more .* · Số hồ sơ giả lập/m)
  t.match(stderr, /^LIENTHONG_PROT: .*did you mean LIENTHONG_PORT\?$/m)
  t.notMatch(stderr, /canary/)
})

t.test('production without its stores and name', async (t) => {
  const { stderr } = await refused(t, { LIENTHONG_MODE: 'production' })
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'LIENTHONG_ORIGIN', 'LIENTHONG_URL'])
    t.match(stderr, new RegExp(`^${name}: must be set in production \\(.* · .*\\)$`, 'm'))
})

/** A folder in which a gateway with a PostgreSQL of its own has lived, once it was first started. */
const data = join(dataFolder(t), 'data')

t.test('a second gateway on the same folder; the first one does not notice', async (t) => {
  const { run, child, stop } = await startGateway(t, { data, databaseUrl: '', env: one })
  const runFile = () => readFileSync(join(data, 'run.json'), 'utf8')
  const before = runFile()
  const running = processesNaming(data)
  const why = whyOf(await refused(t, { LIENTHONG_DATA: data, LIENTHONG_PORT: '0' }))
  t.match(why, bilingual)
  t.match(why, new RegExp(`is held by process ${run.pid}$`), 'it says who has it')
  t.equal(runFile(), before, 'run.json is still the first one’s')
  t.same(processesNaming(data), running, 'its sandbox and its PostgreSQL are there, and no others')
  t.equal(child.exitCode, null)
  t.equal(await stop(), 0)
})

t.test('a start that fails half-way closes what it had opened', async (t) => {
  const data = await certified(t)
  const other = createServer().listen(0, '127.0.0.1')
  t.teardown(() => other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const taken = await refused(t, { LIENTHONG_DATA: data, LIENTHONG_PORT: `${port}` })
  t.equal(whyOf(taken), 'LIENTHONG_PORT: cổng đang được dùng · the port is in use')
  t.same(processesNaming(data), [], 'no sandbox and no PostgreSQL remains')

  writeFileSync(join(data, 'sandbox'), 'no folder')
  await refused(t, { LIENTHONG_DATA: data, LIENTHONG_PORT: '0' })
  t.same(processesNaming(data), [], 'nor of one that fails while PostgreSQL is starting')

  rmSync(join(data, 'sandbox'))
  writeFileSync(join(data, 'keys/index.key'), 'short', { mode: 0o600 })
  t.match(whyOf(await refused(t, { LIENTHONG_DATA: data, LIENTHONG_PORT: '0' })), /damaged key/)
  t.same(processesNaming(data), [], 'nor of one that fails when all of them run')
})

t.test('what is in the way is named', async (t) => {
  const folder = dataFolder(t)
  const file = join(folder, 'file')
  writeFileSync(file, '')
  t.match(
    whyOf(await refused(t, { LIENTHONG_DATA: file, LIENTHONG_PORT: '0' })),
    new RegExp(`: not a directory, .*'${file}/`),
  )

  const unreachable = { LIENTHONG_DATA: await certified(t), DATABASE_URL: 'postgresql://u:canary@127.0.0.1:1/x' }
  const index = await refused(t, { ...unreachable, LIENTHONG_PORT: '0' })
  t.match(whyOf(index), / · Index unavailable: connect ECONNREFUSED 127\.0\.0\.1:1$/)
  t.notMatch(index.stderr, /canary/)
})

t.test('the index is of a newer program', async (t) => {
  const databaseUrl = await testDatabase(t)
  const database = openDatabase(databaseUrl)
  await database.query("INSERT INTO migration (version, name, checksum) VALUES (9999, 'later', 'c')")
  await database.close()
  const env = { LIENTHONG_DATA: await certified(t), LIENTHONG_PORT: '0', DATABASE_URL: databaseUrl }
  t.match(whyOf(await refused(t, env)), /the database is at migration 9999, which this program does not have$/)
})

t.test('the keys of the index are not those of the node that was there first', async (t) => {
  const databaseUrl = await testDatabase(t)
  const database = openDatabase(databaseUrl)
  await openSharedKeys(database, join(dataFolder(t), 'keys'))
  await database.close()
  const env = { LIENTHONG_DATA: await certified(t), LIENTHONG_PORT: '0', DATABASE_URL: databaseUrl }
  t.match(whyOf(await refused(t, env)), / · copy from a running node or from a backup, .*index\.key, .*vault\.key$/)
})

t.test('when the log can’t be closed well, the rest is stopped all the same', async (t) => {
  const { stop } = await startGateway(t, { data, databaseUrl: '', env: one })
  // What the checkpoint is written to before it takes its name.
  mkdirSync(join(data, 'audit/checkpoint.tmp'))
  t.equal(await stop(), 1)
  t.same(processesNaming(data), [])
})
