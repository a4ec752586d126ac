/** Who is to be told of a facet by the gateway: by the routes in force, and by what each is to the facet now. */
import { type FoundFacet, findFacets } from '../../dossiers/find.ts'
import { relationsOf } from '../../dossiers/relations.ts'
import { receivingOf } from '../../identity/receiving.ts'
import type { Registry } from '../../identity/registry.ts'
import type { Route } from '../../identity/route.ts'
import type { Facts } from '../../policy/engine.ts'
import type { Sql } from '../../store/pool.ts'
import type { Keeping } from '../keeping.ts'
import type { Deciding } from '../transfers/receiving.ts'
import type { Claim } from './rows.ts'

export interface Changed {
  readonly facet: FoundFacet
  /** All of its dossier. */
  readonly facets: readonly FoundFacet[]
}

/** The facet as the index has it; undefined where it owes nobody anything: there is none, or it is concealed, sealed or withheld. */
export async function findChanged(
  sql: Sql,
  { keys }: Pick<Keeping['kept'], 'keys'>,
  { agency, keyMac }: Pick<Claim, 'agency' | 'keyMac'>,
): Promise<Changed | undefined> {
  const [row] = await sql.query<{ dossier: string }>(
    'SELECT dossier FROM facet WHERE agency = $1 AND native_key_mac = $2 AND NOT conceal AND NOT sealed AND withheld IS NULL',
    [agency, keyMac],
  )
  if (!row) return undefined
  const facets = await findFacets(sql, keys, row.dossier)
  const facet = facets.find((one) => one.agency === agency)
  return facet && { facet, facets }
}

/** A route by which its receiver is told, and the code of that. */
export interface Telling {
  readonly route: Route
  readonly notices: readonly string[]
  readonly code: string
}

export function tellingsOf({ routes, participantOf }: Registry, { facet, facets }: Changed): readonly Telling[] {
  const { agency } = facet
  const group = participantOf(agency)?.group
  return routes.routes.flatMap((route) => {
    const { from, to, kinds, notices, relation } = route
    if (!notices || (from !== agency && from !== group) || !kinds.includes(facet.kind)) return []
    const code = participantOf(to)?.code
    if (code === undefined) return []
    const relations = relationsOf({ agency: to, agencyCode: code }, facet, facets)
    return relations.includes(relation) ? [{ route, notices, code }] : []
  })
}

/** Whether the receiver may know of the facet by its label in the index: of what it may not, its source is not asked. */
export function mayBeTold({ policy, registry }: Deciding, { facet }: Changed, { route }: Telling): boolean {
  const receiver = receivingOf(registry, route)
  const facts: Facts = {
    relations: [route.relation],
    ...{ conceal: false, sealed: false, approvedChannel: false, operation: 'dossier:read' },
  }
  return receiver !== undefined && policy.mayKnow(receiver, facet.label, facts).allowed
}
