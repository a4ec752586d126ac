import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { SourceRequest } from '../../../adapters/sdk/adapter.ts'
import { contentHash, installedAdapter } from '../../../gateway/sources/adapters.ts'
import { createCircuit } from '../../../gateway/sources/circuit.ts'
import { uriOf } from '../../../gateway/sources/server-identity.ts'
import { requestProblem } from '../../../gateway/sources/source-request.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { plant } from '../../support/kit/plant.ts'

t.test('the circuit opens, lets one probe through, and closes or opens again by it', async (t) => {
  let time_ms = 0
  const circuit = createCircuit({ circuit_failures_max: 2, circuit_open_ms: 100, monotonic_ms: () => time_ms })
  circuit.failure()
  circuit.success()
  circuit.failure()
  t.equal(circuit.admit(), 'closed', 'a success in between starts the count again')
  circuit.failure()
  t.equal(circuit.admit(), 'open')
  time_ms = 100
  t.equal(circuit.admit(), 'probe')
  t.equal(circuit.admit(), 'open', 'one probe at a time')
  circuit.failure()
  t.equal(circuit.admit(), 'open', 'a failed probe opens for the whole time again')
  time_ms = 200
  t.equal(circuit.admit(), 'probe')
  circuit.inconclusive()
  t.equal(circuit.admit(), 'probe', 'a probe that says nothing makes room for another')
  circuit.success()
  t.equal(circuit.admit(), 'closed')
})

t.test('a certificate names its system by exactly one plain URI', async (t) => {
  t.equal(uriOf('DNS:localhost, IP Address:127.0.0.1, URI:urn:lienthong:a:b'), 'urn:lienthong:a:b')
  const refused = [undefined, '', 'DNS:x', 'URI:urn:a, URI:urn:b', 'DNS:"x, URI:urn:lienthong:a:b, y"', 'DNS:URI:urn:a']
  for (const text of refused) t.equal(uriOf(text), undefined, text ?? 'none')
})

t.test('what an adapter may ask the transport to send', async (t) => {
  const get = { method: 'GET', path: '/a?b=c' } as const
  const problem = (request: SourceRequest) => requestProblem(request, ['khoa'])
  t.equal(problem(get), undefined)
  t.equal(problem({ method: 'POST', path: '/', headers: { SOAPAction: '"urn:a"' }, body: 'ă' }), undefined)
  for (const path of ['a', '//host/a', '/a b', '/a\r\nx: y', '/ă', `/${'a'.repeat(5000)}`])
    t.equal(problem({ ...get, path }), 'request-path', path.slice(0, 20))
  t.equal(problem({ ...get, headers: { Traceparent: 'x' } }), 'request-header')
  t.equal(problem({ ...get, headers: { accept: 'a\nb' } }), 'request-header')
  t.equal(problem({ ...get, body: 'x' }), 'request-body')
  t.equal(problem({ ...get, method: 'POST', body: 'x'.repeat(70_000) }), 'request-body')
  t.equal(problem({ ...get, method: 'PUT' as 'POST' }), 'request-method')
  t.equal(problem({ ...get, secretHeaders: { 'X-API-Key': 'khoa' } }), undefined)
  t.equal(problem({ ...get, secretHeaders: { authorization: 'khoa-khac' } }), 'request-secret', 'a name of no manifest')
  t.equal(problem({ ...get, secretHeaders: { cookie: 'khoa' } }), 'request-secret')
})

t.test('the digest of an adapter changes with its sources, and not with its sandbox', async (t) => {
  const folder = dataFolder(t)
  mkdirSync(join(folder, 'sandbox'))
  writeFileSync(join(folder, 'adapter.ts'), 'a')
  const before = await contentHash(folder)
  writeFileSync(join(folder, 'sandbox/main.ts'), 'x')
  mkdirSync(join(folder, 'golden'))
  for (const name of ['notes.md', 'kit.ts', 'coverage.json', 'golden/trang.shared.json'])
    writeFileSync(join(folder, name), 'x')
  t.same(await contentHash(folder), before)
  for (const name of ['adapter.ts', 'more.mjs', 'codes.json', 'table.wasm', 'codes', '.codes']) {
    const earlier = await contentHash(folder)
    writeFileSync(join(folder, name), 'b')
    t.notSame(await contentHash(folder), earlier, name)
  }
  symlinkSync(join(folder, 'adapter.ts'), join(folder, 'elsewhere.ts'))
  await t.rejects(contentHash(folder), /elsewhere\.ts is a link, and must be a file/)
})

t.test('a draft, in which a field is undecided, is not installed', async (t) => {
  const folder = dataFolder(t)
  plant(join(folder, 'so-tay'), [])
  t.match(await installedAdapter(folder, 'so-tay'), { version: /^so-tay@1\.0\.0#[0-9a-f]{16}$/ })
  plant(join(folder, 'so-tay'), [
    [
      'manifest.json',
      '"relation": "unmapped",\n      "because": "Notes',
      '"relation": "undecided",\n      "because": "Notes',
    ],
  ])
  await t.rejects(installedAdapter(folder, 'so-tay'), /\/ghiSo.*lienthong adapter check so-tay/)
})
