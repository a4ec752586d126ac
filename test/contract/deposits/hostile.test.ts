/** Senders that flood, err about time or send one bad record for ever: nobody else pays for it. */
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { limits } from '../../../gateway/limits.ts'
import { broughtBy } from '../../../gateway/release/deposits/delivery.ts'
import { createDeposits, type Delivery, type Deposits } from '../../../gateway/release/deposits/deposits.ts'
import { eventEntry } from '../../../gateway/release/events.ts'
import { createRecordings } from '../../../gateway/release/recordings.ts'
import type { Sealed } from '../../../gateway/release/sealed.ts'
import type { Asked, Sources } from '../../../gateway/sources/sources.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { standing } from '../../support/deposits.ts'
import { until } from '../../support/until.ts'
import { bytesOf, world } from './world.ts'

const day = (n: number) => `2026-03-0${n}T08:00:00Z`

const deliver = (deposits: Deposits, key: string, change: Partial<Delivery> = {}) =>
  deposits.take({
    agency: 'mttq',
    transport: 'https-push',
    document: bytesOf({ records: [{ key }] }),
    mediaType: 'application/json',
    event: newEventId(),
    ...change,
  })

t.test('documents that wait for the index hold no connection that readers need', async (t) => {
  const at = await world(t)
  let looked = 0
  let begun = 0
  const sources: Sources<Sealed> = {
    ...at.sources,
    deposits: (ask) => at.sources.deposits(ask).finally(() => looked++),
  }
  const db: typeof at.db = {
    ...at.db,
    transaction: (work) => {
      begun++
      return at.db.transaction(work)
    },
  }
  const deposits = createDeposits({ ...at.keeping, db }, sources)
  const held = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const other = at.db.transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('lienthong/index'))")
    locked.resolve()
    await held.promise
  })
  await locked.promise
  const all = Promise.all(Array.from({ length: 6 }, (_, n) => deliver(deposits, `${n}`)))
  await until(() => looked === 6)
  for (let n = 0; n < 5; n++) await turn()
  t.equal(begun, 1)
  held.resolve()
  await other
  t.same(
    (await all).map(({ state }) => state),
    Array(6).fill('accepted'),
  )
})

t.test('one agency has so many documents in hand and no more, and leaves their turns to the others', async (t) => {
  const at = await world(t)
  const held = Promise.withResolvers<void>()
  const sources: Sources<Sealed> = {
    ...at.sources,
    adapterOf: () => 'a@1#0',
    deposits: async (ask): Promise<Asked<Sealed>> => {
      await held.promise
      const asked = { state: 'failed', reason: 'internal', findings: [] } as const
      return { agency: ask.agency, ...asked }
    },
  }
  const deposits = createDeposits(at.keeping, sources)
  const { under_way_max } = limits.deposit
  const flood = Array.from({ length: under_way_max }, (_, n) => deliver(deposits, `${n}`))
  t.same(await deliver(deposits, 'one more'), { state: 'unavailable', reason: 'busy' })
  const other = deliver(deposits, 'x', { agency: 'thanh-tra' })
  held.resolve()
  t.match(await other, { reason: 'internal' }, 'another agency is heard')
  await Promise.all(flood)
  t.match(await deliver(deposits, 'one more'), { reason: 'internal' }, 'and then this one again')
})

t.test('a record that the index can’t hold rejects itself, not its document', async (t) => {
  const at = await world(t)
  const records = [{ key: '1' }, { key: 'x'.repeat(201) }, { key: '2' }]
  t.match(await at.take({ records }), {
    state: 'accepted',
    taken: 2,
    rejected: [{ code: 'output-invalid', pointer: '/deposits/1' }],
  })
  t.match(await at.rows('quarantine'), [{ reason: 'record-rejected' }])
  const secret = { key: 'y'.repeat(201), do: 'mark' as const }
  t.match(await at.take({ records: [{ key: '3' }, secret] }), { state: 'accepted', taken: 1 })
  t.equal((await at.rows('quarantine')).length, 1, 'nor is it kept with a state secret in it')
})

