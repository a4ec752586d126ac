/** What was handed over is kept until its receiver has answered, and so long after: then its content goes, and its receipt stays. */
import t from 'tap'
import { eraseEnded } from '../../../gateway/release/transfers/retention.ts'
import { lockTransfer } from '../../../gateway/release/transfers/rows.ts'
import { moveTo } from '../../../gateway/release/transfers/stage-rows.ts'
import type { TransferState } from '../../../gateway/release/transfers/transfer.ts'
import { transferWorld } from './transfer-world.ts'

t.test('only what has ended is erased, once, and recorded', async (t) => {
  const world = await transferWorld(t)
  const { db, keeping } = world.at
  const ways: Readonly<Record<string, readonly TransferState[]>> = {
    receipted: [],
    delivered: ['delivered'],
    'dead-letter': ['dead-letter'],
    acknowledged: ['delivered', 'acknowledged'],
    refused: ['delivered', 'refused'],
    recalled: ['delivered', 'recalled'],
  }
  for (const [name, stages] of Object.entries(ways)) {
    const taken = await world.take({ records: [{ key: name }] }, `khoa-${name}`)
    if (taken.state !== 'receipted') throw new Error(taken.code)
    for (const stage of stages)
      await db.transaction(async (tx) => {
        const row = (await lockTransfer(tx, taken.transfer.id))!
        await moveTo(tx, row, stage as 'delivered', { event: 'ev-x', recording: null })
      })
  }
  const kept = async () =>
    (await db.query<{ key: string }>(`SELECT idempotency_key AS key FROM transfer WHERE translated IS NOT NULL`))
      .map(({ key }) => key.replace('khoa-', ''))
      .sort()
  const [past, future] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)]
  t.equal(await eraseEnded(keeping, { ended: past, givenUp: past }), 0, 'not before its time')
  t.equal(await eraseEnded(keeping, { ended: future, givenUp: past }), 3)
  t.strictSame(await kept(), ['dead-letter', 'delivered', 'receipted'])
  t.equal(await eraseEnded(keeping, { ended: future, givenUp: past }), 0)
  t.strictSame(
    world.phases().filter((phase) => phase !== 'transfer-stored'),
    ['transfer-erased', 'transfer-erased', 'transfer-erased'],
  )
  t.equal(await eraseEnded(keeping, { ended: past, givenUp: future }), 1, 'a dead letter after a time of its own')
  t.strictSame(await kept(), ['delivered', 'receipted'])
  const again = await world.take({ records: [{ key: 'refused' }] }, 'khoa-refused')
  t.match(again, { state: 'receipted', again: true, receipt: String, transfer: { state: 'refused' } })
})
