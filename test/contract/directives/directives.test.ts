/** Directives about what was handed over, on a real store and log: whom they reach, what those answer, and what others can do about it. */
import t, { type Test } from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import { handedRecord } from '../../../gateway/dossiers/handed-record.ts'
import { identifierMac } from '../../../gateway/dossiers/identifiers.ts'
import { registerPage } from '../../../gateway/dossiers/register.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import type { Registry } from '../../../gateway/identity/registry.ts'
import type { GivenDirective } from '../../../gateway/release/directives/directive.ts'
import { tellDirectivesOverdue } from '../../../gateway/release/directives/overdue.ts'
import { insertDone } from '../../../gateway/release/directives/rows.ts'
import { createDoor } from '../../../gateway/release/door.ts'
import { day_ms } from '../../../gateway/release/quarantine/retention.ts'
import { createInbox } from '../../../gateway/release/transfers/inbox.ts'
import { createPusher } from '../../../gateway/release/transfers/pushing.ts'
import type { Handed } from '../../../gateway/sources/sources.ts'
import { systemTimers } from '../../../gateway/telemetry/clock.ts'
import { newDirectiveId, newDossierId, newTransferId } from '../../../gateway/telemetry/ids.ts'
import { standing } from '../../support/deposits.ts'
import { codeOf } from '../../support/identity.ts'
import { transferring } from '../../support/receipted-transfers.ts'
import { until } from '../../support/until.ts'
import { tablesWith } from '../deposits/world.ts'
import { by, correction, directivesOn, reached, servedRows } from './directive-world.ts'

const world = await transferring(t)
const { db, keeping, log, receipted, entries } = world
const { keys } = keeping.kept
const directives = directivesOn(keeping)
const registry = () => ({ participantOf: () => ({ systems: [{ id: 'h', source: {} }] }) }) as unknown as Registry
const inbox = createInbox(keeping, registry, async () => ({ state: 'ok', by: { dossiers: [] } }))
const fetch = (id: string, agency = 'cong-an') => inbox.fetch(by(agency, 'inbox:fetch'), id)

const own = (value: string) => ({ system: 'mttq:tiep-nhan', type: 'MA_PHAN_ANH', value })
const macOf = (value: string, assigner = 'MTTQ') =>
  identifierMac(keys, own(value).system, own(value).type, value, assigner)
async function indexed(nativeKey: string, values: readonly string[], change: Partial<IndexEntry> = {}): Promise<void> {
  const entry: IndexEntry = {
    ...{ nativeKey, kind: 'TIN_BAO', stage: 'TIEP_NHAN', label: { level: 'NOI_BO', tags: [] }, conceal: false },
    ...{
      resolves: false,
      confirms: [],
      receivedAt: '2026-03-02T08:00:00+07:00',
      updatedAt: '2026-03-02T08:00:00+07:00',
    },
    identifiers: values.map((value) => ({ ...own(value), assigner: 'MTTQ' })),
    ...change,
  }
  const position = { cursor: 'c', listed: true }
  await registerPage(db, keys, newDossierId, { agency: 'mttq', code: 'MTTQ', entries: [entry], position })
}

let count = 0
/** A record of the Front in the index, and what it hands over of it. */
async function held() {
  const value = `PA-${++count}`
  await indexed(value, [value])
  return {
    value,
    handOver: (receiver = 'cong-an') => receipted({ receiver, numbers: [macOf(value), macOf('15/TN', 'CA')] }),
  }
}
const given = (value: string, change: Partial<GivenDirective> = {}): GivenDirective => ({
  ...correction(value),
  record: own(value),
  ...change,
})
const give = (value: string, change: Partial<GivenDirective> = {}) => directives.give(by('mttq'), given(value, change))
const done = { code: 'corrected', text: 'Đã đính chính, biên bản số 7' } as const
const answer = (id: string, agency = 'cong-an', said: Parameters<typeof directives.done>[2] = done) =>
  directives.done(by(agency, 'directive:acknowledge'), id, said)
const told = (id: string, phase: string) =>
  entries().filter((entry) => entry.phase === phase && entry.detail.directive?.id === id)

