/** Relations come from confirmed acts, and reach no further than the facet they speak of. */
import t from 'tap'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { naiveRelations } from '../../../gateway/development/demo/naive-view.ts'
import { bytesText } from '../../../gateway/dossiers/facet.ts'
import { findFacets } from '../../../gateway/dossiers/find.ts'
import { relationsOf } from '../../../gateway/dossiers/relations.ts'
import { unservedRelations } from '../../../gateway/dossiers/unserved.ts'
import { entry, indexFor } from './index-world.ts'

const { db, keys, take, clear } = await indexFor(t)
const police = { agency: 'cong-an', agencyCode: 'CA' }
const procuracy = { agency: 'vien-kiem-sat', agencyCode: 'VKS' }
const court = { agency: 'toa-an', agencyCode: 'TA' }
const inspectorate = { agency: 'thanh-tra', agencyCode: 'TTr' }
const front = { agency: 'mttq', agencyCode: 'MTTQ' }
const everybody = [police, procuracy, court, inspectorate, front]

await take('cong-an', [
  entry('A', ['1', 'TTr:1'], {
    resolves: true,
    confirms: [
      { relation: 'supervising', agency: 'VKS' },
      { relation: 'originator', agency: 'MTTQ' },
      { relation: 'adjudicating', agency: 'TA' },
    ],
  }),
  entry('alone', ['2'], { resolves: true, confirms: [{ relation: 'supervising', agency: 'VKS' }] }),
  entry('undecided', ['3']),
])
await take('vien-kiem-sat', [
  entry('B', ['1'], { confirms: [{ relation: 'adjudicating', agency: 'TA' }] }),
  entry('other', ['3'], { confirms: [{ relation: 'supervising', agency: 'VKS' }] }),
])
await take('thanh-tra', [entry('C', ['TTr:1'])])
await take('toa-an', [entry('D', ['1'], { confirms: [{ relation: 'supervising', agency: 'VKS' }] })])
await take('mttq', [entry('E', ['1'], { confirms: [{ relation: 'originator', agency: 'MTTQ' }] })])

const [{ dossier: shared }] = (await db.query<{ dossier: string }>(
  'SELECT dossier FROM facet GROUP BY dossier HAVING count(*) = 5',
)) as [{ dossier: string }]
const facets = await findFacets(db, keys, shared)
const of = (asker: typeof police, holder: string) =>
  relationsOf(asker, facets.find(({ agency }) => agency === holder)!, facets)

t.test('the holder is the holder, and nothing besides', async (t) => {
  for (const asker of everybody) t.strictSame(of(asker, asker.agency), ['holder'], asker.agency)
})

t.test('who resolves is so to the others of that dossier', async (t) => {
  for (const { agency } of everybody.slice(1)) t.strictSame(of(police, agency), ['resolver'], agency)
})

t.test('a relation to some record that no purpose serves is found, and no other', async (t) => {
  const found = async (asker: typeof police, ...serves: readonly string[]) =>
    (await unservedRelations(db, [{ ...asker, serves }])).map(({ agency, relation }) => `${agency} ${relation}`)
  t.strictSame(await found(procuracy, 'holder'), ['vien-kiem-sat supervising'])
  t.strictSame(await found(procuracy, 'supervising'), ['vien-kiem-sat holder'])
  t.strictSame(await found(court, 'holder', 'adjudicating', 'supervising'), [])
  t.strictSame(await found(front, 'holder'), ['mttq originator'])
  t.strictSame(await found(front), ['mttq originator'], 'who reads nothing may only supply')
  t.strictSame(await found(inspectorate, 'holder'), [], 'nobody says that it inspects')
})

t.test('what tied two facets once, and does no more, gives no relation', async (t) => {
  const [own, other] = [
    facets.find(({ agency }) => agency === 'cong-an')!,
    facets.find(({ agency }) => agency === 'thanh-tra')!,
  ]
  const corrected = { ...own, identifiers: [bytesText(keys.mac('identifier-value', 'another number'))] }
  t.strictSame(relationsOf(police, other, [corrected, other]), [])
  t.strictSame(relationsOf(police, other, [own, other]), ['resolver'])
})

t.test('who supervises is so to the facet whose holder names it, and to no other', async (t) => {
  const supervised = everybody.map(({ agency }) => of(procuracy, agency))
  t.strictSame(supervised, [['supervising'], ['holder'], ['supervising'], [], []])
})

