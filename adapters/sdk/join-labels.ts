/** Two labels on one place. */
import { levels } from '../../schemas/generated/fields.ts'
import type { Label } from '../../schemas/generated/types.ts'

const rank = (label: Label): number => levels.indexOf(label.level)

/** The higher level, with its determiner, and all the tags. Of two equal levels that of `a`. Total. */
export function joinLabels(a: Label, b: Label): Label {
  const [higher, lower] = rank(b) > rank(a) ? [b, a] : [a, b]
  return { ...higher, tags: [...new Set([...higher.tags, ...lower.tags])] }
}