t.test('a record from the future does not stand in the way of what comes after it', async (t) => {
  const at = await world(t)
  const future = { key: '1', updatedAt: '2199-01-01T00:00:00Z' }
  t.match(await at.take({ records: [future] }), { state: 'accepted', taken: 1 })
  await at.take({ records: [future], next: 'other bytes' })
  t.equal((await at.rows('deposit')).length, 1)
  const updatedAt = new Date().toISOString()
  await at.take({ records: [{ key: '1', updatedAt }] })
  t.equal(await at.served('1'), updatedAt)
  t.match(await at.rows('facet'), [{ updated_at: new Date(updatedAt) }])
})

t.test('an older version that is there already is not kept again', async (t) => {
  const at = await world(t)
  const older = { key: '1', updatedAt: day(1) }
  await at.take({ records: [older] })
  await at.take({ records: [{ key: '1', updatedAt: day(2) }] })
  t.match(await at.take({ records: [older], next: 'other bytes' }), { state: 'accepted', taken: 1 })
  t.equal((await at.rows('deposit')).length, 2)
  t.match(at.entries().at(-1), { detail: { deposit: { taken: 1, fresh: 0 } } })
  t.equal(await at.served('1'), day(2))
})

t.test('whoever is refused is told something', async (t) => {
  const note = { code: 'state-secret-in-clear', effect: 'note', pointer: '/1' } as const
  t.match(broughtBy({ deposits: [], secrets: 1, rejected: 0, withheld: [] }, [note]).findings, [
    { code: 'state-secret-in-clear', effect: 'reject-document', pointer: '' },
  ])
})

t.test('what another node owes its log is not asked about again and again', async (t) => {
  const at = await world(t)
  const entry = (n: number) => eventEntry(standing, 'incident', `entry ${n}`)
  let asked = 0
  const theirs = await at.db.transaction((tx) => at.keeping.recordings.owe(tx, [entry(0)]))
  const db: typeof at.db = {
    ...at.db,
    query: (text, values, prepared) => {
      if ([values?.[0]].flat().includes(theirs)) asked++
      return at.db.query(text, values, prepared)
    },
  }
  const { append, ...rest } = at.log
  const log = { ...rest, append, origin: 'gateway.test/node-2' }
  const node = createRecordings({ db, vault: at.keeping.kept.vault, log, directory: at.directory })
  await t.rejects(node.settle(theirs), { code: 'record-pending' })
  const before = asked
  for (let n = 1; n < 4; n++) await node.settle(await db.transaction((tx) => node.owe(tx, [entry(n)])))
  t.equal(asked, before)
  await at.keeping.recordings.settle(theirs)
  t.match(await node.settle(theirs), { origin: at.log.origin }, 'once it has it, its receipt is given')
})

t.test('what is owed of several events is in the log once, each under its own id, read back or not', async (t) => {
  const at = await world(t)
  const { recordings } = at.keeping
  const entry = (n: number) => eventEntry(standing, 'incident', `entry ${n}`)
  const events = [[entry(0)], [entry(1), entry(2)], [entry(3)]] as const
  let undone: readonly number[] = []
  await t.rejects(
    at.db.transaction(async (tx) => {
      undone = await recordings.oweEach(tx, events)
      throw new Error('rolled back')
    }),
  )
  // As a server gives it that crashed before the number was on its disk.
  const theirs =
    "INSERT INTO recording (id, origin, entries) OVERRIDING SYSTEM VALUE VALUES ($1, 'gateway.test/node-2', '')"
  await at.db.query(theirs, [undone[0]])
  await t.rejects(recordings.settle(undone[0]!), { code: 'record-pending' }, 'nothing is told under another’s number')
  const owed = await at.db.transaction((tx) => recordings.oweEach(tx, events))
  const before = at.log.size()
  const log = { ...at.log, appendEncoded: () => t.fail('it has been told') as never }
  const next = createRecordings({ db: at.db, vault: at.keeping.kept.vault, log, directory: at.directory })
  for (const [event, id] of [...owed.entries()].reverse()) {
    const receipt = await recordings.settle(id)
    t.strictSame(at.entries()[receipt.index]?.event, events[event]!.at(-1)!.event)
    for (const again of [recordings, next]) t.strictSame(await again.settle(id), receipt)
  }
  t.equal(at.log.size(), before + 4)
})
