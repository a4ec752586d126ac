import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import type { DropMode } from '../../../../adapters/thanh-tra/sandbox/exports.ts'
import type { DevelopmentCertificates } from '../../../../certs-dev/index.ts'
import { testCertificates } from '../../../support/certificates.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { pipedNode } from '../../../support/plain-node.ts'
import { until } from '../../../support/until.ts'
import { answerOf, deposited } from './harness.ts'

const main = new URL('../../../../adapters/thanh-tra/sandbox/main.ts', import.meta.url).pathname
const size = { seed: 5, dossiers: 24 }
const held = makeWorld(size).matters.flatMap(({ facets }) => facets['thanh-tra'] ?? [])
const { nativeKey } = held[0]!

interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly dropDir: string
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: string }>
  /** Names in `in/`, without the hidden ones. */
  files(): readonly string[]
  /** The content of the `n`th file (from 1), as soon as it is there. */
  file(n: number): Promise<Uint8Array>
}

const keys = (content: Uint8Array) => deposited(answerOf(content)).deposits.map(({ entry }) => entry.nativeKey)

async function start(t: Test, certificates: DevelopmentCertificates, dropDir: string): Promise<Running> {
  // Any certificate of a source will do: who serves is not in question here.
  const { server } = certificates.systems['cong-an:dieu-tra']!
  const { client } = certificates.gateway
  const files = {
    requestsFile: `${dropDir}.requests`,
    changesFile: `${dropDir}.changes`,
    receivedFile: `${dropDir}.received`,
    dropDir,
  }
  const settings = { ...size, port: 0, host: '127.0.0.1', ca: certificates.ca, ...server, ...files }
  const child = pipedNode(main, {}, [JSON.stringify(settings)])
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { port } = JSON.parse(line) as { port: number }
  const tls = { ca: readFileSync(certificates.ca), cert: readFileSync(client.cert), key: readFileSync(client.key) }
  const inbox = join(dropDir, 'in')
  const visible = () => readdirSync(inbox).filter((name) => !name.startsWith('.'))
  return {
    child,
    dropDir,
    async ask(method, path, body) {
      const sent = request({ host: '127.0.0.1', port, method, path, agent: false, ...tls })
      sent.end(body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body))
      const [response] = await once(sent, 'response')
      return { status: response.statusCode, body: await text(response) }
    },
    files: visible,
    file: async (n) => {
      const name = await until(() => visible().find((file) => file.endsWith(`_${String(n).padStart(4, '0')}.csv`)))
      return readFileSync(join(inbox, name))
    },
  }
}

const touch = (system: Running) => system.ask('POST', '/_sandbox/touch', { ma: nativeKey })
const misbehave = (system: Running, mode: DropMode) => system.ask('POST', '/_sandbox/misbehave', { mode })

