import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:https'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import type { NativeAnswer, SourceRequest } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/toa-an/adapter.ts'
import type { KeyPairFiles } from '../../../../certs-dev/index.ts'
import { testCertificates } from '../../../support/certificates.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { pipedNode } from '../../../support/plain-node.ts'

const main = new URL('../../../../adapters/toa-an/sandbox/main.ts', import.meta.url).pathname
const size = { seed: 5, dossiers: 40 }

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
  const { server } = certificates.systems['toa-an:xet-xu']!
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
  const held = makeWorld(size).matters.flatMap(({ facets }) => facets['toa-an'] ?? [])
  const [facet] = held

  const got = adapter.toShared(await as(gateway, adapter.requests.dossier(facet!.nativeKey)))
  t.ok(got.ok)
  t.strictSame(comparable(got.ok && got.value), comparable(facet!.translation))

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
  t.match(lines[0], { method: 'GET', path: /^\/vanban\/C05/, event: 'event-1', client: /gateway:truy-van/ })

  const ended = new Promise((resolve) => child.on('exit', resolve))
  child.stdin.end()
  t.equal(await ended, 0, 'it ends with its parent')
})
