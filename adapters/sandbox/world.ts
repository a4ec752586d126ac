/**
 * The made-up world that the sandboxes of the agencies share: matters, and the true shared form of the part that each
 * agency holds. Each sandbox writes its part in its own format; the true form is the oracle that its adapter is held to.
 *
 * Conventions that an adapter can rely on and must reproduce: all text is NFC; `labels` and `absent` are in the order of
 * their paths; `native` codes are left out (each system has its own, see `comparable`); entity ids are those of the
 * source; `absent` speaks of identity fields of reporters, of name, birth and number of participants, of
 * `/report/occurredAt`, and of what the holder's own books say that they do not have. `index.resolves` holds for Công an
 * alone, whose record assigns the matter; `index.confirms` names whom the holder's record names: for Công an who supervises
 * (a competent procuracy stands in the assignment), who passed the matter on, and which court has the file, in this order.
 * `index.dueOn` is the due date of the first clock that is running or overdue.
 */
import { breachOf } from './breaches.ts'
import { policeFacet } from './facet-cong-an.ts'
import { frontFacet } from './facet-mttq.ts'
import { inspectionFacet } from './facet-thanh-tra.ts'
import { courtFacet } from './facet-toa-an.ts'
import { procuracyFacet } from './facet-vien-kiem-sat.ts'
import { type Facts, makeFacts } from './facts.ts'
import type { Matter, TrueFacet, World } from './matter.ts'
import { type AgencyId, holdersOf, storyOf, toldBy } from './stories.ts'

export type { Matter, TrueFacet, World } from './matter.ts'

/** Every story and some everyday work. */
const DOSSIERS = 56

type Make = (seed: number, facts: Facts) => TrueFacet

/** What each agency would hold of a matter. */
const facetOf: Readonly<Partial<Record<AgencyId, Make>>> = {
  'cong-an': policeFacet,
  'vien-kiem-sat': procuracyFacet,
  'toa-an': courtFacet,
  'thanh-tra': inspectionFacet,
  mttq: frontFacet,
}

/** The day on which the made-up world stands still unless another is asked for: the same world on whatever day it is made. */
export const TODAY = '2026-11-20'

/** Which made-up world. */
export interface Setting {
  /** Unsigned, 32 bits. */
  readonly seed: number
  /** `yyyy-MM-dd`. */
  readonly today: string
  /** Of the everyday matters, how many break a limit of the law on purpose (0–100). */
  readonly broken_percent: number
}

/** The facts of matter number `n` (from 0). */
export const factsOf = ({ seed, today, broken_percent }: Setting, n: number): Facts =>
  makeFacts(seed, n, today, holdersOf(n), toldBy(n), breachOf(seed, n, broken_percent))

/** The part that `agency` holds of a matter; undefined when it holds none. */
export const partOf = (seed: number, facts: Facts, agency: AgencyId): TrueFacet | undefined =>
  facts.holders.includes(agency) ? facetOf[agency]?.(seed, facts) : undefined

function makeMatter(setting: Setting, n: number, only: AgencyId | undefined): Matter {
  const facts = factsOf(setting, n)
  const facets = facts.holders.flatMap((agency) => {
    const facet = only !== undefined && agency !== only ? undefined : partOf(setting.seed, facts, agency)
    return facet ? [[agency, facet] as const] : []
  })
  const name = storyOf(n)?.name
  const { breaks } = facts
  return { ...(name && { name }), ...(breaks && { breaks }), facets: Object.fromEntries(facets) }
}

/**
 * Makes the world of a seed: the same seed and day give the same matters, and a larger world begins with the smaller one. The
 * named stories come first (stories.ts), then everyday matters, of which none breaks a limit unless it is asked for. With `only` there are the
 * facets of that agency and no others.
 */
export function makeWorld(
  options: Pick<Setting, 'seed'> & Partial<Setting> & { readonly dossiers?: number; readonly only?: AgencyId },
): World {
  const { seed, dossiers = DOSSIERS, today = TODAY, broken_percent = 0, only } = options
  const matters = Array.from({ length: dossiers }, (_, n) => makeMatter({ seed, today, broken_percent }, n, only))
  return { seed, today, matters }
}
