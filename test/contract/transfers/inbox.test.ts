/** What a receiver finds in its inbox, fetches and acknowledges, on a real store and log; and what everybody else finds. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import type { Registry } from '../../../gateway/identity/registry.ts'
import { receiptDigest } from '../../../gateway/identity/transfer-acknowledgement.ts'
import type { Inquiry, Operation } from '../../../gateway/release/inquiry.ts'
import { giveUp } from '../../../gateway/release/transfers/giving-up.ts'
import { createInbox, type Inbox } from '../../../gateway/release/transfers/inbox.ts'
import { pushOf } from '../../../gateway/release/transfers/push-rows.ts'
import { createRecalls } from '../../../gateway/release/transfers/recalls.ts'
import { eraseEnded } from '../../../gateway/release/transfers/retention.ts'
import { findTransfer } from '../../../gateway/release/transfers/rows.ts'
import { stagesOf } from '../../../gateway/release/transfers/stage-rows.ts'
import { newEventId, newTransferId } from '../../../gateway/telemetry/ids.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { codeOf } from '../../support/identity.ts'
import { transferring } from '../../support/receipted-transfers.ts'
import { agencyKey, anyJws, signerOf, translatedForm } from '../../support/receipts.ts'
import { tablesWith } from '../deposits/world.ts'

const world = await transferring(t)
const { db, keeping, log, receipted, entries } = world
const { vault } = keeping.kept

const own = agencyKey('ES256')
const others = agencyKey('ES256')
let keys: readonly (typeof own.jwk)[] = [own.jwk]
const registry = () => ({ participantOf: () => ({ messageKeys: keys }) }) as unknown as Registry
const inbox: Inbox = createInbox(keeping, registry, async () => ({ state: 'ok', by: { dossiers: [] } }))

function asking(operation: Operation, agency = 'cong-an'): Inquiry {
  const id = `${agency}:he-thong`
  const system = { agency, id, uri: `urn:lienthong:${id}`, roles: ['exchange'] as const, thumbprint: 'Zm9v' }
  const asker = { event: newEventId(), language: 'vi', trace: childOf(undefined), operation, system } as const
  return { ...asker, confirm: async () => {} }
}

const fetch = (id: string, agency?: string) => inbox.fetch(asking('inbox:fetch', agency), id)
const acknowledge = (id: string, jws: string, agency?: string) =>
  inbox.acknowledge(asking('inbox:acknowledge', agency), id, jws)

/** What the receiver of `id` signs. */
function signed(id: string, change: object = {}, by = own): string {
  const receipt = receiptDigest(world.receiptOf(id))
  const said = { transfer: id, receipt, outcome: 'acknowledged', at: new Date().toISOString(), ...change }
  return anyJws({ alg: 'ES256', kid: 'k1', typ: 'lienthong-acknowledgement+jws' }, said, signerOf(by.privateKey))
}
const refusal = { outcome: 'refused', reason: { code: 'not-competent', text: 'Thuộc Viện kiểm sát' } }

const told = (id: string, phase: string) =>
  entries().filter((entry) => entry.phase === phase && entry.detail.transfer?.id === id)
const stageNames = async (id: string) => (await stagesOf(db, id)).slice(5).map(({ stage }) => stage)

/** The log takes nothing while `work` runs. */
async function withoutLog(work: () => Promise<unknown>): Promise<void> {
  const { appendEncoded } = log
  const refuse = async () => {
    throw new GatewayError('log-unavailable')
  }
  Object.assign(log, { appendEncoded: refuse })
  await work().finally(() => Object.assign(log, { appendEncoded }))
}

