/** The true form of what the agencies of the made-up world hold (world.ts says by which conventions). */
import type { IndexEntry, Translation } from '../sdk/adapter.ts'
import type { AgencyId } from './stories.ts'

export interface TrueFacet {
  readonly nativeKey: string
  readonly index: IndexEntry
  readonly translation: Translation
}

export interface Matter {
  /** Name of the story it tells; most tell none. */
  readonly name?: string
  /** Id of the rule whose limit is broken on purpose; a clock of one of its facets has it. */
  readonly breaks?: string
  readonly facets: Readonly<Partial<Record<AgencyId, TrueFacet>>>
}

export interface World {
  readonly seed: number
  /** `yyyy-MM-dd`: the day on which the world stands still. */
  readonly today: string
  readonly matters: readonly Matter[]
}
