import type { Sql } from '../store/pool.ts'
import { type FacetRow, facetColumns, facetOf, type IndexedFacet } from './facet.ts'
import type { IndexKeys } from './keys.ts'

/**
 * All facets of the dossier `id` (or of the one it became an alias of), in order of agency; none when there is no such
 * dossier. One query in every case: missing and concealed cost the same. Nothing is decided about the asker.
 */
export async function findFacets(db: Sql, keys: IndexKeys, id: string): Promise<readonly IndexedFacet[]> {
  const rows = await db.query<FacetRow>(
    `SELECT ${facetColumns} FROM facet f
     WHERE f.dossier = coalesce((SELECT a.dossier FROM dossier_alias a WHERE a.alias = $1), $1) ORDER BY f.agency`,
    [id],
    'find-facets',
  )
  return rows.map((row) => facetOf(row, keys.unseal))
}
