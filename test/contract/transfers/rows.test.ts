/** The rows of transfers on a real server: which stages follow which, what can be changed, and who finds what. */
import t from 'tap'
import { documentOf, factsOf, receiptOf } from '../../../gateway/release/transfers/content-rows.ts'
import { listInbox, listSent } from '../../../gateway/release/transfers/list-rows.ts'
import {
  findTransfer,
  insertTransfers,
  lockTransfer,
  type NewTransfer,
  unreceipted,
} from '../../../gateway/release/transfers/rows.ts'
import { moveTo, putReceipts, stagesOf } from '../../../gateway/release/transfers/stage-rows.ts'
import { following, type TransferState } from '../../../gateway/release/transfers/transfer.ts'
import { createVault } from '../../../gateway/release/vault.ts'
import { openDatabase } from '../../../gateway/store/pool.ts'
import { newEventId, newTransferId } from '../../../gateway/telemetry/ids.ts'
import { testDatabase } from '../../support/database.ts'
import { until } from '../../support/until.ts'

const db = openDatabase(await testDatabase(t))
t.teardown(() => db.close())
const vault = createVault(Buffer.alloc(32, 7))
const digest = { media_type: 'a/b', bytes: 1, digest: 'AA' }
const message = { digest_key: 'AA', native: digest, translated: digest }
const record = { numbers: [], conceal: false, sealed: false, basis: '' }
const facts = { withheld: [], missing: [{ path: '/x', code: 'no-place' }], message, sender_key: 'AA', record }
const at = '2026-03-01T02:03:04.005Z'
const stagesAt = (at: string): NewTransfer['stages'] =>
  (['received', 'parsed', 'translated', 'routed'] as const).map((stage) => ({ stage, at }))
const log = { origin: 'o', index: 0, leaf: 'AA' }
const unsaid = { made_by: null, papers_withheld: false, given: { content: Buffer.from('mac'), matter: [] } } as const

async function stored(change: Partial<NewTransfer> = {}): Promise<string> {
  const id = newTransferId()
  const [row] = await db.query<{ id: number }>("INSERT INTO recording (origin, entries) VALUES ('o', '') RETURNING id")
  const transfer: NewTransfer = {
    ...{ id, sender: 'mttq', sender_system: 'mttq-1', receiver: 'cong-an', message_mac: Buffer.from('mac') },
    ...{ kind: 'TIN_BAO', purpose: 'p', legal_basis: 'l', relation: 'resolver', event: newEventId() },
    ...{ idempotency_key: id, sender_adapter: 'mttq@1#a', receiver_adapter: 'cong-an@1#b' },
    native: { mediaType: 'text/csv', body: Buffer.from('tố giác') },
    translated: { mediaType: 'application/xml', body: Buffer.from('<x/>') },
    ...{ facts, ...unsaid },
    stages: stagesAt(at),
    recording: row!.id,
    ...change,
  }
  await db.transaction((tx) => insertTransfers(tx, vault, [transfer]))
  return id
}

const moved = (id: string, stage: TransferState) =>
  db.transaction(async (tx) => {
    const row = (await lockTransfer(tx, id))!
    if (stage === 'receipted') return putReceipts(tx, vault, [{ transfer: row, jws: 'a.b.c', log }])
    return moveTo(tx, row, stage as 'delivered', { event: newEventId(), recording: null })
  })

/** The shortest way there. */
const wayTo: Readonly<Record<TransferState, readonly TransferState[]>> = {
  stored: [],
  receipted: ['receipted'],
  delivered: ['receipted', 'delivered'],
  acknowledged: ['receipted', 'delivered', 'acknowledged'],
  refused: ['receipted', 'delivered', 'refused'],
  recalled: ['receipted', 'recalled'],
  'dead-letter': ['receipted', 'dead-letter'],
}

