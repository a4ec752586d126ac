/** A gateway that is killed between the store and the log, or whose log fails: each deposit is there once, and in the log once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { createStrays } from '../../../gateway/release/strays.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { optionsIn, writeLog } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { openDeposits } from '../../support/deposits.ts'
import { entriesIn } from '../../support/log-entries.ts'

const child = join(import.meta.dirname, '../../support/deposit-child.ts')
/** One row that is taken and one that is not: two entries. */
const document = 'A1\n?\n#2\n'

async function killedAt(t: Test, root: string, databaseUrl: string, point: string, text = document): Promise<void> {
  const run = spawn(process.execPath, [child, root, databaseUrl, text, point], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await once(run, 'exit')
  t.equal(run.signalCode, 'SIGKILL', point)
}

t.test('killed between the store and the answer', async (t) => {
  for (const point of ['committed', 'between', 'logged', 'stored']) {
    const root = dataFolder(t)
    const databaseUrl = await testDatabase(t)
    const { directory, origin } = optionsIn(root)
    const db = openDatabase(databaseUrl)
    await writeLog(root, [['earlier'], ['entries']])
    const entriesSince = () => entriesIn(directory).slice(2)
    await killedAt(t, root, databaseUrl, point)
    const left = { committed: 0, between: 1, logged: 2, stored: 2 }[point]
    t.equal(entriesSince().length, left, `${point}: what the log had`)
    t.equal((await db.query('SELECT 1 FROM deposit')).length, 1, 'the store has it')

    // Then once more: what is settled is settled.
    await (await openDeposits(root, databaseUrl, 'nop-tep')).close()
    const { deposits, close } = await openDeposits(root, databaseUrl, 'nop-tep')
    const entries = entriesSince()
    t.same(
      entries.map(({ phase }) => phase),
      ['quarantined', 'deposited'],
      'each entry once, in their order',
    )
    t.equal(new Set(entries.map(({ event }) => event)).size, 1)
    const again = await deposits.take({
      agency: 'thanh-tra',
      transport: 'directory',
      document: Buffer.from(document),
      mediaType: 'text/csv',
      event: newEventId(),
    })
    t.match(again, { state: 'duplicate', event: entries[1]?.event, taken: 1, receipt: { index: 3 } })
    t.equal(entriesSince().length, 2)
    t.match(await db.query('SELECT entries FROM recording'), [{ entries: null }], 'nothing is owed')
    await db.query('TRUNCATE delivery, quarantine CASCADE')
    const lost = await createStrays({ db, directory, origin, size: () => entriesIn(directory).length }).compare()
    t.same(lost, [entries[1]?.event], 'what the store lost is told by the log')
    await Promise.all([db.close(), close()])
  }
})

t.test('killed once a newer state was refused: the older is not served again', async (t) => {
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  const before = await openDeposits(root, databaseUrl, 'nop-tep')
  const take = (open: typeof before, text: string) =>
    open.deposits.take({
      agency: 'thanh-tra',
      transport: 'directory',
      document: Buffer.from(text),
      mediaType: 'text/csv',
      event: newEventId(),
    })
  t.match(await take(before, 'A1\n#1\n'), { state: 'accepted' })
  t.match(await before.keeping.read('thanh-tra', 'A1'), { document: { status: 200 } })
  await before.close()
  await killedAt(t, root, databaseUrl, 'committed', '?A1\n#1\n')
  const after = await openDeposits(root, databaseUrl, 'nop-tep')
  t.strictSame(await after.keeping.read('thanh-tra', 'A1'), { withheld: 'rejected' })
  t.match(await take(after, '?A1\n#1\n'), { state: 'quarantined' })
  t.match(await take(after, 'A1\n#1\n'), { state: 'duplicate' })
  t.strictSame(await after.keeping.read('thanh-tra', 'A1'), { withheld: 'rejected' })
  await after.close()
})

t.test('the log refuses once', async (t) => {
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  const { directory } = optionsIn(root)
  const db = openDatabase(databaseUrl)
  const { deposits, log, close } = await openDeposits(root, databaseUrl, 'nop-tep')
  const { appendEncoded } = log
  let calls = 0
  // The second entry is refused, then the first of the next document.
  Object.assign(log, {
    appendEncoded: async (entry: Uint8Array) => {
      calls++
      if (calls === 2 || calls === 4) throw new GatewayError('log-unavailable')
      return appendEncoded(entry)
    },
  })
  const take = (text: string) =>
    deposits.take({
      agency: 'thanh-tra',
      transport: 'directory',
      document: Buffer.from(text),
      mediaType: 'text/csv',
      event: newEventId(),
    })
  t.match(await take(document), { state: 'unavailable', reason: 'log-unavailable' })
  t.match(await take(document), { state: 'duplicate', receipt: { index: 1 } }, 'taken, and now recorded')
  t.same(
    entriesIn(directory).map(({ phase }) => phase),
    ['quarantined', 'deposited'],
    'what the log had taken is not said again',
  )
  t.match(await take('B1\n#1\n'), { state: 'unavailable' })
  t.match(await take('B2\n#1\n'), { state: 'accepted' })
  t.match(await take('B1\n#1\n'), { state: 'duplicate' })
  const deposited = entriesIn(directory).filter(({ phase }) => phase === 'deposited')
  t.equal(deposited.length, 3)
  t.equal(new Set(deposited.map(({ event }) => event)).size, 3)
  await Promise.all([db.close(), close()])
})
