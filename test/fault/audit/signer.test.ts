/** The signer is another process: while there is none nothing is answered, and when it comes back everything goes on. */
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { type Log, type LogOptions, openLog } from '../../../gateway/audit/log.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { type RunningSigner, runSigner } from '../../../gateway/signer/run.ts'
import { entryOf, ORIGIN, optionsIn, refused } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { until } from '../../support/until.ts'

const settingsIn = (root: string, mlDsa = false) => ({
  origin: ORIGIN,
  socket: join(root, 's.sock'),
  keyFile: join(root, 'log.key'),
  ...(mlDsa && { mlDsaKeyFile: join(root, 'log.ml-dsa.key') }),
  mayCreate: ['ed25519', 'ml-dsa-44'] as const,
})

const optionsOf = (root: string): LogOptions => ({
  ...optionsIn(root),
  signer: { socket: join(root, 's.sock') },
  resumed: () => entryOf('resumed'),
})

/** What the log refuses now. */
const refusedBy = (log: Log) =>
  log.append(entryOf('refused')).then(
    () => undefined,
    (error) => error.code,
  )

t.test('killed: nothing is answered; back: everything goes on, and the pause is in the log', async (t) => {
  const root = dataFolder(t)
  let signer: RunningSigner = await runSigner(settingsIn(root))
  const log = await openLog(optionsOf(root))
  const failed = new Promise((resolve) => log.onFailure(resolve))
  await log.append(entryOf('before'))
  await signer.close()
  t.equal(await refusedBy(log), 'log-unavailable')
  t.match(await failed, { kind: 'signer' })
  t.equal(await refusedBy(log), 'log-unavailable', 'the next one too, without asking')
  t.notOk(log.healthy())
  signer = await runSigner({ ...settingsIn(root), mayCreate: [] })
  await until(() => log.healthy())
  const after = await log.append(entryOf('after'))
  await log.close()
  await signer.close()
  const events = entriesIn(join(root, 'log')).map(({ event }) => event)
  t.equal(events[0], 'before')
  t.ok(events.includes('resumed'))
  t.equal(events[after.index], 'after')
  t.ok(verifyLog(join(root, 'log')).ok)
})

t.test('no signer, or one of another key: the log does not open', async (t) => {
  const root = dataFolder(t)
  await t.rejects(openLog(optionsOf(root)), refused({ kind: 'signer' }))
  const signer = await runSigner(settingsIn(root))
  const log = await openLog(optionsOf(root))
  await log.close()
  await signer.close()
  const other = await runSigner({ ...settingsIn(root), keyFile: join(root, 'other.key') })
  await t.rejects(openLog(optionsOf(root)), refused({ kind: 'key' }))
  await other.close()
})

t.test('opened again in vain, it publishes nothing that was signed before', async (t) => {
  const root = dataFolder(t)
  const signer = await runSigner(settingsIn(root))
  const log = await openLog(optionsOf(root))
  await log.append(entryOf('before'))
  await signer.close()
  t.equal(await refusedBy(log), 'log-unavailable')
  await t.rejects(log.reopen(), refused({ kind: 'signer' }))
  const published = readFileSync(join(root, 'log/checkpoint'))
  await t.rejects(log.close(), refused({ kind: 'io' }))
  t.same(readFileSync(join(root, 'log/checkpoint')), published)
})

t.test('something else at its socket gives no signature', async (t) => {
  const root = dataFolder(t)
  const signer = await runSigner(settingsIn(root))
  const log = await openLog(optionsOf(root))
  await log.append(entryOf('before'))
  await signer.close()
  const impostor = createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\n\r\n'))
  impostor.listen(join(root, 's.sock'))
  await once(impostor, 'listening')
  t.equal(await refusedBy(log), 'log-unavailable')
  impostor.close()
  await t.rejects(log.close(), refused({ kind: 'io' }))
})

t.test('the socket is its owner’s alone; what is no request ends the connection', async (t) => {
  const root = dataFolder(t)
  const signer = await runSigner(settingsIn(root))
  t.equal(statSync(join(root, 's.sock')).mode & 0o777, 0o600)
  for (const text of ['GET / HTTP/1.1\n', '{"id":1}\n', '{"id":1,"text":5,"published":true}\n', 'x'.repeat(100_000)]) {
    const socket = connect(join(root, 's.sock')).on('error', () => {})
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.resume().write(text)
    await closed
    t.pass('it ended')
  }
  await signer.close()
})

t.test(
  'with an ML-DSA-44 key the published checkpoint has its signature, and the folder its verifier key',
  async (t) => {
    const root = dataFolder(t)
    const signer = await runSigner(settingsIn(root, true))
    const log = await openLog(optionsOf(root))
    await log.append(entryOf('one'))
    await log.close()
    await signer.close()
    const lines = readFileSync(join(root, 'log/checkpoint'), 'utf8').split('\n\n')[1]!
    t.equal(lines.trimEnd().split('\n').length, 2)
    t.match(readFileSync(join(root, 'log/log.ml-dsa-44.vkey'), 'utf8'), ORIGIN)
    t.ok(verifyLog(join(root, 'log')).ok)
    t.notOk(existsSync(join(root, 'log/log.ml-dsa.key')))
  },
)
