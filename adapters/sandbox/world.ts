/**
 * The made-up world that the sandboxes of the agencies share: matters, and the true shared form of the part that each
 * agency holds. Each sandbox writes its part in its own format; the true form is the oracle that its adapter is held to.
 *
 * Conventions that an adapter can rely on and must reproduce: all text is NFC; `labels` and `absent` are in the order of
 * their paths; `native` codes are left out (each system has its own, see `comparable`); entity ids are those of the
 * source; `absent` speaks of identity fields of reporters, of name, birth and number of participants, and of
 * `/report/occurredAt`. For Công an: `index.resolves` holds when an assignment has task `GIAI_QUYET`, and
 * `index.supervisedBy` is `VKS` when that assignment names a competent procuracy. `index.dueOn` is the due date of the
 * first clock that is running or overdue.
 */
import { policeFacet } from './facet-cong-an.ts'
import { procuracyFacet } from './facet-vien-kiem-sat.ts'
import { makeFacts } from './facts.ts'
import type { Matter, World } from './matter.ts'
import { holdersOf, storyOf } from './stories.ts'

export type { Matter, TrueFacet, World } from './matter.ts'

/**
 * Makes the world of a seed: the same seed and day give the same matters, and a larger world begins with the smaller one.
 * Half of the matters are held by both agencies, a quarter by each alone; the named stories are among the first nine.
 */
export function makeWorld(options: {
  readonly seed: number
  readonly dossiers?: number
  readonly today?: string
}): World {
  const { seed, dossiers = 20, today = '2026-11-20' } = options
  const matters = Array.from({ length: dossiers }, (_, n): Matter => {
    const holders = holdersOf(n)
    const story = storyOf(n)
    const facts = makeFacts(seed, n, today, holders, story)
    return {
      ...(story === undefined ? {} : { name: story }),
      facets: {
        ...(holders === 'vien-kiem-sat' ? {} : { 'cong-an': policeFacet(seed, facts) }),
        ...(holders === 'cong-an' ? {} : { 'vien-kiem-sat': procuracyFacet(facts) }),
      },
    }
  })
  return { seed, today, matters }
}
