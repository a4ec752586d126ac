import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'
import pg from 'pg'
import t, { type Test } from 'tap'
import { limits } from '../../../gateway/limits.ts'
import { connectionOptions, type Database, openDatabase } from '../../../gateway/store/pool.ts'
import {
  openTokenRevocations,
  type TokenName,
  type TokenRevocations,
} from '../../../gateway/store/token-revocations.ts'
import { testDatabase } from '../../support/database.ts'
import { until } from '../../support/until.ts'

const url = await testDatabase(t)
const db = openDatabase(url)
t.teardown(() => db.close())
const now_s = Math.floor(Date.now() / 1000)
const token = (change: Partial<TokenName> = {}): TokenName => ({
  jti: 'at-1',
  agency: 'cong-an',
  officer: 'dtv-001',
  system: 'cong-an:dieu-tra',
  expiresAt: now_s + 300,
  ...change,
})

async function node(t: Test, at: { url?: string; db?: Database } = {}): Promise<TokenRevocations> {
  const revocations = await openTokenRevocations({ url, db, ...at })
  t.teardown(() => revocations.close())
  return revocations
}

/** Whether it has to ask for this token. */
function asks(revocations: TokenRevocations, jti: string): boolean {
  const answer = revocations.isRevoked(token({ jti }))
  if (typeof answer === 'boolean') return false
  answer.catch(() => {})
  return true
}

t.test('one token, on every node, and none else', async (t) => {
  const [a, b] = [await node(t), await node(t)]
  t.equal(a.isRevoked(token()), false, 'known at once, without asking')
  await a.revoke({ kind: 'token', subject: 'at-1', until_s: now_s + 300 })
  t.equal(a.isRevoked(token()), true)
  await until(() => b.isRevoked(token()) === true)
  t.equal(b.isRevoked(token({ jti: 'at-2' })), false)
  t.equal((await node(t)).isRevoked(token()), true, 'read at the start')
})

t.test('all tokens of an officer or a system, by when they expire', async (t) => {
  const a = await node(t)
  await a.revoke({ kind: 'officer', subject: 'cong-an/dtv-009', until_s: now_s + 300 })
  const officer = { jti: 'at-9', officer: 'dtv-009' }
  t.equal(a.isRevoked(token(officer)), true)
  t.equal(a.isRevoked(token({ ...officer, expiresAt: now_s + 301 })), false, 'issued later')
  t.equal(a.isRevoked(token({ ...officer, agency: 'toa-an' })), false, 'the same id at another agency')
  await a.revoke({ kind: 'system', subject: 'toa-an:xet-xu', until_s: now_s + 300 })
  t.equal(a.isRevoked(token({ jti: 'at-9', system: 'toa-an:xet-xu' })), true)
  t.equal(a.isRevoked(token({ jti: 'at-9' })), false)
})

t.test('a second revocation never shortens the first', async (t) => {
  const [a, b] = [await node(t), await node(t)]
  await a.revoke({ kind: 'system', subject: 'x:y', until_s: now_s + 300 })
  await a.revoke({ kind: 'system', subject: 'x:y', until_s: now_s + 100 })
  for (const at of [a, b, await node(t)]) t.equal(await at.isRevoked(token({ jti: '-', system: 'x:y' })), true)
})

t.test('rows go when the last token that they name has expired', async (t) => {
  await (await node(t)).revoke({ kind: 'token', subject: 'at-old', until_s: now_s - 60 })
  await (await node(t)).revoke({ kind: 'token', subject: 'at-new', until_s: now_s + 60 })
  const rows = await db.query('SELECT 1 FROM token_revocation WHERE subject = $1', ['at-old'])
  t.equal(rows.length, 0)
})

