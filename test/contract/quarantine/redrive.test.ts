/** What is held is tried by another version of its adapter, and taken once, on the path of every delivery. */
import t from 'tap'
import { type World, world } from '../deposits/world.ts'
import { handlersOf, mended, operator } from './handling-world.ts'

const day = (n: number) => `2026-03-0${n}T00:00:00Z`

/** Phases of the log since `from`. */
const phases = (at: World, from: number) =>
  at
    .entries()
    .slice(from)
    .map(({ phase }) => phase)

/** Count of states of records that were taken. */
const takenIn = async (at: World) => (await at.rows('deposit')).filter(({ withheld }) => withheld === null).length

t.test('tried: what would be different, and nothing is taken', async (t) => {
  const before = await world(t)
  const taken = await before.take({
    records: [
      { key: 'A', do: 'row' },
      { key: 'B', do: 'row' },
    ],
  })
  t.match(taken, { state: 'quarantined' })
  const at = await before.again(mended)
  const { act, ids } = handlersOf(at)
  const [id = ''] = await ids()
  const { item, comparison, receipt } = await act('try', id)
  t.match(item, { state: 'held', agency: 'mttq', kind: 'deposits' })
  t.match(comparison, {
    before: { adapter: /^nop-json@1\.0\.0#/, reason: 'record-rejected' },
    now: { adapter: /^nop-json@1\.1\.0#/, outcome: 'taken', taken: 2, rejected: 0 },
    went: [{ code: 'field-missing', pointer: '/records/0', line: 2 }, { pointer: '/records/1' }],
    came: [],
  })
  t.match(at.entries()[receipt.index], {
    phase: 'quarantine-tried',
    detail: {
      who: { agency: 'mttq', officer: 'cbmt-001' },
      handled: { item: id, now: { outcome: 'taken', taken: 2 }, digest: /=$/, act: /=$/ },
    },
  })
  t.equal(await takenIn(at), 0)
})

t.test('released: taken as what comes for the first time, once, however often and by however many', async (t) => {
  const before = await world(t)
  await before.take({ records: [{ key: 'A', do: 'row', updatedAt: day(2) }] })
  const at = await before.again(mended)
  const { act, ids } = handlersOf(at)
  const [id = ''] = await ids()
  const from = at.log.size()
  const both = await Promise.all([act('release', id), act('release', id)])
  const again = await act('release', id)
  for (const { item, receipt } of [...both, again]) {
    t.equal(item.state, 'released')
    t.same(receipt, both[0]!.receipt, 'one receipt')
  }
  for (const { comparison } of [both[1]!, again]) t.strictSame(comparison, both[0]!.comparison, 'one answer')
  t.same(phases(at, from), ['quarantine-released', 'deposited'])
  t.match(at.entries().at(-1), { detail: { who: { officer: 'cbmt-001' }, deposit: { taken: 1, fresh: 1, item: id } } })
  t.equal(await takenIn(at), 1)
  t.equal(await at.served('A'), day(2))
  const resent = await at.take({ records: [{ key: 'A', do: 'row', updatedAt: day(2) }] })
  t.match(resent, { state: 'duplicate', taken: 1 }, 'and its sender is told so')
})

t.test('by the same version what was not good is not tried to be taken twice', async (t) => {
  const at = await world(t)
  await at.take({ records: [{ key: 'A' }, { key: 'B', do: 'row' }] })
  const { act, ids } = handlersOf(at)
  const [id = ''] = await ids()
  const { item, comparison, receipt } = await act('release', id, operator())
  t.equal(item.state, 'held')
  t.match(comparison, { now: { outcome: 'in-part', taken: 1, rejected: 1 }, went: [], came: [] })
  t.match(at.entries()[receipt.index], { phase: 'quarantine-tried', outcome: 'ok' })
  t.equal((await at.rows('delivery')).length, 1)
})

t.test('an adapter that failed once is tried again by the same version', async (t) => {
  const at = await world(t, { limits: { deposit_timeout_ms: 1 } })
  await at.take({ records: [{ key: 'A' }] })
  t.match(await at.rows('quarantine'), [{ reason: 'adapter-timeout' }])
  const patient = await at.again({ limits: {} })
  const { act, ids } = handlersOf(patient)
  const [id = ''] = await ids()
  t.match(await act('release', id), { item: { state: 'released' }, comparison: { now: { outcome: 'taken' } } })
  t.match(await patient.take({ records: [{ key: 'A' }] }), { state: 'duplicate' })
  t.equal(await takenIn(patient), 1)
})

t.test('good in part by the next version: that is taken, and the rest is held as another item', async (t) => {
  const before = await world(t)
  await before.take({
    records: [
      { key: 'A', do: 'row' },
      { key: 'B', do: 'other' },
    ],
  })
  const at = await before.again(mended)
  const { act, held, handling } = handlersOf(at)
  const id = await held()
  t.match(await act('release', id), {
    item: { state: 'released' },
    comparison: { now: { outcome: 'in-part', taken: 1 } },
  })
  const rest = await held()
  t.not(rest, id)
  t.match(await handling.look(operator(), rest), { item: { state: 'held', adapter: /1\.1\.0/ }, acts: [] })
  t.equal(await takenIn(at), 1)
})

t.test('what waited never takes the place of what came after it', async (t) => {
  const before = await world(t)
  await before.take({ records: [{ key: 'A', do: 'row', updatedAt: day(2), text: 'cũ' }] })
  await before.take({ records: [{ key: 'B', do: 'row', updatedAt: day(4), text: 'cũ' }] })
  const at = await before.again(mended)
  await at.take({ records: [{ key: 'A', updatedAt: day(3), text: 'mới' }] })
  await at.take({ records: [{ key: 'B', updatedAt: day(4), text: 'mới' }] })
  const { act, ids } = handlersOf(at)
  const newest = await at.keeping.read('mttq', 'B')
  for (const id of await ids()) t.match(await act('release', id), { item: { state: 'released' } })
  t.equal(await at.served('A'), day(3), 'of a later change')
  t.same(await at.keeping.read('mttq', 'B'), newest, 'of the same instant, and came later')
  t.equal(await takenIn(at), 4, 'though all are kept')
})

t.test('the same bytes sent again by their sender: the item has given way', async (t) => {
  const before = await world(t)
  const document = { records: [{ key: 'A', do: 'row' as const }] }
  await before.take(document)
  const at = await before.again(mended)
  const from = at.log.size()
  t.match(await at.take(document), { state: 'accepted' })
  t.same(phases(at, from), ['quarantine-superseded', 'deposited'], 'in one recording')
  const { act, ids, handling } = handlersOf(at)
  const [id = ''] = await ids()
  t.match(await handling.look(operator(), id), {
    item: { state: 'superseded' },
    acts: [{ act: 'supersede', agency: null }],
  })
  await t.rejects(act('release', id), { code: 'quarantine-ended' })
})
