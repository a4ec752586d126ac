/** What a sender is told while the log or the store is down, and what comes of what was stored by then. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { signReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { limits } from '../../../gateway/limits.ts'
import { createStrays } from '../../../gateway/release/strays.ts'
import { listInbox } from '../../../gateway/release/transfers/list-rows.ts'
import { createReceipting } from '../../../gateway/release/transfers/receipting.ts'
import { findTransfer } from '../../../gateway/release/transfers/rows.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { inquiry, messageKey, openTransfers } from '../../support/transfers.ts'
import { transferWorld } from './transfer-world.ts'

const document = { records: [{ key: '1' }] }

t.test(
  'while the log is down nothing is answered; once it is up again the receipt is made, and the same',
  async (t) => {
    let isDown = true
    const world = await transferWorld(t, {
      log: (log) => ({
        ...log,
        appendEncoded: (entry) =>
          isDown ? Promise.reject(new GatewayError('log-unavailable')) : log.appendEncoded(entry),
      }),
    })
    const { at, receipting } = world
    await t.rejects(world.take(document), { code: 'log-unavailable' })
    await t.rejects(world.take(document), { code: 'log-unavailable' }, 'sent again too')
    const fail = (error: unknown) => t.fail('a fault', { error })
    await t.rejects(receipting.finishAll(fail), { code: 'log-unavailable' })
    for (const key of ['khoa-0002', 'khoa-0003'])
      await t.rejects(world.take(document, key), { code: 'log-unavailable' })
    const [stored, ...others] = await at.db.query<{ id: string; event: string; state: string; receipt: null }>(
      'SELECT * FROM transfer ORDER BY recording',
    )
    t.match(stored, { state: 'stored', receipt: null })
    t.strictSame(await listInbox(at.db, 'thanh-tra', { first: 9 }), [], 'its receiver has nothing of it')
    t.equal(await findTransfer(at.db, stored!.id, { agency: 'thanh-tra', as: 'either' }), undefined)
    isDown = false
    const refusing = createReceipting({
      ...{ keeping: at.keeping, origin: at.log.origin, issuer: 'https://localhost:8443' },
      sign: async (claims) => {
        if (claims.transfer === stored!.id) throw new Error('of this one alone')
        return signReceipt(messageKey, claims)
      },
    })
    const faults: unknown[] = []
    t.equal(await refusing.finishAll((error) => faults.push(error)), 2, 'it keeps none of those after it')
    t.match(faults, [{ message: 'of this one alone' }])
    t.equal(await receipting.finishAll(fail), 1)
    const taken = await world.take(document)
    t.match(taken, { state: 'receipted', again: true, transfer: { id: stored!.id } })
    t.strictSame(world.phases(), ['transfer-stored', 'transfer-stored', 'transfer-stored'])
    const strays = createStrays({ db: at.db, directory: at.directory, origin: at.log.origin, size: at.log.size })
    t.strictSame(await strays.compare(), [], 'the log tells of nothing that is not there')
    await at.db.query('TRUNCATE transfer CASCADE')
    await at.db.query('TRUNCATE compared_log')
    const lost = [stored!, ...others].map(({ event }) => event)
    t.strictSame((await strays.compare()).toSorted(), lost.toSorted(), 'what the store lost is told of')
  },
)

t.test('while the store is down nothing is read, and nothing recorded', async (t) => {
  const transfers = await openTransfers(dataFolder(t), 'postgresql://nobody@127.0.0.1:1/none')
  t.teardown(() => transfers.close())
  await t.rejects(transfers.take('khoa-0001', 'x'), { code: 'index-unavailable' })
  t.equal(transfers.log.size(), 0)
})

t.test('an agency has so much in hand at once, and no more', async (t) => {
  const world = await transferWorld(t)
  let go: () => void = () => {}
  const waits = new Promise<void>((resolve) => {
    go = resolve
  })
  const confirm = () => waits
  const body = new Uint8Array(limits.transfer.in_hand_bytes_max)
  const large = { to: 'thanh-tra', key: 'khoa-0002', document: { mediaType: 'application/json', body } }
  const first = world.transfers.take(inquiry({ confirm }), large)
  await t.rejects(world.take(document), { code: 'transfers-unavailable' })
  go()
  t.match(await first, { state: 'refused', code: 'document-rejected' })
  t.match(await world.take(document), { state: 'receipted' }, 'it is free again')
})
