/** Requests that are no HTTP, or that two readers could take for different ones (RFC 9110, RFC 9112). */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { connect } from 'node:tls'
import type { Test } from 'tap'
import { askCold, type HostileCase } from '../../../support/hostile.ts'
import { bytesOf, chunked } from '../../../support/raw.ts'
import { target } from '../../../support/shared-target.ts'

const { authorization } = target
const list = '/v1/dossiers?first=1'

const { hostname, port: portNumber } = new URL(target.run.url)
const silent = connectTcp(Number(portNumber), hostname)
const letGo = once(silent, 'close')
const auth = authorization.join(': ')
const query = '{"query":"{ __typename }"}'

const get = (lines: string, version = 'HTTP/1.1', url = list) => `GET ${url} ${version}\r\n${lines}\r\n${auth}\r\n\r\n`
const post = (headers: string, body: string) =>
  `POST /graphql HTTP/1.1\r\nHost: gateway\r\n${auth}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`
const inChunks = (body: string) => post('Transfer-Encoding: chunked', body)

// biome-ignore format: a table
const closing: Readonly<Record<string, string>> = {
  'no HTTP':                             'xin chào\r\n\r\n',
  'another protocol':                    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a version that is none':              get('Host: a', 'HTTP/9.9'),
  'space in the URL':                    get('Host: a', 'HTTP/1.1', '/v1/dos siers'),
  'NUL in the URL':                      get('Host: a', 'HTTP/1.1', '/v1/dossiers\0'),
  'URL without UTF-8':                   get('Host: a', 'HTTP/1.1', '/%zz'),
  'method that is none':                 `LẤY ${list} HTTP/1.1\r\nHost: a\r\n${auth}\r\n\r\n`,
  'tunnel':                              'CONNECT gateway:443 HTTP/1.1\r\nHost: gateway:443\r\n\r\n',
  'two Content-Lengths':                 post('Content-Length: 2\r\nContent-Length: 26', query),
  'the same Content-Length twice':       post('Content-Length: 26\r\nContent-Length: 26', query),
  'Content-Length list':                 post('Content-Length: 26, 26', query),
  'Content-Length below zero':           post('Content-Length: -1', query),
  'Content-Length with a sign':          post('Content-Length: +26', query),
  'Content-Length beyond all bounds':    post('Content-Length: 99999999999999999999', query),
  'Content-Length and chunks':           post('Content-Length: 4\r\nTransfer-Encoding: chunked', chunked(query)),
  'chunks and Content-Length':           post('Transfer-Encoding: chunked\r\nContent-Length: 4', chunked(query)),
  'coding that does not end in chunked': post('Transfer-Encoding: chunked, gzip', chunked(query)),
  'coding that is none':                 post('Transfer-Encoding: xchunked', chunked(query)),
  'tab before the colon of the coding':  post('Transfer-Encoding\t: chunked', chunked(query)),
  'chunk size that is none':             inChunks('zz\r\n{}\r\n0\r\n\r\n'),
  'chunk size that is none, later':      inChunks('2\r\n{}\r\nzz\r\n0\r\n\r\n'),
  'chunk longer than it says':           inChunks('1\r\n{}\r\n0\r\n\r\n'),
  'bare LF after a header':              get('Host: a\nX: y'),
  'bare CR in a header':                 get('Host: a\r\nX: y\rZ: z'),
  'NUL in a header':                     get('Host: a\r\nX: a\0b'),
  'folded header':                       get('Host: a\r\nX: a\r\n b'),
  'header without a colon':              get('Host: a\r\nkhông'),
  'header without a name':               get('Host: a\r\n: x'),
  'space before a colon':                get('Host : a'),
  'two Hosts in HTTP/1.0':               get('Host: a\r\nHost: b', 'HTTP/1.0'),
}

// biome-ignore format: a table
const readable: Readonly<Record<string, string>> = {
  'HTTP/2 in the form of HTTP/1':  get('Host: a', 'HTTP/2.0'),
  'no version':                    `GET ${list}\r\nHost: a\r\n${auth}\r\n\r\n`,
  'no Host':                       `GET ${list} HTTP/1.1\r\n${auth}\r\n\r\n`,
  'two Hosts':                     get('Host: a\r\nHost: a'),
  'a coding besides chunked':      post('Transfer-Encoding: gzip, chunked', chunked(query)),
  'two Content-Types':             post('Content-Type: application/json\r\nContent-Length: 26', query),
}

const malformed = { status: 400, code: 'request-malformed' } as const
const tooLarge = { status: 431, code: 'headers-too-large' } as const
const many = Array.from({ length: 100 }, (_, n) => [`X-${n}`, ''] as const)
const cases: readonly HostileCase[] = [
  ...Object.entries(closing).map(([name, request]) => ({ name, request, ...malformed, closes: true as const })),
  ...Object.entries(readable).map(([name, request]) => ({ name, request, ...malformed })),
  { name: 'header too large', request: get(`Host: a\r\nX: ${'x'.repeat(16_384)}`), ...tooLarge, closes: true },
  {
    name: 'URL too long',
    request: get('Host: a', 'HTTP/1.1', `/v1/dossiers?identifier=${'x'.repeat(16_384)}`),
    ...tooLarge,
    closes: true,
  },
  { name: 'too many headers', request: { target: list, headers: [authorization, ...many] }, ...tooLarge },
]

export const cold = (t: Test) => askCold(t, target, { framing: cases })

export const attack = async (t: Test) => {
  t.test('garbage is answered and recorded once, however much of it comes', async (t) => {
    const index = async () => {
      const connection = target.connect()
      connection.send(bytesOf({ target: '/khong-co' }))
      const reply = await connection.next()
      connection.close()
      return Number(/index=(\d+)/.exec(reply?.headers['audit-receipt'] ?? '')?.[1])
    }
    const before = await index()
    const connection = target.connect()
    connection.send(Buffer.alloc(200_000, 'rác\r\n\r\n'))
    t.equal((await connection.next())?.status, 400)
    t.equal(await connection.ended(), '')
    t.equal((await index()) - before, 2, 'one entry, and that of the question')
  })

  t.test('a client that never closes its side does not keep the connection', async (t) => {
    const { hostname: host, port } = new URL(target.run.url)
    const halfOpen = { allowHalfOpen: true }
    const socket = connect({ host, port: Number(port), ca: readFileSync(target.run.ca), ...halfOpen })
    let open = true
    socket.on('error', () => {})
    socket.on('close', () => {
      open = false
    })
    socket.resume()
    socket.write('rác\r\n\r\n')
    await once(socket, 'end')
    while (open) {
      socket.write('x')
      await setImmediate()
    }
    t.pass('the gateway let go of it')
  })

  t.test('a body that breaks off, and one that is never asked for, leave no trace', async (t) => {
    const broken = target.connect()
    broken.send(post('Content-Length: 1000', query))
    broken.close()
    const refused = target.connect()
    refused.send(bytesOf({ method: 'POST', target: '/khong-co', body: 'x'.repeat(60_000) }))
    refused.send(bytesOf({ target: '/healthz' }))
    t.equal((await refused.next())?.status, 404)
    t.equal((await refused.next())?.status, 200, 'the next request starts where the body ended')
    refused.close()
  })

  t.test('a connection without a TLS handshake is let go of', async (t) => {
    await letGo
    t.equal(silent.bytesRead, 0, 'untold')
  })
}
