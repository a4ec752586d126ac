/** Opening, correcting, returning and erasing: by whom, once, and in the log before anybody is answered. */
import t from 'tap'
import { writeIndex } from '../../../gateway/dossiers/register.ts'
import { eraseDue } from '../../../gateway/release/quarantine/retention.ts'
import { seal } from '../../../gateway/release/sealed.ts'
import { unpacked } from '../../../gateway/release/vault.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { bytesOf, tablesWith, type World, world } from '../deposits/world.ts'
import { front, handlersOf, inquiryOf, operator, why } from './handling-world.ts'

const canary = 'Trần Văn Mười'
const bad = { records: [{ key: 'A', do: 'row' as const, text: canary }] }

/** What came, or was returned, before. */
const before = (came: Date, returned = came) => ({ came, returned })
const soon = () => new Date(Date.now() + 1_000)

async function heldItem(at: World) {
  await at.take(bad)
  const handlers = handlersOf(at)
  const [id = ''] = await handlers.ids()
  return { ...handlers, id }
}

t.test('opened: the very bytes, and each opening stands in the log first', async (t) => {
  const at = await world(t)
  const { act, id, handling } = await heldItem(at)
  const opened = await act('open', id)
  t.same(Buffer.from(opened.document.body), Buffer.from(bytesOf(bad)))
  const entry = at.entries()[opened.receipt.index]
  t.match(entry, {
    phase: 'quarantine-opened',
    detail: {
      who: { agency: 'mttq', system: 'mttq:tiep-nhan', officer: 'cbmt-001' },
      why: { purpose: 'GIAM_SAT_XA_HOI' },
      operation: 'quarantine:open',
      handled: { item: id, agency: 'mttq', adapter: /^nop-json@/, reason: 'record-rejected', digest: /=$/, act: /=$/ },
    },
  })
  await act('open', id)
  t.match((await handling.look(operator(), id)).acts, [
    { act: 'open', officer: 'cbmt-001', state: null },
    { act: 'open' },
  ])
  t.same(await tablesWith(at.db, canary), [], 'and nothing of it in clear in the store')
})

t.test('corrected: taken in its place, beside the original, with both digests in the log', async (t) => {
  const at = await world(t)
  const { correct, id, handling, act, held } = await heldItem(at)
  const stillBad = await correct(id, { records: [{ key: 'A', do: 'row' }] })
  t.match(stillBad, { item: { state: 'held' }, comparison: { now: { outcome: 'rejected' } } })
  t.match(await at.rows('deposit'), [{ withheld: 'rejected' }], 'what is not good all over is not taken')
  t.match(at.entries()[stillBad.receipt.index], { phase: 'quarantine-corrected', outcome: 'document-rejected' })
  const good = { records: [{ key: 'A', text: canary }] }
  const more = { records: [...good.records, { key: 'X' }] }
  await t.rejects(correct(id, more), { code: 'quarantine-other-records' }, 'of the records of the original alone')
  const { item, receipt } = await correct(id, good)
  t.match(item, { state: 'released', kept: true })
  t.match(
    at.entries().find(({ phase, outcome }) => phase === 'quarantine-corrected' && outcome === 'ok'),
    {
      detail: {
        handled: {
          item: id,
          state: 'released',
          digest: /=$/,
          corrected: /=$/,
          keys_unread: undefined,
          now: { outcome: 'taken' },
        },
      },
    },
  )
  t.match(at.entries()[receipt.index], { phase: 'deposited', detail: { deposit: { taken: 1, fresh: 1 } } })
  t.not(await at.served('A'), 'newest-rejected')
  t.same((await correct(id, good)).receipt, receipt, 'again: the same receipt')
  await t.rejects(correct(id, { records: [{ key: 'C' }] }), { code: 'quarantine-ended' })
  t.same(Buffer.from((await act('open', id)).document.body), Buffer.from(bytesOf(bad)), 'the original is there')
  const { acts } = await handling.look(operator(), id)
  t.match(acts, [{ act: 'correct', outcome: 'rejected' }, { act: 'correct', outcome: 'taken' }, { act: 'open' }])
  const [row] = await at.db.query<{ item: string; event: string; ciphertext: Buffer }>(
    'SELECT item, event, ciphertext FROM quarantine_act WHERE state IS NOT NULL',
  )
  const { vault } = at.keeping.kept
  const kept = unpacked(vault.unseal(row!.ciphertext, ['correction', 'mttq', row!.item, row!.event]))
  t.same(Buffer.from(kept.body), Buffer.from(bytesOf(good)))
  t.match(await at.take(good), { state: 'duplicate' }, 'and sent by its system it is the same delivery')
  await at.take('{"records":[')
  t.match(await correct(await held(), { records: [{ key: 'X' }] }), { item: { state: 'released' } })
  const told = at.entries().findLast(({ phase }) => phase === 'quarantine-corrected')
  t.equal(told?.detail.handled?.keys_unread, true, 'of what records the original is nobody can say: the log says so')
})

