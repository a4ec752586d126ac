/**
 * Lists dossiers in the order (received, dossier). What a caller may not see must not move, fill or end a page: every
 * candidate is decided before it counts, and a dossier stands where its first facet visible to this caller stands.
 */
import { limits } from '../limits.ts'
import type { LabelCore } from '../policy/label.ts'
import type { Sql } from '../store/pool.ts'
import type { Position } from './cursor.ts'
import { type FacetRow, facetJson, facetOf, type IndexedFacet } from './facet.ts'
import { identifierValueMac } from './identifiers.ts'
import type { IndexKeys } from './keys.ts'
import { labelsAt } from './place-marks.ts'
import { type Asker, reachOf } from './reach.ts'

/** Instants are RFC 3339; `identifier` is the value of a linking identifier. */
export interface Filter {
  readonly kind?: string
  readonly stage?: string
  readonly agency?: string
  readonly receivedFrom?: string
  readonly receivedTo?: string
  readonly updatedSince?: string
  readonly identifier?: string
}

export interface ListedDossier {
  readonly id: string
  /** Only those that `visible` let through. */
  readonly facets: readonly IndexedFacet[]
  readonly position: Position
}

/** Of a dossier's facets, those the caller may know of and whose list fields it may see. */
export type Visible = (facets: readonly IndexedFacet[]) => readonly IndexedFacet[]

export interface Question {
  readonly filter: Filter
  readonly first: number
  readonly after: Position | undefined
  readonly visible: Visible
  /** Whether the caller may have the identifiers of a facet that `visible` let through, of which its source says `label`: else none finds it. */
  readonly identifiable: (facet: IndexedFacet, label: LabelCore) => boolean
  /** Nothing that it can't reach is put to `visible` for its own sake. */
  readonly asker?: Asker
  /** SQL for a text, or null, that is to be had of each agency beside; `agency` is an SQL expression. */
  readonly ofAgency?: (agency: string) => string
}

export interface List {
  readonly dossiers: ListedDossier[]
  /** Whether there is a further one. */
  readonly more: boolean
  /** `ofAgency`, by agency; also of agencies of which nothing is shown. */
  readonly besides: ReadonlyMap<string, string | null>
}

/** At most `first` dossiers after `after`. */
export async function listDossiers(
  db: Sql,
  keys: IndexKeys,
  { filter, first, after, visible, identifiable, asker, ofAgency }: Question,
): Promise<List> {
  const dossiers: ListedDossier[] = []
  const besides = new Map<string, string | null>()
  let position = after
  const condition = conditionOf(keys, filter)
  for (let round = 0; ; round++) {
    const wanted = first + 1 - dossiers.length
    // Those before `position` come again, each where its next facet stands.
    const again = position === undefined ? 1 : 2 ** (round + 1)
    // That a few are not shown must not show by another statement.
    const dossiers_max = Math.min(wanted * again + limits.list.unseen_per_query, limits.list.candidates_per_query)
    const stretch = await nextStretch(db, keys, { condition, asker, ofAgency, after: position, dossiers_max })
    const { byDossier, inOrder, isLast } = stretch
    for (const [agency, one] of Object.entries(stretch.besides)) besides.set(agency, one)
    /** Decided once, by however many of its facets a dossier is found. */
    const shown = new Map<string, readonly IndexedFacet[]>()
    const shownOf = (dossier: string): readonly IndexedFacet[] => {
      const seen = shown.get(dossier) ?? visible(byDossier.get(dossier)!.map(({ facet }) => facet))
      shown.set(dossier, seen)
      return seen
    }
    const isShown = ({ facet }: Candidate): boolean => shownOf(facet.dossier).includes(facet)
    const labelOf =
      filter.identifier === undefined
        ? undefined
        : await identifierLabels(db, keys, [...byDossier.values()].flat().filter(isShown))
    const finds = ({ facet, matches }: Candidate): boolean =>
      matches && (labelOf === undefined || identifiable(facet, labelOf(facet)))
    /** Those by which each dossier is listed: the first of those that are seen and found. */
    const listing = new Set<IndexedFacet>()
    for (const [id, all] of byDossier) {
      const seen = shownOf(id)
      let listedBy: Candidate | undefined
      for (const one of all)
        if (seen.includes(one.facet) && finds(one) && (!listedBy || byPosition(one, listedBy) < 0)) listedBy = one
      if (listedBy) listing.add(listedBy.facet)
    }
    for (const { facet } of inOrder) {
      const { dossier: id, agency, receivedAt } = facet
      position = { receivedAt, dossier: id, agency }
      if (!listing.has(facet)) continue
      if (dossiers.length === first) return { dossiers, more: true, besides }
      dossiers.push({ id, facets: shownOf(id), position })
    }
    if (isLast) return { dossiers, more: false, besides }
  }
}

interface Candidate {
  readonly facet: IndexedFacet
  readonly matches: boolean
}

const byPosition = ({ facet: a }: Candidate, { facet: b }: Candidate): number =>
  a.receivedAt === b.receivedAt ? (a.agency < b.agency ? -1 : 1) : a.receivedAt < b.receivedAt ? -1 : 1

/**
 * What sources say of the identifiers of each facet that matches; of candidates that are shown, for looking up those of others takes longer
 * the more they have. They mark them in their documents, one by one; as they have no ids, a mark
 * of one is a mark of their list (release/place.ts).
 */