t.test('fetched: the very bytes, delivered once, which the log has before', async (t) => {
  const id = await receipted()
  const { document, told: handedOut } = await fetch(id)
  t.match(handedOut, { id, came: /\S/ }, 'which transfer, and where it stands what its receiver gets')
  t.same(Buffer.from(document.body), translatedForm.body)
  t.equal(document.mediaType, translatedForm.mediaType)
  const [entry, ...more] = told(id, 'transfer-delivered')
  t.same(more, [])
  t.match(entry!.detail, {
    who: { agency: 'cong-an', system: 'cong-an:he-thong' },
    transfer: { receiver: 'cong-an', translated: { bytes: translatedForm.body.length } },
  })
  await fetch(id)
  t.equal(told(id, 'transfer-delivered').length, 1, 'the second time it is delivered already')
  t.same(await stageNames(id), ['receipted', 'delivered'])
  t.match(await pushOf(db, vault, id), { next_at: null }, 'and nobody pushes it any more')
  t.equal(await inbox.receipt('cong-an', id), world.receiptOf(id))
})

t.test('a third agency, the sender and a missing transfer are the same', async (t) => {
  const id = await receipted()
  const jws = signed(id)
  for (const [agency, asked] of [
    ['vien-kiem-sat', id],
    ['mttq', id],
    ['cong-an', newTransferId()],
  ] as const) {
    t.equal(await codeOf(() => fetch(asked, agency)), 'transfer-not-found')
    t.equal(await codeOf(() => inbox.receipt(agency, asked)), 'transfer-not-found')
    t.equal(await codeOf(() => acknowledge(asked, jws, agency)), 'transfer-not-found')
    t.equal(await codeOf(() => acknowledge(asked, 'x', agency)), 'transfer-not-found', 'whatever it sends')
  }
  t.same(await stageNames(id), ['receipted'])
})

t.test('listed: its own, oldest first, in pages', async (t) => {
  const receiver = 'toa-an'
  const ids = [await receipted({ receiver }), await receipted({ receiver }), await receipted({ receiver })]
  const strange = await receipted({ receiver: 'thanh-tra' })
  const list = async (page: object) => (await inbox.list(receiver, { first: 2, ...page })).map(({ id }) => id)
  t.same(await list({}), ids.slice(0, 2))
  t.same(await list({ after: ids[1] }), ids.slice(2))
  t.same(await list({ after: strange }), [], 'by the place of another agency’s')
  t.same(await list({ after: newTransferId() }), [])
  await fetch(ids[1]!, receiver)
  t.same(await list({ state: 'delivered' }), [ids[1]])
})

t.test('without the log nothing is handed out, and what was noted then is told once', async (t) => {
  const id = await receipted()
  await withoutLog(async () => t.equal(await codeOf(() => fetch(id)), 'log-unavailable'))
  t.same(told(id, 'transfer-delivered'), [])
  await fetch(await receipted())
  // What failed then is settled beside what comes now.
  await keeping.recordings.settle((await stagesOf(db, id)).at(-1)!.recording!)
  t.equal(told(id, 'transfer-delivered').length, 1)
})

t.test('acknowledged: once, told to both sides, the same again the same', async (t) => {
  const id = await receipted()
  t.equal(await codeOf(() => acknowledge(id, signed(id))), 'transfer-stage', 'what it never had')
  await fetch(id)
  const jws = signed(id, { native_key: '15/2026/TB' })
  const first = await acknowledge(id, jws)
  t.match(first, { id, state: 'acknowledged' })
  t.same(await acknowledge(id, jws), first, 'its answer was lost')
  t.same(await acknowledge(id, signed(id, { native_key: '15/2026/TB' })), first, 'signed anew')
  t.equal(await codeOf(() => acknowledge(id, signed(id, { native_key: '16/2026/TB' }))), 'acknowledgement-given')
  t.equal(await codeOf(() => acknowledge(id, signed(id, refusal))), 'acknowledgement-given')
  t.same(await stageNames(id), ['receipted', 'delivered', 'acknowledged'])
  const seen = told(id, 'transfer-acknowledged')
  t.equal(seen.length, 1)
  t.equal(seen[0]!.event, first.event)
  t.equal((await findTransfer(db, id, { agency: 'mttq', as: 'sender' }))!.state, 'acknowledged')
  t.same(await tablesWith(db, '15/2026/TB'), [], 'what was signed lies sealed')
})

