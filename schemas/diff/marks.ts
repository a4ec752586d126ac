/** What the marks of a field mean to security officers: labels, masks, ids, what the gateway assigns, references. */
import { isDeepStrictEqual } from 'node:util'
import type { JsonSchema } from '../generate/model.ts'
import { below, type Change, changeAt, type Place } from './kinds.ts'
import { type LabelValue, labelOf, type Published } from './read.ts'

/** Whether `after` is above `before`; a level that is not known any more counts as lowered, for an officer to look at. */
function isRaised(before: string, after: string, old: Published, now: Published): boolean {
  const order = now.levels.includes(before) ? now.levels : old.levels
  return order.includes(after) && order.indexOf(after) > order.indexOf(before)
}

function compareLabel(before: LabelValue, after: LabelValue, at: Place, old: Published, now: Published): Change[] {
  const changes: Change[] = []
  if (before.level !== after.level) {
    const kind = isRaised(before.level, after.level, old, now) ? 'label-raised' : 'label-lowered'
    changes.push(changeAt(at, kind, { before: before.level, after: after.level }))
  }
  const added = after.tags.filter((tag) => !before.tags.includes(tag))
  const removed = before.tags.filter((tag) => !after.tags.includes(tag))
  if (added.length > 0) changes.push(changeAt(at, 'tags-added', { after: added }))
  if (removed.length > 0) changes.push(changeAt(at, 'tags-removed', { before: removed }))
  const comparable = (before.name === undefined) === (after.name === undefined)
  if (changes.length === 0 && comparable && !isDeepStrictEqual(before.rule, after.rule))
    changes.push(changeAt(at, 'label-rule-changed', { before: before.rule, after: after.rule }))
  return changes
}

function compareMask(before: unknown, after: unknown, at: Place): Change[] {
  if (before === after) return []
  const kind = before === 'none' ? 'mask-opened' : after === 'none' ? 'mask-closed' : 'mask-replaced'
  return [changeAt(at, kind, { before, after })]
}

function compareRef(before: unknown, after: unknown, at: Place): Change[] {
  if (before === after) return []
  const kind = before === undefined ? 'ref-added' : after === undefined ? 'ref-removed' : 'ref-replaced'
  return [changeAt(at, kind, { before, after })]
}

/** The keywords that are compared here. */
export const markKeywords: ReadonlySet<string> = new Set(['x-label', 'x-mask', 'x-id', 'x-assigned', 'x-ref'])

/**
 * Changes of the marks of one field. A label that both sides name alike is compared where it is defined
 * (`compareLabels`), once for all its fields.
 */
export function compareMarks(
  before: JsonSchema,
  after: JsonSchema,
  at: Place,
  required: boolean,
  old: Published,
  now: Published,
): readonly Change[] {
  const [labelWas, labelIs] = [labelOf(before, old), labelOf(after, now)]
  const oneName = labelWas?.name !== undefined && labelWas.name === labelIs?.name
  const changes = labelWas && labelIs && !oneName ? compareLabel(labelWas, labelIs, below(at, 'x-label'), old, now) : []
  changes.push(...compareMask(before['x-mask'] ?? 'none', after['x-mask'] ?? 'none', below(at, 'x-mask')))
  if ((before['x-id'] === true) !== (after['x-id'] === true))
    changes.push(changeAt(below(at, 'x-id'), after['x-id'] === true ? 'id-added' : 'id-removed'))
  if (before['x-assigned'] !== after['x-assigned']) {
    const given = required ? 'assigned-removed-required' : 'assigned-removed'
    changes.push(changeAt(below(at, 'x-assigned'), after['x-assigned'] === undefined ? given : 'assigned-added'))
  }
  changes.push(...compareRef(before['x-ref'], after['x-ref'], below(at, 'x-ref')))
  return changes
}

const everyone = ['consumer', 'adapter', 'policy'] as const

/** Changes of labels.json, and of the order of the levels. */
export function compareLabels(old: Published, now: Published): readonly Change[] {
  const at: Place = { file: 'labels.json', pointer: '/labels', concerns: everyone }
  const changes = [...new Set([...old.labels.keys(), ...now.labels.keys()])].sort().flatMap((name) => {
    const [before, after] = [old.labels.get(name), now.labels.get(name)]
    if (!before) return old.labels.size === 0 ? [] : [changeAt(below(at, name), 'label-defined')]
    if (!after) return [changeAt(below(at, name), 'label-dropped')]
    return compareLabel(before, after, below(at, name), old, now)
  })
  const kept = (of: Published, other: Published) => of.levels.filter((level) => other.levels.includes(level))
  if (isDeepStrictEqual(kept(old, now), kept(now, old))) return changes
  const levels: Place = { file: 'case/v1/label.json', pointer: '/properties/level/enum', concerns: everyone }
  return [...changes, changeAt(levels, 'levels-reordered', { before: old.levels, after: now.levels })]
}