t.test('the court that took the file is so to those who say that it did, and to no other', async (t) => {
  const tried = everybody.map(({ agency }) => of(court, agency))
  t.strictSame(tried, [['adjudicating'], ['adjudicating'], ['holder'], [], []])
})

t.test('who passed the matter on is so to who says it came from there, and to no other', async (t) => {
  const passedOn = everybody.map(({ agency }) => of(front, agency))
  t.strictSame(passedOn, [['originator'], [], [], [], ['holder']])
  t.strictSame(
    relationsOf({ agency: 'mttq-khac', agencyCode: 'MTTQX' }, facets[0]!, facets),
    [],
    'another agency is not meant',
  )
})

t.test('one agency may be named for several things', async (t) => {
  const facet = facets.find(({ agency }) => agency === 'thanh-tra')!
  const named = {
    ...facet,
    confirms: [
      { relation: 'supervising', agency: 'VKS' },
      { relation: 'originator', agency: 'VKS' },
      { relation: 'originator', agency: 'VKS' },
    ] as const,
  }
  t.strictSame(relationsOf(procuracy, named, facets), ['supervising', 'originator'])
})

t.test('holding a part oneself is no relation to the others', async (t) => {
  const others = everybody.filter((asker) => asker !== inspectorate)
  for (const { agency } of others) t.strictSame(of(inspectorate, agency), [], agency)
})

t.test('nobody names itself supervisor of another, nor resolves by another dossier', async (t) => {
  const all = await db.query<{ dossier: string }>(
    'SELECT DISTINCT dossier FROM facet WHERE NOT resolves AND dossier <> $1',
    [shared],
  )
  const loose = (await Promise.all(all.map(({ dossier }) => findFacets(db, keys, dossier)))).flat()
  t.strictSame(loose.map(({ nativeKey }) => nativeKey).sort(), ['other', 'undecided'])
  const other = loose.find(({ nativeKey }) => nativeKey === 'other')!
  t.strictSame(
    relationsOf(police, other, loose),
    [],
    'it holds a part with that number, and has not decided to resolve it',
  )
  const rows = await db.query<{ dossier: string }>('SELECT DISTINCT dossier FROM facet WHERE dossier <> $1', [shared])
  for (const { dossier } of rows) {
    const found = await findFacets(db, keys, dossier)
    for (const facet of found) {
      if (facet.nativeKey === 'undecided') t.strictSame(relationsOf(procuracy, facet, found), [])
      if (facet.nativeKey === 'alone') t.strictSame(relationsOf(procuracy, facet, found), ['supervising'])
    }
  }
})

t.test('an unknown dossier has no facets', async (t) => {
  for (const id of [`hs-${'a'.repeat(26)}`, '', "' OR true --"]) t.strictSame(await findFacets(db, keys, id), [])
})

t.test('of every matter of the made-up world: each agency to each part, as its records say', async (t) => {
  await clear()
  const { matters } = makeWorld({ seed: 1 })
  for (const { agency } of everybody) {
    const rows = matters.flatMap(({ facets }) => {
      const facet = facets[agency as keyof typeof facets]
      return facet ? [facet.index] : []
    })
    if (rows.length > 0) await take(agency, rows)
  }
  const dossiers = await db.query<{ dossier: string }>('SELECT DISTINCT dossier FROM facet')
  t.equal(dossiers.length, matters.length, 'the parts of a matter are one dossier, and no two matters are')
  const byKey = new Map(
    matters.flatMap(({ facets }) =>
      Object.entries(facets).map(([agency, { nativeKey }]) => [`${agency} ${nativeKey}`, facets] as const),
    ),
  )
  for (const { dossier } of dossiers) {
    const found = await findFacets(db, keys, dossier)
    for (const facet of found) {
      const parts = new Map(Object.entries(byKey.get(`${facet.agency} ${facet.nativeKey}`)!))
      for (const { agency, agencyCode: code } of everybody)
        t.strictSame(
          relationsOf({ agency, agencyCode: code }, facet, found),
          naiveRelations({ agency, code }, facet.agency, parts),
          `${agency} to ${facet.agency} ${facet.nativeKey}`,
        )
    }
  }
})
