/** May the caller know: decided per facet, before anything else about it. */
import type { IndexedFacet } from '../dossiers/facet.ts'
import { relationsOf } from '../dossiers/relations.ts'
import type { Caller, LookAction } from '../identity/caller.ts'
import { limits } from '../limits.ts'
import type { Facts, Relation } from '../policy/engine.ts'
import type { Policy } from '../policy/policy.ts'

/** A facet that the caller may know of, with what decided it. */
export interface KnownFacet {
  readonly indexed: IndexedFacet
  readonly relations: readonly Relation[]
  readonly facts: Facts
  readonly policies: readonly string[]
}

/** A facet of whose existence the caller learns nothing. */
export interface ConcealedFacet {
  readonly agency: string
  readonly policies: readonly string[]
}

interface Decider {
  readonly caller: Caller
  readonly policy: Policy
}

/** What stands in for a facet that is not there. */
const nothing = {
  label: { level: 'NOI_BO', tags: [] },
  facts: { relations: [], conceal: true, sealed: false, approvedChannel: false },
} as const

/**
 * Decides on nothing until as much was decided as on any dossier, when `decided` of its facets were: whether there is none or none that
 * the caller may know of takes the same.
 */
export function decideAsMuch({ caller, policy }: Decider, operation: LookAction, decided: number): void {
  for (let more = decided; more < limits.policy.decisions_per_dossier_min; more++)
    policy.mayKnow(caller, nothing.label, { ...nothing.facts, operation })
}

/** Of a dossier's facets those the caller may know of, and the others; decided from the index, before any source is asked. */
export function partedFacets(
  { caller, policy }: Decider,
  facets: readonly IndexedFacet[],
  operation: LookAction,
): { readonly known: readonly KnownFacet[]; readonly concealed: readonly ConcealedFacet[] } {
  const known: KnownFacet[] = []
  const concealed: ConcealedFacet[] = []
  for (const indexed of facets) {
    const relations = relationsOf(caller, indexed, facets)
    const { conceal, sealed } = indexed
    const facts: Facts = { relations, conceal, sealed, approvedChannel: false, operation }
    const { allowed, policies } = policy.mayKnow(caller, indexed.label, facts)
    if (allowed) known.push({ indexed, relations, facts, policies })
    else concealed.push({ agency: indexed.agency, policies })
  }
  return { known, concealed }
}

/** Those alone that the caller may know of. */
export const knownFacets = (...of: Parameters<typeof partedFacets>): readonly KnownFacet[] => partedFacets(...of).known