t.test('a fetch serves, what waits in an inbox does not; the receiver knows it by its own transfer', async (t) => {
  const { value, handOver } = await held()
  const [fetched] = [await handOver(), await handOver('toa-an')]
  await fetch(fetched)
  const { directive, ...made } = await give(value)
  t.strictSame(reached(made), ['cong-an'])
  t.match(made.receipt, { origin: log.origin, index: Number })
  const [received] = await directives.received('cong-an', { first: 1 })
  t.match(received, {
    directive: { id: directive.id },
    known: { dossiers: [], transfers: [fetched] },
    says: { text: String },
  })
  t.notMatch(JSON.stringify(received!.says), value, 'not by the number of its sender')
  t.strictSame(await directives.received('toa-an', { first: 10 }), [])
  const [entry, ...more] = told(directive.id, 'directive-given')
  t.strictSame(more, [])
  t.match(entry!.detail, {
    who: { agency: 'mttq' },
    directive: { receivers: ['cong-an'], says: String, dossiers: [/^hs-/] },
  })
  t.strictSame(await tablesWith(db, 'ghi nhầm'), [], 'what is said lies sealed')
  t.strictSame(await tablesWith(db, value), [])
})

t.test('a push that was begun serves, whatever became of it; one that was not does not', async (t) => {
  const { value, handOver } = await held()
  const id = await handOver('thanh-tra')
  let atSending: readonly object[] = []
  const pusher = createPusher({
    ...{ keeping, registry, node: 'node', mayHandOut: async () => ({ state: 'ok', by: { dossiers: [] } }) },
    door: createDoor(log, standing),
    timers: { ...systemTimers, now_ms: () => Date.now() + 60_000 },
    sources: {
      takesAt: () => ({ idempotency: 'reference', retry: { attemptsMax: 3, backoff_ms: 1_000, backoffMax_ms: 4_000 } }),
      async hand(): Promise<Handed> {
        atSending = await servedRows(db, 'thanh-tra')
        return { state: 'failed', reason: 'connection-lost' as never }
      },
    },
  })
  t.strictSame(reached(await give(value)), [])
  t.match(await pusher.next('thanh-tra'), { id, outcome: 'postponed' })
  t.match(atSending, [{ way: 'transfer', via: id }], 'noted before the first byte')
  t.strictSame(reached(await give(value)), ['thanh-tra'])
})

t.test('an older document that leaves after a directive brings its receiver among its receivers', async (t) => {
  const { value, handOver } = await held()
  const [old, corrected, other] = [await handOver(), await handOver('toa-an'), await (await held()).handOver('toa-an')]
  t.equal(await codeOf(() => give(value, { transfers: [other] })), 'transfer-not-found', 'of another record')
  const { directive, ...made } = await give(value, { transfers: [corrected] })
  t.strictSame(reached(made), [])
  await fetch(old)
  await fetch(corrected, 'toa-an')
  const [view] = (await directives.given('mttq', { first: 100 })).slice(-1)
  t.equal(view!.directive.id, directive.id)
  t.match(view, { receivers: [{ receiver: 'cong-an', transfer: old, done: undefined }] })
  t.equal(view!.receivers.length, 1, 'who has the corrected one owes nothing')
  t.match(told(directive.id, 'directive-extended'), [
    { detail: { directive: { receivers: ['cong-an'], transfer: old } } },
  ])
  const later = await handOver('thanh-tra')
  await fetch(later, 'thanh-tra')
  t.equal(await directives.find('thanh-tra', directive.id), undefined, 'what is handed over after it is of after it')
})

t.test(
  'a document that was handed over before the index had its record is found by its numbers, and only by its own',
  async (t) => {
    const value = 'PA-sau'
    const id = await receipted({ numbers: [macOf(value), macOf('15/TN', 'CA')] })
    await fetch(id)
    t.equal(await codeOf(() => give(value)), 'directive-record-not-found')
    await indexed('muon', [value])
    await indexed('khac', ['PA-khac', '15/TN'])
    t.strictSame(reached(await give('PA-khac')), [], 'a number of the police ties nothing of the Front')
    // The record gets another number, and another record its old one.
    await indexed('muon', ['PA-sau-moi'])
    await indexed('ke', [value])
    t.strictSame(reached(await give('PA-sau-moi')), ['cong-an'])
    t.strictSame(reached(await give(value)), [])
  },
)

