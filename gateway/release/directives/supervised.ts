/**
 * Directives for who supervises the matter that they are about: who has to follow them and who has not answered in time. Codes and times, no text: those are
 * between giver and receivers. Whoever may not know of the matter, or does not supervise it, finds nothing.
 */
import { type FacetRow, facetJson, facetOf } from '../../dossiers/facet.ts'
import { limits } from '../../limits.ts'
import { mayAgencyKnow } from '../agency-knowing.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { nothingTold } from '../mask.ts'
import type { Served, Shown } from '../served.ts'
import type { Deciding } from '../transfers/receiving.ts'
import type { Addressed, DirectiveRow } from './directive.ts'
import { addressedOf, type DirectivePage, ofDirective, stands } from './rows.ts'

export interface SupervisedView {
  readonly directive: DirectiveRow
  /** In which the records are that the agency supervises. */
  readonly dossiers: readonly string[]
  readonly receivers: readonly Addressed[]
}

/** Both note what is shown as served, and throw as the store: then nothing of it may leave. */
export interface SupervisedDirectives {
  /** Of the agency that asks, oldest first; pages are filled after it is decided what it may know. */
  list(inquiry: Inquiry, page: DirectivePage): Promise<readonly SupervisedView[]>
  find(inquiry: Inquiry, id: string): Promise<SupervisedView | undefined>
}

type Candidate = DirectiveRow & { readonly facets: readonly FacetRow[] }

/** `deciding`: what is in force. */
export function createSupervisedDirectives(
  { db, kept: { vault, keys } }: Pick<Keeping, 'db' | 'kept'>,
  served: Served,
  deciding: () => Deciding,
): SupervisedDirectives {
  /** Of records of others that name `agency` as their supervisor. */
  const candidates = (agency: string, id: string | null, { first, after, state, overdueAt }: DirectivePage) => {
    const code = deciding().registry.participantOf(agency)?.code ?? ''
    return db.query<Candidate>(
      `SELECT ${ofDirective}, s.facets FROM directive d, LATERAL (SELECT json_agg(${facetJson}) AS facets FROM facet f
         WHERE f.agency = d.giver AND f.native_key_mac = ANY(d.records) AND f.agency <> $1
           AND ('supervising ' || $2 = ANY(f.confirms) OR 'supervising ' || $1 = ANY(f.acknowledged))) s
       WHERE s.facets IS NOT NULL AND ($3::text IS NULL OR d.id = $3)
         AND ($5::text IS NULL OR (d.at, d.id) > (SELECT at, id FROM directive WHERE id = $5)) AND ${stands('$6', '$7')}
       ORDER BY d.at, d.id LIMIT $4`,
      [agency, code, id, first, after ?? null, state ?? null, overdueAt ?? null],
    )
  }

  async function viewsOf(inquiry: Inquiry, rows: readonly Candidate[], most: number) {
    const caller = inquiry.system!
    const inForce = deciding()
    const shown: Shown[] = []
    const views: Omit<SupervisedView, 'receivers'>[] = []
    for (const { facets, ...directive } of rows) {
      if (views.length === most) break
      const known = facets
        .map((row) => facetOf(row, keys.unseal))
        .filter((facet) => mayAgencyKnow(inForce, caller.agency, facet, 'supervising'))
      if (known.length === 0) continue
      shown.push(...known.map((indexed) => ({ known: { indexed }, outcome: nothingTold, dossier: indexed.dossier })))
      views.push({ directive, dossiers: [...new Set(known.map(({ dossier }) => dossier))] })
    }
    const outdate = () => {
      inquiry.isCurrent = () => false
    }
    await served.note({ caller, inquiry, outdate }, 'list', shown)
    const ids = views.map(({ directive }) => directive.id)
    const addressed = Map.groupBy(await addressedOf(db, vault, ids), ({ directive }) => directive)
    return views.map((view): SupervisedView => ({ ...view, receivers: addressed.get(view.directive.id) ?? [] }))
  }

  return {
    async list(inquiry, page) {
      const views: SupervisedView[] = []
      let { after } = page
      // As for a page of dossiers: of a few that are not shown, none costs a statement.
      const count = limits.directive.page_items_max + limits.list.unseen_per_query
      while (views.length < page.first) {
        const rows = await candidates(inquiry.system!.agency, null, { ...page, first: count, after })
        views.push(...(await viewsOf(inquiry, rows, page.first - views.length)))
        if (rows.length < count) break
        after = rows.at(-1)!.id
      }
      return views
    },
    async find(inquiry, id) {
      const rows = await candidates(inquiry.system!.agency, id, { first: 1 })
      return (await viewsOf(inquiry, rows, 1))[0]
    },
  }
}
