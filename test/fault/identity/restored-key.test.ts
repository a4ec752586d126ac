/** A key that got out stays out, also when the data folder is restored from a copy that still has it. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { tokenRotateKey } from '../../../gateway/commands/token-rotate-key.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { loadTokenKeys, openKeyring, rotateTokenKey } from '../../../gateway/identity/keys.ts'
import { type DistrustedKeys, openDistrustedKeys } from '../../../gateway/store/distrusted-keys.ts'
import { openDatabase, type Sql } from '../../../gateway/store/pool.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { startMain } from '../../support/main-process.ts'

const url = await testDatabase(t)
const db = openDatabase(url)
t.teardown(() => db.close())

async function ringOf(t: Test, dir: string, distrusted?: DistrustedKeys) {
  const events = { changed: () => {}, refused: () => {} }
  const ring = await openKeyring(dir, events, distrusted ?? (await openDistrustedKeys(db)))
  t.teardown(() => ring.close())
  return ring
}

/** Gives the keys back as they are now. */
function copied(t: Test, dir: string): () => void {
  const copy = join(dataFolder(t), 'copy')
  cpSync(join(dir, 'keys'), copy, { recursive: true })
  return () => {
    rmSync(join(dir, 'keys'), { recursive: true })
    cpSync(copy, join(dir, 'keys'), { recursive: true })
  }
}

t.test('the gateway that ran when it was distrusted, and one that starts later', async (t) => {
  const dir = dataFolder(t)
  const ring = await ringOf(t, dir)
  const restore = copied(t, dir)
  const lost = ring.current().kid
  const kid = await rotateTokenKey(dir, { distrust: true })
  await ring.reload()
  t.equal(ring.current().kid, kid)

  restore()
  await t.rejects(ring.reload(), { code: 'token-key-distrusted' })
  t.equal(ring.current().kid, kid, 'the key in force stays')
  await t.rejects(ringOf(t, dir), { code: 'token-key-distrusted', cause: { message: /token rotate-key/ } })

  const next = await rotateTokenKey(dir)
  t.same([...(await ringOf(t, dir)).current().verifiers.keys()], [next], 'nor does it verify, which the folder forgot')
  t.not(next, lost)
})

t.test('keys before it, which were given up in good faith, are distrusted with it', async (t) => {
  const dir = dataFolder(t)
  const ring = await ringOf(t, dir)
  const restore = copied(t, dir)
  // So long ago that what it signed has expired.
  await rotateTokenKey(dir, { now_s: 1_000 })
  await rotateTokenKey(dir, { distrust: true })
  await ring.reload()
  restore()
  await t.rejects(ringOf(t, dir), { code: 'token-key-distrusted' })
})

t.test('a key that was merely rotated may come back', async (t) => {
  const dir = dataFolder(t)
  const ring = await ringOf(t, dir)
  const restore = copied(t, dir)
  await rotateTokenKey(dir)
  await ring.reload()
  restore()
  t.equal((await ringOf(t, dir)).current().kid, (await loadTokenKeys(dir)).kid)
})

t.test('while PostgreSQL is away a distrusted key ends all the same, and is remembered when it is back', async (t) => {
  const dir = dataFolder(t)
  let away = false
  const query: Sql['query'] = (...statement) =>
    away ? Promise.reject(new GatewayError('index-unavailable')) : db.query(...statement)
  const ring = await ringOf(t, dir, await openDistrustedKeys({ query }))
  const lost = ring.current().kid
  await rotateTokenKey(dir, { distrust: true })
  away = true
  await ring.reload()
  t.notOk(ring.current().verifiers.has(lost))
  t.notOk((await openDistrustedKeys(db)).has(lost))
  away = false
  await ring.reload()
  t.ok((await openDistrustedKeys(db)).has(lost))
})

t.test('the command tells PostgreSQL by itself, and says when it could not', async (t) => {
  const dir = dataFolder(t)
  const { kid: lost } = await loadTokenKeys(dir)
  process.env.LIENTHONG_DATA = dir
  process.env.DATABASE_URL = 'postgresql://127.0.0.1:1/x'
  const alone = await called(tokenRotateKey, '--distrust')
  t.match(alone, { status: 1, stdout: /^kid / })
  t.match(alone.stderr, /PostgreSQL could not be told/)
  t.not((await loadTokenKeys(dir)).kid, lost, 'it was replaced all the same')
  process.env.DATABASE_URL = url
  t.match(await called(tokenRotateKey), { status: 0, stderr: '' })
  t.ok((await openDistrustedKeys(db)).has(lost))
})

t.test('a gateway does not start on it, and says what to do', async (t) => {
  const dir = join(dataFolder(t), 'data')
  const { kid } = await loadTokenKeys(dir)
  await (await openDistrustedKeys(db)).distrust([kid])
  const { code, stderr } = await startMain(t, { LIENTHONG_DATA: dir, LIENTHONG_PORT: '0', DATABASE_URL: url }).ended
  t.equal(code, 1)
  t.match(stderr, /got out and is distrusted: .*keys\/token\.key: lienthong token rotate-key/)
})
