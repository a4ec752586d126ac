/** What the gateway signed before its key was rotated verifies after it, on every node, and no former key comes back. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { messageRotateKey } from '../../../gateway/commands/message-rotate-key.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import type { KeyHistory } from '../../../gateway/identity/key-history.ts'
import { messageSeed_bytes } from '../../../gateway/identity/message-key.ts'
import { handover_s, noteKeys, rotateMessageKey } from '../../../gateway/identity/message-key-notes.ts'
import { openMessageKeys } from '../../../gateway/identity/message-keys.ts'
import { signReceipt, verifyReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { startFailureText } from '../../../gateway/start-failure.ts'
import { openDatabase, type Sql } from '../../../gateway/store/pool.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { receiptClaims } from '../../support/receipts.ts'

const databaseUrl = await testDatabase(t)
const db = openDatabase(databaseUrl)
t.teardown(() => db.close())
t.beforeEach(() => db.query('TRUNCATE message_key'))

const now_s = Math.floor(Date.now() / 1000)
const kids = (keys: KeyHistory['keys']) => keys.map(({ kid }) => kid)
const keyFile = (dir: string) => join(dir, 'keys/message.key')
const notes = (dir: string) => join(dir, 'keys/message-keys')

async function node(t: Test, dir: string, sql: Sql = db) {
  const told: string[] = []
  const keys = await openMessageKeys(dir, sql, { changed: ({ kid }) => told.push(kid), refused: () => {} })
  t.teardown(() => keys.close())
  return { ...keys, told }
}

t.test('a receipt of before a rotation, and one of after it', async (t) => {
  const dir = dataFolder(t)
  const { current, history, reload, told } = await node(t, dir)
  const signed = () => signReceipt(current(), receiptClaims({ iat: now_s }))
  const [first, before, seed] = [current(), await signed(), readFileSync(keyFile(dir))]
  t.match(await history(), [{ kid: first.kid }])
  const kid = await rotateMessageKey(dir, now_s)
  await reload()
  t.equal(current().kid, kid)
  t.same(told, [kid])
  const keys = await history()
  t.same(kids(keys), [kid, first.kid])
  t.same(
    keys.map(({ exp }) => exp),
    [undefined, now_s + handover_s],
  )
  for (const jws of [before, await signed()]) t.match(await verifyReceipt(jws, { keys }), { ok: true })
  const late = await signReceipt(first, receiptClaims({ iat: now_s + handover_s }))
  t.match(await verifyReceipt(late, { keys }), { code: 'key-not-valid' })

  const kept = readdirSync(join(dir, 'keys'), { recursive: true, withFileTypes: true })
  const files = kept.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  for (const file of files) {
    const bytes = readFileSync(file)
    t.notOk(bytes.includes(seed) || bytes.includes(seed.toString('base64url')), `no private half in ${file}`)
  }
})

t.test('each node publishes the keys of all', async (t) => {
  const [one, other] = [await node(t, dataFolder(t)), await node(t, dataFolder(t))]
  const both = [one.current().kid, other.current().kid].sort()
  t.same(kids(await one.history()).sort(), both)
  t.same(await other.history(), await one.history())
})

t.test('a node that starts again goes on with its key', async (t) => {
  const dir = dataFolder(t)
  const first = await node(t, dir)
  const again = await node(t, dir)
  t.equal(again.current().kid, first.current().kid)
  t.same(await again.history(), await first.history())
})

t.test(
  'while PostgreSQL is away a rotation counts all the same, and all nodes know of it when it is back',
  async (t) => {
    const dir = dataFolder(t)
    let away = false
    const query: Sql['query'] = (...statement) =>
      away ? Promise.reject(new GatewayError('index-unavailable')) : db.query(...statement)
    const { current, history, reload } = await node(t, dir, { query })
    const other = await node(t, dataFolder(t))
    const former = current().kid
    away = true
    const kid = await rotateMessageKey(dir, now_s)
    await reload()
    t.equal(current().kid, kid)
    t.ok(kids(await history()).includes(kid))
    t.notOk(kids(await other.history()).includes(kid))
    await rotateMessageKey(dir, now_s, former)
    await reload()
    t.match(
      (await history()).find(({ kid }) => kid === former),
      { distrusted: true, exp: now_s + handover_s },
      'one that got out is not published as if it had not',
    )
    away = false
    await reload()
    const keys = await other.history()
    t.ok(kids(keys).includes(kid))
    t.ok(keys.find(({ kid }) => kid === former)?.distrusted)
  },
)

t.test('a rotation that was cut short, or made by hand, ends the former key', async (t) => {
  const dir = dataFolder(t)
  const { current, history, reload } = await node(t, dir)
  const former = current().kid
  writeFileSync(keyFile(dir), Buffer.alloc(messageSeed_bytes, 5))
  await reload()
  t.not(current().kid, former)
  t.ok((await history()).find(({ kid }) => kid === former)?.exp)
})

t.test('a former key that is put back signs nothing', async (t) => {
  const dir = dataFolder(t)
  const copy = join(dataFolder(t), 'copy')
  const { current, reload } = await node(t, dir)
  cpSync(join(dir, 'keys'), copy, { recursive: true })
  const kid = await rotateMessageKey(dir, now_s)
  await reload()
  cpSync(join(copy, 'message.key'), keyFile(dir))
  await t.rejects(reload(), { code: 'message-key-retired' }, 'by its note')
  t.equal(current().kid, kid)

  rmSync(join(dir, 'keys'), { recursive: true })
  cpSync(copy, join(dir, 'keys'), { recursive: true })
  const refused = await node(t, dir).catch((error: unknown) => error)
  t.match(refused, { code: 'message-key-retired' }, 'by the database, which the folder forgot')
  t.match(startFailureText(refused), /keys\/message\.key: lienthong message rotate-key/)
  const next = await rotateMessageKey(dir, now_s)
  t.equal((await node(t, dir)).current().kid, next)
})

t.test('a key that got out is distrusted on all nodes, at once or long after it was rotated', async (t) => {
  const dir = dataFolder(t)
  const { current, reload } = await node(t, dir)
  const other = await node(t, dataFolder(t))
  const first = current().kid
  const second = await rotateMessageKey(dir, now_s)
  await reload()
  for (const lost of [first, second]) {
    const next = await rotateMessageKey(dir, now_s + 100, lost)
    await reload()
    t.equal(current().kid, next)
    const keys = await other.history()
    t.ok(keys.find(({ kid }) => kid === lost)?.distrusted)
    t.notOk(keys.find(({ kid }) => kid === next)?.distrusted)
  }
  t.equal((await other.history()).find(({ kid }) => kid === first)?.exp, now_s + handover_s, 'its end stays')
  await t.rejects(rotateMessageKey(dir, now_s, 'A'.repeat(43)), { name: 'Unusable' })
  await t.rejects(db.query('UPDATE message_key SET distrusted = false'))
})

t.test('from any node: the one that signs with it takes another, and its former receipts are distrusted', async (t) => {
  const [here, there] = [dataFolder(t), dataFolder(t)]
  const [one, other] = [await node(t, here), await node(t, there)]
  const lost = other.current().kid
  const own = one.current().kid
  process.env.LIENTHONG_DATA = here
  process.env.DATABASE_URL = databaseUrl
  t.teardown(() => delete process.env.DATABASE_URL)
  t.match(await called(messageRotateKey, '--distrust', lost), { status: 0, stdout: /the key of another node/ })
  t.match(await called(messageRotateKey, '--distrust', 'A'.repeat(43)), { status: 2, stderr: /no node ever signed/ })
  await Promise.all([one.reload(), other.reload()])
  t.equal(one.current().kid, own, 'the key of this node stays')
  t.not(other.current().kid, lost)
  t.same(other.told, [other.current().kid])
  t.match(
    (await one.history()).find(({ kid }) => kid === lost),
    { distrusted: true, exp: Number },
  )
  const keys = await other.history()
  const now = receiptClaims({ iat: Math.floor(Date.now() / 1000) })
  t.match(await verifyReceipt(await signReceipt(other.current(), now), { keys }), { ok: true })
  t.equal((await node(t, there)).current().kid, other.current().kid, 'and it starts again')
})

t.test(
  'a key of this node is distrusted on all nodes by the command, though the gateway does not run here',
  async (t) => {
    const [here, there] = [dataFolder(t), dataFolder(t)]
    const [one, other] = [await node(t, here), await node(t, there)]
    const lost = one.current().kid
    one.close()
    process.env.LIENTHONG_DATA = here
    t.teardown(() => delete process.env.DATABASE_URL)
    process.env.DATABASE_URL = 'postgresql://127.0.0.1:1/x'
    const alone = await called(messageRotateKey, '--distrust', lost)
    t.match(alone, { status: 1, stdout: /^kid /, stderr: /PostgreSQL could not be told/ })
    t.not((await noteKeys(here, now_s)).key.kid, lost, 'it was replaced all the same')
    process.env.DATABASE_URL = databaseUrl
    t.match(await called(messageRotateKey, '--distrust', lost), { status: 0, stderr: '' })
    t.match(
      (await other.history()).find(({ kid }) => kid === lost),
      { distrusted: true, exp: Number },
    )
  },
)

t.test('a node whose clock was ahead when its key was made signs what verifies now', async (t) => {
  const dir = dataFolder(t)
  const { noted } = await noteKeys(dir, now_s)
  const path = join(notes(dir), `${noted[0]!.kid}.json`)
  writeFileSync(path, JSON.stringify({ ...noted[0], nbf: now_s + 10_000 }))
  t.match((await noteKeys(dir, now_s)).noted, [{ kid: noted[0]!.kid, nbf: now_s }])
})

t.test('while the clock of a node is set back it signs what verifies, and goes on with its key', async (t) => {
  const { current, history, reload, told } = await node(t, dataFolder(t))
  const { now } = Date
  t.teardown(() => {
    Date.now = now
  })
  const back_s = now_s - 3_600
  Date.now = () => back_s * 1000
  const jws = await signReceipt(current(), receiptClaims({ iat: back_s }))
  t.match(await verifyReceipt(jws, { keys: await history() }), { code: 'key-not-valid' })
  await reload()
  t.match(await verifyReceipt(jws, { keys: await history() }), { ok: true }, 'as soon as it is noticed')
  t.strictSame(told, [])
})

t.test('a note that is none stops the start, and says where', async (t) => {
  const dir = dataFolder(t)
  const { key, noted } = await noteKeys(dir, now_s)
  const path = join(notes(dir), `${key.kid}.json`)
  for (const [note, fault] of [
    [{ ...noted[0], d: 'x' }, /#: /],
    [{ ...noted[0], kid: 'A'.repeat(43) }, /#\/kid: /],
    ['x', /#: /],
  ] as const) {
    writeFileSync(path, JSON.stringify(note))
    await t.rejects(noteKeys(dir, now_s), { message: fault })
  }
})

t.test('the database forgets no key, and moves no end', async (t) => {
  const dir = dataFolder(t)
  await node(t, dir)
  await t.rejects(db.query('DELETE FROM message_key'))
  await db.query('UPDATE message_key SET exp = 5')
  for (const change of ['exp = NULL', 'exp = 6', 'nbf = nbf + 1', `kid = '${'A'.repeat(43)}'`])
    await t.rejects(db.query(`UPDATE message_key SET ${change}`), change)
})

t.test('the command', async (t) => {
  const dir = dataFolder(t)
  process.env.LIENTHONG_DATA = dir
  t.match(await called(messageRotateKey), { status: 2, stderr: /there is no key yet/ })
  const { key } = await noteKeys(dir, now_s)
  const { status, stdout, stderr } = await called(messageRotateKey)
  t.same([status, stderr], [0, ''])
  const now = await noteKeys(dir, now_s)
  t.equal(stdout, `kid ${now.key.kid}\n`)
  t.match(await called(messageRotateKey, '--distrust', 'x'), { status: 2, stderr: /no node ever signed with that key/ })
  t.equal((await noteKeys(dir, now_s)).key.kid, now.key.kid)
  t.match(await called(messageRotateKey, '--distrust', now.key.kid), { status: 0 })
  t.match(
    now.noted.find(({ kid }) => kid === key.kid),
    { exp: Number },
  )
})
