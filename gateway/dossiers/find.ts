import type { Sql } from '../store/pool.ts'
import { type FacetRow, facetJson, facetOf, type IndexedFacet } from './facet.ts'
import type { IndexKeys } from './keys.ts'
import { type NewestMarks, newestMarks, type PlaceMarks, placeMarksIn } from './place-marks.ts'

export interface FoundFacet extends IndexedFacet {
  /** All of it that decisions rest on, to be held against what stands later. */
  readonly standing: string
}

/** By text, for it is only ever compared. */
const standing = `ROW(f.origin, f.agency, f.label_level, f.label_tags, f.conceal, f.sealed, f.withheld, f.resolves, f.confirms,
  f.acknowledged, f.value_macs)::text`

/** Of the dossier `$1`, or the one it became an alias of. */
const ofDossier = `f.dossier = coalesce((SELECT a.dossier FROM dossier_alias a WHERE a.alias = $1), $1) ORDER BY f.agency`

/**
 * All facets of the dossier `id` (or of the one it became an alias of), in order of agency; none when there is no such
 * dossier. One query in every case: missing and concealed cost the same. Nothing is decided about the asker.
 */
export async function findFacets(db: Sql, keys: IndexKeys, id: string): Promise<readonly FoundFacet[]> {
  const rows = await db.query<{ facet: FacetRow; standing: string }>(
    `SELECT ${facetJson} AS facet, ${standing} AS standing FROM facet f WHERE ${ofDossier}`,
    [id],
    'find-facets',
  )
  return rows.map(({ facet, standing }) => Object.assign(facetOf(facet, keys.unseal), { standing }))
}

/** A dossier as it stands now. */
export interface Standing {
  /** FoundFacet.standing of all its facets, in order of agency. */
  readonly facets: readonly string[]
  /** The marks of places in the facet of `agency`: none of one whose marks were not asked for. Throws when they can't be unsealed. */
  marksOf(agency: string): PlaceMarks
}

/**
 * How the dossier `id` stands, and the marks of places in the facets of the agencies `marked`; of the others they are not looked up, for
 * that would take longer the more there are. One query.
 */
export async function findStanding(db: Sql, keys: IndexKeys, id: string, marked: readonly string[]): Promise<Standing> {
  const rows = await db.query<{ agency: string; standing: string } & NewestMarks>(
    `SELECT f.agency, ${standing} AS standing, f.native_key_mac, CASE WHEN f.agency = ANY($2::text[]) THEN (${newestMarks}) END AS marks
     FROM facet f WHERE ${ofDossier}`,
    [id, marked],
    'find-standing',
  )
  return {
    facets: rows.map(({ standing }) => standing),
    marksOf(agency) {
      const row = rows.find((row) => row.agency === agency)
      return row ? placeMarksIn(keys, agency, row) : new Map()
    },
  }
}