t.test(
  'a document of before the record got another number brings its receiver among its receivers all the same',
  async (t) => {
    const { value, handOver } = await held()
    const old = await handOver()
    await indexed(value, [`${value}-moi`])
    await indexed(`${value}-ke`, [value])
    const { directive } = await give(`${value}-moi`)
    const other = await give(value)
    await fetch(old)
    t.match(await directives.find('mttq', directive.id), { receivers: [{ receiver: 'cong-an', transfer: old }] })
    const others = (await directives.find('mttq', other.directive.id)) as typeof other
    t.strictSame(reached(others), [], 'who has its number now is another')
    t.strictSame(reached(await give(`${value}-moi`)), ['cong-an'])
  },
)

t.test('the same under its key is taken once, also at once; anything else under it is refused', async (t) => {
  const { value, handOver } = await held()
  await fetch(await handOver())
  const asked = given(value)
  const made = await Promise.all([1, 2, 3].map(() => directives.give(by('mttq'), asked)))
  t.equal(new Set(made.map(({ directive }) => directive.id)).size, 1)
  t.equal(made.filter(({ again }) => !again).length, 1)
  t.strictSame(new Set(made.map(({ receipt }) => receipt.index)).size, 1)
  const reworded = { ...asked, reason: { ...asked.reason, text: 'khác' } }
  t.equal(await codeOf(() => directives.give(by('mttq'), reworded)), 'idempotency-key-reused')
  t.equal(told(made[0]!.directive.id, 'directive-given').length, 1)
})

t.test(
  'nobody learns of others’ numbers: another’s record, none, and one that it merely cites are refused alike',
  async (t) => {
    const { value } = await held()
    const askers = [
      ['cong-an', given(value)],
      ['mttq', given('PA-khong-co')],
      ['mttq', { ...given('15/TN'), record: { ...own('15/TN'), system: 'cong-an:dieu-tra' } }],
      ['khong-co', given(value)],
    ] as const
    for (const [agency, asked] of askers)
      t.equal(await codeOf(() => directives.give(by(agency), asked)), 'directive-record-not-found')
    t.equal(await codeOf(() => give(value, { transfers: [newTransferId()] })), 'transfer-not-found')
    t.strictSame(await directives.given('khong-co', { first: 10 }), [])
  },
)

t.test('its receivers answer once, each for itself, and nobody else does', async (t) => {
  const { value, handOver } = await held()
  for (const receiver of ['cong-an', 'vien-kiem-sat']) await fetch(await handOver(receiver), receiver)
  const { id } = (await give(value)).directive
  for (const agency of ['toa-an', 'mttq'])
    t.equal(await codeOf(() => answer(id, agency)), 'directive-not-found', agency)
  t.equal(await codeOf(() => answer(newDirectiveId())), 'directive-not-found')
  t.equal(await codeOf(() => answer(id, 'cong-an', { ...done, code: 'sealed' })), 'parameter-invalid')
  const [first, again] = await Promise.all([answer(id), answer(id)])
  t.strictSame(first, again)
  t.equal(await codeOf(() => answer(id, 'cong-an', { ...done, code: 'kept' })), 'directive-answered')
  t.equal(await codeOf(() => answer(id, 'cong-an', { ...done, text: 'khác' })), 'directive-answered')
  t.equal(told(id, 'directive-acknowledged').length, 1)
  const page = (agency: string, state: 'open' | 'acknowledged') =>
    directives.received(agency, { first: 100, state }).then((all) => all.some(({ directive }) => directive.id === id))
  t.strictSame([await page('cong-an', 'open'), await page('cong-an', 'acknowledged')], [false, true])
  t.ok(await page('vien-kiem-sat', 'open'))
  t.match(await directives.find('mttq', id), { receivers: [{ done }, { done: undefined }] })
  t.match(await directives.find('vien-kiem-sat', id), { addressed: { receiver: 'vien-kiem-sat', done: undefined } })
  t.equal(await directives.find('toa-an', id), undefined)
  t.strictSame(await tablesWith(db, 'biên bản số 7'), [])
})

