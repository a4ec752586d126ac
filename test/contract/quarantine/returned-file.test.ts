/** What came by file is returned by file: an acknowledgement under the name that its sender gave, once, whatever fails in between. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { receiptHeader } from '../../../gateway/audit/receipt.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { startDirectory } from '../../../gateway/exchange/directory.ts'
import { prepareFolder } from '../../../gateway/exchange/folder.ts'
import { createHandling } from '../../../gateway/release/quarantine/handling.ts'
import { createReturns } from '../../../gateway/release/quarantine/returns.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { testDatabase } from '../../support/database.ts'
import { openDeposits } from '../../support/deposits.ts'
import { drop } from '../../support/drop.ts'
import { inspectorOf } from '../../support/policy.ts'
import { until } from '../../support/until.ts'
import { inquiryOf, why } from './handling-world.ts'

t.test('returned by file', async (t) => {
  const root = dataFolder(t)
  const { deposits, keeping, sources, close } = await openDeposits(root, await testDatabase(t), 'nop-tep')
  const returns = createReturns(keeping)
  let lost = 1
  const { folder, options, acknowledged, states } = drop(t, {
    deposits,
    returns: {
      due: returns.due,
      // The acknowledgement is there, and nobody knows it.
      told: async (act) => {
        if (lost-- > 0) throw new Error('the store is away')
        await returns.told(act)
      },
    },
  })
  await prepareFolder(folder)
  const directory = startDirectory(options)
  t.teardown(async () => {
    await directory.stop()
    await close()
  })
  writeFileSync(join(folder.in, 'ket-luan.csv'), 'c\nd\n')
  const first = await until(() => acknowledged('ket-luan.csv'))
  t.match(first, { state: 'quarantined', rejected: [{ code: 'document-truncated', line: 1 }] })

  const handling = createHandling({
    keeping,
    sources,
    registry: () => ({}) as never,
    policy: () => 'p1',
    ownerDays: 30,
  })
  const caller = inspectorOf()
  const [item] = await handling.list(caller, {}, { first: 1, after: undefined })
  const { receipt } = await handling.return(inquiryOf(caller, 'quarantine:return'), item!.id, why)
  await until(async () => (await returns.due('thanh-tra')).length === 0)
  t.match(acknowledged('ket-luan.csv'), {
    ...{ file: 'ket-luan.csv', state: 'returned', taken: 0, item: item!.id, came: first.event, receipt },
    rejected: [{ code: 'document-truncated', line: 1, column: 1 }],
  })
  t.match(acknowledged(`ket-luan.csv.${first.event}`), first, 'what it was told before lies beside it')
  t.equal(readdirSync(folder.ack).length, 2, 'told once')
  t.ok(states.includes('not-acknowledged'), 'and the operator heard that it could not be noted at once')
  t.match(verifyLog(join(root, 'log'), { receipts: [receiptHeader(receipt)] }), { ok: true })
})