t.test('returned: it ends the item, and its sender finds it so at the delivery', async (t) => {
  const at = await world(t)
  const { act, id, handling } = await heldItem(at)
  const [{ event } = { event: '' }] = (await at.rows('delivery')) as { event: string }[]
  t.match(await at.deposits.status('mttq', event), { state: 'quarantined', quarantine: { item: id, state: 'held' } })
  t.equal(await at.deposits.status('thanh-tra', event), undefined, 'nobody else does')
  const { item, receipt } = await act('return', id, operator())
  t.equal(item.state, 'returned')
  t.match(at.entries()[receipt.index], { phase: 'quarantine-returned', detail: { who: { agency: 'van-hanh' } } })
  t.match(await at.deposits.status('mttq', event), {
    quarantine: { state: 'returned' },
    rejected: [{ code: 'field-missing', pointer: '/records/0', line: 2 }],
  })
  t.same((await act('return', id, operator())).receipt, receipt)
  await t.rejects(act('return', id), { code: 'quarantine-ended' }, 'by another it is another act')
  await t.rejects(act('release', id), { code: 'quarantine-ended' })
  t.equal((await handling.look(operator(), id)).acts.length, 1)
})

t.test('erased after its time: the content alone, of corrections too', async (t) => {
  const at = await world(t)
  const { act, id, correct } = await heldItem(at)
  await at.take({ records: [{ key: 'B', do: 'row' }] })
  await correct(id, { records: [{ key: 'A' }] })
  t.equal(await eraseDue(at.keeping, before(new Date(0))), 0, 'nothing is older than that')
  const from = at.log.size()
  t.equal(await eraseDue(at.keeping, before(soon())), 2)
  t.match(at.entries().slice(from), [
    { phase: 'quarantine-expired', detail: { operation: 'quarantine:retention', handled: { item: id } } },
    { phase: 'quarantine-expired', detail: { handled: { state: 'expired' } } },
  ])
  t.match(await at.rows('quarantine'), [
    { state: 'released', ciphertext: null, findings: [{ code: 'field-missing' }] },
    { state: 'expired', ciphertext: null },
  ])
  t.same(await at.db.query('SELECT FROM quarantine_act WHERE ciphertext IS NOT NULL'), [])
  t.equal(await eraseDue(at.keeping, before(soon())), 0)
  await t.rejects(act('open', id), { code: 'quarantine-erased' })
  t.match(await at.served('A'), /^2026/, 'what was taken is there')
})