t.test('the same counts when its key has ended since, and nothing else by that key', async (t) => {
  const [id, other] = [await receipted(), await receipted()]
  await Promise.all([fetch(id), fetch(other)])
  const jws = signed(id)
  const first = await acknowledge(id, jws)
  keys = [agencyKey('ES256').jwk]
  t.same(await acknowledge(id, jws), first)
  t.equal(await codeOf(() => acknowledge(other, signed(other))), 'acknowledgement-invalid')
  keys = [own.jwk]
})

t.test('refused with its reason; then it is not handed out any more', async (t) => {
  const id = await receipted()
  await fetch(id)
  t.match(await acknowledge(id, signed(id, refusal)), { state: 'refused' })
  t.match((await stagesOf(db, id)).at(-1), { stage: 'refused', reason: 'not-competent', agency: 'cong-an' })
  t.match(told(id, 'transfer-refused')[0]!.detail, { transfer: { reason: 'not-competent' } })
  t.equal(await codeOf(() => fetch(id)), 'transfer-stage')
  t.equal(await codeOf(() => acknowledge(id, signed(id))), 'acknowledgement-given')
})

t.test('by another agency’s key, or of another receipt, nothing is acknowledged', async (t) => {
  const [id, other] = [await receipted(), await receipted()]
  await fetch(id)
  const wrong = [
    [signed(id, {}, others), 'signature'],
    [signed(other), 'other-receipt'],
    [signed(id).slice(0, -6), /signature|malformed/],
    ['a.b.c', 'malformed'],
    ['', 'malformed'],
  ] as const
  for (const [jws, fault] of wrong)
    await t.rejects(acknowledge(id, jws), { code: 'acknowledgement-invalid', told: { fault } })
  t.same(await stageNames(id), ['receipted', 'delivered'])
})

t.test('many at once: one acknowledgement, one entry, the same answer', async (t) => {
  const id = await receipted()
  await fetch(id)
  const answers = await Promise.all(Array.from({ length: 8 }, () => acknowledge(id, signed(id))))
  t.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  t.equal(told(id, 'transfer-acknowledged').length, 1)
})

t.test('acknowledged while the log is down: refused, then told once', async (t) => {
  const id = await receipted()
  await fetch(id)
  const jws = signed(id)
  await withoutLog(async () => t.equal(await codeOf(() => acknowledge(id, jws)), 'log-unavailable'))
  t.match(await acknowledge(id, jws), { state: 'acknowledged' })
  t.equal(told(id, 'transfer-acknowledged').length, 1)
})

t.test('who may no longer when it is committed has acknowledged nothing', async (t) => {
  const id = await receipted()
  await fetch(id)
  let asked = 0
  const confirm = async () => {
    if (++asked === 2) throw new GatewayError('certificate-revoked')
  }
  const inquiry = { ...asking('inbox:acknowledge'), confirm }
  t.equal(await codeOf(() => inbox.acknowledge(inquiry, id, signed(id))), 'certificate-revoked')
  t.same(await stageNames(id), ['receipted', 'delivered'])
})

const day_ms = 24 * 60 * 60 * 1000
/** As it would be so many days from now. */
const giveUpIn = (days: number) =>
  giveUp(keeping, { fetch: 14, answer: 30 }, new Date(Date.now() + days * day_ms + 60_000))
const lastStage = async (id: string) => (await stagesOf(db, id)).at(-1)

