import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import t from 'tap'
import { comparable } from '../../../adapters/sandbox/comparable.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import type { NativeAnswer } from '../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../adapters/vien-kiem-sat/adapter.ts'
import type { KeyPairFiles } from '../../../certs-dev/index.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { plainNode } from '../../support/plain-node.ts'

const folder = dataFolder(t)
const certificates = await testCertificates(folder)
const gateway = certificates.gateway.client
const other = certificates.systems['cong-an:dieu-tra']!.client
const files = { requestsFile: join(folder, 'requests'), changesFile: join(folder, 'changes') }
const ca = readFileSync(certificates.ca)
const world = makeWorld({ seed: 5 })
const facet = world.matters[0]!.facets['vien-kiem-sat']!

async function start() {
  const { cert, key } = certificates.systems['vien-kiem-sat:kiem-sat']!.server!
  const settings = { seed: 5, dossiers: 20, port: 0, host: '127.0.0.1', ca: certificates.ca, cert, key, ...files }
  const main = join(import.meta.dirname, '../../../adapters/vien-kiem-sat/sandbox/main.ts')
  const child = plainNode(main, {}, { stdio: ['pipe', 'pipe', 'inherit'] }, [JSON.stringify(settings)])
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return { child, port: (JSON.parse(String(line)) as { port: number }).port }
}

const sandbox = await start()

/** One request over mutual TLS; rejects when the server cuts the connection. */
function ask(
  path: string,
  options: { pair?: KeyPairFiles; post?: object; signal?: AbortSignal; port?: number; tls?: object } = {},
): Promise<NativeAnswer> {
  const { pair = gateway, post, signal, port = sandbox.port, tls } = options
  const identity = { cert: readFileSync(pair.cert), key: readFileSync(pair.key) }
  const headers = { 'lienthong-event-id': 'ev-test', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: post ? 'POST' : 'GET',
        ca,
        ...identity,
        headers,
        agent: false,
        ...(signal ? { signal } : {}),
        ...tls,
      },
      async (response) => {
        try {
          const chunks: Buffer[] = []
          for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
          resolve({
            status: response.statusCode!,
            mediaType: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks),
          })
        } catch (error) {
          reject(error)
        }
      },
    )
    asked.on('error', reject).end(post && JSON.stringify(post))
  })
}

const dossier = adapter.requests.dossier(facet.nativeKey).path
const misbehave = (mode: string, nativeKey?: string) =>
  ask('/_sandbox/misbehave', { post: { mode, ...(nativeKey ? { dossier: nativeKey } : {}) } })

t.test('answers the gateway, and keeps a list of what it was asked', async (t) => {
  const outcome = adapter.toShared(await ask(dossier))
  t.strictSame(outcome.ok && comparable(outcome.value), comparable(facet.translation))
  const lines = readFileSync(files.requestsFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.match(lines.at(-1), {
    method: 'GET',
    path: dossier,
    event: 'ev-test',
    traceparent: /^00-a+-b+-01$/,
    client: 'URI:urn:lienthong:gateway:truy-van',
  })
})

t.test('serves no other client: another system, another authority, no certificate, an older TLS', async (t) => {
  t.equal((await ask(dossier, { pair: other })).status, 403)
  await t.rejects(ask(dossier, { pair: certificates.broken['other-ca'] }))
  await t.rejects(ask(dossier, { tls: { cert: undefined, key: undefined } }))
  await t.rejects(ask(dossier, { tls: { maxVersion: 'TLSv1.2' } }))
})

t.test('misbehaves on request, for all or for one dossier, and well again', async (t) => {
  await misbehave('down', facet.nativeKey)
  await t.rejects(ask(dossier), { code: 'ECONNRESET' })
  t.equal((await ask('/api/v1/tin-bao?trang=1')).status, 200)
  await misbehave('half')
  await t.rejects(ask(dossier))
  await misbehave('garbage')
  t.match(adapter.toShared(await ask(dossier)), { ok: false, findings: [{ code: 'document-malformed' }] })
  await misbehave('wrong-encoding')
  t.match(adapter.toShared(await ask(dossier)), { ok: false, findings: [{ code: 'encoding-invalid' }] })
  await misbehave('slow', facet.nativeKey)
  const waiting = new AbortController()
  const slow = ask(dossier, { signal: waiting.signal })
  t.equal((await ask('/api/v1/tin-bao?trang=1')).status, 200)
  waiting.abort()
  await t.rejects(slow, { name: 'AbortError' })
  await misbehave('none')
  t.ok(adapter.toShared(await ask(dossier)).ok)
  t.equal((await misbehave('sulk')).status, 400)
})

t.test(
  'a touched dossier comes with the change feed, also after a restart; the process ends with its parent',
  async (t) => {
    t.equal((await ask('/_sandbox/touch', { post: { ma: facet.nativeKey } })).status, 200)
    t.equal((await ask('/_sandbox/touch', { post: { ma: 'TB-0' } })).status, 404)
    const feed = await ask(adapter.requests.changes('0').path)
    const page = adapter.toIndex(feed)
    t.match(page, { ok: true, value: { entries: [{ nativeKey: facet.nativeKey }], next: '1' } })
    const ended = once(sandbox.child, 'exit')
    sandbox.child.stdin!.end()
    t.strictSame(await ended, [0, null])
    const again = await start()
    t.strictSame((await ask(adapter.requests.changes('0').path, { port: again.port })).body, feed.body)
    const stopped = once(again.child, 'exit')
    again.child.kill('SIGTERM')
    t.strictSame(await stopped, [0, null])
  },
)
