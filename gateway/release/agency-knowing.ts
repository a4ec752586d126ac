/** What an agency may know of, whoever of it asks, and for whichever of its purposes. */
import type { IndexedFacet } from '../dossiers/facet.ts'
import { relationsOf } from '../dossiers/relations.ts'
import { readingOf } from '../identity/receiving.ts'
import type { Registry } from '../identity/registry.ts'
import type { Relation } from '../policy/engine.ts'
import type { Policy } from '../policy/policy.ts'

/** Whether `agency` may know that `facet` is there; `as`: by this relation to it alone. What its officers may read there is NOT decided. */
export function mayAgencyKnow(
  { policy, registry }: { readonly policy: Policy; readonly registry: Registry },
  agency: string,
  facet: IndexedFacet,
  as?: Relation,
): boolean {
  const agencyCode = registry.participantOf(agency)?.code ?? ''
  const { conceal, sealed, label } = facet
  const all = relationsOf({ agency, agencyCode }, facet, [facet])
  const relations = as === undefined ? all : all.filter((one) => one === as)
  const facts = { relations, conceal, sealed, approvedChannel: false, operation: 'dossier:read' } as const
  return readingOf(registry, agency).some((asker) => policy.mayKnow(asker, label, facts).allowed)
}