t.test(
  'what nobody fetched, and then nobody answered, is given up each time, told to the log and both ends, and can still be answered',
  async (t) => {
    const receiver = 'so-1'
    const [id, other] = [await receipted({ receiver }), await receipted({ receiver })]
    await fetch(other, receiver)
    await giveUpIn(13)
    t.match([await lastStage(id), await lastStage(other)], [{ stage: 'receipted' }, { stage: 'delivered' }])
    const looks = await Promise.all([giveUpIn(14), giveUpIn(14)])
    t.ok(looks[0]! + looks[1]! >= 1)
    t.match(await lastStage(id), { stage: 'dead-letter', reason: 'not-fetched', agency: null })
    t.match(await lastStage(other), { stage: 'delivered' }, 'its receiver has longer to answer')
    t.match(await pushOf(db, vault, id), { next_at: null, last_reason: 'not-fetched' })
    const recalls = createRecalls(keeping, 3)
    for (const list of [
      inbox.list(receiver, { first: 9, state: 'dead-letter' }),
      recalls.list('mttq', { first: 99, state: 'dead-letter' }),
    ])
      t.match(
        (await list).find((item) => item.id === id),
        { given_up_reason: 'not-fetched', given_up_at: Date },
      )

    t.equal(await codeOf(() => acknowledge(id, signed(id), receiver)), 'transfer-stage', 'what it never had')
    await fetch(id, receiver)
    t.match(await lastStage(id), { stage: 'delivered' })
    await giveUpIn(30)
    t.match(await lastStage(id), { stage: 'dead-letter', reason: 'not-answered' })
    await fetch(id, receiver)
    t.match(await lastStage(id), { stage: 'dead-letter' }, 'it waits for an answer still')
    t.match(
      told(id, 'transfer-undeliverable').map(({ detail }) => detail.transfer?.reason),
      ['not-fetched', 'not-answered'],
    )
    t.match(await acknowledge(id, signed(id), receiver), { state: 'acknowledged' })
    t.match(await acknowledge(other, signed(other, refusal), receiver), { state: 'refused' })
    await giveUpIn(99)
    t.match([await lastStage(id), await lastStage(other)], [{ stage: 'acknowledged' }, { stage: 'refused' }])
  },
)

t.test('a dead letter can be called back, and is erased after a time of its own', async (t) => {
  const receiver = 'so-2'
  const [id, recalled] = [await receipted({ receiver }), await receipted({ receiver })]
  await giveUpIn(14)
  const why = { code: 'sent-in-error', text: 'Chuyển nhầm' } as const
  const { recall } = await createRecalls(keeping, 3).recall(asking('transfer:recall', 'mttq'), recalled, why)
  t.equal(recall.due_at, null, 'it was never handed out')
  const past = new Date(0)
  // Fetched while it is looked through.
  const [mine] = [await receipted({ receiver })]
  await giveUpIn(14)
  await Promise.all([
    fetch(mine, receiver),
    eraseEnded(keeping, { ended: past, givenUp: new Date(Date.now() + day_ms) }),
  ]).catch(() => {})
  t.same(told(id, 'transfer-erased').length, 1)
  t.match(await inbox.fetch(asking('inbox:fetch', receiver), id).catch((error: unknown) => error), {
    code: 'transfer-erased',
    told: { state: 'dead-letter' },
  })
  const { state, erased } = (await findTransfer(db, mine, { agency: receiver, as: 'receiver' }))!
  t.equal(erased, state === 'dead-letter', 'what was fetched first is there still')
})

t.test('without the log it is given up and told later; what is held says so', async (t) => {
  const receiver = 'so-3'
  const id = await receipted({ receiver })
  const [row] = await db.query<{ id: number }>("INSERT INTO recording (origin, entries) VALUES ('o', '') RETURNING id")
  await db.query(
    'INSERT INTO transfer_clearance (transfer, basis, held, since, recording) VALUES ($1, $2, $3, now(), $4)',
    [...[id, Buffer.from('b'), 'sealed', row!.id]],
  )
  await withoutLog(async () => t.equal(await codeOf(() => giveUpIn(14)), 'log-unavailable'))
  t.match(await lastStage(id), { stage: 'dead-letter', reason: 'transfer-held' })
  await keeping.recordings.settle((await lastStage(id))!.recording!)
  t.match(told(id, 'transfer-undeliverable').length, 1)
})