/** A way to the database that can be held up and cut. */
async function wayTo(t: Test): Promise<{ url: string; hold(): void; cut(): void }> {
  const target = new URL(url)
  const folder = target.searchParams.get('host')
  const { port, hostname } = target
  const open = () => (folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect(Number(port), hostname))
  const sockets = new Set<Socket>()
  let held = false
  const server: Server = createServer((near) => {
    const far = open()
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    near.on('data', (bytes) => held || far.write(bytes))
    far.on('data', (bytes) => held || near.write(bytes))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  t.teardown(cut)
  target.searchParams.delete('host')
  target.hostname = '127.0.0.1'
  target.port = String((server.address() as AddressInfo).port)
  return { url: target.href, hold: () => (held = true), cut }
}

t.test('a node that no longer hears asks for each token', async (t) => {
  const way = await wayTo(t)
  const deaf = await node(t, { url: way.url })
  t.equal(deaf.isRevoked(token({ jti: 'at-3' })), false)
  way.cut()
  await until(() => asks(deaf, 'at-3'))
  await (await node(t)).revoke({ kind: 'token', subject: 'at-3', until_s: now_s + 300 })
  t.equal(await deaf.isRevoked(token({ jti: 'at-3' })), true)
  t.equal(await deaf.isRevoked(token({ jti: 'at-4' })), false)
})

t.test('a connection that stays open and is silent does not count as hearing', async (t) => {
  const way = await wayTo(t)
  const deaf = await node(t, { url: way.url })
  t.equal(deaf.isRevoked(token({ jti: 'at-5' })), false)
  way.hold()
  await until(() => asks(deaf, 'at-5'))
  t.equal(await deaf.isRevoked(token({ jti: 'at-5' })), false)
})

t.test('that can neither hear nor ask: refuses to say', async (t) => {
  const way = await wayTo(t)
  const pool = openDatabase(way.url)
  t.teardown(() => pool.close())
  const alone = await node(t, { url: way.url, db: pool })
  await alone.revoke({ kind: 'token', subject: 'at-6', until_s: now_s + 300 })
  way.cut()
  await until(() => asks(alone, 'at-7'))
  await t.rejects(Promise.resolve(alone.isRevoked(token({ jti: 'at-7' }))), { code: 'index-unavailable' })
  t.equal(alone.isRevoked(token({ jti: 'at-6' })), true, 'what it knows it still says')
  await t.rejects(alone.revoke({ kind: 'token', subject: 'at-8', until_s: now_s + 300 }), { code: 'index-unavailable' })
})

/** Resolves when everything that was told so far has been looked at. */
async function lookedAt(revocations: TokenRevocations, marker: string): Promise<void> {
  await (await node(t)).revoke({ kind: 'token', subject: marker, until_s: now_s + 300 })
  await until(() => revocations.isRevoked(token({ jti: marker })) === true)
}

const notify = (payload: string) => db.query("SELECT pg_notify('token_revocation', $1)", [payload])

t.test('a notification by itself revokes nothing, and keeps nothing from being revoked', async (t) => {
  const a = await node(t)
  const forged = [
    { kind: 'token', subject: 'at-forged', until_s: now_s + 300 },
    { kind: 'officer', subject: 'cong-an/dtv-001', until_s: 9e9 },
    { kind: 'system', subject: 'cong-an:dieu-tra', until_s: 9e9 },
  ]
  for (const revocation of forged) await notify(JSON.stringify(revocation))
  await lookedAt(a, 'at-marker-1')
  t.equal(a.isRevoked(token({ jti: 'at-forged' })), false)

  await a.revoke({ kind: 'token', subject: 'at-12', until_s: now_s + 300 })
  const odd = [
    ...['x', 'null', '{}', '[]', '{"kind":"all","subject":"at-12"}', '{"kind":"token","subject":["at-12"]}'],
    ...['{"kind":"token","subject":"at-12","until_s":1}', '{"kind":"token","subject":"at-12"}', 'pulse x', 'pulse '],
    ...['{"kind":"token","subject":"\\u0000"}', `{"kind":"token","subject":"${'x'.repeat(7_000)}"}`],
  ]
  for (const payload of odd) await notify(payload)
  await lookedAt(a, 'at-marker-2')
  t.equal(a.isRevoked(token({ jti: 'at-12' })), true)
  t.equal(a.isRevoked(token({ jti: 'at-13' })), false, 'and it hears all the while')
})

t.test('a flood of them is looked at together', async (t) => {
  const a = await node(t)
  const { told_waiting_max } = limits.store
  const flood = `SELECT pg_notify('token_revocation', '{"kind":"token","subject":"at-x' || n || '"}') FROM generate_series(1, $1::int) n`
  await db.query(flood, [3 * told_waiting_max])
  await lookedAt(a, 'at-marker-3')
  t.equal(a.isRevoked(token({ jti: 'at-x1' })), false)
})

t.test('nobody else can make a node believe that it hears', async (t) => {
  const way = await wayTo(t)
  const listening = new pg.Client(connectionOptions(url))
  await listening.connect()
  t.teardown(() => listening.end())
  // Whoever may connect may listen too: every pulse is sent again, as if it were of later.
  listening.on('notification', ({ payload = '' }) => {
    for (const again of [payload, payload.replace(/ \d+$/, ' 9999999999999')]) void notify(again).catch(() => {})
  })
  await listening.query('LISTEN token_revocation')
  const deaf = await node(t, { url: way.url })
  await until(() => !asks(deaf, 'at-14'))
  way.hold()
  await until(() => asks(deaf, 'at-14'))
  t.equal(await deaf.isRevoked(token({ jti: 'at-14' })), false)
})

t.test('it hears again by itself after the connection broke', async (t) => {
  const back = await node(t)
  await db.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%pg_notify%'",
  )
  await until(() => asks(back, 'at-10'))
  await (await node(t)).revoke({ kind: 'token', subject: 'at-11', until_s: now_s + 300 })
  await until(() => back.isRevoked(token({ jti: 'at-10' })) === false)
  t.equal(back.isRevoked(token({ jti: 'at-11' })), true, 'what it did not hear it has read')
})
