/** What one sandbox system holds: its facets, and the log of changes that its change feed is read from. */
import type { AgencyId } from './stories.ts'
import { touched } from './touch.ts'
import type { TrueFacet, World } from './world.ts'

export interface Holdings {
  readonly today: string
  /** All facets in the order of the world. */
  all(): readonly TrueFacet[]
  get(nativeKey: string): TrueFacet | undefined
  /** Adds a decision to the facet; false when there is no such facet. */
  touch(nativeKey: string): boolean
  /** The cursor after the last change: a list that is read now goes on from here. */
  cursor(): number
  /** Facets changed since a cursor, each once, in their present state; undefined for a cursor that this log never gave. */
  changesSince(cursor: number): readonly TrueFacet[] | undefined
}

/** Holdings of one agency in a world, with the changes of earlier runs (native keys, in order) made again. */
export function makeHoldings(world: World, agency: AgencyId, earlier: readonly string[] = []): Holdings {
  const facets = new Map<string, TrueFacet>()
  for (const { facets: of } of world.matters) {
    const facet = of[agency]
    if (facet) facets.set(facet.nativeKey, facet)
  }
  const changes: string[] = []
  const touch = (nativeKey: string): boolean => {
    const facet = facets.get(nativeKey)
    if (!facet) return false
    changes.push(nativeKey)
    facets.set(nativeKey, touched(facet, world.today, changes.length))
    return true
  }
  for (const nativeKey of earlier) touch(nativeKey)
  return {
    today: world.today,
    all: () => [...facets.values()],
    get: (nativeKey) => facets.get(nativeKey),
    touch,
    cursor: () => changes.length,
    changesSince: (cursor) =>
      Number.isSafeInteger(cursor) && cursor >= 0 && cursor <= changes.length
        ? [...new Set(changes.slice(cursor))].map((nativeKey) => facets.get(nativeKey)!)
        : undefined,
  }
}
