/** The lattice of labels: a level and a set of handling tags, joined upwards only. */
import { levels } from '../../schemas/generated/fields.ts'
import type { Label, Level } from '../../schemas/generated/types.ts'

export type { Level }
export { levels }

const ranks = new Map<string, number>(levels.map((level, rank) => [level, rank]))
const undetermined = levels.length - 1

/** Rank in `levels`. What is not understood ranks as undetermined. */
export const rankOf = (level: string): number => ranks.get(level) ?? undetermined

/** A label as decisions need it: who determined it does not matter to them. */
export interface LabelCore {
  readonly level: Level
  readonly tags: readonly string[]
}

/** The least label that dominates all of `labels`; the empty join is CONG_KHAI. Tags come sorted. */
export function joinLabels(...labels: readonly LabelCore[]): LabelCore {
  let rank = 0
  const tags: string[] = []
  for (const label of labels) {
    rank = Math.max(rank, rankOf(label.level))
    for (const tag of label.tags) if (!tags.includes(tag)) tags.push(tag)
  }
  // Most labels have one tag or none, and every place of a document has one.
  return { level: levels[rank]!, tags: tags.length > 1 ? tags.sort() : tags }
}

/** Whether `a` is at least as high as `b`, and has every tag of it. */
export const dominates = (a: LabelCore, b: LabelCore): boolean =>
  rankOf(a.level) >= rankOf(b.level) && b.tags.every((tag) => a.tags.includes(tag))

/** State secrets are the three levels of the law (Luật 117/2025/QH15), not the undetermined one. */
export const isStateSecret = (level: string): boolean => {
  const rank = rankOf(level)
  return rank >= rankOf('MAT') && rank <= rankOf('TUYET_MAT')
}

/** What decisions take `label` for: a state secret that nobody is said to have determined is none, and nothing less either. */
export const understood = ({ level, tags, by }: Label): LabelCore =>
  isStateSecret(level) && by === undefined ? { level: 'CHUA_XAC_DINH', tags } : { level, tags }

/** Equal exactly when the two labels are. */
export const labelKey = (label: LabelCore): string => `${label.level}:${[...label.tags].sort().join(',')}`
