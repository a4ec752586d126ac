/**
 * Which dossier a facet is in by the numbers that are cited. Facets are one dossier only by a linking identifier of one of the two that the other
 * cites, and whose own agency names the other, unless the decision of who resolves cites it: what anybody writes by itself ties nothing.
 */
import type { IndexEntry } from '../../adapters/sdk/adapter.ts'
import type { Sql } from '../store/pool.ts'
import type { IndexKeys } from './keys.ts'
import { isAcross, merge, partedPairs } from './links.ts'

/** Whose facet it is: registry id, and code in the shared code list. */
export interface Holder {
  readonly agency: string
  readonly code: string
}

/** A linking identifier that a facet has. */
export interface Cited {
  readonly mac: Buffer
  /** Its own agency gave it. */
  readonly own: boolean
}

interface Tied {
  readonly id: string
  /** Holds this very facet already. */
  readonly own: boolean
  /** An identifier by which another agency's facet in it is tied. */
  readonly mac: Buffer | null
  /** The origin of that facet, or of this one: what a link would tie. */
  readonly origin: string
  readonly origins: readonly string[]
  /** Who holds a facet in it. Two facets of one agency are two matters of that agency: no identifier of a third may fold them into one. */
  readonly agencies: readonly string[]
}

/**
 * The dossier of a facet: its own, or one that an identifier ties it to, merged as far as they can be; else a new one. A dossier that
 * holds another facet of this agency already is none of these. Only who may know of the other facet may see its own dossier's id change,
 * for citing guessed numbers would tell which exist: of a concealed facet it is the id that gives way, and two of them are never tied.
 * Every facet has an origin of its own, so that it can be parted again from whatever tied it; what was parted no identifier ties.
 */
export async function dossierOf(
  tx: Sql,
  keys: IndexKeys,
  newDossierId: () => string,
  { agency, code }: Holder,
  keyMac: Buffer,
  { conceal, resolves, confirms = [] }: Pick<IndexEntry, 'conceal' | 'resolves' | 'confirms'>,
  cited: readonly Cited[],
): Promise<{ readonly dossier: string; readonly origin: string }> {
  const tied = await tx.query<Tied>(
    `WITH linked AS (SELECT i.dossier, min(encode(i.mac, 'hex')) AS mac, bool_and(f.conceal) AS concealed,
         (array_agg(f.origin ORDER BY i.mac))[1] AS origin
       FROM facet_identifier i JOIN facet f USING (dossier, agency)
       WHERE i.mac = ANY($1) AND i.agency <> $2 AND NOT (f.conceal AND $4) AND CASE
         WHEN i.own THEN $5 OR EXISTS (SELECT FROM unnest(f.confirms) AS act WHERE split_part(act, ' ', 2) = $6)
         ELSE i.mac = ANY($7) AND (f.resolves OR f.agency_code = ANY($8)) END
       GROUP BY i.dossier),
     own AS (SELECT dossier, origin FROM facet WHERE agency = $2 AND native_key_mac = $3)
     SELECT d.id, own.dossier IS NOT NULL AS own, decode(linked.mac, 'hex') AS mac,
       coalesce(own.origin, linked.origin) AS origin, ARRAY(SELECT f.origin FROM facet f WHERE f.dossier = d.id) AS origins,
       ARRAY(SELECT f.agency FROM facet f WHERE f.dossier = d.id) AS agencies
     FROM linked FULL JOIN own USING (dossier) JOIN dossier d ON d.id = dossier
     WHERE own.dossier IS NOT NULL OR NOT EXISTS (SELECT FROM facet f WHERE f.dossier = d.id AND f.agency = $2)
     ORDER BY CASE WHEN own.dossier IS NULL THEN linked.concealed ELSE $4 END, d.created_at, d.id`,
    [
      cited.map(({ mac }) => mac),
      agency,
      keyMac,
      conceal,
      resolves,
      code,
      cited.flatMap(({ mac, own }) => (own ? [mac] : [])),
      confirms.map(({ agency }) => agency),
    ],
  )
  const own = tied.find(({ own }) => own) ?? (await newborn(tx, newDossierId))
  const oldestFirst = tied.includes(own) ? tied : [...tied, own]
  const parted = tied.length > 1 ? await partedPairs(tx, [...new Set(tied.flatMap(({ origins }) => origins))]) : []
  let home = own
  let { agencies, origins } = own
  for (const other of tied) {
    // Without a query for each: a number that many cite by mistake would hold the index for as long as they are.
    if (other === own || other.agencies.some((holder) => agencies.includes(holder))) continue
    if (parted.some((pair) => isAcross(pair, origins, other.origins))) continue
    const isYounger = oldestFirst.indexOf(other) > oldestFirst.indexOf(home)
    const [kept, gone] = isYounger ? [home, other] : [other, home]
    const ends = [own.origin, other.origin] as const
    await merge(tx, keys, { kept: kept.id, other: gone.id, ends, source: agency, mac: other.mac })
    home = kept
    agencies = [...agencies, ...other.agencies]
    origins = [...origins, ...other.origins]
  }
  return { dossier: home.id, origin: own.origin }
}

/** The dossier of a facet that is new: whatever ties it is older. */
async function newborn(tx: Sql, newDossierId: () => string): Promise<Tied> {
  const id = newDossierId()
  await tx.query('INSERT INTO dossier (id, created_at) VALUES ($1, clock_timestamp())', [id])
  return { id, own: true, mac: null, origin: id, origins: [id], agencies: [] }
}
