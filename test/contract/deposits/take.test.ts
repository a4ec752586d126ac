/** What is promised to whoever deposits a document, and to those whom it is about. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { nativeKeyMac } from '../../../gateway/dossiers/facet.ts'
import { createDeposits, type Taken } from '../../../gateway/release/deposits/deposits.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { tablesWith, type World, world } from './world.ts'

const canary = 'Nguyễn Thị Ước, ấp Vĩnh Lợi'
const day = (n: number) => `2026-03-0${n}T08:00:00Z`

type Answered = Exclude<Taken, { state: 'unavailable' }>

/** What the sender was told, and that the log says so under that receipt. */
function answered(t: Test, { entries }: World, taken: Taken): Answered {
  if (taken.state === 'unavailable') throw new Error(`unavailable: ${taken.reason}`)
  const entry = entries()[taken.receipt.index]
  t.equal(entry?.event, taken.event, 'the receipt is of its entry')
  return taken
}

/** Rows of records that are kept, not of those that came and could not be. */
const kept = async ({ rows }: World) => (await rows('deposit')).filter(({ ciphertext }) => ciphertext !== null)

const phases = ({ entries }: World): string[] => entries().map(({ phase }) => phase)

/** Whether the log's files hold `text`. */
const logHolds = ({ directory }: World, text: string): boolean =>
  readdirSync(directory, { recursive: true, withFileTypes: true }).some(
    (one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(text),
  )

t.test('a document is kept sealed, indexed, served and recorded', async (t) => {
  const at = await world(t)
  const event = newEventId()
  const taken = answered(t, at, await at.take({ records: [{ key: '1', text: canary }, { key: '2' }] }, { event }))
  t.match(taken, { state: 'accepted', event, taken: 2, rejected: [] })
  const [entry] = at.entries()
  t.match(entry, {
    phase: 'deposited',
    outcome: 'ok',
    detail: { deposit: { agency: 'mttq', transport: 'https-push', taken: 2, fresh: 2, rejected: 0, refused: 0 } },
  })
  const dossiers = await at.db.query<{ dossier: string }>('SELECT dossier FROM facet ORDER BY dossier')
  t.same(
    [...(entry?.detail.deposit?.dossiers ?? [])].sort(),
    dossiers.map(({ dossier }) => dossier),
  )
  t.equal(entry?.detail.deposit?.adapter, at.sources.adapterOf('mttq'))
  t.equal(await at.served('1'), '2026-03-03T09:30:00+07:00')
  t.equal(await at.served('3'), 'not-held')

  const read = await at.sources.facet({ agency: 'mttq', nativeKey: '1', eventId: 'ev' })
  const [row] = await at.db.query<{ received_at: Date }>('SELECT received_at FROM deposit')
  t.match(read, { state: 'ok', asOf: row?.received_at.toISOString() }, 'as of when it was deposited')
  t.same(await tablesWith(at.db, canary), [], 'no table shows what it says')
  t.same(await tablesWith(at.db, '"records"'), [])
  t.notOk(logHolds(at, canary), 'nor does the log')
})

t.test('the agency is bound to what it deposited', async (t) => {
  const at = await world(t)
  await at.take({ records: [{ key: '1' }, { key: '2' }] })
  await at.db.query('ALTER TABLE deposit DISABLE TRIGGER deposit_unchanged')
  await at.db.query("UPDATE deposit SET agency = 'cong-an' WHERE id = 1")
  t.equal(await at.keeping.read('cong-an', '1'), undefined, 'the key of a matter has another form for each agency')
  const [first, second] = await at.db.query<{ native_key_mac: Buffer }>(
    'SELECT native_key_mac FROM deposit ORDER BY id',
  )
  await at.db.query('UPDATE deposit SET native_key_mac = $1 WHERE id = 1', [nativeKeyMac(at.keys, 'cong-an', '1')])
  await t.rejects(at.keeping.read('cong-an', '1'), 'nor does what it deposited open as another agency’s')
  await at.db.query("UPDATE deposit SET agency = 'mttq', native_key_mac = $1 WHERE id = 1", [second!.native_key_mac])
  await at.db.query('UPDATE deposit SET native_key_mac = $1 WHERE id = 2', [first!.native_key_mac])
  t.equal(await at.served('1'), 'deposit-unreadable', 'rows that were exchanged do not open')
})

t.test('what is kept is not changed', async (t) => {
  const at = await world(t)
  await at.take({ records: [{ key: '1' }] })
  for (const statement of ["UPDATE deposit SET event = 'x'", 'DELETE FROM deposit'])
    await t.rejects(at.db.query(statement), { code: 'internal' }, statement)
})

t.test('the same bytes again: the same receipt, no effect', async (t) => {
  const at = await world(t)
  const document = { records: [{ key: '1' }] }
  const first = answered(t, at, await at.take(document))
  const size = at.log.size()
  const again = await at.take(document, { event: newEventId() })
  t.match(again, { state: 'duplicate', event: first.event, taken: 1, receipt: first.receipt })
  t.equal(at.log.size(), size)
  t.equal((await at.rows('deposit')).length, 1)
})

t.test('the same bytes many times at once: one effect, one entry, one receipt', async (t) => {
  const at = await world(t)
  const document = { records: [{ key: '1' }, { key: '2', do: 'row' as const }] }
  const all = await Promise.all(Array.from({ length: 8 }, () => at.take(document)))
  t.same(all.map(({ state }) => state).sort(), ['accepted', ...Array(7).fill('duplicate')])
  t.equal(new Set(all.map((taken) => JSON.stringify((taken as Answered).receipt))).size, 1)
  t.same(phases(at), ['quarantined', 'deposited'])
  t.match(
    [(await kept(at)).length, (await at.rows('delivery')).length, await at.rows('quarantine')],
    [1, 1, [{ seen: 1 }]],
  )
})

t.test('two gateways on one store, the same bytes at once: one effect', async (t) => {
  const at = await world(t)
  const other = await world(t)
  const twin = createDeposits({ ...other.keeping, db: at.db, recordings: at.keeping.recordings }, other.sources)
  const document = { records: [{ key: '1' }] }
  const delivery = {
    agency: 'mttq',
    transport: 'https-push' as const,
    document: Buffer.from(JSON.stringify(document)),
    mediaType: 'application/json',
    event: newEventId(),
  }
  const both = await Promise.all([at.take(document), twin.take(delivery)])
  t.same(both.map(({ state }) => state).sort(), ['accepted', 'duplicate'])
  t.equal((await at.rows('deposit')).length, 1)
})

t.test('an event that a delivery had is not given to another', async (t) => {
  const at = await world(t)
  const event = newEventId()
  await at.take({ records: [{ key: '1' }] }, { event })
  const other = answered(t, at, await at.take({ records: [{ key: '2' }] }, { event }))
  t.not(other.event, event)
})

t.test('a newer version is served, an older one is kept and moves nothing back', async (t) => {
  const at = await world(t)
  const version = (n: number) => ({ records: [{ key: '1', updatedAt: day(n) }] })
  const index = async () => (await at.db.query<{ updated_at: Date }>('SELECT updated_at FROM facet'))[0]?.updated_at
  await at.take(version(2))
  t.match(await at.take(version(1)), { state: 'accepted', taken: 1 })
  t.equal(await at.served('1'), day(2))
  t.equal((await index())?.toISOString(), new Date(day(2)).toISOString())
  await at.take(version(3))
  t.equal(await at.served('1'), day(3))
  t.equal((await index())?.toISOString(), new Date(day(3)).toISOString())
  t.equal((await at.rows('deposit')).length, 3)
})

t.test(
  'of two versions of one instant the one that came last is served; a record that is the same is not kept twice',
  async (t) => {
    const at = await world(t)
    const record = (text: string) => ({ key: '1', text })
    for (const [n, text] of ['a', 'b', 'a'].entries()) await at.take({ records: [record(text)], next: `${n}` })
    const bodies = await at.keeping.read('mttq', '1')
    t.match(Buffer.from(bodies && 'document' in bodies ? bodies.document.body : '').toString(), '"text":"a"')
    const before = (await at.rows('deposit')).length
    t.match(await at.take({ records: [record('a')], next: 'other bytes' }), { state: 'accepted', taken: 1 })
    t.equal((await at.rows('deposit')).length, before)
    t.match(at.entries().at(-1), { phase: 'deposited', detail: { deposit: { taken: 1, fresh: 0 } } })
  },
)

t.test('one bad record rejects itself; the document is in quarantine once', async (t) => {
  const at = await world(t)
  const bad = ['row', 'reject', 'invalid', 'throw', 'other', 'row-date'] as const
  const records = [{ key: '1' }, ...bad.map((what, n) => ({ key: `b${n}`, do: what, text: canary })), { key: '2' }]
  const taken = answered(t, at, await at.take({ records }))
  t.match(taken, { state: 'accepted', taken: 2 })
  t.same(
    taken.rejected.map(({ code, pointer, effect }) => `${code} ${pointer} ${effect}`).sort(),
    [
      'adapter-threw /deposits/3 reject-record',
      'another-dossier /deposits/4 reject-record',
      'code-unknown /deposits/1/kind reject-record',
      'date-implausible /deposits/5 reject-record',
      'field-missing /records/1 reject-record',
      'output-invalid /deposits/2 reject-record',
    ],
    'each is told by place and code',
  )
  t.notMatch(JSON.stringify(taken), canary)
  t.same(phases(at), ['quarantined', 'deposited'])
  t.match(at.entries()[0]?.detail.quarantine, { reason: 'record-rejected', findings: [{ code: /./, pointer: /./ }] })
  const targets = new Map(at.entries()[0]?.detail.quarantine?.findings.map(({ code, target }) => [code, target]))
  t.equal(targets.get('date-implausible'), '/updatedAt', 'the log tells where in the translation')
  t.match(at.entries()[1]?.detail.deposit, { taken: 2, rejected: bad.length })
  t.match(await at.rows('quarantine'), [{ agency: 'mttq', reason: 'record-rejected', seen: 1 }])
  t.equal((await kept(at)).length, 2)
  t.equal((await at.rows('facet')).length, 2)
  t.same(await tablesWith(at.db, canary), [])
})

t.test(
  'a document of which nothing can be taken is in quarantine as it came, before the sender is answered',
  async (t) => {
    const at = await world(t)
    const documents = {
      'document-rejected': `{"text": "${canary}"`,
      'adapter-threw': JSON.stringify({ records: [], do: 'throw', text: canary }),
      'adapter-invalid': JSON.stringify({ records: [{ key: '1', text: canary }], do: 'shape' }),
      'record-rejected': JSON.stringify({ records: [{ key: '1', text: canary, do: 'row' }] }),
    }
    for (const [reason, text] of Object.entries(documents)) {
      const taken = answered(t, at, await at.take(text))
      t.match(taken, { state: 'quarantined', reason, taken: 0, rejected: [{ code: /./, effect: /^reject-/ }] }, reason)
      const entry = at.entries()[taken.receipt.index]
      t.match(entry, { phase: 'quarantined', outcome: 'document-rejected', detail: { quarantine: { reason } } })
      t.match(await at.take(text), { state: 'quarantined', reason, receipt: taken.receipt }, 'and again')
    }
    const empty = answered(t, at, await at.take(JSON.stringify({ records: [{ key: '1' }], do: 'empty' })))
    t.match(empty, { reason: 'adapter-invalid' }, 'a record without bytes is none')
    const rows = await at.rows('quarantine')
    t.equal(rows.length, 5)
    t.same(await kept(at), [])
    t.same(await tablesWith(at.db, canary), [])
    t.notOk(logHolds(at, canary))
  },
)

t.test('an adapter that never ends costs the document that it was given', async (t) => {
  const at = await world(t, { limits: { deposit_timeout_ms: 500 } })
  t.match(await at.take({ records: [], do: 'loop' }), { state: 'quarantined', reason: 'adapter-timeout' })
  t.same(phases(at), ['quarantined'])
})

t.test('a state secret in clear is kept nowhere; the rest of the page goes on', async (t) => {
  const at = await world(t)
  for (const what of ['row-secret', 'secret', 'mark', 'invalid-mark'] as const) {
    const key = `${what}-1`
    // With another bad record: it does not take the document into quarantine, for the secret is in it.
    const records = [{ key, do: what, text: canary }, { key: `${what}-2`, do: 'row' as const }, { key: `${what}-3` }]
    const from = at.log.size()
    const taken = answered(t, at, await at.take({ records }))
    t.match(taken, { state: 'accepted', taken: 1 }, what)
    t.ok(taken.rejected.some(({ code }) => code === 'state-secret-in-clear'))
    const [incident, deposited, ...more] = at.entries().slice(from)
    t.match(incident, { phase: 'incident', outcome: 'state-secret-in-clear', event: taken.event })
    t.match(deposited, { phase: 'deposited', detail: { deposit: { taken: 1, refused: 1 } } })
    t.equal(deposited?.detail.deposit?.digest, undefined, 'not even its digest')
    t.same(more, [])
    t.equal(await at.served(key), 'newest-refused')
    t.not(await at.served(`${what}-3`), 'not-held')
  }
  t.same(await at.rows('quarantine'), [])
  t.equal((await kept(at)).length, 4)
  for (const { ciphertext } of (await kept(at)) as { ciphertext: Buffer }[])
    t.notMatch(ciphertext.toString('latin1'), Buffer.from(canary).toString('latin1'))
  t.same(await tablesWith(at.db, canary), [])
  t.notOk(logHolds(at, canary))
})

t.test('a document that is nothing but a state secret is refused, and again', async (t) => {
  const at = await world(t)
  const document = {
    records: [
      { key: '1', do: 'mark' as const, text: canary },
      { key: '2', do: 'reject' as const },
    ],
  }
  const taken = answered(t, at, await at.take(document))
  t.match(taken, { state: 'refused', reason: 'state-secret-in-clear', taken: 0 })
  t.same(phases(at), ['incident', 'refused'])
  t.match(await at.take(document), { state: 'refused', receipt: taken.receipt })
  t.same(phases(at), ['incident', 'refused'], 'one incident')
  t.same([await kept(at), await at.rows('quarantine')], [[], []])
})

t.test('a page whose shape is wrong is not kept either when a state secret is in it', async (t) => {
  const at = await world(t)
  const records = [{ key: '1' }, { key: '2', do: 'mark' as const, text: canary }]
  t.match(await at.take({ records, do: 'shape' }), { state: 'refused', reason: 'state-secret-in-clear' })
  t.same(await at.rows('quarantine'), [])
})

t.test('nobody but an agency that deposits', async (t) => {
  const at = await world(t)
  const none = { state: 'unavailable', reason: 'source-unknown' }
  t.same(await at.take({ records: [] }, { agency: 'cong-an' }), none)
  t.same(at.entries(), [])
})

t.test('many dossiers make several entries, each within its bound', async (t) => {
  const at = await world(t, { limits: { deposit_timeout_ms: 60_000 } })
  const records = Array.from({ length: 1_200 }, (_, n) => ({ key: `${n}` }))
  const taken = answered(t, at, await at.take({ records }))
  t.match(taken, { state: 'accepted', taken: 1_200 })
  const entries = at.entries()
  t.same(
    entries.map(({ detail }) => detail.deposit?.dossiers.length),
    [1_000, 200],
  )
  t.equal(taken.receipt.index, 1, 'the receipt is of the last')
})
