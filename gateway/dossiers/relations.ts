/**
 * Who stands to one facet as what. Only from acts that another party confirmed, scoped to the facet:
 * the holder's own record names the supervising procuracy, the court that took the file and who passed the matter on; an
 * agency resolves when its own assignment decision cites the linking identifier that ties its facet to this one; and an acknowledged transfer
 * gives what acknowledged.ts says. What ties a dossier together by a third facet gives no relation.
 */
import type { Relation } from '../policy/engine.ts'
import type { IndexedFacet } from './facet.ts'

/** An agency as an act names it: by its registry id, or by its code in the shared code list. */
export interface Related {
  readonly relation: Relation
  readonly named: 'id' | 'code'
  readonly agency: string
}

/** All agencies' relations to `facet` that are confirmed; the same may come twice. `facets`: all facets of the dossier. */
export function relationsTo(facet: IndexedFacet, facets: readonly IndexedFacet[]): readonly Related[] {
  const related: Related[] = [{ relation: 'holder', named: 'id', agency: facet.agency }]
  for (const own of facets)
    if (own.resolves && own.agency !== facet.agency && tied(own, facet))
      related.push({ relation: 'resolver', named: 'id', agency: own.agency })
  for (const { relation, agency } of facet.acknowledged) related.push({ relation, named: 'id', agency })
  for (const { relation, agency } of facet.confirms) related.push({ relation, named: 'code', agency })
  return related
}

/** The relations of one agency, each once. Who holds a facet has no other to it; who has no confirmed act has none. */
export function relationsOf(
  asker: { readonly agency: string; readonly agencyCode: string },
  facet: IndexedFacet,
  facets: readonly IndexedFacet[],
): Relation[] {
  if (facet.agency === asker.agency) return ['holder']
  const relations = new Set<Relation>()
  for (const { relation, named, agency } of relationsTo(facet, facets))
    if (agency === (named === 'id' ? asker.agency : asker.agencyCode)) relations.add(relation)
  return [...relations]
}

/** Whether both cite one identifier now, whatever tied them once. */
const tied = (a: IndexedFacet, b: IndexedFacet): boolean => a.identifiers.some((mac) => b.identifiers.includes(mac))
