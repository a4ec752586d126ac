/** Relations come from confirmed acts, and reach no further than the facet they speak of. */
import t from 'tap'
import { findFacets } from '../../../gateway/dossiers/find.ts'
import { relationsOf } from '../../../gateway/dossiers/relations.ts'
import { entry, indexFor } from './index-world.ts'

const { db, keys, take } = await indexFor(t)
const police = { agency: 'cong-an', agencyCode: 'CA' }
const procuracy = { agency: 'vien-kiem-sat', agencyCode: 'VKS' }
const inspectorate = { agency: 'thanh-tra', agencyCode: 'TTr' }

await take('cong-an', [
  entry('A', ['1'], { resolves: true, confirms: [{ relation: 'supervising', agency: 'VKS' }] }),
  entry('alone', ['2'], { resolves: true, confirms: [{ relation: 'supervising', agency: 'VKS' }] }),
  entry('undecided', ['3']),
])
await take('vien-kiem-sat', [
  entry('B', ['1']),
  entry('other', ['3'], { confirms: [{ relation: 'supervising', agency: 'VKS' }] }),
])
await take('thanh-tra', [entry('C', ['1'])])

const [{ dossier: shared }] = (await db.query<{ dossier: string }>(
  'SELECT dossier FROM facet GROUP BY dossier HAVING count(*) = 3',
)) as [{ dossier: string }]
const facets = await findFacets(db, keys, shared)
const of = (asker: typeof police, holder: string) =>
  relationsOf(asker, facets.find(({ agency }) => agency === holder)!, facets)

t.test('the holder is the holder, and nothing besides', async (t) => {
  t.strictSame(
    [of(police, 'cong-an'), of(procuracy, 'vien-kiem-sat'), of(inspectorate, 'thanh-tra')],
    [['holder'], ['holder'], ['holder']],
  )
})

t.test('who resolves is so to the others of that dossier', async (t) => {
  t.strictSame([of(police, 'vien-kiem-sat'), of(police, 'thanh-tra')], [['resolver'], ['resolver']])
})

t.test('what tied two facets once, and does no more, gives no relation', async (t) => {
  const [own, other] = [
    facets.find(({ agency }) => agency === 'cong-an')!,
    facets.find(({ agency }) => agency === 'thanh-tra')!,
  ]
  const corrected = { ...own, identifiers: [keys.mac('identifier-value', 'another number')] }
  t.strictSame(relationsOf(police, other, [corrected, other]), [])
  t.strictSame(relationsOf(police, other, [own, other]), ['resolver'])
})

t.test('who supervises is so to the facet whose holder names it, and to no other', async (t) => {
  t.strictSame([of(procuracy, 'cong-an'), of(procuracy, 'thanh-tra')], [['supervising'], []])
})

t.test('holding a part oneself is no relation to the others', async (t) => {
  t.strictSame([of(inspectorate, 'cong-an'), of(inspectorate, 'vien-kiem-sat')], [[], []])
})

t.test('nobody names itself supervisor of another, nor resolves by another dossier', async (t) => {
  const rows = await db.query<{ dossier: string }>('SELECT DISTINCT dossier FROM facet WHERE dossier <> $1', [shared])
  for (const { dossier } of rows) {
    const found = await findFacets(db, keys, dossier)
    for (const facet of found) {
      if (facet.nativeKey === 'other') t.strictSame(relationsOf(police, facet, found), [])
      if (facet.nativeKey === 'undecided') t.strictSame(relationsOf(procuracy, facet, found), [])
      if (facet.nativeKey === 'alone') t.strictSame(relationsOf(procuracy, facet, found), ['supervising'])
    }
  }
})

t.test('an unknown dossier has no facets', async (t) => {
  for (const id of [`hs-${'a'.repeat(26)}`, '', "' OR true --"]) t.strictSame(await findFacets(db, keys, id), [])
})
