/** May the caller know: decided per facet, before anything else about it. */
import type { IndexedFacet } from '../dossiers/facet.ts'
import { relationsOf } from '../dossiers/relations.ts'
import type { Caller } from '../identity/caller.ts'
import type { Facts, Relation } from '../policy/engine.ts'
import type { Policy } from '../policy/policy.ts'

/** A facet that the caller may know of, with what decided it. */
export interface KnownFacet {
  readonly indexed: IndexedFacet
  readonly relations: readonly Relation[]
  readonly facts: Facts
  readonly policies: readonly string[]
}

/** Of a dossier's facets those the caller may know of; decided from the index, before any source is asked. */
export function knownFacets(
  { caller, policy }: { readonly caller: Caller; readonly policy: Policy },
  facets: readonly IndexedFacet[],
): KnownFacet[] {
  return facets.flatMap((indexed) => {
    const relations = relationsOf(caller, indexed, facets)
    const facts: Facts = { relations, conceal: indexed.conceal, approvedChannel: false }
    const decision = policy.mayKnow(caller, indexed.label, facts)
    return decision.allowed ? [{ indexed, relations, facts, policies: decision.policies }] : []
  })
}
