/**
 * Directives for who supervises the matter that they are about: who has to follow them and who has not answered in time. Codes and times, no text: those are
 * between giver and receivers. Whoever may not know of the matter, or does not supervise it, finds nothing.
 */
import { openPlace, sealPlace } from '../../dossiers/cursor.ts'
import { type FacetRow, facetJson, facetOf, type IndexedFacet } from '../../dossiers/facet.ts'
import { standing, standingsNow } from '../../dossiers/find.ts'
import { limits } from '../../limits.ts'
import { mayAgencyKnow } from '../agency-knowing.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { nothingTold } from '../mask.ts'
import type { Served } from '../served.ts'
import type { Deciding } from '../transfers/receiving.ts'
import type { Addressed, DirectiveRow } from './directive.ts'
import { addressedOf, type DirectivePage, ofDirective, stands } from './rows.ts'

export interface SupervisedView {
  readonly directive: DirectiveRow
  /** In which the records are that the agency supervises. */
  readonly dossiers: readonly string[]
  readonly receivers: readonly Addressed[]
}

export interface SupervisedPage {
  readonly views: readonly SupervisedView[]
  /** Cursor of the next page, of this agency and these filters; undefined when this one is not full. */
  readonly next: string | undefined
}

/** Both note what is shown as served, have what is not so any more by the end answered anew, and throw as the store: then nothing of it may leave. */
export interface SupervisedDirectives {
  /**
   * Of the agency that asks, oldest first; pages are filled after it is decided what it may know. `after`: `next` of the page before. Throws GatewayError
   * `cursor-invalid` too.
   */
  list(inquiry: Inquiry, page: DirectivePage): Promise<SupervisedPage>
  find(inquiry: Inquiry, id: string): Promise<SupervisedView | undefined>
}

type Candidate = DirectiveRow & { readonly facets: readonly { readonly facet: FacetRow; readonly standing: string }[] }

interface Shown {
  readonly directive: DirectiveRow
  readonly facets: readonly { readonly indexed: IndexedFacet; readonly standing: string }[]
}

/** Where a page begins: after the directive that was given then. */
interface Place {
  readonly at: string
  readonly id: string
}

interface Asked extends Pick<DirectivePage, 'first' | 'state' | 'overdueAt'> {
  readonly id?: string
  readonly after?: Place | undefined
  /** Facets that are alike to these (`likeness`) are passed over. */
  readonly without?: readonly string[]
}

/** All that it is decided by whether who supervises a facet `f` may know of it. */
const likeness = 'ROW(f.label_level, f.label_tags, f.conceal, f.sealed)::text'

/** Facets `f` of others that name the agency `$1`, whose code is `$2`, as their supervisor. */
const supervised = `f.agency <> $1 AND (f.confirms @> ARRAY['supervising ' || $2] OR f.acknowledged @> ARRAY['supervising ' || $1])`