t.test('what was put in is found again, sealed in the store', async (t) => {
  const id = await stored()
  const row = (await findTransfer(db, id, { agency: 'mttq', as: 'sender' }))!
  t.match(row, {
    state: 'stored',
    received_at: new Date(at),
    native_bytes: 10,
    translated_media_type: 'application/xml',
  })
  t.strictSame(factsOf(vault, row), facts)
  t.equal(receiptOf(vault, row), undefined)
  t.equal(Buffer.from((await documentOf(db, vault, row, 'native')).body).toString(), 'tố giác')
  const stages = await stagesOf(db, id)
  t.strictSame(
    stages.map(({ stage, agency }) => [stage, agency]),
    [['received', 'mttq'], ...['parsed', 'translated', 'routed', 'stored'].map((stage) => [stage, null])],
  )
  const [clear] = await db.query<{ text: string }>('SELECT t::text AS text FROM transfer t WHERE id = $1', [id])
  t.notMatch(clear!.text, Buffer.from('<x/>').toString('hex'))
  t.notMatch(clear!.text, Buffer.from('no-place').toString('hex'))
})

t.test('a part opens in its own row and place only', async (t) => {
  const [one, other] = [await stored(), await stored()]
  const [row] = await db.query<{ native: Buffer; facts: Buffer }>('SELECT native, facts FROM transfer WHERE id = $1', [
    one,
  ])
  t.throws(() => factsOf(vault, { id: other, facts: row!.facts }))
  t.throws(() => receiptOf(vault, { id: one, receipt: row!.facts }))
})

for (const from of Object.keys(following) as TransferState[])
  t.test(`from ${from} to what may follow, and nowhere else`, async (t) => {
    for (const to of Object.keys(following).filter((stage) => stage !== 'stored') as TransferState[]) {
      const id = await stored()
      for (const stage of wayTo[from]) await moved(id, stage)
      if (!following[from].includes(to)) {
        await t.rejects(moved(id, to), { code: 'transfer-stage' }, to)
        continue
      }
      await moved(id, to)
      const row = await findTransfer(db, id, { agency: 'mttq', as: 'either' })
      t.match([row!.state, (await stagesOf(db, id)).at(-1)!.stage], [to, to])
    }
  })

