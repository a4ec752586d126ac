/** What a source that is asked gave, or was to be handed over, and nobody could translate: released, it is only noted that it can be read; nothing is taken. */
import t from 'tap'
import type { Kind } from '../../../gateway/release/quarantine/rows.ts'
import { seal } from '../../../gateway/release/sealed.ts'
import { callerOf } from '../../support/policy.ts'
import { startSource } from '../../support/source-server.ts'
import { indexPage, translation } from '../../support/translations.ts'
import { type World, world } from '../deposits/world.ts'
import { handlersOf, operator } from './handling-world.ts'

const body = (document: object) => Buffer.from(JSON.stringify(document))
const police = () => callerOf({ actions: ['quarantine:list', 'quarantine:open', 'quarantine:settle'] })

/** Something that could not be read by an earlier version. */
async function held({ keeping }: World, kind: Kind, document: object): Promise<void> {
  await keeping.quarantine.take({
    ...{ agency: 'cong-an', kind, transport: kind === 'page' ? 'feed' : 'https-query', adapter: 'thu-nghiem@0.9#0' },
    ...{ event: 'ev-read', operation: 'dossier:read', reason: 'document-rejected' },
    findings: [{ code: 'code-unknown', effect: 'reject-document', pointer: '/x', line: 3 }],
    document: seal({ status: 200, mediaType: 'application/json', body: body(document) }),
  })
}

t.test('by kind', async (t) => {
  const { system } = await startSource(t, { handle: () => t.fail('nobody is asked') })
  const at = await world(t, { systems: [{ ...system, agency: 'cong-an' }] })
  const { act, correct, ids } = handlersOf(at)
  const secret = { ...translation, facet: { ...translation.facet, label: { level: 'MAT', tags: [] } } }
  const rows = [
    ['facet', { do: 'value', value: translation }, 'read', 'released'],
    ['facet', { do: 'reject' }, 'rejected', 'held'],
    ['facet', { do: 'value', value: secret }, 'secret', 'shredded'],
    ['page', { do: 'value', value: indexPage }, 'read', 'released'],
    ['transfer', { do: 'value', value: { ...translation, updatedAt: '2026-03-02T00:00:00Z' } }, 'read', 'released'],
    ['transfer', { do: 'reject', again: true }, 'rejected', 'held'],
  ] as const
  for (const [kind, document, outcome, state] of rows) {
    await held(at, kind, document)
    const id = (await ids(police())).at(-1)!
    const from = at.log.size()
    const tried = await act('release', id, operator())
    t.match(tried, { item: { state }, comparison: { now: { outcome } } }, `${kind} ${outcome}`)
    if (outcome === 'read') {
      t.match(tried.comparison, { went: [{ code: 'code-unknown' }], came: [] })
      t.match(at.entries().slice(from), [{ phase: 'quarantine-released', detail: { handled: { now: { taken: 0 } } } }])
    }
    if (outcome === 'secret')
      t.match(at.entries().slice(from), [{ phase: 'incident' }, { phase: 'quarantine-shredded' }])
    await t.rejects(correct(id, { records: [] }, police()), { code: 'quarantine-not-correctable' })
  }
  t.same(await at.rows('deposit'), [])
  t.same(await at.rows('delivery'), [])
  t.same(await at.rows('facet'), [], 'nor is a page registered')
  const [, open = ''] = await ids(police())
  t.match((await act('open', open, police())).document, { status: 200, mediaType: 'application/json' })
})

t.test('the same answer again is another item once the former has ended', async (t) => {
  const { system } = await startSource(t, { handle: () => {} })
  const at = await world(t, { systems: [{ ...system, agency: 'cong-an' }] })
  const { act, ids } = handlersOf(at)
  await held(at, 'facet', { do: 'reject' })
  await held(at, 'facet', { do: 'reject' })
  const [id = ''] = await ids(police())
  await act('expire', id, police())
  await held(at, 'facet', { do: 'reject' })
  t.match(await at.rows('quarantine'), [
    { state: 'expired', seen: 2, ciphertext: null },
    { state: 'held', seen: 1 },
  ])
})

t.test('a state secret that is read in clear takes along what is kept of the same bytes, held or ended', async (t) => {
  const secret = { ...translation, facet: { ...translation.facet, label: { level: 'MAT', tags: [] } } }
  const document = { do: 'value', value: secret }
  const { system } = await startSource(t, { handle: (_, answer) => answer.end(JSON.stringify(document)) })
  const at = await world(t, { systems: [{ ...system, agency: 'cong-an' }] })
  await held(at, 'facet', document)
  const { act, ids } = handlersOf(at)
  await act('return', (await ids(police()))[0]!, police())
  await held(at, 'facet', document)
  await held(at, 'facet', { do: 'reject' })
  const from = at.log.size()
  const asked = await at.sources.facet({ agency: 'cong-an', nativeKey: 'A', eventId: 'ev-read' })
  t.match(asked, { state: 'failed', reason: 'state-secret-in-clear' })
  if (asked.state === 'ok' || !asked.document) return t.fail('handed on')
  await at.keeping.quarantine.take({
    ...{ agency: 'cong-an', kind: 'facet', transport: 'https-query', adapter: asked.adapter!, event: 'ev-read' },
    ...{ operation: 'dossier:read', reason: asked.reason, findings: asked.findings, document: asked.document },
  })
  const items = await at.db.query('SELECT state, ciphertext IS NOT NULL AS kept FROM quarantine ORDER BY state')
  t.strictSame(items, [
    { state: 'held', kept: true },
    { state: 'returned', kept: false },
    { state: 'shredded', kept: false },
  ])
  t.match(at.entries().slice(from), [
    { phase: 'quarantine-shredded', event: 'ev-read', outcome: 'state-secret-in-clear' },
    { phase: 'quarantine-shredded', detail: { operation: 'dossier:read' } },
  ])
  t.equal(at.log.size(), from + 2)
})
