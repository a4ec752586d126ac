import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer, type Socket } from 'node:net'
import t from 'tap'
import { type SourceOptions, startSource } from '../../support/source-server.ts'
import { sourcesUnderTest } from '../../support/sources-under-test.ts'
import { translation } from '../../support/translations.ts'

const good = JSON.stringify({ do: 'value', value: translation })
/** Short enough to await, long enough for a handshake on a busy machine. */
const impatient = { request_timeout_ms: 1_000 }

const cases: readonly [name: string, source: SourceOptions, expected: object, limits?: object][] = [
  ['headers never come', { handle: () => {} }, { state: 'timeout', reason: 'source-timeout' }, impatient],
  [
    'a body that never ends',
    { handle: (_, response) => void response.write(good.slice(0, 20)) },
    { state: 'timeout', reason: 'source-timeout' },
    impatient,
  ],
  [
    'half a body, then the connection goes',
    {
      handle: (_, response) => {
        response.setHeader('content-length', good.length)
        response.write(good.slice(0, 20), () => response.destroy())
      },
    },
    { state: 'failed', reason: 'connection-lost' },
  ],
  [
    'the connection goes before an answer, each time',
    { handle: (request) => void request.socket.destroy() },
    { state: 'failed', reason: 'connection-lost' },
  ],
  [
    'a declared length beyond the bound',
    { handle: (_, response) => void response.writeHead(200, { 'content-length': 70_000 }).write(' ') },
    { state: 'quarantined', reason: 'answer-too-large' },
  ],
  [
    'an endless body without a length',
    {
      handle: (_, response) => {
        const pour = () => {
          while (response.writable && response.write(' '.repeat(16_384)));
        }
        response.on('drain', pour)
        pour()
      },
    },
    { state: 'quarantined', reason: 'answer-too-large' },
  ],
  [
    'garbage for a document',
    { handle: (_, response) => void response.end(Buffer.from([0xff, 0xfe, 0, 1])) },
    { state: 'quarantined', reason: 'document-rejected' },
  ],
  [
    'garbage for HTTP',
    { handle: (request) => void request.socket.end('NOT HTTP AT ALL\r\n\r\n') },
    { state: 'quarantined', reason: 'answer-malformed' },
  ],
  [
    'headers beyond their bound',
    { handle: (_, response) => void response.writeHead(200, { 'x-large': 'x'.repeat(40_000) }).end(good) },
    { state: 'quarantined', reason: 'answer-malformed' },
  ],
  [
    'a compressed body',
    { handle: (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(good) },
    { state: 'quarantined', reason: 'answer-encoded' },
  ],
  [
    'a redirect',
    { handle: (_, response) => void response.writeHead(302, { location: 'https://127.0.0.1:1/' }).end(good) },
    { state: 'failed', reason: 'source-redirected' },
  ],
  [
    'status 500',
    { handle: (_, response) => void response.writeHead(500).end(good) },
    { state: 'failed', reason: 'source-error' },
  ],
  [
    'status 403',
    { handle: (_, response) => void response.writeHead(403).end(good) },
    { state: 'failed', reason: 'source-refused' },
  ],
]

for (const [name, source, expected, limits] of cases) {
  t.test(name, async (t) => {
    const { system } = await startSource(t, source)
    const { ask } = await sourcesUnderTest(t, system, limits)
    t.match(await ask('x'), expected)
  })
}

const impostors: readonly [name: string, source: Partial<SourceOptions>][] = [
  ['the certificate of another system', { uris: ['urn:lienthong:thu-nghiem:khac'] }],
  ['a certificate without a URI', { uris: [] }],
  ['a certificate with a second URI', { uris: ['urn:lienthong:thu-nghiem:nguon', 'urn:lienthong:thu-nghiem:khac'] }],
  ['an expired certificate', { expired: true }],
  ['a revoked certificate', { revoked: true }],
  ['a certificate of another authority', { otherAuthority: true }],
  ['TLS 1.2', { maxVersion: 'TLSv1.2' }],
]

for (const [name, source] of impostors) {
  t.test(`${name}: nothing is sent`, async (t) => {
    let requests = 0
    const handle: SourceOptions['handle'] = (_, response) => {
      requests += 1
      response.end(good)
    }
    const { system } = await startSource(t, { ...source, handle })
    const { ask } = await sourcesUnderTest(t, system)
    t.match(await ask('x'), { state: 'failed', reason: 'source-certificate' })
    t.equal(requests, 0)
  })
}

t.test('nobody listens', async (t) => {
  const { system } = await startSource(t, { handle: () => {} })
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as { port: number }
  closed.close()
  await once(closed, 'close')
  const { ask } = await sourcesUnderTest(t, { ...system, url: `https://127.0.0.1:${port}` })
  t.match(await ask('x'), { state: 'failed', reason: 'source-unreachable' })
})

t.test('one reset before the answer is tried once more, and only once', async (t) => {
  let requests = 0
  const { system } = await startSource(t, {
    handle: (request, response) => {
      requests += 1
      if (requests % 2 === 1) request.socket.destroy()
      else response.end(good)
    },
  })
  const { ask } = await sourcesUnderTest(t, system)
  t.equal((await ask('x')).state, 'ok')
  t.equal(requests, 2)
})

t.test('a failure within the body is not tried again', async (t) => {
  let requests = 0
  const { system } = await startSource(t, {
    handle: (_, response) => {
      requests += 1
      response.writeHead(200, { 'content-length': good.length }).write('{', () => response.destroy())
    },
  })
  const { ask } = await sourcesUnderTest(t, system)
  t.match(await ask('x'), { state: 'failed', reason: 'connection-lost' })
  t.equal(requests, 1)
})

t.test('what is given up while it waits for a connection costs none', async (t) => {
  const [asked, connections] = [[] as ServerResponse[], new Set<Socket>()]
  let requests = 0
  const { system, server } = await startSource(t, {
    handle: (request, response) => {
      connections.add(request.socket)
      requests += 1
      if (requests === 1) server.emit('asked', asked.push(response))
      else response.end(good)
    },
  })
  const { ask } = await sourcesUnderTest(t, system, { connections_per_source_max: 1 })
  const isAsked = once(server, 'asked')
  const first = ask('x')
  await isAsked
  const given = new AbortController()
  const waiting = [1, 2, 3].map((n) => ask(`given up ${n}`, given.signal))
  given.abort()
  for (const one of await Promise.all(waiting)) t.match(one, { reason: 'cancelled' })
  asked[0]?.end(good)
  t.match([await first, await ask('y')], [{ state: 'ok' }, { state: 'ok' }])
  t.strictSame([requests, connections.size], [2, 1], 'none of them was sent, and the connection goes on')
})

t.test('the circuit opens after failures in a row: the source is left alone', async (t) => {
  let requests = 0
  const { system } = await startSource(t, {
    handle: (_, response) => {
      requests += 1
      response.writeHead(503).end()
    },
  })
  const { ask } = await sourcesUnderTest(t, system, { circuit_failures_max: 2 })
  for (const _ of [1, 2]) t.match(await ask('x'), { state: 'failed', reason: 'source-error' })
  t.match(await ask('x'), { state: 'failed', reason: 'circuit-open' })
  t.equal(requests, 2)
})
