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
}

/** At most `first` dossiers after `after`, and whether there is a further one. */
export async function listDossiers(
  db: Sql,
  keys: IndexKeys,
  { filter, first, after, visible, identifiable, asker }: Question,
): Promise<{ dossiers: ListedDossier[]; more: boolean }> {
  const dossiers: ListedDossier[] = []
  let position = after
  const condition = conditionOf(keys, filter)
  for (;;) {
    const rows = await candidates(db, condition, asker, position)
    const byDossier = await facetsOf(db, keys, condition, rows)
    /** Decided once, by however many of its facets a dossier is found. */
    const shown = new Map<string, readonly IndexedFacet[]>()
    const shownOf = (dossier: string): readonly IndexedFacet[] => {
      const seen = shown.get(dossier) ?? visible((byDossier.get(dossier) ?? []).map(({ facet }) => facet))
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
    for (const row of rows) {
      position = { receivedAt: row.received_at.toISOString(), dossier: row.dossier, agency: row.agency }
      const all = byDossier.get(row.dossier) ?? []
      const seen = shownOf(row.dossier)
      const [listedBy] = all.filter((one) => seen.includes(one.facet) && finds(one)).sort(byPosition)
      if (listedBy?.facet.agency !== row.agency) continue
      if (dossiers.length === first) return { dossiers, more: true }
      dossiers.push({ id: row.dossier, facets: seen, position })
    }
    if (rows.length < limits.list.candidates_per_query) return { dossiers, more: false }
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

type Place = Pick<FacetRow, 'dossier' | 'agency'> & { received_at: Date }

/** Where facets that match stand, in the next stretch of the order. */
function candidates(
  db: Sql,
  condition: Condition,
  asker: Asker | undefined,
  after: Position | undefined,
): Promise<Place[]> {
  const values = [...condition.values]
  const value = (one: unknown): string => `$${values.push(one)}`
  const terms = [
    condition.text,
    ...(asker ? [reachOf(asker, value)] : []),
    ...(after
      ? [
          `(f.received_at, f.dossier, f.agency) > (${value(after.receivedAt)}, ${value(after.dossier)}, ${value(after.agency)})`,
        ]
      : []),
  ]
  return db.query<Place>(
    `SELECT f.received_at, f.dossier, f.agency FROM facet f WHERE ${terms.join(' AND ')}
     ORDER BY f.received_at, f.dossier, f.agency LIMIT ${limits.list.candidates_per_query}`,
    values,
  )
}

/** All facets of the rows' dossiers, each with whether it meets the condition itself. */
async function facetsOf(db: Sql, keys: IndexKeys, { text, values }: Condition, rows: readonly Place[]) {
  const found = await db.query<{ facet: FacetRow; matches: boolean }>(
    `SELECT ${facetJson} AS facet, (${text}) AS matches FROM facet f WHERE f.dossier = ANY($${values.length + 1}) ORDER BY f.agency`,
    [...values, rows.map((row) => row.dossier)],
  )
  const byDossier = new Map<string, Candidate[]>()
  for (const row of found) {
    const candidate = { facet: facetOf(row.facet, keys.unseal), matches: row.matches }
    const { dossier } = row.facet
    const others = byDossier.get(dossier)
    if (others) others.push(candidate)
    else byDossier.set(dossier, [candidate])
  }
  return byDossier
}
