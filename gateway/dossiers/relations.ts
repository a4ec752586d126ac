/**
 * The asker's relation to one facet. Only from acts that another party confirmed, scoped to the facet:
 * the holder's own record names the supervising procuracy, the court that took the file and who passed the matter on; an
 * agency resolves when its own assignment decision cites the linking identifier that ties its facet to this one. What ties a
 * dossier together by a third facet gives no relation.
 */
import type { Relation } from '../policy/engine.ts'
import type { IndexedFacet } from './facet.ts'

/** `facets`: all facets of the dossier. An agency without a confirmed act has no relation. */
export function relationsOf(
  asker: { readonly agency: string; readonly agencyCode: string },
  facet: IndexedFacet,
  facets: readonly IndexedFacet[],
): Relation[] {
  if (facet.agency === asker.agency) return ['holder']
  const relations = new Set<Relation>()
  if (facets.some((own) => own.agency === asker.agency && own.resolves && tied(own, facet))) relations.add('resolver')
  for (const { relation, agency } of facet.confirms) if (agency === asker.agencyCode) relations.add(relation)
  return [...relations]
}

/** Whether both cite one identifier now, whatever tied them once. */
const tied = (a: IndexedFacet, b: IndexedFacet): boolean =>
  a.identifiers.some((mac) => b.identifiers.some((other) => other.equals(mac)))