function identifierLabels(
  db: Sql,
  keys: IndexKeys,
  candidates: readonly Candidate[],
): Promise<(facet: IndexedFacet) => LabelCore> {
  const found = candidates.flatMap(({ facet, matches }) => (matches ? [facet] : []))
  return labelsAt(db, keys, '/identifiers', found)
}

/** A condition on one facet `f`, with its values from `$1` on. */
interface Condition {
  readonly text: string
  readonly values: readonly unknown[]
}

function conditionOf(keys: IndexKeys, filter: Filter): Condition {
  const values: unknown[] = []
  const terms: string[] = ['true']
  const term = (column: string, operator: string, value: unknown) => {
    if (value !== undefined) terms.push(`f.${column} ${operator} $${values.push(value)}`)
  }
  term('kind', '=', filter.kind)
  term('stage', '=', filter.stage)
  term('agency', '=', filter.agency)
  term('received_at', '>=', utcOf(filter.receivedFrom))
  term('received_at', '<', utcOf(filter.receivedTo))
  term('updated_at', '>=', utcOf(filter.updatedSince))
  term('value_macs', '@>', filter.identifier === undefined ? undefined : [identifierValueMac(keys, filter.identifier)])
  return { text: terms.join(' AND '), values }
}

/** PostgreSQL takes fewer offsets than RFC 3339 has. */
const utcOf = (instant: string | undefined): string | undefined => instant && new Date(instant).toISOString()

/** A stretch of the order. */
interface Stretch {
  readonly condition: Condition
  readonly ofAgency: Question['ofAgency'] | undefined
  readonly asker: Asker | undefined
  readonly after: Position | undefined
  readonly dossiers_max: number
}

/**
 * The candidates that match in the next stretch of the order, which ends before the dossier that would be one too many; and of their dossiers
 * all facets, in order of agency. One query.
 */
async function nextStretch(
  db: Sql,
  keys: IndexKeys,
  { condition: { text, values: given }, asker, ofAgency = () => 'NULL', after, dossiers_max }: Stretch,
): Promise<{
  byDossier: ReadonlyMap<string, readonly Candidate[]>
  inOrder: readonly Candidate[]
  isLast: boolean
  besides: StretchRow['besides'] & {}
}> {
  const values = [...given]
  const value = (one: unknown): string => `$${values.push(one)}`
  const terms = [
    text,
    ...(after
      ? [
          `(f.received_at, f.dossier, f.agency) > (${value(after.receivedAt)}, ${value(after.dossier)}, ${value(after.agency)})`,
        ]
      : []),
  ]
  const most = value(dossiers_max)
  const { candidates_per_dossier, candidates_per_query } = limits.list
  const candidates_max = Math.min(candidates_per_dossier * dossiers_max, candidates_per_query)
  const order = `ORDER BY f.received_at, f.dossier, f.agency`
  const ways = (asker ? reachOf(asker, value) : ['true']).map(
    (way) => `(SELECT f.received_at, f.dossier, f.agency FROM facet f WHERE ${[...terms, way].join(' AND ')}
        ${order} LIMIT ${candidates_max})`,
  )
  const [row] = await db.query<StretchRow>(
    `WITH candidate AS (
       SELECT f.dossier, f.agency, row_number() OVER (${order}) AS place FROM (${ways.join(' UNION ALL ')}) f
       ${order} LIMIT ${candidates_max}),
     near AS (
       SELECT dossier, row_number() OVER (ORDER BY min(place)) AS number, min(place) AS first, json_object_agg(agency, place) AS places
       FROM candidate GROUP BY dossier)
     SELECT (SELECT count(*) FROM candidate) AS candidates, (SELECT first FROM near WHERE number = ${most} + 1) AS until,
       (SELECT json_agg(json_build_object('id', n.dossier, 'places', n.places, 'facets', (
          SELECT json_agg(json_build_object('facet', ${facetJson}, 'matches', ${text}) ORDER BY f.agency) FROM facet f WHERE f.dossier = n.dossier)))
        FROM near n WHERE n.number <= ${most}) AS dossiers,
       (SELECT json_object_agg(a.agency, ${ofAgency('a.agency')})
        FROM (SELECT DISTINCT f.agency FROM near n JOIN facet f USING (dossier) WHERE n.number <= ${most}) a) AS besides`,
    values,
  )
  const { candidates, until, dossiers, besides } = row!
  const byDossier = new Map<string, readonly Candidate[]>()
  const inOrder: Candidate[] = []
  for (const { id, places, facets } of dossiers ?? []) {
    const all = facets.map(({ facet, matches }): Candidate => ({ facet: facetOf(facet, keys.unseal), matches }))
    byDossier.set(id, all)
    for (const one of all) {
      const place = places[one.facet.agency]
      if (place !== undefined && (until === null || place < until)) inOrder[place - 1] = one
    }
  }
  return { byDossier, inOrder, isLast: until === null && candidates < candidates_max, besides: besides ?? {} }
}

interface StretchRow {
  readonly candidates: number
  /** The place at which the stretch ends before the last candidate. */
  readonly until: number | null
  readonly dossiers:
    | readonly {
        readonly id: string
        /** From 1 on, by agency. */
        readonly places: Readonly<Record<string, number>>
        readonly facets: readonly { readonly facet: FacetRow; readonly matches: boolean }[]
      }[]
    | null
  readonly besides: Readonly<Record<string, string | null>> | null
}