t.test('of two that move it at once one waits, and is refused', async (t) => {
  const id = await stored()
  await moved(id, 'receipted')
  await moved(id, 'delivered')
  const outcomes = await Promise.allSettled([moved(id, 'acknowledged'), moved(id, 'refused')])
  t.strictSame(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  t.equal((await stagesOf(db, id)).length, 8)
})

t.test(
  'who asks for another agency’s finds what is not there; a receiver finds nothing before the receipt',
  async (t) => {
    const id = await stored()
    const found = async (agency: string, as: 'sender' | 'receiver' | 'either') =>
      (await findTransfer(db, id, { agency, as })) !== undefined
    t.equal(await found('mttq', 'either'), true)
    t.equal(await found('cong-an', 'either'), false, 'not receipted')
    t.strictSame(await listInbox(db, 'cong-an', { first: 99 }).then((rows) => rows.some((row) => row.id === id)), false)
    await moved(id, 'receipted')
    t.equal(await found('cong-an', 'either'), true)
    t.equal(await found('cong-an', 'receiver'), true)
    t.equal(await found('cong-an', 'sender'), false)
    t.equal(await found('mttq', 'receiver'), false)
    for (const as of ['sender', 'receiver', 'either'] as const) t.equal(await found('toa-an', as), false, as)
  },
)

t.test('an inbox is one agency’s, in the order in which it filled, in pages', async (t) => {
  const ids = []
  for (const day of [3, 1, 2]) {
    const stages = stagesAt(`2026-04-0${day}T00:00:00.000Z`)
    ids.push(await stored({ receiver: 'toa-an', stages }))
    await moved(ids.at(-1)!, 'receipted')
  }
  const [one, two, three] = ids as [string, string, string]
  const page = async (change: Partial<Parameters<typeof listInbox>[2]>, receiver = 'toa-an') =>
    (await listInbox(db, receiver, { first: 2, ...change })).map(({ id }) => id)
  t.strictSame(await page({}), [one, two], 'whenever they were received: nothing comes before a place that was read')
  t.strictSame(await page({ after: two }), [three])
  t.strictSame(await page({ after: two }, 'cong-an'), [], 'a place in another’s inbox is none')
  await moved(two, 'delivered')
  t.strictSame(await page({ state: 'delivered' }), [two])
})

/** Sessions of this database that wait for a lock. */
const waiting = () =>
  db.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")

t.test('two that come into an inbox at once are seen in the order of their places', async (t) => {
  const receiver = 'thanh-tra'
  const [first, second] = [await stored({ receiver }), await stored({ receiver })]
  const rowOf = async (id: string) => (await findTransfer(db, id, { agency: 'mttq', as: 'sender' }))!
  const [one, two] = [await rowOf(first), await rowOf(second)]
  let later: Promise<unknown> | undefined
  await db.transaction(async (tx) => {
    await putReceipts(tx, vault, [{ transfer: one, jws: 'a.b.c', log }])
    later = putReceipts(db, vault, [{ transfer: two, jws: 'a.b.c', log }])
    await until(async () => (await waiting()).length > 0)
    t.strictSame(
      await listInbox(db, receiver, { first: 9 }),
      [],
      'the second waits, for its place is behind the first’s',
    )
  })
  await later
  t.strictSame(
    (await listInbox(db, receiver, { first: 9 })).map(({ id }) => id),
    [first, second],
  )
  for (const place of ['inbox_number', 'sent_number'])
    await t.rejects(db.query(`UPDATE transfer SET ${place} = 9 WHERE id = $1`, [first]), 'a place is kept')
})

t.test(
  'what was handed over is listed in the order of its receipts: one that has it late stands behind what was read',
  async (t) => {
    const sender = 'thanh-tra'
    const [late, early] = [await stored({ sender }), await stored({ sender, receiver: 'toa-an' })]
    const page = async (after?: string) => (await listSent(db, sender, { first: 1, after })).map(({ id }) => id)
    t.strictSame(await page(), [], 'nobody was told of them yet')
    await moved(early, 'receipted')
    t.strictSame(await page(), [early])
    await moved(late, 'receipted')
    t.strictSame(await page(early), [late], 'though it was received first')
    t.strictSame(await page(late), [])
    // Of many at once to several receivers each has a place of its own.
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, number) => stored({ sender, receiver: ['cong-an', 'toa-an'][number % 2]! })),
    )
    await Promise.all(ids.map((id) => moved(id, 'receipted')))
    t.strictSame((await listSent(db, sender, { first: 99, after: late })).map(({ id }) => id).sort(), ids.sort())
  },
)

t.test(
  'receipts that go together have their places in the order in which they are given, and a transfer one',
  async (t) => {
    const ends = [
      { sender: 'thanh-tra', receiver: 'toa-an' },
      { sender: 'thanh-tra', receiver: 'vien-kiem-sat' },
      { sender: 'cong-an', receiver: 'toa-an' },
      { sender: 'thanh-tra', receiver: 'toa-an' },
    ]
    const ids: string[] = []
    for (const one of ends) ids.unshift(await stored(one))
    const [a, b, c, d] = ids as [string, string, string, string]
    const transfers = await db.transaction((tx) => Promise.all(ids.map((id) => lockTransfer(tx, id))))
    const given = transfers.map((transfer) => ({ transfer: transfer!, jws: `a.${transfer!.id}.c`, log }))
    const put = await putReceipts(db, vault, [...given, { ...given[0]!, jws: 'another' }])
    t.strictSame(
      put.map(({ id, state }) => [id, state]),
      [a, b, c, d, a].map((id) => [id, 'receipted']),
    )
    t.equal(receiptOf(vault, put[0]!), receiptOf(vault, put[4]!), 'of two of one transfer the first counts')
    t.equal(receiptOf(vault, put[1]!), `a.${b}.c`)
    const ours = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).filter((id) => ids.includes(id))
    t.strictSame(ours(await listInbox(db, 'toa-an', { first: 99 })), [a, b, d])
    t.strictSame(ours(await listSent(db, 'thanh-tra', { first: 99 })), [a, c, d])
    const leaves = 'SELECT r.leaf FROM recording r JOIN transfer t ON t.recording = r.id WHERE t.id = ANY($1)'
    t.strictSame(
      await db.query(leaves, [ids]),
      Array(4).fill({ leaf: log.leaf }),
      'where the log tells of them is known',
    )
  },
)