/** `deciding`: what is in force. */
export function createSupervisedDirectives(
  { db, kept: { vault, keys } }: Pick<Keeping, 'db' | 'kept'>,
  served: Served,
  deciding: () => Deciding,
): SupervisedDirectives {
  const codeOf = (agency: string): string => deciding().registry.participantOf(agency)?.code ?? ''
  const isKnown = (agency: string, facet: IndexedFacet) => mayAgencyKnow(deciding(), agency, facet, 'supervising')

  const candidates = (agency: string, { id, after, state, overdueAt, without = [], first }: Asked) =>
    db.query<Candidate>(
      `SELECT ${ofDirective}, s.facets FROM directive d,
         LATERAL (SELECT json_agg(json_build_object('facet', ${facetJson}, 'standing', ${standing})) AS facets FROM facet f
           WHERE f.agency = d.giver AND f.native_key_mac = ANY(d.records) AND ${supervised} AND ${likeness} <> ALL($9::text[])) s
       WHERE s.facets IS NOT NULL AND ($3::text IS NULL OR d.id = $3)
         AND ($4::timestamptz IS NULL OR (d.at, d.id) > ($4, $5)) AND ${stands('$6', '$7')}
       ORDER BY d.at, d.id LIMIT $8`,
      [
        ...[agency, codeOf(agency), id ?? null, after?.at ?? null, after?.id ?? null],
        ...[state ?? null, overdueAt ?? null, first, without],
      ],
    )

  /** By their likeness, those facets with directives that the agency supervises and may not know of. */
  async function unknown(agency: string): Promise<readonly string[]> {
    const rows = await db.query<{ likeness: string; facet: FacetRow }>(
      `SELECT DISTINCT ON (likeness) ${likeness} AS likeness, ${facetJson} AS facet FROM facet f WHERE f.directives > 0 AND ${supervised}`,
      [agency, codeOf(agency)],
    )
    return rows.flatMap(({ likeness, facet }) => (isKnown(agency, facetOf(facet, keys.unseal)) ? [] : [likeness]))
  }

  const shownOf = (agency: string, rows: readonly Candidate[]): Shown[] =>
    rows.flatMap(({ facets, ...directive }) => {
      const known = facets
        .map(({ facet, standing }) => ({ indexed: facetOf(facet, keys.unseal), standing }))
        .filter(({ indexed }) => isKnown(agency, indexed))
      return known.length > 0 ? [{ directive, facets: known }] : []
    })

  async function viewsOf(inquiry: Inquiry, shown: readonly Shown[]): Promise<readonly SupervisedView[]> {
    const outdate = () => {
      inquiry.isCurrent = () => false
    }
    const facets = shown.flatMap((one) => one.facets)
    const told = facets.map(({ indexed }) => ({ known: { indexed }, outcome: nothingTold, dossier: indexed.dossier }))
    await served.note({ caller: inquiry.system!, inquiry, outdate }, 'list', told)
    const ids = shown.map(({ directive }) => directive.id)
    const addressed = Map.groupBy(await addressedOf(db, vault, ids), ({ directive }) => directive)
    // What was concealed, sealed or marked higher meanwhile must not leave by what was so before.
    if (facets.length > 0) {
      const now = await standingsNow(
        db,
        facets.map(({ indexed }) => indexed.origin),
      )
      if (facets.some(({ indexed, standing }) => now.get(indexed.origin) !== standing)) outdate()
    }
    return shown.map(({ directive, facets }) => ({
      directive,
      dossiers: [...new Set(facets.map(({ indexed }) => indexed.dossier))],
      receivers: addressed.get(directive.id) ?? [],
    }))
  }

  return {
    async list(inquiry, { first, after: cursor, state, overdueAt }) {
      const { agency, id: system } = inquiry.system!
      const overdue = overdueAt !== undefined
      const binding = { list: 'supervised', agency, system, state, overdue, policy: deciding().policy.version }
      const [at = '', id = ''] = cursor === undefined ? [] : openPlace(keys, cursor, binding)
      const asked = { state, overdueAt, after: cursor === undefined ? undefined : { at, id } }
      // As for a page of dossiers: of a few that are not shown, none costs a statement.
      const count = limits.directive.page_items_max + limits.list.unseen_per_query
      const rows = await candidates(agency, { ...asked, first: count })
      const shown = shownOf(agency, rows).slice(0, first)
      // However many more are not shown: two statements.
      if (shown.length < first && rows.length === count) {
        const without = await unknown(agency)
        const more = { first: first - shown.length, after: placeOf(rows.at(-1)!), without }
        const found = await candidates(agency, { ...asked, ...more })
        const known = shownOf(agency, found)
        // One that may not be known any more has a place that another is to have.
        if (known.length < found.length) inquiry.isCurrent = () => false
        shown.push(...known)
      }
      const last = shown.length === first ? placeOf(shown.at(-1)!.directive) : undefined
      return {
        views: await viewsOf(inquiry, shown),
        next: last && sealPlace(keys, [last.at, last.id], binding),
      }
    },
    async find(inquiry, id) {
      const { agency } = inquiry.system!
      return (await viewsOf(inquiry, shownOf(agency, await candidates(agency, { id, first: 1 }))))[0]
    },
  }
}

const placeOf = ({ at, id }: DirectiveRow): Place => ({ at: at.toISOString(), id })
