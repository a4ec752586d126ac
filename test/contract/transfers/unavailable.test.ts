/** What a sender is told while the log or the store is down, and what comes of what was stored by then. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { limits } from '../../../gateway/limits.ts'
import { createStrays } from '../../../gateway/release/strays.ts'
import { listInbox } from '../../../gateway/release/transfers/list-rows.ts'
import { findTransfer } from '../../../gateway/release/transfers/rows.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { inquiry, openTransfers } from '../../support/transfers.ts'
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
    await t.rejects(receipting.finishAll(), { code: 'log-unavailable' })
    const [stored] = await at.rows('transfer')
    t.match(stored, { state: 'stored', receipt: null })
    t.strictSame(await listInbox(at.db, 'thanh-tra', { first: 9 }), [], 'its receiver has nothing of it')
    t.equal(await findTransfer(at.db, String(stored!.id), { agency: 'thanh-tra', as: 'either' }), undefined)
    isDown = false
    t.equal(await receipting.finishAll(), 1)
    const taken = await world.take(document)
    t.match(taken, { state: 'receipted', again: true, transfer: { id: stored!.id } })
    t.strictSame(world.phases(), ['transfer-stored'])
    const strays = createStrays({ db: at.db, directory: at.directory, origin: at.log.origin })
    t.strictSame(await strays.compare(), [], 'the log tells of nothing that is not there')
    await at.db.query('TRUNCATE transfer CASCADE')
    await at.db.query('TRUNCATE compared_log')
    t.strictSame(await strays.compare(), [stored!.event], 'what the store lost is told of')
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
