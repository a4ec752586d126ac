/** Which dossier an end of a transfer may ask for by now. */
import { endFacets, namedFacets } from '../../dossiers/acknowledged-rows.ts'
import type { IndexedFacet } from '../../dossiers/facet.ts'
import { relationsOf } from '../../dossiers/relations.ts'
import { readingOf } from '../../identity/receiving.ts'
import type { Keeping } from '../keeping.ts'
import { factsOf, ownNumbersIn } from './content-rows.ts'
import type { Deciding } from './receiving.ts'
import type { TransferRow } from './transfer.ts'

/**
 * Of those of `transfers`, of each of which `agency` is an end, the dossier that its own facet is in; else the other's, where its relation lets it know of
 * that for a purpose of its own; others have none. What its own officers may read there is decided when they ask. By id. Throws as the store.
 */
export type ToldDossiers = (agency: string, transfers: readonly AskedOf[]) => Promise<ReadonlyMap<string, string>>

/** Without facts of the transfer a sender's own facet is known only once it is acknowledged. */
export type AskedOf = Pick<TransferRow, 'id' | 'sender'> & Partial<Pick<TransferRow, 'facts'>>

/** `deciding`: what is in force. */
export function createToldDossiers(
  { db, kept: { keys, vault } }: Pick<Keeping, 'db' | 'kept'>,
  deciding: () => Deciding,
): ToldDossiers {
  function mayKnow(agency: string, facet: IndexedFacet): boolean {
    const { policy, registry } = deciding()
    const agencyCode = registry.participantOf(agency)?.code ?? ''
    const { conceal, sealed, label } = facet
    const relations = relationsOf({ agency, agencyCode }, facet, [facet])
    const facts = { relations, conceal, sealed, approvedChannel: false, operation: 'dossier:read' } as const
    return readingOf(registry, agency).some((asker) => policy.mayKnow(asker, label, facts).allowed)
  }
  return async (agency, transfers) => {
    const ids = transfers.map(({ id }) => id)
    const namings = transfers.flatMap(({ id, sender, facts }) =>
      facts && sender === agency
        ? [{ of: id, agency, macs: ownNumbersIn(factsOf(vault, { id, facts })), all: true }]
        : [],
    )
    const handed = namings.length > 0 ? await namedFacets(db, namings) : undefined
    const ends = new Map((await endFacets(db, keys, agency, ids)).map((end) => [end.transfer, end]))
    const told = ids.flatMap((id): [string, string][] => {
      const { own, other } = ends.get(id) ?? {}
      const dossier = own ?? handed?.(id, agency)?.dossier ?? (other && mayKnow(agency, other) && other.dossier)
      return dossier ? [[id, dossier]] : []
    })
    return new Map(told)
  }
}