t.test('pages go on where they ended, for giver and receiver', async (t) => {
  const { value, handOver } = await held()
  await fetch(await handOver('toa-an'), 'toa-an')
  const made = []
  for (let n = 0; n < 3; n += 1) made.push((await give(value)).directive.id)
  const after = made[0]
  const ids = async (list: Promise<readonly { readonly directive: { readonly id: string } }[]>) =>
    (await list).map(({ directive }) => directive.id)
  t.strictSame(await ids(directives.received('toa-an', { first: 1, after })), [made[1]])
  t.strictSame(await ids(directives.given('mttq', { first: 10, after })), made.slice(1))
})

/** Seals by directive; what the index says of the record of `value` since. */
const sealedNow = async (value: string) => (await handedRecord(db, keys, 'mttq', [macOf(value)])).sealed
const directed = (value: string, kind: 'sealing' | 'unsealing') =>
  give(value, { kind, reason: { code: 'court-order', text: 'Quyết định số 12' } })

t.test('a seal bites at once, and lasts until the source itself says otherwise', async (t) => {
  const { value } = await held()
  const says = (sealed?: boolean) => indexed(value, [value], { ...(sealed && { sealed }) })
  await directed(value, 'sealing')
  t.ok(await sealedNow(value))
  await says()
  t.ok(await sealedNow(value), 'a change of something else does not lift it')
  await says(true)
  await directed(value, 'unsealing')
  t.ok(await sealedNow(value), 'what the source seals no directive lifts')
  await says()
  t.notOk(await sealedNow(value), 'its source does')
  await directed(value, 'sealing')
  await directed(value, 'unsealing')
  t.notOk(await sealedNow(value), 'what a directive sealed, a directive lifts')
})

t.test('what was cleared before a seal is not handed out after it', async (t) => {
  const { value, handOver } = await held()
  const id = await handOver()
  const sealing = createInbox(keeping, registry, async () => {
    await directed(value, 'sealing')
    return { state: 'ok', by: { dossiers: [] } }
  })
  t.equal(await codeOf(() => sealing.fetch(by('cong-an', 'inbox:fetch'), id)), 'transfer-held')
  t.strictSame(
    (await servedRows(db, 'cong-an')).filter(({ via }) => via === id),
    [],
  )
  await directed(value, 'unsealing')
  await fetch(id)
})

t.test('what an earlier version handed out is noted when it is fetched again', async (t) => {
  const { value, handOver } = await held()
  const id = await handOver()
  await fetch(id)
  await db.query('DELETE FROM served WHERE via = $1', [id])
  await fetch(id)
  t.strictSame(reached(await give(value)), ['cong-an'])
})

t.test('a declassification lowers nothing: the label is its source’s', async (t) => {
  const { value } = await held()
  await indexed(value, [value], { label: { level: 'HAN_CHE', tags: [] } })
  const determined = { agency: 'Bộ Công an', at: '2026-11-01', listItem: '1.2' }
  await give(value, { kind: 'declassification', reason: { code: 'term-ended', text: 'Hết hạn' }, determined })
  t.match(await handedRecord(db, keys, 'mttq', [macOf(value)]), { label: { level: 'HAN_CHE' } })
})

t.test('without the log it is not answered, and told once when the log is back', async (t) => {
  const { value, handOver } = await held()
  await fetch(await handOver())
  const { appendEncoded } = log
  const asked = given(value)
  Object.assign(log, { appendEncoded: async () => Promise.reject(new GatewayError('log-unavailable')) })
  t.equal(await codeOf(() => directives.give(by('mttq'), asked)), 'log-unavailable')
  Object.assign(log, { appendEncoded })
  const { directive, again } = await directives.give(by('mttq'), asked)
  t.ok(again)
  t.equal(told(directive.id, 'directive-given').length, 1)
})

