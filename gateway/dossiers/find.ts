/** Which facets dossiers have: all of one in one query, whoever asks, and those of many that are asked for at once too. */
import { inGroups } from '../store/groups.ts'
import type { Sql } from '../store/pool.ts'
import { type FacetRow, facetJson, facetOf, type IndexedFacet } from './facet.ts'
import type { IndexKeys } from './keys.ts'
import { type NewestMarks, newestMarks, type PlaceMarks, placeMarksIn } from './place-marks.ts'

export interface FoundFacet extends IndexedFacet {
  /** All of it that decisions rest on, to be held against what stands later. */
  readonly standing: string
}

/** FoundFacet.standing of a row of `facet f`: by text, for it is only ever compared. */
export const standing = `ROW(f.origin, f.agency, f.label_level, f.label_tags, f.conceal, f.sealed, f.withheld, f.resolves, f.confirms,
  f.acknowledged, f.value_macs)::text`

/** The facets of the dossiers `g.id`, or of those they became aliases of. */
const ofDossiers = `LEFT JOIN dossier_alias a ON a.alias = g.id JOIN facet f ON f.dossier = coalesce(a.dossier, g.id)
  ORDER BY g.number, f.agency`

interface Numbered {
  /** Of the dossier among those that were asked for, from 1. */
  readonly number: number
}

/** The rows of each of `count` dossiers. */
function byDossier<Row extends Numbered>(rows: readonly Row[], count: number): readonly (readonly Row[])[] {
  const dossiers = Array.from({ length: count }, (): Row[] => [])
  for (const row of rows) dossiers[row.number - 1]!.push(row)
  return dossiers
}

async function facetsOf(db: Sql, keys: IndexKeys, ids: readonly string[]): Promise<(readonly FoundFacet[])[]> {
  const rows = await db.query<Numbered & { facet: FacetRow; standing: string }>(
    `SELECT g.number::int, ${facetJson} AS facet, ${standing} AS standing
     FROM unnest($1::text[]) WITH ORDINALITY g (id, number) ${ofDossiers}`,
    [ids],
    'find-facets',
  )
  return byDossier(rows, ids.length).map((of) =>
    of.map(({ facet, standing }) => Object.assign(facetOf(facet, keys.unseal), { standing })),
  )
}

/**
 * All facets of the dossier `id` (or of the one it became an alias of), in order of agency; none when there is no such
 * dossier. One query in every case: missing and concealed cost the same. Nothing is decided about the asker.
 */
export const findFacets = async (db: Sql, keys: IndexKeys, id: string): Promise<readonly FoundFacet[]> =>
  (await facetsOf(db, keys, [id]))[0]!

/** FoundFacet.standing of each facet, by its origin; of one that is gone none. One query. */
export async function standingsNow(db: Sql, origins: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ origin: string; standing: string }>(
    `SELECT f.origin, ${standing} AS standing FROM facet f WHERE f.origin = ANY($1)`,
    [origins],
    'standings-now',
  )
  return new Map(rows.map(({ origin, standing }) => [origin, standing]))
}

/** A dossier as it stands now. */
export interface Standing {
  /** FoundFacet.standing of all its facets, in order of agency. */
  readonly facets: readonly string[]
  /** The marks of places in the facet of `agency`: none of one whose marks were not asked for. Throws when they can't be unsealed. */
  marksOf(agency: string): PlaceMarks
}

/** A dossier, and the agencies whose marks of places are asked for. */
type AskedStanding = readonly [id: string, marked: readonly string[]]

async function standingsOf(db: Sql, keys: IndexKeys, asked: readonly AskedStanding[]): Promise<Standing[]> {
  const rows = await db.query<Numbered & { agency: string; standing: string } & NewestMarks>(
    `SELECT g.number::int, f.agency, ${standing} AS standing, f.native_key_mac,
       CASE WHEN f.agency = ANY(string_to_array(g.marked, ' ')) THEN (${newestMarks}) END AS marks
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY g (id, marked, number) ${ofDossiers}`,
    [asked.map(([id]) => id), asked.map(([, marked]) => marked.join(' '))],
    'find-standing',
  )
  return byDossier(rows, asked.length).map((of) => ({
    facets: of.map(({ standing }) => standing),
    marksOf(agency) {
      const row = of.find((row) => row.agency === agency)
      return row ? placeMarksIn(keys, agency, row) : new Map()
    },
  }))
}

/**
 * How the dossier `id` stands, and the marks of places in the facets of the agencies `marked`; of the others they are not looked up, for
 * that would take longer the more there are. One query.
 */
export const findStanding = async (
  db: Sql,
  keys: IndexKeys,
  id: string,
  marked: readonly string[],
): Promise<Standing> => (await standingsOf(db, keys, [[id, marked]]))[0]!

/** For many who ask at once: what is asked while a query is under way goes together into the next. */
export interface Finder {
  /** As findFacets. */
  facets(id: string): Promise<readonly FoundFacet[]>
  /** As findStanding, begun after it was asked for. */
  standing(id: string, marked: readonly string[]): Promise<Standing>
}

/** A finder in `db`. */
export function createFinder(db: Sql, keys: IndexKeys): Finder {
  const standing = inGroups((asked: readonly AskedStanding[]) => standingsOf(db, keys, asked))
  return {
    facets: inGroups((ids: readonly string[]) => facetsOf(db, keys, ids)),
    standing: (id, marked) => standing([id, marked]),
  }
}
