/** A transfer that its sender calls back, before and after it was handed out, on a real store and log; and what others can do about it. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import type { Registry } from '../../../gateway/identity/registry.ts'
import { receiptDigest } from '../../../gateway/identity/transfer-acknowledgement.ts'
import type { Operation } from '../../../gateway/release/inquiry.ts'
import { day_ms } from '../../../gateway/release/quarantine/retention.ts'
import { documentOf } from '../../../gateway/release/transfers/content-rows.ts'
import { createInbox } from '../../../gateway/release/transfers/inbox.ts'
import { claimPush, pushOf } from '../../../gateway/release/transfers/push-rows.ts'
import type { Said } from '../../../gateway/release/transfers/recall-rows.ts'
import { createRecalls } from '../../../gateway/release/transfers/recalls.ts'
import { findTransfer, transferOf } from '../../../gateway/release/transfers/rows.ts'
import { stagesOf } from '../../../gateway/release/transfers/stage-rows.ts'
import { newTransferId } from '../../../gateway/telemetry/ids.ts'
import { codeOf } from '../../support/identity.ts'
import { transferring } from '../../support/receipted-transfers.ts'
import { agencyKey, anyJws, signerOf } from '../../support/receipts.ts'
import { inquiry } from '../../support/transfers.ts'
import { tablesWith } from '../deposits/world.ts'

const world = await transferring(t)
const { db, keeping, log, receipted, entries } = world
const { vault } = keeping.kept
const own = agencyKey('ES256')
const registry = () => ({ participantOf: () => ({ messageKeys: [own.jwk] }) }) as unknown as Registry
const inbox = createInbox(keeping, registry, async () => ({ state: 'ok', by: { dossiers: [] } }))
const recalls = createRecalls(keeping, 3)

const by = (agency: string, operation: Operation) =>
  inquiry({
    system: { agency, id: `${agency}:he-thong`, uri: agency, roles: ['exchange'], thumbprint: 'Zm9v' },
    operation,
  })
const why: Said<'wrong-receiver'> = { code: 'wrong-receiver', text: 'Chuyển nhầm sang Công an, vụ của bà Ước' }
const done: Said<'erased'> = { code: 'erased', text: 'Đã xóa khỏi hệ thống, biên bản số 7' }
const recall = (id: string, said: Parameters<typeof recalls.recall>[2] = why, agency = 'mttq') =>
  recalls.recall(by(agency, 'transfer:recall'), id, said)
const acted = (id: string, said: Parameters<typeof recalls.done>[2] = done, agency = 'cong-an') =>
  recalls.done(by(agency, 'inbox:recall-acknowledge'), id, said)
const fetch = (id: string) => inbox.fetch(by('cong-an', 'inbox:fetch'), id)
function acknowledge(id: string) {
  const receipt = receiptDigest(world.receiptOf(id))
  const said = { transfer: id, receipt, outcome: 'acknowledged', at: new Date().toISOString() }
  const head = { alg: 'ES256', kid: 'k1', typ: 'lienthong-acknowledgement+jws' }
  return inbox.acknowledge(by('cong-an', 'inbox:acknowledge'), id, anyJws(head, said, signerOf(own.privateKey)))
}

const told = (id: string, phase: string) =>
  entries().filter((entry) => entry.phase === phase && entry.detail.transfer?.id === id)
const stageNames = async (id: string) => (await stagesOf(db, id)).slice(6).map(({ stage }) => stage)
const isErased = async (id: string) =>
  (await codeOf(async () => documentOf(db, vault, (await transferOf(db, id))!, 'native'))) === 'transfer-erased'

t.test('before it is handed out it is erased, and its receiver is never given it', async (t) => {
  const id = await receipted()
  const first = await recall(id)
  t.match(first.recall, { ...why, due_at: null, done: undefined })
  t.ok(await isErased(id))
  t.equal(await codeOf(() => fetch(id)), 'transfer-recalled')
  t.match(await pushOf(db, vault, id), { next_at: null }, 'nor is it pushed')
  t.equal(await codeOf(() => acted(id)), 'transfer-stage', 'who never had it has nothing to do')
  const [listed] = await inbox.list('cong-an', { first: 100, state: 'recalled' })
  t.match(listed, { id, state: 'recalled', recall: why })
  t.match(await stagesOf(db, id).then((stages) => stages.at(-1)), {
    stage: 'recalled',
    reason: why.code,
    agency: 'mttq',
  })
  const [entry, ...more] = told(id, 'transfer-recalled')
  t.same(more, [])
  t.match(entry!.detail, { who: { agency: 'mttq' }, transfer: { reason: why.code, handed_out: false, says: String } })
  t.match(world.receiptOf(id), await inbox.receipt('cong-an', id), 'its receipt stands')

  t.same(await recall(id), first, 'the same again')
  t.equal(await codeOf(() => recall(id, { ...why, code: 'superseded' })), 'recall-given')
  t.equal(await codeOf(() => recall(id, { ...why, text: 'vì lý do khác' })), 'recall-given')
  t.equal(told(id, 'transfer-recalled').length, 1)
})

t.test('after it was handed out its receiver is directed to act, and says so once', async (t) => {
  const id = await receipted()
  await fetch(id)
  const { recall: made } = await recall(id)
  t.equal(made.due_at!.getTime() - made.at.getTime() >= 3 * day_ms, true)
  t.match(told(id, 'transfer-recalled')[0]!.detail, { transfer: { handed_out: true } })
  t.equal(await codeOf(() => fetch(id)), 'transfer-recalled')
  t.equal(await codeOf(() => acknowledge(id)), 'transfer-stage', 'there is nothing to acknowledge any more')
  t.notOk(await isErased(id), 'what was handed out is kept as what has ended')

  const overdue = async (after_days: number) => {
    const overdueAt = new Date(Date.now() + after_days * day_ms)
    const rows = await recalls.list('mttq', { first: 100, state: 'recalled', overdueAt })
    return rows.filter((row) => row.id === id).length
  }
  t.same([await overdue(2), await overdue(4)], [0, 1])
  const first = await acted(id)
  t.same(await acted(id), first, 'its answer was lost')
  t.equal(await codeOf(() => acted(id, { ...done, code: 'kept' })), 'recall-given')
  t.equal(await overdue(4), 0)
  t.equal(told(id, 'transfer-recall-acknowledged').length, 1)
  t.match((await recall(id)).recall, { done }, 'its sender sees it')
  t.same(await tablesWith(db, 'bà Ước'), [], 'what is said lies sealed')
  t.same(await tablesWith(db, 'biên bản số 7'), [])
})

t.test('what was acknowledged can have been sent in error; the acknowledgement stands', async (t) => {
  const id = await receipted()
  await fetch(id)
  const before = await acknowledge(id)
  t.ok((await recall(id)).recall.due_at)
  t.same(await stageNames(id), ['delivered', 'acknowledged', 'recalled'])
  t.equal((await findTransfer(db, id, { agency: 'cong-an', as: 'receiver' }))!.state, 'recalled')
  t.match(before, { state: 'acknowledged' })
})

t.test('a sending that was begun may have arrived', async (t) => {
  const id = await receipted({ receiver: 'toa-an' })
  const now_ms = Date.now() + 1_000
  const claim = await claimPush(db, { receiver: 'toa-an', by: 'node', now_ms, until_ms: now_ms + 60_000 })
  t.equal(claim?.transfer, id)
  t.ok((await recall(id)).recall.due_at)
  t.ok(await isErased(id), 'nothing more of it goes')
})

t.test('anybody else finds nothing to call back, or to say about it', async (t) => {
  const id = await receipted()
  await fetch(id)
  for (const [agency, asked] of [
    ['cong-an', id],
    ['toa-an', id],
    ['mttq', newTransferId()],
  ] as const)
    t.equal(await codeOf(() => recall(asked, why, agency)), 'transfer-not-found')
  t.equal(await codeOf(() => acted(id)), 'transfer-stage', 'it was not called back')
  await recall(id)
  for (const agency of ['mttq', 'toa-an']) t.equal(await codeOf(() => acted(id, done, agency)), 'transfer-not-found')
  t.same(await recalls.list('toa-an', { first: 100 }), [])
})

t.test('called back, fetched and acknowledged at once: the row decides, and each is told once', async (t) => {
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, async (_, n) => {
      const id = await receipted()
      if (n % 2 === 1) await fetch(id)
      const race = n % 2 === 1 ? () => acknowledge(id) : () => fetch(id)
      const [given, called] = await Promise.allSettled([race(), recall(id), recall(id)])
      const stages = await stageNames(id)
      t.equal(stages.at(-1), 'recalled')
      t.equal(told(id, 'transfer-recalled').length, 1)
      if (called.status === 'rejected') throw called.reason
      const isHandedOut = stages.includes('delivered')
      t.equal(called.value.recall.due_at !== null, isHandedOut)
      t.equal(await isErased(id), !isHandedOut)
      return given.status === 'fulfilled' || (given.reason as GatewayError).code
    }),
  )
  for (const outcome of outcomes)
    t.ok([true, 'transfer-recalled', 'transfer-stage', 'transfer-erased'].includes(outcome), String(outcome))
})

t.test('without the log it is not answered, and told once when the log is back', async (t) => {
  const id = await receipted()
  const { appendEncoded } = log
  const refuse = async () => {
    throw new GatewayError('log-unavailable')
  }
  Object.assign(log, { appendEncoded: refuse })
  t.equal(await codeOf(() => recall(id)), 'log-unavailable')
  Object.assign(log, { appendEncoded })
  t.equal(await codeOf(() => fetch(id)), 'transfer-recalled', 'it counts from when it was taken')
  t.match(await recall(id), { recall: why })
  t.equal(told(id, 'transfer-recalled').length, 1)
})

t.test('who may no longer when it is committed has called nothing back', async (t) => {
  const id = await receipted()
  let asked = 0
  const confirm = async () => {
    if (++asked === 2) throw new GatewayError('certificate-revoked')
  }
  const asker = { ...by('mttq', 'transfer:recall'), confirm }
  t.equal(await codeOf(() => recalls.recall(asker, id, why)), 'certificate-revoked')
  t.same(await stageNames(id), [])
  t.notOk(await isErased(id))
})
