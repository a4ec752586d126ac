/** Which matters of the made-up world tell what: the first ones are stories with a name, the rest is everyday work. */
import type { AgencyId, Story } from './story.ts'
import { told } from './tales.ts'

export type { AgencyId, Story } from './story.ts'

/** The stories in the order of their matters. */
export const stories: readonly Story[] = told

export const storyNames: readonly string[] = stories.map(({ name }) => name)

/** The story that matter number `n` tells under its name, if any. */
export const storyOf = (n: number): Story | undefined => stories[n]

/** Of everyday matters every fifth eight tell the stories again, without a name and but for those that break a limit. */
const RETOLD_EVERY = 5
const retold = stories.filter(({ breaks }) => breaks === undefined)

/** What matter number `n` tells, under a name or not, if anything. */
export function toldBy(n: number): Story | undefined {
  const eight = Math.floor(n / 8)
  if (n < stories.length || eight % RETOLD_EVERY > 0) return stories[n]
  return retold[((eight / RETOLD_EVERY) * 8 + (n % 8)) % retold.length]
}

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
export const holdersOf = (n: number): readonly AgencyId[] => toldBy(n)?.holders ?? EVERYDAY[n % EVERYDAY.length]!

/** The part of this agency is concealed: nobody but its holder may know of it. */
export const concealed = (story: Story | undefined, agency: AgencyId): boolean =>
  story?.concealedBy?.includes(agency) ?? false
