/** Clients that hold on to a connection without getting on are let go, at each stage of it, by the server's own clocks. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import t from 'tap'
import { now_s } from '../../support/forged.ts'
import { headersOf, signedMessage, signerOf } from '../../support/push.ts'
import { bytesOf, type RawConnection, rawConnection } from '../../support/raw.ts'
import { openTrusting } from '../../support/trusting-gateway.ts'

const one = await openTrusting(t, {
  // Short, and long enough for an honest client on a busy machine.
  requestLimits: {
    tls_handshake_timeout_ms: 1_000,
    headers_timeout_ms: 1_000,
    request_timeout_ms: 1_500,
    keep_alive_timeout_ms: 200,
    silence_timeout_ms: 1_500,
    upload_window_ms: 1_000,
    upload_window_bytes_min: 10,
  },
})
const { run } = one
/** Who has no system to ask, and uploads. */
const post = run.clients['cong-an-xa-30307:tiep-nhan']!
const signer = await signerOf(readFileSync(post.assertion_key, 'utf8'))
const paper = Buffer.alloc(100_000, 'giấy ')

/** The head of an upload of `paper`. */
const upload = () => {
  const signed = { signer, targetUri: `${run.url}/v1/attachments`, created: now_s(), tag: 'lienthong-attachment' }
  const headers = headersOf(signedMessage({ ...signed, body: paper, contentType: 'image/tiff' }))
  const length = ['Content-Length', String(paper.length)] as const
  return bytesOf({ method: 'POST', target: '/v1/attachments', headers: [...Object.entries(headers), length] })
}
const police = run.clients['cong-an:dieu-tra']!
const port = Number(new URL(run.url).port)

/** Sends one more of `bytes` again and again for as long as the connection lasts. */
function drip(connection: RawConnection, bytes: string): void {
  let at = 0
  const timer = setInterval(() => connection.send(bytes[at++ % bytes.length]!), 20)
  void connection.ended().then(() => clearInterval(timer))
}

for (const [name, hello] of [
  ['nothing is sent', ''],
  ['half a ClientHello', '\x16\x03\x01\x02\x00\x01\x00'],
] as const)
  t.test(`the handshake never ends: ${name}`, async (t) => {
    const socket = connectTcp({ host: '127.0.0.1', port })
    socket.on('error', () => {})
    socket.resume().write(Buffer.from(hello, 'latin1'))
    await once(socket, 'close')
    t.pass('closed by the gateway')
  })

t.test('a request never comes, or its head never ends', async (t) => {
  for (const begun of ['', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX: ']) {
    const connection = rawConnection(run, police)
    connection.send(begun)
    if (begun) drip(connection, 'y')
    t.match(await connection.next(), { status: 408, json: { code: 'request-timeout', party: 'caller' } })
    t.equal(await connection.ended(), '')
  }
})

t.test('the body comes byte by byte', async (t) => {
  const connection = rawConnection(run, police)
  const headers = [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Content-Length', '10000'],
  ] as const
  connection.send(bytesOf({ method: 'POST', target: '/oauth2/token', headers }))
  drip(connection, 'x')
  t.match(await connection.next(), { status: 408, json: { code: 'request-timeout' } })
  t.equal(await connection.ended(), '')
})

t.test('an upload that does not keep coming is refused, whether it ever began or not', async (t) => {
  const connections = [0, 9].map((begun) => {
    const connection = rawConnection(run, post)
    connection.send(upload())
    connection.send(paper.subarray(0, begun))
    return connection
  })
  for (const connection of connections) {
    t.match(await connection.next(), { status: 408, json: { code: 'attachment-too-slow', party: 'caller' } })
    t.equal(await connection.ended(), '')
  }
})

let slow: RawConnection
t.test('an upload that keeps coming outlives the time of a request, and nothing else does beside it', async (t) => {
  slow = rawConnection(run, post)
  slow.send(upload())
  let at = 0
  const timer = setInterval(() => slow.send(paper.subarray(at, ++at)), 20)
  t.teardown(() => clearInterval(timer))
  const other = rawConnection(run, police)
  const headers = [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Content-Length', '10000'],
  ] as const
  other.send(bytesOf({ method: 'POST', target: '/oauth2/token', headers }))
  drip(other, 'x')
  t.match(await other.next(), { status: 408, json: { code: 'request-timeout' } }, 'begun after it')
  clearInterval(timer)
  slow.send(paper.subarray(at))
  t.match(await slow.next(), { status: 201, json: { bytes: paper.length } })
})

t.test('a request after an upload on its connection has the time of any', async (t) => {
  slow.send(bytesOf({ target: '/healthz' }))
  t.equal((await slow.next())?.status, 200)
  slow.send('GET /healthz HTTP/1.1\r\nHost: x\r\nX: ')
  drip(slow, 'y')
  t.match(await slow.next(), { status: 408, json: { code: 'request-timeout' } })
  t.equal(await slow.ended(), '')
})

t.test('nothing more comes after an answer', async (t) => {
  const connection = rawConnection(run, police)
  connection.send(bytesOf({ target: '/healthz' }))
  t.equal((await connection.next())?.status, 200)
  t.equal(await connection.ended(), '', 'closed without a word')
})

t.test('a flood of requests whose answers are never taken', async (t) => {
  const socket = connectTls({
    ...{ host: '127.0.0.1', port, ca: readFileSync(run.ca) },
    ...{ cert: readFileSync(police.cert), key: readFileSync(police.key) },
  })
  socket.on('error', () => {})
  socket.pause()
  await once(socket, 'secureConnect')
  const target = '/.well-known/oauth-authorization-server'
  const requests = Buffer.concat(Array.from({ length: 1000 }, () => bytesOf({ target })))
  const pour = () => {
    if (!socket.destroyed) socket.write(requests, () => setImmediate(pour))
  }
  pour()
  // Who does not read learns of it by writing.
  await new Promise((resolve) => socket.once('close', resolve))
  t.pass('closed by the gateway')
})

t.test('a prompt client is served all the while', async (t) => {
  const connection = rawConnection(run, police)
  connection.send(bytesOf({ target: '/healthz' }))
  t.equal((await connection.next())?.status, 200)
  connection.close()
})
