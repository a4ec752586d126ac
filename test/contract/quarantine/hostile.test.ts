/** Whom the quarantine is not for, and what must not come out of it: strangers, the operator who would read, secrets, a log that is down. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { tablesWith, world } from '../deposits/world.ts'
import { type Doing, front, handlersOf, inquiryOf, mended, operator, stranger, why } from './handling-world.ts'

const canary = 'Lê Thị Mười Một'
const bad = { records: [{ key: 'A', do: 'row' as const, text: canary }] }
const missing = `cl-${'a'.repeat(26)}`
const doings: readonly Doing[] = ['open', 'try', 'release', 'return', 'expire']

t.test('the item of another agency is answered as one that is not there', async (t) => {
  const at = await world(t)
  await at.take(bad)
  const { act, correct, ids, handling } = handlersOf(at)
  const [id = ''] = await ids()
  const from = at.log.size()
  const none = { code: 'quarantine-not-found' }
  for (const doing of doings)
    for (const which of [id, missing]) await t.rejects(act(doing, which, stranger()), none, `${doing} ${which}`)
  for (const which of [id, missing]) {
    await t.rejects(correct(which, { records: [] }, stranger()), none)
    await t.rejects(handling.look(stranger(), which), none)
  }
  t.same(await ids(stranger()), [])
  t.same(await handling.list(stranger(), { agency: 'mttq' }, { first: 10, after: id }), [])
  t.same(await handling.list(front(), {}, { first: 10, after: missing }), [])
  t.equal(at.log.size(), from)
  t.same(await at.rows('quarantine_act'), [])
})

t.test('who operates the gateway sees what there is, and opens or corrects nothing', async (t) => {
  const at = await world(t)
  await at.take(bad)
  const { act, correct, ids } = handlersOf(at)
  const [id = ''] = await ids(operator())
  await t.rejects(act('open', id, operator()), { code: 'quarantine-not-own' })
  await t.rejects(correct(id, { records: [{ key: 'A' }] }, operator()), { code: 'quarantine-not-own' })
  await t.rejects(act('open', id, front({ clearance: 'NOI_BO' })), { code: 'quarantine-clearance' })
  t.same(await at.rows('quarantine_act'), [])
  const told = JSON.stringify([await act('try', id, operator()), await act('return', id, operator())])
  t.notMatch(told, canary)
})

t.test(
  'a state secret found at redrive: shredded, an incident without content, and nothing of it served',
  async (t) => {
    for (const doing of ['try', 'release'] as const) {
      const before = await world(t)
      await before.take({ records: [{ key: 'A', updatedAt: '2026-03-01T00:00:00Z' }] })
      await before.take({
        records: [
          { key: 'A', do: 'row', text: 'MẬT', updatedAt: '2026-03-02T00:00:00Z' },
          { key: 'B', do: 'row' },
        ],
      })
      const at = await before.again(mended)
      const { act, ids, handling } = handlersOf(at)
      const [id = ''] = await ids()
      const from = at.log.size()
      const { item, comparison } = await act(doing, id, operator())
      t.match(item, { state: 'shredded', kept: false })
      t.equal(comparison?.now.outcome, 'secret')
      const entries = at.entries().slice(from)
      t.match(entries[0], { phase: 'incident', outcome: 'state-secret-in-clear' })
      const shredded = entries.find(({ phase }) => phase === 'quarantine-shredded')
      t.match(shredded, { outcome: 'state-secret-in-clear', detail: { handled: { item: id, state: 'shredded' } } })
      t.equal(shredded?.detail.handled?.digest, undefined, 'not even a digest')
      t.match(await at.rows('quarantine'), [{ ciphertext: null }])
      t.equal(await at.served('A'), 'newest-refused', 'nor what came before it')
      t.match(await at.served('B'), /^2026/, 'beside it what is good is taken, for it ends here')
      t.match(await handling.look(operator(), id), { acts: [{ act: 'shred', outcome: 'secret' }] })
      await t.rejects(act('open', id), { code: 'quarantine-erased' })
      t.same(await tablesWith(at.db, 'MẬT'), [])
    }
  },
)

t.test('a secret in clear that comes again by its sender takes what was held of it along', async (t) => {
  const before = await world(t)
  const document = { records: [{ key: 'A', do: 'row' as const, text: 'MẬT' }] }
  await before.take(document)
  const at = await before.again(mended)
  t.match(await at.take(document), { state: 'refused' })
  t.match(await at.rows('quarantine'), [{ state: 'shredded', ciphertext: null }])
})

t.test('nor is it kept in what has ended already', async (t) => {
  const before = await world(t)
  const document = { records: [{ key: 'A', do: 'row' as const, text: 'MẬT' }] }
  await before.take(document)
  const [id = ''] = await handlersOf(before).ids()
  t.match(await handlersOf(before).act('return', id), { item: { state: 'returned', kept: true } })
  const at = await before.again(mended)
  t.match(await at.take(document), { state: 'refused' })
  t.match(await at.rows('quarantine'), [{ state: 'returned', ciphertext: null }])
  await t.rejects(handlersOf(at).act('open', id), { code: 'quarantine-erased' })
  t.match(at.entries().at(-1), { phase: 'refused' })
  t.ok(at.entries().some(({ phase, detail }) => phase === 'quarantine-shredded' && detail.handled?.item === id))
})

t.test('a correction with a secret in clear is kept nowhere, and the item is held as before', async (t) => {
  const at = await world(t)
  await at.take(bad)
  const { act, correct, ids } = handlersOf(at)
  const [id = ''] = await ids()
  const from = at.log.size()
  const { item, comparison } = await correct(id, { records: [{ key: 'A', do: 'secret', text: 'Tuyệt mật canary' }] })
  t.match([item.state, comparison?.now.outcome], ['held', 'secret'])
  t.match(
    at
      .entries()
      .slice(from)
      .map(({ phase, outcome }) => `${phase} ${outcome}`),
    ['incident state-secret-in-clear', 'quarantine-corrected state-secret-in-clear', 'refused state-secret-in-clear'],
  )
  for (const entry of at.entries().slice(from)) t.equal(entry.detail.handled?.corrected, undefined)
  t.same(await tablesWith(at.db, 'Tuyệt mật canary'), [])
  t.same(await at.db.query('SELECT FROM quarantine_act WHERE ciphertext IS NOT NULL'), [])
  t.match(await act('open', id), { item: { state: 'held' } })
})

t.test('a correction is as bad as a document may be, and never a fault', async (t) => {
  const at = await world(t)
  await at.take(bad)
  const { correct, ids } = handlersOf(at)
  const [id = ''] = await ids()
  for (const document of [
    '',
    '{',
    '{"records":7}',
    '{"records":[{"key":"A","do":"throw"}]}',
    '{"records":[],"do":"throw"}',
  ]) {
    const { item, comparison } = await correct(id, document)
    t.match([item.state, comparison?.now.outcome], ['held', 'rejected'], document)
  }
  t.match(await at.rows('quarantine'), { length: 1 })
})

t.test('without the log nothing is opened or said to be done; what was committed is recorded once', async (t) => {
  let down = false
  const at = await world(t, {
    log: (log) => ({
      ...log,
      appendEncoded: async (entry) => {
        if (down) throw new GatewayError('log-unavailable')
        return log.appendEncoded(entry)
      },
    }),
  })
  await at.take(bad)
  const { act, ids } = handlersOf(at)
  const [id = ''] = await ids()
  const from = at.log.size()
  down = true
  await t.rejects(act('open', id), { code: 'log-unavailable' })
  await t.rejects(act('return', id), { code: 'log-unavailable' })
  t.equal(at.log.size(), from)
  down = false
  const { receipt } = await act('return', id)
  await at.keeping.recordings.settleAll()
  t.same(
    at
      .entries()
      .slice(from)
      .map(({ phase }) => phase)
      .sort(),
    ['quarantine-opened', 'quarantine-returned'],
  )
  t.equal(at.entries()[receipt.index]?.phase, 'quarantine-returned')
})

t.test('who operates the gateway no longer when an act begins may know of no item', async (t) => {
  const at = await world(t)
  await at.take(bad)
  const { handling, held } = handlersOf(at)
  const id = await held()
  for (const doing of ['return', 'release'] as const) {
    const inquiry = inquiryOf(operator(), `quarantine:${doing}`, async () => {
      inquiry.caller = { ...operator(), roles: [] }
    })
    await t.rejects(handling[doing](inquiry, id, why), { code: 'quarantine-not-found' }, doing)
  }
  t.equal(await held(), id)
  t.same(await at.rows('quarantine_act'), [])
})

t.test('whose right ends before the commit does nothing, and the log has no word of it', async (t) => {
  const at = await world(t)
  await at.take(bad)
  const id = await handlersOf(at).held()
  const from = at.log.size()
  const items = await at.rows('quarantine')
  const ending = [
    ['return', 0],
    ['return', 1],
    ['release', 1],
    ['correct', 1],
  ] as const
  for (const [doing, good] of ending) {
    let left: number = good
    const { act, correct } = handlersOf(at, async () => {
      if (left === 0) throw new GatewayError('token-revoked')
      left = 0
    })
    const done = doing === 'correct' ? correct(id, { records: [{ key: 'A' }] }) : act(doing, id)
    await t.rejects(done, { code: 'token-revoked' }, `${doing}, good ${good} times`)
  }
  t.same(await at.rows('quarantine'), items)
  t.same(await at.rows('quarantine_act'), [])
  t.equal((await at.rows('delivery')).length, 1)
  t.equal(at.log.size(), from)
})
