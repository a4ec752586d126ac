/** The receiving end of a handing over, as the registry has it. No officer stands behind it: it is the agency that gets the document. */
import type { Party } from '../../adapters/sdk/adapter.ts'
import type { CallerFacts } from './caller.ts'
import type { Registry } from './registry.ts'
import type { Route } from './route.ts'
import { casePurposes } from './token.ts'
import { begins_ms, ends_ms } from './vietnam-day.ts'

/** Of CallerFacts what policies may speak of. */
export type Receiving = Pick<
  CallerFacts,
  'agency' | 'clearance' | 'tags' | 'purpose' | 'purposes' | 'serves' | 'legalBasis' | 'roles' | 'registryVersion'
>

/**
 * The receiver of `route` as policies decide on it: cleared as high as the registry lets anybody of that agency be, for the route's purpose and basis.
 * Undefined when it has no system that is registered for exchange and has a form of its own.
 */
export function receivingOf(
  registry: Registry,
  route: Pick<Route, 'to' | 'purpose' | 'legalBasis'>,
): Receiving | undefined {
  const participant = registry.participantOf(route.to)
  const system = participant?.systems.find(({ roles, source }) => source && roles.includes('exchange'))
  if (!participant || !system) return undefined
  return Object.freeze<Receiving>({
    agency: participant.id,
    clearance: participant.clearanceMax,
    tags: participant.tags,
    purpose: route.purpose,
    purposes: Object.freeze(casePurposes(registry, participant.id)),
    serves: registry.purpose(route.purpose)?.relations ?? [],
    legalBasis: route.legalBasis,
    roles: system.roles,
    registryVersion: registry.version,
  })
}

/** `agency` as receivingOf, for each purpose for which its officers may read case data, on each of its legal bases. */
export function readingOf(registry: Registry, agency: string): readonly Receiving[] {
  const own = registry.participantOf(agency)?.purposes ?? []
  const may = registry.purposes.filter(
    ({ id, agencies, actions }) => own.includes(id) && agencies.includes(agency) && actions.includes('dossier:read'),
  )
  return may.flatMap(({ id: purpose, legalBases }) =>
    legalBases.flatMap(({ id: legalBasis }) => receivingOf(registry, { to: agency, purpose, legalBasis }) ?? []),
  )
}

/** The agency as a document names it at `at_ms` (since 1970); undefined when there is none. */
export function partyOf({ participantOf }: Registry, agency: string, at_ms: number): Party | undefined {
  const participant = participantOf(agency)
  if (!participant) return undefined
  const { id, code, title, organIds } = participant
  const known = organIds.find(
    ({ validFrom, validTo }) =>
      (validFrom === null || at_ms >= begins_ms(validFrom)) && (validTo === null || at_ms < ends_ms(validTo)),
  )
  return { id, code, ...(known && { organId: known.value }), title: title.vi }
}