t.test('the export job in a process of its own', async (t) => {
  const folder = dataFolder(t)
  const certificates = await testCertificates(folder)
  let drops = 0
  const fresh = (t: Test) => start(t, certificates, join(folder, `drop-${++drops}`))

  t.test('at start all matters, after a change that one; it answers nothing but its controls', async (t) => {
    const system = await fresh(t)
    t.strictSame(system.files(), ['TTR_KN_20261120_0001.csv'], 'it is there before the process says that it is ready')
    t.strictSame(
      keys(await system.file(1)),
      held.map((facet) => facet.nativeKey),
    )
    t.equal((await touch(system)).status, 200)
    const holdings = makeHoldings(makeWorld(size), 'thanh-tra', [nativeKey])
    const [changed] = deposited(answerOf(await system.file(2))).deposits
    t.strictSame(changed!.entry, holdings.get(nativeKey)!.index)
    for (const path of ['/', '/api/v1/tin-bao', '/_sandbox/khac']) t.equal((await system.ask('GET', path)).status, 404)
    t.equal((await system.ask('POST', '/_sandbox/misbehave', { mode: 'khac' })).status, 400)
    const ended = once(system.child, 'exit')
    system.child.stdin.end()
    t.strictSame(await ended, [0, null], 'it ends with its parent')
  })

  t.test(
    'the same content is not exported again while its file waits or is acknowledged; when it is lost, it is',
    async (t) => {
      const first = await fresh(t)
      const { dropDir } = first
      const [name] = first.files()
      const again = async () => {
        const system = await start(t, certificates, dropDir)
        system.child.kill()
        await once(system.child, 'exit')
        return system.files()
      }
      t.strictSame(await again(), [name])
      rmSync(join(dropDir, 'in', name!))
      writeFileSync(join(dropDir, 'ack', `${name}.json`), '{}')
      t.strictSame(await again(), [])
      rmSync(join(dropDir, 'ack', `${name}.json`))
      for (const _ of [1, 2]) t.strictSame(await again(), ['TTR_KN_20261120_0002.csv'])
      writeFileSync(`${dropDir}.changes`, `${nativeKey}\n`)
      t.strictSame(await again(), ['TTR_KN_20261120_0002.csv', 'TTR_KN_20261120_0003.csv'], 'changed since')
    },
  )

  t.test('it behaves badly once when it is told to, and then as before, with what was spoilt', async (t) => {
    const system = await fresh(t)
    const bad: readonly (readonly [DropMode, string])[] = [
      ['half', ''],
      ['wrong-encoding', 'encoding-invalid'],
      ['garbage', 'encoding-invalid'],
      ['changed-format', 'header-unexpected'],
    ]
    let n = 1
    for (const [mode, code] of bad) {
      t.equal((await misbehave(system, mode)).status, 200)
      await touch(system)
      const outcome = adapter.toDeposits(answerOf(await system.file(++n)))
      t.match(outcome, { ok: false, findings: [{ effect: 'reject-document' }] }, mode)
      if (code !== '') t.equal(outcome.findings[0]?.code, code)
      await touch(system)
      t.strictSame(keys(await system.file(++n)), [nativeKey], `after ${mode}`)
    }

    await misbehave(system, 'down')
    await touch(system)
    await touch(system)
    t.equal(system.files().length, n)
    await misbehave(system, 'none')
    t.strictSame(keys(await system.file(++n)), [nativeKey], 'what was held back comes when it is up again')

    await misbehave(system, 'duplicate')
    await touch(system)
    t.strictSame(await system.file(++n), await system.file(n + 1))
    n++

    await misbehave(system, 'slow-write')
    await touch(system)
    const part = await system.file(++n)
    t.notOk(adapter.toDeposits(answerOf(part)).ok, 'under its final name, and not whole')
    await until(async () => adapter.toDeposits(answerOf(await system.file(n))).ok)
  })

  t.test('a slow write goes on in the file that was moved away meanwhile', async (t) => {
    const system = await fresh(t)
    await misbehave(system, 'slow-write')
    await touch(system)
    await system.file(2)
    const [from, to] = ['in/TTR_KN_20261120_0002.csv', 'moved'].map((name) => join(system.dropDir, name))
    renameSync(from!, to!)
    await until(() => adapter.toDeposits(answerOf(readFileSync(to!))).ok)
    t.equal(system.files().length, 1)
  })

  t.test('it remembers what it was answered, after the answer is gone too', async (t) => {
    const system = await fresh(t)
    const receipt = { origin: 'gateway', index: 3, leaf: 'bGVhZg==' }
    const told = { file: 'TTR_KN_20261120_0001.csv', state: 'accepted', receipt }
    const ack = join(system.dropDir, 'ack')
    mkdirSync(ack, { recursive: true })
    writeFileSync(join(ack, `${told.file}.json`), JSON.stringify({ ...told, taken: 3 }))
    writeFileSync(join(ack, '.TTR_KN_20261120_0002.csv.json'), JSON.stringify(told))
    writeFileSync(join(ack, 'TTR_KN_20261120_0003.csv.json'), '{"state":')
    const acknowledged = async () => JSON.parse((await system.ask('GET', '/_sandbox/acknowledged')).body)
    t.strictSame(await acknowledged(), [told])
    await misbehave(system, 'duplicate')
    await touch(system)
    const open = JSON.parse((await system.ask('GET', '/_sandbox/unacknowledged')).body)
    t.strictSame(open, ['TTR_KN_20261120_0002.csv', 'TTR_KN_20261120_0003.csv'], 'answers that are missing')
    const strange = { ...told, file: 'TTR_KN_20261120_0099.csv' }
    writeFileSync(join(ack, `${strange.file}.json`), JSON.stringify(strange))
    t.strictSame(await acknowledged(), [told], 'nothing of a file that it never wrote')
    rmSync(join(ack, `${told.file}.json`))
    t.strictSame(await acknowledged(), [told])
  })
})

