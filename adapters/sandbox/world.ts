/**
 * The made-up world that the sandboxes of the agencies share: matters, and the true shared form of the part that each
 * agency holds. Each sandbox writes its part in its own format; the true form is the oracle that its adapter is held to.
 *
 * Conventions that an adapter can rely on and must reproduce: all text is NFC; `labels` and `absent` are in the order of
 * their paths; `native` codes are left out (each system has its own, see `comparable`); entity ids are those of the
 * source; `absent` speaks of identity fields of reporters, of name, birth and number of participants, and of
 * `/report/occurredAt`. `index.resolves` holds for Công an alone, whose record assigns the matter; `index.confirms` names
 * whom the holder's record names: for Công an who supervises (a competent procuracy stands in the assignment), who passed
 * the matter on, and which court has the file, in this order. `index.dueOn` is the due date of the first clock that is
 * running or overdue.
 */
import { policeFacet } from './facet-cong-an.ts'
import { frontFacet } from './facet-mttq.ts'
import { inspectionFacet } from './facet-thanh-tra.ts'
import { courtFacet } from './facet-toa-an.ts'
import { procuracyFacet } from './facet-vien-kiem-sat.ts'
import { type Facts, makeFacts } from './facts.ts'
import type { Matter, TrueFacet, World } from './matter.ts'
import { type AgencyId, holdersOf, storyOf } from './stories.ts'

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

/**
 * Makes the world of a seed: the same seed and day give the same matters, and a larger world begins with the smaller one. The
 * named stories come first (stories.ts), then everyday matters.
 */
export function makeWorld(options: {
  readonly seed: number
  readonly dossiers?: number
  readonly today?: string
}): World {
  const { seed, dossiers = DOSSIERS, today = '2026-11-20' } = options
  const matters = Array.from({ length: dossiers }, (_, n): Matter => {
    const story = storyOf(n)
    const holders = holdersOf(n)
    const facts = makeFacts(seed, n, today, holders, story)
    const facets = holders.flatMap((agency) => {
      const make = facetOf[agency]
      return make ? [[agency, make(seed, facts)] as const] : []
    })
    return { ...(story === undefined ? {} : { name: story.name }), facets: Object.fromEntries(facets) }
  })
  return { seed, today, matters }
}
