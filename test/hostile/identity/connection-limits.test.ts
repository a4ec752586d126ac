/** Nobody takes all connections: not who never says who it is, and not one agency. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, createServer } from 'node:tls'
import t, { type Test } from 'tap'
import { guardConnections } from '../../../gateway/identity/connections.ts'
import { limits } from '../../../gateway/limits.ts'
import { bytesOf, rawConnection } from '../../support/raw.ts'
import { openTrusting, type TrustingGateway } from '../../support/trusting-gateway.ts'
import { until } from '../../support/until.ts'

/** The server's own clocks free places too: not in the time of a test. */
const requestLimits = { tls_handshake_timeout_ms: 600_000, headers_timeout_ms: 600_000, request_timeout_ms: 600_000 }

const health = bytesOf({ target: '/healthz' })
const police = 'cong-an:dieu-tra'
const procuracy = 'vien-kiem-sat:kiem-sat'

/** A connection of `system`, and what its first request gets; undefined when it was closed unheard. */
async function opened({ run }: TrustingGateway, system: string) {
  const connection = rawConnection(run, run.clients[system]!)
  connection.send(health)
  return { connection, reply: await connection.next() }
}

const closed = (socket: Socket) => once(socket, 'close')

/** TCP only, from an address of this machine: it never begins the handshake. */
function silent(t: Test, { run }: TrustingGateway, localAddress = '127.0.0.1'): Socket {
  const socket = connectTcp({ host: '127.0.0.1', port: Number(new URL(run.url).port), localAddress })
  socket.on('error', () => {})
  t.teardown(() => socket.destroy())
  return socket.resume()
}

/** So many that wait, each known to the gateway before the next. */
async function waitingFrom(t: Test, one: TrustingGateway, address: string, count: number): Promise<readonly Socket[]> {
  const sockets = []
  for (let n = 0; n < count; n++) {
    const socket = silent(t, one, address)
    await once(socket, 'connect')
    sockets.push(socket)
  }
  return sockets
}

t.test('one system has its share, is told beyond it, and then not even that', async (t) => {
  const one = await openTrusting(t, {
    requestLimits,
    connectionLimits: { per_system_max: 3, surplus_per_system_max: 1, refusals_reported_ms: 0 },
  })
  const open = [await opened(one, police), await opened(one, police), await opened(one, police)]
  t.same(
    open.map(({ reply }) => reply?.status),
    [200, 200, 200],
  )
  // Kept open by a client that does not ask: there is one place for it.
  const surplus = rawConnection(one.run, one.run.clients[police]!)
  await until(async () => (await opened(one, police)).reply === undefined)
  t.ok(one.told.some(({ level, event }) => level === 'warn' && event === 'connections-refused'))
  surplus.send(health)
  const reply = await surplus.next()
  t.match(reply, {
    status: 429,
    json: { code: 'connections-too-many', party: 'caller' },
    headers: { connection: 'close' },
  })
  t.equal(await surplus.ended(), '', 'and closed')
  t.equal((await opened(one, procuracy)).reply?.status, 200, 'the others have theirs')
  open[0]!.connection.send(health)
  t.equal((await open[0]!.connection.next())?.status, 200, 'its own go on')
  open[0]!.connection.close()
  await until(async () => {
    const again = await opened(one, police)
    again.connection.close()
    return again.reply?.status === 200
  })
})

/** Gives what the first request of `system` gets from there. */
async function served(t: Test, one: TrustingGateway, system: string, localAddress: string): Promise<string> {
  const { cert, key } = one.run.clients[system]!
  const socket = connectTls({
    socket: silent(t, one, localAddress).pause(),
    ca: readFileSync(one.run.ca),
    cert: readFileSync(cert),
    key: readFileSync(key),
    checkServerIdentity: () => undefined,
  })
  socket.on('error', () => {})
  socket.write(health)
  const [answer] = await Promise.race([once(socket, 'data'), closed(socket)])
  socket.destroy()
  return String(answer).split('\r\n')[0]!
}

const ok = 'HTTP/1.1 200 OK'

