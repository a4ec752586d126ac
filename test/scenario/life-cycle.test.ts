/** A gateway's life: the first start, what it says, the next start on the same folder, and how it ends. */
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { verifyLog } from '../../gateway/audit/verify.ts'
import type { RunFile } from '../../gateway/development/run-file.ts'
import { agencyClient, officers } from '../support/client.ts'
import { dataFolder } from '../support/data-folder.ts'
import { startGateway } from '../support/gateway.ts'
import { entriesIn, indexOf, isOfBody } from '../support/log-entries.ts'
import { startMain } from '../support/main-process.ts'
import { processesNaming } from '../support/processes.ts'
import { askedOf } from '../support/sandbox-control.ts'
import { until } from '../support/until.ts'

const { police } = officers

const runFileIn = (data: string): RunFile => JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as RunFile

/** Every file under `directory` by its path from there. */
const filesIn = (directory: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(directory.length), readFileSync(path, 'utf8')]),
  )

async function isReady(t: Test, run: RunFile): Promise<void> {
  const client = agencyClient(run, police.system)
  t.match(await client.call('/readyz'), { status: 200, json: { status: 'ready', problems: [] } })
  const { status, headers, json } = await client.call('/healthz')
  t.match({ status, json }, { status: 200, json: { status: 'ok' } })
  t.match(headers, { 'content-type': /^application\/json/, 'cache-control': 'no-store' })
  client.close()
}

t.test('two lives of one folder, with nothing but the folder', async (t) => {
  const data = join(dataFolder(t), 'data')
  const env = { LIENTHONG_DATA: data, LIENTHONG_PORT: '0' }
  const lives: { run: RunFile; certificates: Record<string, string> }[] = []
  for (const life of ['first', 'second']) {
    const { child, ended } = startMain(t, env)
    let shown = ''
    child.stderr!.on('data', (part) => (shown += part))
    await until(() => /npx lienthong audit verify .* --receipt/.test(shown))
    const run = runFileIn(data)
    await isReady(t, run)
    t.equal(statSync(join(data, 'run.json')).mode & 0o777, 0o600, 'run.json is its owner’s')
    t.ok(statSync(data).mode & 0o700 && !(statSync(data).mode & 0o077), 'and so is the folder')
    lives.push({ run, certificates: filesIn(join(data, 'certs')) })

    child.kill('SIGTERM')
    const { code, stdout, stderr } = await ended
    t.equal(code, 0, `${life}: ended by SIGTERM`)
    t.equal(stdout, `ready ${run.url}\n`, 'one line on standard output')
    const [before = ''] = stderr.split('\nLiên thông đang chạy')
    const events = before
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: string; event: string })
    t.ok(events.some(({ event }) => event === 'listening'))
    t.same(
      events.filter(({ level }) => level !== 'info'),
      [],
      'JSON lines, and nothing to complain of',
    )
    t.notOk(existsSync(join(data, 'run.json')), 'run.json is gone')
    t.same(processesNaming(data), [], 'and so is every process')
    t.equal(entriesIn(run.audit.dir).at(-1)?.phase, 'stopped')
  }
  const [first, second] = lives as [(typeof lives)[0], (typeof lives)[0]]
  t.same(second.run.dossiers, first.run.dossiers, 'the same dossiers')
  t.same(second.run.stories, first.run.stories)
  t.same(second.certificates, first.certificates, 'the same certificates, untouched')
  t.equal(second.run.audit.vkey, first.run.audit.vkey, 'one log')
  const phases = entriesIn(first.run.audit.dir)
    .filter(({ phase, detail }) => detail.note === undefined && phase !== 'deposited')
    .map(({ phase }) => phase)
  const life = ['epoch-opened', 'started', 'stopped']
  t.same(phases, [...life, ...life])
  t.match(verifyLog(first.run.audit.dir, { verifierKey: first.run.audit.vkey }), { ok: true, uncommitted_bytes: 0 })
})

/** The process of a sandbox, which is found by its settings. */
const sandboxPid = (run: RunFile, agency: string): number =>
  Number(
    processesNaming(run.data, 'pid=,args=')
      .find((line) => line.includes(`adapters/${agency}/sandbox`))
      ?.trim()
      .split(' ')[0],
  )

t.test('SIGTERM: what was begun is answered, then it ends', async (t) => {
  const { run, child, stderr } = await startGateway(t, { agencies: ['cong-an', 'vien-kiem-sat'] })
  const client = agencyClient(run, police.system)
  t.teardown(() => client.close())
  const story = run.stories['to-giac-mat']!
  const token = await client.bearer({ ...police, dossiers: [story] })
  const asked = () => askedOf(run, 'vien-kiem-sat').length

  // The police's system stands still, so that the answer is under way for as long as we want.
  const pid = sandboxPid(run, 'cong-an')
  process.kill(pid, 'SIGSTOP')
  t.teardown(() => {
    if (processesNaming(run.data).length > 0) process.kill(pid, 'SIGCONT')
  })
  const before = asked()
  const answer = client.get(`/v1/dossiers/${story}`, token)
  await until(() => asked() > before)

  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await until(() => stderr.some((line) => line.includes('"draining"')))
  const late = agencyClient(run, police.system)
  await t.rejects(late.call('/healthz'), { code: 'ECONNREFUSED' }, 'nobody new is let in')
  t.equal(child.exitCode, null)
  process.kill(pid, 'SIGCONT')

  const reply = await answer
  t.equal(reply.status, 200)
  t.match(reply.json.meta.sources, [
    { agency: 'cong-an', state: 'ok' },
    { agency: 'vien-kiem-sat', state: 'ok' },
  ])
  t.equal(reply.headers.connection, 'close')
  await exited
  t.equal(child.exitCode, 0)
  const entries = entriesIn(run.audit.dir)
  t.ok(isOfBody(entries[indexOf(reply)]!, reply.text), 'it is recorded')
  t.equal(entries.at(-1)?.phase, 'stopped', 'the last entry')
  t.same(processesNaming(run.data), [])
})

t.test('SIGTERM while it starts: nothing remains', async (t) => {
  const data = join(dataFolder(t), 'data')
  const { child, ended } = startMain(t, { LIENTHONG_DATA: data, LIENTHONG_PORT: '0' })
  // At once: while the first child is there, and the gateway still busy with certificates.
  await until(() => processesNaming(data).length > 0, 1)
  child.kill('SIGTERM')
  t.equal((await ended).code, 0)
  t.same(processesNaming(data), [])
  t.notOk(existsSync(join(data, 'run.json')))
})
