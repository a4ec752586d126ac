/** What is promised to whoever hands something over: taken once, whole or not at all, recorded before it is answered, and proven. */
import t from 'tap'
import { verifyReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { limits } from '../../../gateway/limits.ts'
import { documentOf, factsOf } from '../../../gateway/release/transfers/content-rows.ts'
import { stagesOf } from '../../../gateway/release/transfers/stage-rows.ts'
import type { TakenTransfer } from '../../../gateway/release/transfers/transfers.ts'
import type { Sql } from '../../../gateway/store/pool.ts'
import { inquiry, messageKey } from '../../support/transfers.ts'
import { tablesWith } from '../deposits/world.ts'
import { handed, type TransferWorld, transferWorld, written } from './transfer-world.ts'

const canary = 'Nguyễn Thị Ước, ấp Vĩnh Lợi'
const one = { records: [{ key: '1', text: canary }] }
const keys = [{ ...messageKey.jwk, nbf: 1 }] as never

const opened = await transferWorld(t)

type Receipted = Extract<TakenTransfer, { state: 'receipted' }>

async function receipted(taking: Promise<TakenTransfer>): Promise<Receipted> {
  const taken = await taking
  if (taken.state !== 'receipted') throw new Error(taken.code)
  return taken
}

const transfersIn = ({ at }: TransferWorld) => at.rows('transfer')

t.test('it is stored sealed, recorded, and receipted over its place in the log', async (t) => {
  const world = await opened.emptied()
  const { at } = world
  const { transfer, receipt, facts, audit, again } = await receipted(world.take(one))
  t.match({ again, state: transfer.state }, { again: false, state: 'receipted' })
  const stages = await stagesOf(at.db, transfer.id)
  t.strictSame(
    stages.map(({ stage }) => stage),
    ['received', 'parsed', 'translated', 'routed', 'stored', 'receipted'],
  )
  const verified = await verifyReceipt(receipt, {
    keys,
    native: { body: Buffer.from(JSON.stringify(one)), senderKey: facts.sender_key },
    translated: Buffer.from('<hoSo/>'),
  })
  t.match(verified, { ok: true, claims: { transfer: transfer.id, sender: 'mttq', receiver: 'thanh-tra', log: audit } })
  const entry = at.entries()[audit.index]
  t.match(entry, {
    phase: 'transfer-stored',
    event: transfer.event,
    detail: {
      transfer: {
        ...{ id: transfer.id, receiver: 'thanh-tra', label: { level: 'NOI_BO', tags: [] }, released: ['/report/kind'] },
        withheld: [{ path: '/facet/reporter' }],
        missing: [{ path: '/facet/note', reason: 'no-place' }],
      },
    },
  })
  const { message } = verified.ok ? verified.claims : { message: undefined }
  t.equal(
    Buffer.from(entry!.detail.transfer!.native!.digest, 'base64').toString('base64url'),
    message?.native.digest,
    'the receipt and the log have one digest',
  )
  t.strictSame(await tablesWith(at.db, canary), [], 'no table has it in clear')
  t.strictSame(await tablesWith(at.db, receipt.split('.')[2]!), [])
})

t.test('what is told of places is cut into entries of one event, and none of it is lost', async (t) => {
  const world = await opened.emptied()
  const { at } = world
  const released = Array.from({ length: 900 }, (_, n) => `/report/${'x'.repeat(40)}/${n}`)
  const missing = released.map((_, n) => ({ path: `/m${n}${'y'.repeat(40)}`, code: 'no-place' }))
  const dossiers = Array.from({ length: 20 }, (_, n) => `hs-${n}`)
  world.now.handOver = async () => ({
    ...{ ...handed(), released, missing },
    record: { ...handed().record, dossiers },
  })
  const { transfer } = await receipted(world.take(one))
  const told = at.entries().filter(({ event }) => event === transfer.event)
  t.ok(told.length > 1)
  const of = told.map(({ detail }) => detail.transfer!)
  t.strictSame(
    of.flatMap((part) => part.released ?? []),
    released,
  )
  t.equal(of.flatMap((part) => part.missing ?? []).length, 900)
  for (const part of of)
    t.match(part, { id: transfer.id, label: {}, dossiers: dossiers.slice(0, limits.log.dossiers_per_transfer_max) })
})

t.test('the same message a hundred times at once is one row, one entry, one receipt', async (t) => {
  const world = await opened.emptied()
  const taken = await Promise.all(Array.from({ length: 100 }, () => receipted(world.take(one))))
  t.equal(new Set(taken.map(({ receipt }) => receipt)).size, 1)
  t.equal(taken.filter(({ again }) => !again).length, 1)
  t.equal((await transfersIn(world)).length, 1)
  t.strictSame(world.phases(), ['transfer-stored'])
})

t.test('another message under its key is refused, whatever it differs in, and has no effect', async (t) => {
  const world = await opened.emptied()
  const [first, other] = await Promise.allSettled([world.take(one), world.take({ records: [{ key: '2' }] })])
  t.match([first.status, other], ['fulfilled', { status: 'rejected', reason: { code: 'idempotency-key-reused' } }])
  const document = { mediaType: 'application/json', body: Buffer.from(JSON.stringify(one)) }
  const message = { to: 'thanh-tra', key: 'khoa-0001', document }
  await t.rejects(world.transfers.take(inquiry(), { ...message, to: 'toa-an' }), { code: 'idempotency-key-reused' })
  const otherType = { ...document, mediaType: 'text/csv' }
  await t.rejects(world.transfers.take(inquiry(), { ...message, document: otherType }), {
    code: 'idempotency-key-reused',
  })
  t.equal((await transfersIn(world)).length, 1)
  const system = { ...inquiry().system!, agency: 'toa-an', id: 'toa-an:x' }
  world.now.handOver = async () => ({ state: 'refused', code: 'transfer-not-allowed' })
  t.match(
    await world.take(one, 'khoa-0001', inquiry({ system })).catch(({ code }) => code),
    'transfers-unavailable',
    'a key is its sender’s',
  )
})

t.test('after it was refused its receiver’s, the same message has the same receipt still', async (t) => {
  const world = await opened.emptied()
  const { receipt, transfer } = await receipted(world.take(one))
  await world.at.db.query(`UPDATE transfer SET state = 'recalled', native = NULL, translated = NULL WHERE id = $1`, [
    transfer.id,
  ])
  world.now.handOver = async () => ({ state: 'refused', code: 'transfer-not-allowed' })
  t.match(await receipted(world.take(one)), { receipt, again: true, transfer: { state: 'recalled' } })
})

t.test('what can not be translated is in quarantine before its sender is told', async (t) => {
  const world = await opened.emptied()
  const bad = { records: [{ key: '1', do: 'reject' as const, text: canary }] }
  t.match(await world.take(bad), {
    state: 'refused',
    code: 'document-rejected',
    findings: [{ code: 'code-unknown', pointer: '/kind' }],
  })
  t.strictSame(world.phases(), ['quarantined'])
  t.match(await world.at.rows('quarantine'), [{ kind: 'transfer', transport: 'transfer', state: 'held' }])
  t.equal((await transfersIn(world)).length, 0)
  t.strictSame(await tablesWith(world.at.db, canary), [])
  t.match(await receipted(world.take(one)), { again: false }, 'its key is free for what is good')
})

t.test('of a state secret in clear nothing is kept', async (t) => {
  const world = await opened.emptied()
  for (const how of ['secret', 'mark', 'invalid-mark'] as const) {
    const secret = { records: [{ key: '1', do: how, text: canary }] }
    const refusal = await world.take(secret)
    t.match(refusal, { state: 'refused', code: 'state-secret-in-clear', findings: [] }, how)
    t.match(
      refusal,
      { sources: [{ agency: 'mttq', reason: 'state-secret-in-clear' }] },
      'by which the door records an incident',
    )
  }
  for (const table of ['transfer', 'transfer_stage', 'quarantine', 'recording', 'deposit', 'delivery'])
    t.strictSame(await world.at.rows(table), [], table)
})

t.test('what has no route, or can not be written, has no effect', async (t) => {
  const world = await opened.emptied()
  const told = { article: 'Điều 145' }
  world.now.handOver = async () => ({ state: 'refused', code: 'transfer-not-allowed', told })
  t.match(await world.take(one), { state: 'refused', code: 'transfer-not-allowed', told })
  t.strictSame([await transfersIn(world), world.phases()], [[], []])
})

t.test('a dry run tells the same, and keeps nothing', async (t) => {
  const world = await opened.emptied()
  const message = (document: object) => ({
    ...{ to: 'thanh-tra' },
    document: { mediaType: 'application/json', body: Buffer.from(JSON.stringify(document)) },
  })
  const { withheld, missing, kind } = handed()
  t.match(await world.transfers.try(inquiry(), message(one)), { state: 'ok', withheld, missing, kind })
  const bad = { records: [{ key: '1', do: 'reject' }] }
  t.match(await world.transfers.try(inquiry(), message(bad)), {
    code: 'document-untranslatable',
    findings: [{ code: 'code-unknown' }],
  })
  const secret = { records: [{ key: '1', do: 'mark' }] }
  t.match(await world.transfers.try(inquiry(), message(secret)), { code: 'state-secret-in-clear' })
  for (const table of ['transfer', 'quarantine', 'recording']) t.strictSame(await world.at.rows(table), [], table)
})

t.test('papers that the law expects are told to its sender, by their article, and to nobody else', async (t) => {
  const world = await opened.emptied()
  const missing = [{ path: '/documents', code: 'papers-expected', article: { vi: 'Điều 144', en: 'Art. 144' } }]
  world.now.handOver = async () => ({ ...handed(), missing })
  const { transfer, facts, audit } = await receipted(world.take(one))
  t.strictSame(facts.missing, missing)
  t.strictSame((await receipted(world.take(one))).facts.missing, missing, 'told again as it was')
  t.strictSame((await world.transfers.status('mttq', transfer.id))?.facts?.missing, missing)
  t.match(await world.transfers.status('thanh-tra', transfer.id), { facts: undefined })
  t.strictSame(world.at.entries()[audit.index]?.detail.transfer?.missing, [
    { path: '/documents', reason: 'papers-expected' },
  ])
})

t.test('who may no longer when it is about to be stored has stored nothing', async (t) => {
  const world = await opened.emptied()
  let asked = 0
  const confirm = async () => {
    if (++asked > 1) throw Object.assign(new Error('revoked'), { code: 'certificate-revoked' })
  }
  await t.rejects(world.take(one, 'khoa-0001', inquiry({ confirm })), { code: 'certificate-revoked' })
  world.now.handOver = async () => {
    world.now.policy = 'p2'
    return handed()
  }
  await t.rejects(world.take(one), { code: 'policy-changed' }, 'nor by a policy that is no longer in force')
  t.strictSame([await transfersIn(world), world.phases()], [[], []])
  t.match(await receipted(world.take(one)), { again: false }, 'sent again it is taken')
})

t.test('those that wait at once are stored together, and who may no longer keeps none of the others', async (t) => {
  const world = await opened.emptied()
  let asked = 0
  const confirm = async () => {
    if (++asked > 1) throw Object.assign(new Error('revoked'), { code: 'certificate-revoked' })
  }
  const numbers = Array.from({ length: 12 }, (_, number) => number)
  const taking = numbers.map((number) =>
    world.take({ records: [{ key: `${number}` }] }, `khoa-${1000 + number}`, inquiry(number === 7 ? { confirm } : {})),
  )
  const outcomes = await Promise.allSettled(taking)
  t.match(outcomes[7], { status: 'rejected', reason: { code: 'certificate-revoked' } })
  const others = numbers.filter((number) => number !== 7)
  for (const number of others) {
    const { transfer, facts } = await receipted(taking[number]!)
    const { body } = await documentOf(world.at.db, world.at.keeping.kept.vault, transfer, 'native')
    t.match(JSON.parse(Buffer.from(body).toString()), { records: [{ key: `${number}` }] }, 'each has its own document')
    t.strictSame(factsOf(world.at.keeping.kept.vault, transfer), facts)
    const entry = world.at.entries().find(({ event }) => event === transfer.event)
    t.equal(entry?.detail.transfer?.id, transfer.id, 'and its own entry')
  }
  t.equal((await transfersIn(world)).length, others.length)
  t.equal(world.phases().length, others.length)
})

t.test(
  'one that waits for a lock which another node holds keeps neither those beside it nor those after it',
  async (t) => {
    const world = await opened.emptied()
    const { db } = world.at
    const lock = (sql: Sql) => sql.query('SELECT pg_advisory_xact_lock(42)').then(() => {})
    const confirm = async (sql?: Sql) => {
      if (sql) await lock(sql)
    }
    const numbers = Array.from({ length: 6 }, (_, number) => number)
    const take = (number: number) =>
      world.take({ records: [{ key: `${number}` }] }, `khoa-${2000 + number}`, inquiry(number === 3 ? { confirm } : {}))
    let taking: Promise<TakenTransfer>[] = []
    await db.transaction(async (tx) => {
      await lock(tx)
      taking = numbers.map(take)
      for (const number of [...numbers.filter((number) => number !== 3), 6])
        await receipted(taking[number] ?? take(number))
    })
    t.equal((await transfersIn(world)).filter(({ state }) => state === 'receipted').length, numbers.length)
    const again = await receipted(taking[3]!.catch(() => take(3)))
    t.equal(again.transfer.state, 'receipted', 'and is stored when that is let go')
  },
)

t.test('each of its two ends is told of it, its sender alone what was withheld; nobody else', async (t) => {
  const world = await opened.emptied()
  world.now.handOver = async () => handed(written('<x/>'))
  const { transfer } = await receipted(world.take(one))
  const ofSender = await world.transfers.status('mttq', transfer.id)
  t.match(ofSender, { facts: { withheld: [{ reason: 'handling-tag' }] }, receipt: String })
  const ofReceiver = await world.transfers.status('thanh-tra', transfer.id)
  t.match(ofReceiver, { facts: undefined, receipt: ofSender!.receipt })
  t.equal(await world.transfers.status('toa-an', transfer.id), undefined)
  const { body } = await documentOf(world.at.db, world.at.keeping.kept.vault, transfer, 'translated')
  t.equal(Buffer.from(body).toString(), '<x/>')
})
