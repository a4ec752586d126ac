/** Nobody comes by a relation through what others tie, through a guess, or through a link that was taken back. */
import t from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import { findFacets } from '../../../gateway/dossiers/find.ts'
import { relationsOf } from '../../../gateway/dossiers/relations.ts'
import { entry, namesAll } from '../../contract/dossiers/index-world.ts'
import { covering, linkWorld } from '../../contract/dossiers/link-world.ts'
import { callerOf, frontOf, inspectorOf, judgeOf, prosecutorOf } from '../../support/policy.ts'

const world = await linkWorld(t)
t.beforeEach(world.clear)

const names = (...acts: readonly (readonly [NonNullable<IndexEntry['confirms']>[number]['relation'], string])[]) => ({
  confirms: acts.map(([relation, agency]) => ({ relation, agency })),
})
const passedOnByPolice = names(['originator', 'CA'])
const everybody = [callerOf(), prosecutorOf(), judgeOf(), inspectorOf(), frontOf()]

/** Each relation that anybody has to the facet with this native key, as `agency relation`. */
async function relationsTo(nativeKey: string, agency: string): Promise<readonly string[]> {
  const facets = await findFacets(world.db, world.keys, await world.dossierOf(agency, nativeKey))
  const facet = facets.find((one) => one.agency === agency)!
  return everybody.flatMap((asker) =>
    relationsOf(asker, facet, facets).map((relation) => `${asker.agency} ${relation}`),
  )
}

t.test('an act of link gives nobody a relation, not even who made it', async (t) => {
  await world.take('cong-an', [
    entry('A', ['1'], {
      resolves: true,
      ...names(['supervising', 'VKS'], ['originator', 'MTTQ'], ['inspecting', 'TTr']),
    }),
  ])
  await world.take('toa-an', [entry('C', ['TA:3'], names(['originator', 'CA'], ['supervising', 'VKS']))])
  await world.take('thanh-tra', [entry('T', ['TTr:9'], passedOnByPolice)])
  const before = {
    A: await relationsTo('A', 'cong-an'),
    C: await relationsTo('C', 'toa-an'),
    T: await relationsTo('T', 'thanh-tra'),
  }
  t.strictSame(before, {
    A: ['cong-an holder', 'vien-kiem-sat supervising', 'thanh-tra inspecting', 'mttq originator'],
    C: ['cong-an originator', 'vien-kiem-sat supervising', 'toa-an holder'],
    T: ['cong-an originator', 'thanh-tra holder'],
  })
  const a = await world.dossierOf('cong-an')
  await world.make([a, await world.dossierOf('toa-an')])
  await world.make([a, await world.dossierOf('thanh-tra')])
  t.strictSame(
    {
      A: await relationsTo('A', 'cong-an'),
      C: await relationsTo('C', 'toa-an'),
      T: await relationsTo('T', 'thanh-tra'),
    },
    before,
  )
})

t.test('a third part that cites the numbers of two gives neither a relation to the other', async (t) => {
  await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...namesAll })])
  await world.take('thanh-tra', [entry('T', ['TTr:9'], names(['originator', 'MTTQ']))])
  await world.take('mttq', [entry('M', ['1', 'TTr:9'], namesAll)])
  t.equal(await world.dossierOf('thanh-tra'), await world.dossierOf('cong-an'), 'one dossier')
  t.strictSame(await relationsTo('T', 'thanh-tra'), ['thanh-tra holder', 'mttq originator'])
})

t.test('who names itself in its own record, or cites numbers that it guessed, has no relation', async (t) => {
  await world.take('cong-an', [entry('A', ['1', '2'], { resolves: true })])
  const guesses = ['1', '2', 'CA:1', 'VKS:1']
  for (const [agency, code] of [
    ['vien-kiem-sat', 'VKS'],
    ['thanh-tra', 'TTr'],
    ['toa-an', 'TA'],
    ['mttq', 'MTTQ'],
  ] as const)
    await world.take(agency, [
      entry(
        agency,
        guesses,
        names(['supervising', code], ['inspecting', code], ['adjudicating', code], ['originator', code]),
      ),
    ])
  t.strictSame(await relationsTo('A', 'cong-an'), ['cong-an holder'])
  for (const asker of everybody.slice(1))
    t.strictSame(
      (await relationsTo(asker.agency, asker.agency)).filter((relation) => relation.startsWith(asker.agency)),
      [`${asker.agency} holder`],
      'nor to its own another than that of the holder',
    )
})

t.test(
  'the inspectorate inspects what the holder says that its mandate names, and nothing by its own word',
  async (t) => {
    await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...names(['inspecting', 'TTr']) })])
    await world.take('vien-kiem-sat', [entry('V', ['1'], namesAll)])
    await world.take('thanh-tra', [entry('T', ['1', 'TTr:9'], names(['inspecting', 'TTr'], ['originator', 'CA']))])
    const inspected = async () => [
      await relationsTo('A', 'cong-an'),
      (await relationsTo('V', 'vien-kiem-sat')).filter((relation) => relation.includes('inspecting')),
    ]
    t.strictSame(await inspected(), [['cong-an holder', 'thanh-tra inspecting'], []])
    await world.take('cong-an', [entry('A', ['1'], { resolves: true })])
    t.strictSame(await inspected(), [['cong-an holder'], []], 'no longer than the holder says so')
  },
)

t.test('the relations of the time of a link are gone with it', async (t) => {
  await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...namesAll })])
  await world.take('mttq', [entry('M', ['1'])])
  const a = await world.dossierOf('cong-an')
  t.strictSame(await relationsTo('M', 'mttq'), ['cong-an resolver', 'mttq holder'])
  t.strictSame(await world.read(a), ['A', 'M'])
  const [link] = await world.listOf(a)
  await world.undo(link!.id, covering(a))
  const parted = await world.dossierOf('mttq')
  t.strictSame(await relationsTo('M', 'mttq'), ['mttq holder'])
  t.strictSame([await world.read(a), await world.read(parted)], [['A'], []])
  await t.rejects(world.make([a, parted]), { code: 'dossier-not-found' }, 'nor may it be tied again unknown')
  await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...namesAll })])
  await world.take('mttq', [entry('M', ['1'])])
  t.strictSame(await relationsTo('M', 'mttq'), ['mttq holder'], 'nor with the next pages')
})

t.test('a link that is not theirs nobody undoes or is told of', async (t) => {
  await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...namesAll })])
  await world.take('thanh-tra', [entry('T', ['TTr:9'], passedOnByPolice)])
  const [a, b] = [await world.dossierOf('cong-an'), await world.dossierOf('thanh-tra')]
  const { link } = await world.make([a, b])
  const who = { dossiers: [a, b], actions: ['dossier:link'] } as const
  for (const asker of [prosecutorOf(who), judgeOf(who), inspectorOf(who), frontOf(who)]) {
    await t.rejects(world.undo(link.id, asker), { code: /^link-not-(found|resolver)$/ }, asker.agency)
    t.ok(
      (await world.listOf(a, asker)).every(({ id }) => asker.agency === 'thanh-tra' && id === link.id),
      asker.agency,
    )
  }
  t.strictSame(await world.read(a), ['A', 'T'])
})