t.test('under one key of one sender stands one, and who comes at once waits for it', async (t) => {
  const key = 'one-key-1'
  const id = newTransferId()
  const insert = () =>
    db.transaction(async (tx) => {
      const own = newTransferId()
      const [row] = await tx.query<{ id: number }>(
        "INSERT INTO recording (origin, entries) VALUES ('o', '') RETURNING id",
      )
      const one = { ...(await template()), id: own, idempotency_key: key, recording: row!.id }
      return insertTransfers(tx, vault, [one])
    })
  const template = async (): Promise<NewTransfer> => ({
    ...{ id, sender: 'vien-kiem-sat', sender_system: 's', receiver: 'toa-an', message_mac: Buffer.of(1), kind: 'k' },
    ...{ purpose: 'p', legal_basis: 'l', relation: 'adjudicating', event: newEventId(), idempotency_key: key },
    ...{
      sender_adapter: 'a',
      receiver_adapter: 'b',
      facts,
      ...unsaid,
      recording: 0,
      stages: stagesAt(at),
    },
    native: { mediaType: 'a/b', body: Buffer.of() },
    translated: { mediaType: 'a/b', body: Buffer.of() },
  })
  const inserted = await Promise.allSettled(Array.from({ length: 8 }, insert))
  t.equal(inserted.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const one of inserted) if (one.status === 'rejected') t.match(one.reason, { code: 'idempotency-key-reused' })
})

t.test('those without a receipt are found by the log that tells of them', async (t) => {
  const [row] = await db.query<{ id: number }>("INSERT INTO recording (origin, entries) VALUES ('p', '') RETURNING id")
  const id = await stored({ recording: row!.id })
  const page = { count: 9, after: 0 }
  t.strictSame(
    (await unreceipted(db, 'p', page)).map((one) => one.id),
    [id],
  )
  t.strictSame(await unreceipted(db, 'p', { ...page, after: row!.id }), [])
  t.strictSame(await unreceipted(db, 'p', { ...page, count: 0 }), [])
  await moved(id, 'receipted')
  t.strictSame(await unreceipted(db, 'p', page), [])
})

t.test('a row is never other than it was; its content is erased, and not put back', async (t) => {
  const id = await stored()
  await moved(id, 'receipted')
  for (const change of ["receiver = 'toa-an'", "message_mac = ''", "native = ''", 'receipt = NULL', "facts = ''"])
    await t.rejects(db.query(`UPDATE transfer SET ${change} WHERE id = $1`, [id]), { code: 'internal' }, change)
  await t.rejects(db.query('DELETE FROM transfer WHERE id = $1', [id]))
  await t.rejects(db.query(`UPDATE transfer_stage SET at = now() WHERE transfer = $1`, [id]))
  await t.rejects(db.query('DELETE FROM transfer_stage WHERE transfer = $1', [id]))
  await db.query('UPDATE transfer SET native = NULL, translated = NULL WHERE id = $1', [id])
  await t.rejects(db.query(`UPDATE transfer SET native = '' WHERE id = $1`, [id]))
  const row = (await findTransfer(db, id, { agency: 'mttq', as: 'sender' }))!
  await t.rejects(documentOf(db, vault, row, 'native'), { code: 'transfer-erased' })
  t.equal(receiptOf(vault, row), 'a.b.c', 'the receipt outlasts it')
})