t.test('who may no longer when it is committed has directed nobody', async (t) => {
  const { value, handOver } = await held()
  await fetch(await handOver())
  let asked = 0
  const confirm = async () => {
    if (++asked === 2) throw new GatewayError('certificate-revoked')
  }
  const before = (await directives.given('mttq', { first: 100 })).length
  t.equal(await codeOf(() => directives.give({ ...by('mttq'), confirm }, given(value))), 'certificate-revoked')
  t.equal((await directives.given('mttq', { first: 100 })).length, before)
})

/** Of receivers of all that the tests gave: told by as many nodes as there are. */
async function tellAll(t: Test, now: Date): Promise<number> {
  const counts = await Promise.all([1, 2].map(() => tellDirectivesOverdue(keeping, now)))
  t.equal(await tellDirectivesOverdue(keeping, now), 0)
  return counts.reduce((sum, one) => sum + one, 0)
}

t.test('who does not answer in time is told once, and found among the overdue until it does', async (t) => {
  const { value, handOver } = await held()
  for (const receiver of ['cong-an', 'vien-kiem-sat']) await fetch(await handOver(receiver), receiver)
  const { directive, receivers } = await give(value)
  const { id } = directive
  await answer(id)
  const late = new Date(Date.now() + 4 * day_ms)
  t.ok(receivers.every(({ due_at }) => due_at < late && due_at.getTime() > Date.now() + 2 * day_ms))
  t.equal(told(id, 'directive-overdue').length, 0)
  t.ok((await tellAll(t, late)) >= 1)
  const [entry, ...more] = told(id, 'directive-overdue')
  t.strictSame(more, [])
  t.match(entry, { detail: { directive: { receivers: ['vien-kiem-sat'], due: String } } })
  const isListed = async (overdueAt: Date) =>
    (await directives.given('mttq', { first: 100, overdueAt })).some((one) => one.directive.id === id)
  t.strictSame([await isListed(new Date()), await isListed(late)], [false, true])
  t.match(await directives.find('mttq', id), { receivers: [{ told_event: null }, { told_event: entry!.event }] })
  await answer(id, 'vien-kiem-sat')
  t.notOk(await isListed(late))
})

t.test('an answer that comes between the look and the lock is no answer that is missing', async (t) => {
  const { value, handOver } = await held()
  await fetch(await handOver('cong-an'))
  const { directive } = await give(value)
  const { id, recording } = directive
  // Who looks waits with what it saw, for the test.
  await db.query('ALTER TABLE directive RENAME TO directive_kept')
  await db.query(
    'CREATE VIEW directive AS SELECT d.* FROM directive_kept d, LATERAL (SELECT pg_advisory_xact_lock_shared(4711) FROM (SELECT d.id) o OFFSET 0) w',
  )
  let telling: ReturnType<typeof tellAll> | undefined
  await db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(4711)')
    telling = tellAll(t, new Date(Date.now() + 4 * day_ms))
    await until(
      async () => (await db.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).length > 0,
    )
    const said = {
      code: 'corrected',
      text: 'Đã đính chính',
      at: new Date().toISOString(),
      event: 'ev-x',
      recording,
    } as const
    await db.transaction((other) => insertDone(other, keeping.kept.vault, { directive: id, receiver: 'cong-an' }, said))
  })
  await telling
  await db.query('DROP VIEW directive')
  await db.query('ALTER TABLE directive_kept RENAME TO directive')
  t.strictSame(told(id, 'directive-overdue'), [])
})

t.test(
  'handed out, directed and answered at once: the transfer is either seen by the directive or followed by it',
  async (t) => {
    const { value, handOver } = await held()
    const receivers = ['cong-an', 'toa-an', 'thanh-tra', 'vien-kiem-sat']
    const ids = await Promise.all(receivers.map(async (receiver) => ({ receiver, id: await handOver(receiver) })))
    const [made] = await Promise.all([give(value), ...ids.map(({ receiver, id }) => fetch(id, receiver))])
    const view = (await directives.find('mttq', made.directive.id)) as typeof made
    t.strictSame(reached(view), [...receivers].sort())
  },
)
