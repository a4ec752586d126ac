/** Relations that are in the index and serve nobody: records that their agency never sees, and of which no answer may tell it. */
import type { Database } from '../store/pool.ts'
import { confirmed } from './reach.ts'

/** An agency, and all relations that any of its purposes serves. */
export interface Serving {
  /** Registry id, and code in the shared code list. */
  readonly agency: string
  readonly agencyCode: string
  readonly serves: readonly string[]
}

export interface Unserved {
  readonly agency: string
  readonly relation: string
}

/**
 * Of each agency the relations in which it stands to some record by what another party confirmed, or as whoever holds it, and that are not among those it `serves`. Who reads nothing at all is
 * not told to be a holder, for it may only supply. NOT seen: resolvers by a number that two records cite.
 */
export async function unservedRelations(
  db: Pick<Database, 'query'>,
  agencies: readonly Serving[],
): Promise<readonly Unserved[]> {
  const asked = agencies.flatMap(({ agency, agencyCode, serves }) =>
    [...confirmed, 'resolver', ...(serves.length > 0 ? ['holder'] : [])]
      .filter((relation) => !serves.includes(relation))
      .map((relation) => ({ agency, relation, act: `${relation} ${agencyCode}`, handed: `${relation} ${agency}` })),
  )
  const columns = (['agency', 'relation', 'act', 'handed'] as const).map((name) => asked.map((row) => row[name]))
  return db.query<Unserved>(
    `SELECT agency, relation FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS asked(agency, relation, act, handed)
     WHERE CASE relation WHEN 'holder' THEN EXISTS (SELECT FROM facet f WHERE f.agency = asked.agency)
       ELSE EXISTS (SELECT FROM facet f WHERE f.confirms @> ARRAY[asked.act] AND f.agency <> asked.agency)
         OR EXISTS (SELECT FROM facet f WHERE f.acknowledged @> ARRAY[asked.handed] AND f.agency <> asked.agency) END
     ORDER BY agency, relation`,
    columns,
  )
}
