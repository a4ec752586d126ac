/** Files from a folder into what the gateway keeps: PostgreSQL, log, worker and adapter are real. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { startDirectory } from '../../../gateway/exchange/directory.ts'
import { prepareFolder } from '../../../gateway/exchange/folder.ts'
import { tooLargeRecorder } from '../../../gateway/exchange/too-large.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { openDeposits, standing } from '../../support/deposits.ts'
import { drop, listing } from '../../support/drop.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { until } from '../../support/until.ts'

async function serving(t: Test) {
  const root = dataFolder(t)
  const databaseUrl = await testDatabase(t)
  const { deposits, log, close } = await openDeposits(root, databaseUrl, 'nop-tep')
  const db = openDatabase(databaseUrl)
  const made = drop(t, { deposits, recordTooLarge: tooLargeRecorder(log, standing) })
  await prepareFolder(made.folder)
  const directory = startDirectory(made.options)
  t.teardown(async () => {
    await directory.stop()
    await Promise.all([close(), db.close()])
  })
  const put = (name: string, text: string) => {
    writeFileSync(join(made.folder.in, `.${name}`), text)
    renameSync(join(made.folder.in, `.${name}`), join(made.folder.in, name))
  }
  const answered = async (name: string, text: string) => {
    put(name, text)
    return until(() => made.acknowledged(name))
  }
  return { ...made, answered, put, db, directory, log: join(root, 'log') }
}

t.test('what is in a file, and what its sender is told', async (t) => {
  const { answered, db, log, folder, put, acknowledged } = await serving(t)
  const good = await answered('good.csv', 'a\nb\n#2\n')
  t.match(good, { state: 'accepted', taken: 2, rejected: [] })

  const partial = await answered('partial.csv', 'c\nd\n')
  t.match(partial, { state: 'quarantined', taken: 0, rejected: [{ code: 'document-truncated', line: 1, column: 1 }] })

  const some = await answered('some.csv', 'e\n?\nf\n#3\n')
  t.match(some, { state: 'accepted', taken: 2, rejected: [{ code: 'row-invalid', effect: 'reject-record', line: 2 }] })

  const again = await answered('again.csv', 'a\nb\n#2\n')
  t.match(again, { state: 'duplicate', taken: 2, event: good.event, receipt: good.receipt })
  t.match(await answered('partial-again.csv', 'c\nd\n'), { state: 'quarantined', receipt: partial.receipt })

  mkdirSync(join(folder.in, 'dir.csv'))
  const large = await answered('large.csv', 'x'.repeat(2000))
  t.match(large, { state: 'refused', taken: 0, rejected: [{ code: 'document-too-large' }], kept: /^refused\// })

  put('good.csv', 'g\n#1\n')
  await until(() => acknowledged('good.csv')?.event !== good.event)
  t.match(acknowledged(`good.csv.${good.event}`), { receipt: good.receipt }, 'the same name with other content')

  const told = [good, partial, some, large, acknowledged('good.csv')!]
  const receipts = told.map(({ receipt }) => receiptHeader(receipt))
  t.match(verifyLog(log, { receipts }), { ok: true })
  const entries = entriesIn(log)
  t.same(
    told.map(({ event, receipt }) => [entries[receipt.index]?.event === event, entries[receipt.index]?.phase]),
    [
      [true, 'deposited'],
      [true, 'quarantined'],
      [true, 'deposited'],
      [true, 'refused'],
      [true, 'deposited'],
    ],
  )
  t.match(entries[large.receipt.index], {
    outcome: 'body-too-large',
    detail: {
      operation: 'deposit',
      sources: [{ agency: 'thanh-tra', state: 'refused', reason: 'document-too-large' }],
    },
  })
  t.match(await db.query('SELECT count(*) AS n FROM deposit'), [{ n: 5 }])
  t.notMatch(readFileSync(join(folder.ack, 'some.csv.json'), 'utf8'), /TTr|"e"/, 'nothing of its content')
})

t.test('while the index is away files wait; then each is taken once', async (t) => {
  const { answered, put, db, directory, acknowledged, states, folder } = await serving(t)
  await db.query('ALTER TABLE delivery RENAME TO away')
  put('a.csv', 'a\n#1\n')
  await until(() => directory.state() === 'unavailable')
  t.equal(acknowledged('a.csv'), undefined)
  t.same(listing(folder), ['work/ev.a.csv'])
  await db.query('ALTER TABLE away RENAME TO delivery')
  t.match(await until(() => acknowledged('a.csv')), { state: 'accepted', taken: 1 })
  t.match(await answered('b.csv', 'b\n#1\n'), { state: 'accepted' })
  await until(() => directory.state() === 'ok')
  t.equal(states.filter((state) => state === 'unavailable').length, 1, 'told once')
  t.match(await db.query('SELECT count(*) AS n FROM deposit'), [{ n: 2 }])
})