t.test('who never finishes the handshake keeps nobody out, from one address, from two, or from many', async (t) => {
  const one = await openTrusting(t, {
    requestLimits,
    connectionLimits: { arriving_max: 6, arriving_per_address_max: 3, refusals_reported_ms: 0 },
  })
  const before = await opened(one, police)
  const [first, ...others] = await waitingFrom(t, one, '127.0.0.1', 3)
  t.equal(await served(t, one, procuracy, '127.0.0.1'), ok, 'from the very address')
  if (!first!.destroyed) await closed(first!)
  t.notOk(others.some(({ destroyed }) => destroyed))

  await waitingFrom(t, one, '127.0.0.1', 1)
  await waitingFrom(t, one, '127.0.0.2', 3)
  for (const address of ['127.0.0.1', '127.0.0.2', '127.0.0.3'])
    t.equal(await served(t, one, procuracy, address), ok, address)

  for (let n = 10; n < 30; n++) await waitingFrom(t, one, `127.0.0.${n}`, 1)
  t.equal(await served(t, one, procuracy, '127.0.0.3'), ok, 'each from another')
  before.connection.send(health)
  t.equal((await before.connection.next())?.status, 200, 'who was there already is served')
  t.ok(
    one.told.some(({ event }) => event === 'connections-refused'),
    'the operator is told',
  )
})

t.test('nor who comes back at once, for as long as it goes on', async (t) => {
  const one = await openTrusting(t, {
    requestLimits,
    connectionLimits: { arriving_max: 40, arriving_per_address_max: 20 },
  })
  let over = false
  let came = 0
  t.teardown(() => {
    over = true
  })
  const attack = async (address: string) => {
    while (!over) {
      const socket = silent(t, one, address)
      came += 1
      await closed(socket)
    }
  }
  for (const address of ['127.0.0.1', '127.0.0.2']) for (let n = 0; n < 21; n++) void attack(address)
  await until(() => came > 42)
  for (let n = 0; n < 20; n++) t.equal(await served(t, one, procuracy, n % 2 === 0 ? '127.0.0.2' : '127.0.0.3'), ok)
  t.ok(came > 60, `${came} came meanwhile`)
  over = true
})

t.test('connections that are not admitted count as arriving: those that wait longest are not even told', async (t) => {
  const one = await openTrusting(t, {
    requestLimits,
    connectionLimits: { arriving_max: 3, arriving_per_address_max: 3 },
  })
  const strangers = []
  for (let n = 0; n < 3; n++) {
    strangers.push(rawConnection(one.run, undefined))
    await strangers[n]!.opened
  }
  t.equal((await opened(one, police)).reply?.status, 200)
  t.equal(await strangers[0]!.ended(), '')
  for (const stranger of strangers.slice(1)) {
    stranger.send(health)
    t.match(await stranger.next(), { status: 401, json: { code: 'certificate-missing' } })
    t.equal(await stranger.ended(), '')
  }
})

t.test('one port that calls two addresses of the gateway gives both places back', async (t) => {
  const server = createServer({})
  let open = 0
  let refused = 0
  guardConnections(server, {
    trust: () => {
      throw new Error('nobody finishes a handshake')
    },
    limits: { ...limits.connections, arriving_per_address_max: 2, refusals_reported_ms: 0 },
    report: (count) => {
      refused += count
    },
  })
  server.on('connection', (socket: Socket) => {
    open += 1
    socket.once('close', () => {
      open -= 1
    })
  })
  server.listen(0, '0.0.0.0')
  await once(server, 'listening')
  t.teardown(() => void server.close())
  const { port } = server.address() as AddressInfo
  const call = async (host: string, localPort?: number) => {
    const socket = connectTcp({ host, port, localAddress: '127.0.0.1', ...(localPort && { localPort }) })
    socket.on('error', () => {})
    t.teardown(() => socket.destroy())
    await once(socket, 'connect')
    return socket.resume()
  }
  const first = await call('127.0.0.1')
  const second = await call('127.0.0.2', first.localPort)
  await until(() => open === 2)
  first.destroy()
  second.destroy()
  await until(() => open === 0)
  await Promise.all([call('127.0.0.1'), call('127.0.0.1')])
  await until(() => open === 2)
  t.equal(refused, 0)
})
