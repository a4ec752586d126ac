/** Opaque parts: ciphertext of state secrets passes to its recipient alone, on an approved channel, and opens nothing else. */
import t from 'tap'
import type { Caller, OpenChannel } from '../../../gateway/identity/caller.ts'
import type { OpaquePart } from '../../../schemas/generated/types.ts'
import { callerOf, inspectorOf, prosecutorOf } from '../../support/policy.ts'
import { coded } from '../../support/translations.ts'
import { determinedBy, type Facet, markedSource } from './source.ts'

const source = await markedSource(t)
await source.feed({
  label: { level: 'NOI_BO', tags: [] },
  resolves: true,
  confirms: [
    { relation: 'supervising', agency: 'VKS' },
    { relation: 'originator', agency: 'TTr' },
  ],
})

const part: OpaquePart = {
  id: 'PM-1',
  covers: '/reporters/0',
  level: 'TOI_MAT',
  determinedBy: determinedBy('2026-03-01'),
  recipient: coded('agencies', 'VKS'),
  product: 'SP-1',
  digest: 'A'.repeat(43).concat('='),
  ciphertext: 'YmFuLW1h',
}
const other: OpaquePart = { ...part, id: 'PM-2', recipient: coded('agencies', 'TA'), ciphertext: 'a2hhYw==' }
const opaque = [part, other]
const hour_ms = 3_600_000
const channels = (product = 'SP-1', until = Date.now() + hour_ms): readonly OpenChannel[] => [{ product, until }]
const partsFor = async (caller: Caller, given: readonly OpaquePart[] = opaque) =>
  (await source.read({ facet: { opaque: given } as Partial<Facet> }, caller)).facet?.opaque ?? []

t.test('the recipient gets its part whole, and of the others not what they are about', async (t) => {
  const [own, another] = await partsFor(prosecutorOf({ channels: channels() }))
  const { id: _, determinedBy: __, ...given } = part
  t.match(own, given)
  t.strictSame(Object.keys(another!).sort(), ['determinedBy', 'id', 'level'])
})

t.test('without a channel that is approved now nobody does', async (t) => {
  for (const [why, caller] of [
    ['no channel', prosecutorOf()],
    ['no channel of the product', prosecutorOf({ channels: channels('SP-2') })],
    ['a channel that ended meanwhile', prosecutorOf({ channels: channels('SP-1', Date.now() - 1) })],
    ['another agency, which resolves and holds the record', callerOf({ channels: channels() })],
    ['an officer of low clearance', prosecutorOf({ channels: channels(), clearance: 'NOI_BO' })],
    ['another purpose', prosecutorOf({ channels: channels(), purpose: 'GIAI_QUYET_NGUON_TIN' })],
  ] as const)
    for (const given of await partsFor(caller))
      for (const field of ['ciphertext', 'covers', 'digest', 'product', 'recipient'])
        t.notOk(field in given, `${why}: ${field}`)
})

t.test('who only passed the matter on does not learn that there is such a part', async (t) => {
  const forInspectorate = [{ ...part, recipient: coded('agencies', 'TTr') }]
  const caller = inspectorOf({ channels: channels() })
  const { facet } = await source.read({ facet: { opaque: forInspectorate } as Partial<Facet> }, caller)
  t.ok(facet)
  t.notOk('opaque' in facet!)
})

t.test('a part whose level nobody determined, or that names no recipient or product, is for nobody', async (t) => {
  const without = (...names: readonly (keyof OpaquePart)[]) =>
    Object.fromEntries(Object.entries(part).filter(([name]) => !names.includes(name as keyof OpaquePart))) as OpaquePart
  for (const name of ['determinedBy', 'recipient', 'product'] as const)
    t.notOk('ciphertext' in (await partsFor(prosecutorOf({ channels: channels() }), [without(name)]))[0]!, name)
})

t.test('nothing else of a secret level gets out through it', async (t) => {
  const caller = prosecutorOf({ channels: channels() })
  const marked = { level: 'MAT', tags: [], by: determinedBy('2026-03-01') } as const
  const { facet: before } = await source.read({ facet: { opaque } as Partial<Facet> }, caller)
  const { facet, sources } = await source.read({ facet: { opaque, label: marked } as Partial<Facet> }, caller)
  t.ok(before)
  t.equal(facet, undefined)
  t.match(sources, [{ reason: 'state-secret-in-clear' }])
  const labels = [{ path: '/opaque/0', label: { level: 'CHUA_XAC_DINH', tags: [] } as const }]
  const { facet: unclear } = await source.read({ facet: { opaque } as Partial<Facet>, labels }, caller)
  t.strictSame(Object.keys(unclear!.opaque![0]!), ['id'], 'a mark that was not understood closes it')
})

t.test('a source may put the level of its ciphertext on the part', async (t) => {
  const labels = [{ path: '/opaque/0', label: { level: 'TOI_MAT', tags: [], by: determinedBy('2026-03-01') } as const }]
  const { facet } = await source.read(
    { facet: { opaque } as Partial<Facet>, labels },
    prosecutorOf({ channels: channels() }),
  )
  t.match(facet?.opaque?.[0], { ciphertext: part.ciphertext })
})