t.test('an item and its copies, one after the other', async (t) => {
  const at = await world(t)
  const { db, keeping } = at
  const { act, handling, id } = await heldItem(at)

  t.test('who acts is asked for once more before it is done: as another it is not', async (t) => {
    let asked = 0
    const inquiry = inquiryOf(front(), 'quarantine:return', async () => {
      asked += 1
      if (asked === 2) inquiry.caller = front({ agency: 'thanh-tra', clearance: 'CONG_KHAI' })
    })
    const from = at.log.size()
    await t.rejects(handling.return(inquiry, id, why), { code: 'policy-changed' })
    t.equal(asked, 2)
    t.match(await at.rows('quarantine'), [{ state: 'held' }])
    t.same([await at.rows('quarantine_act'), at.log.size()], [[], from])
  })

  t.test('what was returned is its sender’s to fetch from then on, however long it had waited', async (t) => {
    await act('return', id, operator())
    t.equal(await eraseDue(at.keeping, before(soon(), new Date(Date.now() - 60_000))), 0)
    t.same(Buffer.from((await act('open', id)).document.body), Buffer.from(bytesOf(bad)))
    t.equal(await eraseDue(at.keeping, before(new Date(0), soon())), 0, 'nor before it is old enough')
    t.equal(await eraseDue(at.keeping, before(soon())), 1)
  })

  t.test('copies that are shredded wait for whoever works with one of them', async (t) => {
    const document = { status: 200, mediaType: 'application/json', body: bytesOf({ records: [{ key: 'B' }] }) }
    const found = (version: number, reason: string) =>
      keeping.quarantine.take({
        ...{ agency: 'mttq', kind: 'facet', transport: 'https-push', operation: 'dossier:read' },
        ...{
          adapter: `nop-json@${version}.0.0#0123456789abcdef`,
          event: newEventId(),
          reason,
          findings: [],
          document: seal(document),
        },
      })
    await found(1, 'document-rejected')
    await found(2, 'document-rejected')
    const items = await db.query<{ id: string }>("SELECT id FROM quarantine WHERE state = 'held' ORDER BY id DESC")
    let shredded: Promise<void> | undefined
    await writeIndex(db, async (tx) => {
      for (const { id } of items) {
        await tx.query('SELECT FROM quarantine WHERE id = $1 FOR UPDATE NOWAIT', [id])
        shredded ??= found(3, 'state-secret-in-clear')
        // Time enough for it to lock the other one, if it did not wait.
        for (let n = 0; n < 20; n++) await db.query('SELECT 1')
      }
    })
    await shredded
    t.match(await db.query('SELECT state, ciphertext FROM quarantine WHERE id <> $1', [id]), [
      { state: 'shredded', ciphertext: null },
      { state: 'shredded', ciphertext: null },
    ])
  })
})

t.test('erased by request, held or ended', async (t) => {
  const at = await world(t)
  const { act, id, ids } = await heldItem(at)
  await t.rejects(act('expire', id, operator()), { code: 'quarantine-held' }, 'an operator returns it first')
  const { receipt } = await act('expire', id)
  t.match(await at.rows('quarantine'), [{ state: 'expired', ciphertext: null }])
  t.same((await act('expire', id)).receipt, receipt)
  await t.rejects(act('try', id), { code: 'quarantine-ended' })
  t.match(await at.take(bad), { state: 'quarantined' }, 'the same bytes are told the same')
  const second = { records: [{ key: 'B', do: 'row' as const }] }
  await at.take(second)
  const [, other = ''] = await ids()
  await act('return', other, operator())
  await t.rejects(act('expire', other, operator()), { code: 'quarantine-fetchable' }, 'its sender is to see it')
  t.same(Buffer.from((await act('open', other)).document.body), Buffer.from(bytesOf(second)))
  const later = handlersOf(at, undefined, 0)
  const erased = await later.act('expire', other, operator())
  t.match(erased, { item: { state: 'returned', kept: false } })
  t.same((await later.act('expire', other, operator())).receipt, erased.receipt, 'once more, the same receipt')
  await t.rejects(act('expire', other), { code: 'quarantine-ended' }, 'by another it is another act')
})

t.test('the rows of what was done are never changed, and an item ends once', async (t) => {
  const at = await world(t)
  const { act, id } = await heldItem(at)
  await act('return', id)
  for (const change of [
    'UPDATE quarantine_act SET officer = $1',
    'DELETE FROM quarantine_act WHERE $1 = $1',
    'UPDATE quarantine SET reason = $1',
    "UPDATE quarantine SET state = 'held' WHERE $1 = $1",
    'DELETE FROM quarantine WHERE $1 = $1',
  ])
    await t.rejects(at.db.query(change, ['x']), { code: 'internal' }, change)
})
