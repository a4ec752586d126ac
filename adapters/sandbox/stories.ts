/** Which matters of the made-up world tell what: the first ones are stories with a name, the rest is everyday work. */
import { told } from './tales.ts'

export type AgencyId = 'cong-an' | 'vien-kiem-sat' | 'toa-an' | 'thanh-tra' | 'mttq'

export interface Story {
  readonly name: string
  readonly vi: string
  readonly en: string
  readonly holders: readonly AgencyId[]
  /** How far the matter has come (code of the stages list). */
  readonly stage: string
  /** Days since the resolver, or whoever alone holds the matter, received it. */
  readonly age: number
  /** Place among the everyday plots, or name of a story's own plot (plots.ts). */
  readonly plot: number | string
  readonly kind?: string
  readonly channels?: readonly string[]
  /** The reporter's identity is a state secret (MẬT): it stands in an opaque part. */
  readonly secretReporter?: true
  readonly anonymous?: true
  /** The victim is under age. */
  readonly minor?: true
  /** The procuracy's opinion on the direction of handling is TỐI MẬT: an opaque part. */
  readonly secretOpinion?: true
  /** The parts of these agencies are concealed: nobody but the holder may know of them. */
  readonly concealedBy?: readonly AgencyId[]
  /** The record is restricted: it speaks of an official under management. */
  readonly official?: true
  /** The police name the supervising procuracy although it was not told yet. */
  readonly namesProcuracy?: true
  readonly complicated?: true
  /** Overdue without an extension. */
  readonly late?: true
  /** What is told breaks a limit of the law on purpose. */
  readonly breaks?: string
}

/** The stories in the order of their matters. */
export const stories: readonly Story[] = told

export const storyNames: readonly string[] = stories.map(({ name }) => name)

/** The story that matter number `n` tells, if any. */
export const storyOf = (n: number): Story | undefined => stories[n]

const EVERYDAY: readonly (readonly AgencyId[])[] = [
  ['cong-an', 'vien-kiem-sat'],
  ['cong-an', 'vien-kiem-sat', 'mttq'],
  ['cong-an'],
  ['vien-kiem-sat'],
  ['cong-an', 'vien-kiem-sat', 'thanh-tra'],
  ['cong-an', 'vien-kiem-sat', 'toa-an'],
  ['mttq'],
  ['thanh-tra'],
]

/** Who holds a part of matter number `n`. */
export const holdersOf = (n: number): readonly AgencyId[] => storyOf(n)?.holders ?? EVERYDAY[n % EVERYDAY.length]!

/** The part of this agency is concealed: nobody but its holder may know of it. */
export const concealed = (story: Story | undefined, agency: AgencyId): boolean =>
  story?.concealedBy?.includes(agency) ?? false
