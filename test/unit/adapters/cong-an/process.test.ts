import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:https'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { adapter } from '../../../../adapters/cong-an/adapter.ts'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import type { NativeAnswer, SourceRequest } from '../../../../adapters/sdk/adapter.ts'
import type { KeyPairFiles } from '../../../../certs-dev/index.ts'
import { testCertificates } from '../../../support/certificates.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { pipedNode } from '../../../support/plain-node.ts'

const main = new URL('../../../../adapters/cong-an/sandbox/main.ts', import.meta.url).pathname
const size = { seed: 5, dossiers: 12 }

async function start(t: Test, settings: object): Promise<{ child: ChildProcessWithoutNullStreams; port: number }> {
  const child = pipedNode(main, {}, [JSON.stringify(settings)])
  t.teardown(() => child.kill('SIGKILL'))
  for await (const line of createInterface(child.stdout)) return { child, port: JSON.parse(line).port }
  throw new Error('the sandbox did not start')
}

function send(options: RequestOptions, body: string | undefined): Promise<NativeAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          mediaType: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject).end(body)
  })
}

t.test('the process serves the gateway over mutual TLS and nobody else', async (t) => {
  const folder = dataFolder(t)
  const certificates = await testCertificates(folder)
  const { server } = certificates.systems['cong-an:dieu-tra']!
  const requestsFile = join(folder, 'requests')
  const files = { ca: certificates.ca, cert: server!.cert, key: server!.key, requestsFile }
  const { child, port } = await start(t, { ...size, port: 0, host: '127.0.0.1', ...files })
  const as = (who: KeyPairFiles, { method, path, headers, body }: SourceRequest) => {
    const tls = { ca: readFileSync(certificates.ca), cert: readFileSync(who.cert), key: readFileSync(who.key) }
    const event = { 'lienthong-event-id': 'event-1' }
    return send(
      { host: '127.0.0.1', port, method, path, headers: { ...headers, ...event }, agent: false, ...tls },
      body,
    )
  }
  const gateway = certificates.gateway.client
  const held = makeWorld(size).matters.flatMap(({ facets }) => facets['cong-an'] ?? [])
  const [facet] = held

  const got = adapter.toShared(await as(gateway, adapter.requests.dossier(facet!.nativeKey)))
  t.ok(got.ok)
  const leftOut = ['native', 'ciphertext']
  t.strictSame(comparable(got.ok && got.value, leftOut), comparable(facet!.translation, leftOut))

  const listed = adapter.toIndex(await as(gateway, adapter.requests.list(undefined)))
  if (!listed.ok) throw new Error('refused')
  t.strictSame(
    listed.value.entries,
    held.slice(0, listed.value.entries.length).map(({ index }) => index),
  )

  const touch = { method: 'POST', path: '/_sandbox/touch', body: JSON.stringify({ ma: facet!.nativeKey }) } as const
  t.equal((await as(gateway, touch)).status, 200)
  const changes = adapter.toIndex(await as(gateway, adapter.requests.changes(listed.value.changesFrom!)))
  t.match(changes, { ok: true, value: { entries: [{ nativeKey: facet!.nativeKey }], next: '1' } })

  const other = certificates.systems['vien-kiem-sat:kiem-sat']!.client
  t.equal((await as(other, adapter.requests.list(undefined))).status, 403, 'another agency is not served')
  await t.rejects(as(certificates.broken['other-ca'], adapter.requests.list(undefined)), 'a foreign certificate')

  const lines = readFileSync(requestsFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.match(lines[0], { method: 'POST', path: '/dichvu/HoSoService', event: 'event-1', client: /gateway:truy-van/ })

  const ended = new Promise((resolve) => child.on('exit', resolve))
  child.stdin.end()
  t.equal(await ended, 0, 'it ends with its parent')
})

t.test(
  'what is handed over to the process outlasts it; a system that fails afterwards, or loses it, is put right by another try',
  async (t) => {
    const folder = dataFolder(t)
    const certificates = await testCertificates(folder)
    const { server } = certificates.systems['cong-an:dieu-tra']!
    const [requestsFile, changesFile, receivedFile] = ['requests', 'changes', 'received'].map((name) =>
      join(folder, name),
    )
    const files = { ca: certificates.ca, cert: server!.cert, key: server!.key, requestsFile, changesFile, receivedFile }
    const settings = { ...size, port: 0, host: '127.0.0.1', ...files }
    const gateway = certificates.gateway.client
    const tls = { ca: readFileSync(certificates.ca), cert: readFileSync(gateway.cert), key: readFileSync(gateway.key) }
    let running = await start(t, settings)
    const ask = ({ method, path, headers, body }: SourceRequest) =>
      send({ host: '127.0.0.1', port: running.port, method, path, headers, agent: false, ...tls }, body)
    const misbehave = (mode: string, dossier?: string) =>
      ask({ method: 'POST', path: '/_sandbox/misbehave', body: JSON.stringify({ mode, dossier }) })
    const [, facet] = makeWorld(size).matters.flatMap(({ facets }) => facets['cong-an'] ?? [])
    const hand = async (reference: string, note = ''): Promise<string> => {
      const party = { id: 'cong-an', code: 'CA', title: '' }
      const context = {
        reference,
        at: '2026-11-20T09:00:00+07:00',
        from: { ...party, id: 'vien-kiem-sat', code: 'VKS' },
        to: party,
      }
      const made = adapter.toNative(facet!.translation, context)
      if (!made.ok) throw new Error('refused')
      const headers = { 'content-type': made.value.mediaType, SOAPAction: '"urn:conganangiang:hoso:GuiHoSo"' }
      const body = Buffer.from(made.value.body).toString().replace('<dl:NoiDung>', `<dl:NoiDung>${note}`)
      const said = await ask({ method: 'POST', path: '/dichvu/HoSoService', headers, body })
      return [said.status, ...String(Buffer.from(said.body)).matchAll(/(?<=<td:TrangThai>|<td:MaLoi>)\w+/g)].join(' ')
    }
    const keys = async (): Promise<readonly string[]> => {
      const page = adapter.toIndex(await ask(adapter.requests.changes('0')))
      return page.ok ? page.value.entries.map(({ nativeKey }) => nativeKey) : page.findings.map(({ code }) => code)
    }

    t.equal(await hand('cg-1', 'x'.repeat(100_000)), '200 DA_NHAN', 'larger than the bodies of questions')
    await misbehave('lost')
    t.strictSame([await hand('cg-2'), (await keys()).length], ['200 DA_NHAN', 1])
    await misbehave('duplicate', 'cg-3')
    t.equal(await hand('cg-2'), '200 DA_NHAN', 'the mode is for another number')
    t.strictSame([await hand('cg-3'), (await keys()).length], ['500', 3], 'taken, and called a failure')
    t.equal(await hand('cg-3'), '200 DA_CO')
    await misbehave('down')
    await t.rejects(hand('cg-4'))
    await misbehave('changed-format')
    t.strictSame(await keys(), [], 'no row is understood')
    await misbehave('duplicate')
    t.equal((await keys()).length, 6, 'each row twice')
    await misbehave('none')
    const before = await keys()
    running.child.kill('SIGKILL')
    running = await start(t, settings)
    t.strictSame(await keys(), before)
    t.equal(await hand('cg-1', 'x'.repeat(100_000)), '200 DA_CO')
    t.equal(await hand('cg-1'), '200 TRUNG_SO_PHIEU')
    const look = JSON.parse(String(Buffer.from((await ask({ method: 'GET', path: '/_sandbox/look' })).body)))
    t.match(look, { received: [{ sender: '02', number: 'cg-1' }, { number: 'cg-2' }, { number: 'cg-3' }] })
  },
)