/** Another agency's matter as it is handed over under this reference. */
function handed(reference: string): Uint8Array {
  const [front] = makeWorld({ ...size, only: 'mttq' }).matters.flatMap(({ facets }) => facets.mttq ?? [])
  const outcome = adapter.toNative(front!.translation, {
    reference,
    at: '2026-11-20T09:00:00+07:00',
    from: { id: 'mttq', code: 'MTTQ', title: 'Ủy ban MTTQ Việt Nam tỉnh An Giang' },
    to: { id: 'thanh-tra', code: 'TTr', title: 'Thanh tra tỉnh An Giang' },
  })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings))
  return outcome.value.body
}

t.test('what is handed over comes with the next export, whether it was put in the folder or posted', async (t) => {
  const folder = dataFolder(t)
  const system = await start(t, await testCertificates(folder), join(folder, 'drop'))
  const incoming = join(system.dropDir, 'den')
  await misbehave(system, 'down')
  writeFileSync(join(incoming, '.cg-1.csv'), handed('cg-1'))
  renameSync(join(incoming, '.cg-1.csv'), join(incoming, 'cg-1.csv'))
  const answer = () => readFileSync(join(system.dropDir, 'den-tra', 'cg-1.csv'), 'latin1')
  t.throws(answer, 'nothing is picked up')
  await misbehave(system, 'none')
  const said = await until(() => existsSync(join(system.dropDir, 'den-tra', 'cg-1.csv')) && answer())
  t.match(said, 'cg-1.csv;LT-cg-1;NHAN;TT2026-80001;')
  t.strictSame(keys(await system.file(2)), ['TT2026-80001'])

  const posted = await system.ask('POST', '/den', handed('cg-2'))
  t.match([posted.status, posted.body], [200, /LT-cg-2;NHAN;TT2026-80002/])
  t.strictSame(keys(await system.file(3)), ['TT2026-80002'])
  const refused = await system.ask('POST', '/den', Buffer.from('không phải'))
  t.match([refused.status, refused.body], [422, /LOI;;;SAI_BANG_MA/])
  system.child.kill()
  await once(system.child, 'exit')

  writeFileSync(join(system.dropDir, 'den-xu-ly', 'cg-1.csv'), handed('cg-1'))
  const next = await start(t, await testCertificates(folder), system.dropDir)
  t.match(answer(), 'LT-cg-1;TRUNG;TT2026-80001;', 'what a crash left claimed is taken again')
  t.strictSame(keys(await next.file(4)), [...held.map((facet) => facet.nativeKey), 'TT2026-80001', 'TT2026-80002'])
})

t.test('without a drop directory it does not start', async (t) => {
  const folder = dataFolder(t)
  const certificates = await testCertificates(folder)
  const { server } = certificates.systems['cong-an:dieu-tra']!
  const settings = {
    ...size,
    port: 0,
    host: '127.0.0.1',
    ca: certificates.ca,
    ...server,
    requestsFile: join(folder, 'r'),
  }
  const child = pipedNode(main, {}, [JSON.stringify(settings)])
  t.teardown(() => child.kill('SIGKILL'))
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  t.not(code, 0)
  t.match(said, /dropDir/)
})
