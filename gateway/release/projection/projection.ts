/**
 * The one pass from a record to its text: what the masks allow of it is written as JSON, and what became of it is told. Both equal,
 * for any selection, masks and content, what applying the masks first and serialising afterwards gives (test/unit/release).
 */
import type { LabelCore } from '../../policy/label.ts'
import { type Mask, released } from '../../policy/policy.ts'
import type { Outcome, RecordMarks, Row } from '../mask.ts'
import type { Selection } from '../selection.ts'
import { marksTree } from './marks.ts'
import type { Output } from './output.ts'
import { type Denials, denialsOf, keyOf } from './patterns.ts'
import { type Absence, keep, type Projection, planOf, projectionOf, type Root, wordBits } from './plan.ts'
import { type Spans, spansIn } from './spans.ts'
import { type Making, writeMarked, writeObject } from './write.ts'

export type { Absence } from './plan.ts'

/**
 * Writes one record: the part of `value` that the masks allow. `maskOf` gives the caller's mask under a label, in what is addressed
 * to it or elsewhere.
 */
export type WriteRecord = (
  value: Row,
  marks: RecordMarks,
  maskOf: (label: LabelCore, addressed: boolean) => Mask,
) => WrittenRecord

export interface WrittenRecord {
  readonly outcome: Outcome
  /** The values in it whose label is HAN_CHE or above. */
  readonly spans: Spans
}

/**
 * A writer of records to `out` as `selection` asks for them. Withheld is told whether or not there is a value. The content is NOT
 * checked against the schema; it throws TypeError where a scalar should stand and none does.
 */
export function recordWriter(out: Output, selection: Selection, absence: Absence): WriteRecord {
  const projection = projectionOf(selection, absence)
  const words = new Uint16Array(Math.ceil(projection.paths.length / wordBits))
  const making: Making = { out, projection, words, trail: [], spans: [], count: { values: 0 }, indices: [] }
  return (value, marks, maskOf) => {
    const mask = maskOf(marks.label, false)
    const root = rootOf(projection, mask)
    const tree = marksTree(marks)
    words.fill(0)
    making.trail.length = 0
    making.spans.length = 0
    making.count.values = 0
    if (!tree) {
      writeObject(root.plan, value, making)
      const outcome = sharedOutcome(root, making, mask)
      return { outcome, spans: spansIn(making.spans, projection.commitments) }
    }
    const marked = { maskOf, masks: new Set([mask]), absent: [] }
    writeMarked(root.plan, value, tree, { label: marks.label, addressed: false, mask }, { ...making, ...marked })
    const policies = [...new Set([...marked.masks].flatMap(({ policies }) => policies))].sort()
    const outcome = { ...outcomeOf(making), absent: marked.absent, policies }
    return { outcome, spans: spansIn(making.spans, projection.commitments) }
  }
}

function rootOf(projection: Projection, mask: Mask): Root {
  const known = projection.roots.get(mask)
  if (known) return known
  const at = { answer: [''], schema: [''] }
  const place = { selection: projection.root, ceiling: released, reason: 'purpose', restricted: false, at } as const
  const plan = planOf(projection, mask, place)
  const root: Root = { plan, outcomes: new Map() }
  projection.roots.set(mask, root)
  return root
}

/** The same object for records of which the same is true, so that what is made of it later is made once. */
function sharedOutcome({ outcomes }: Root, making: Making, { policies }: Mask): Outcome {
  const said = keyOf(making.trail)
  // The bits are of one length for all records.
  const key = said === undefined ? undefined : keyOf(making.words)! + said
  const known = key === undefined ? undefined : outcomes.get(key)
  if (known) return known
  const outcome: Outcome = { ...outcomeOf(making), absent: [], policies }
  if (key !== undefined) {
    outcomes.set(key, outcome)
    keep(1)
  }
  return outcome
}

const outcomeOf = ({ projection, words, trail }: Making): Pick<Outcome, 'released' | 'masked' | 'withheld'> => ({
  released: releasedIn(projection, words),
  ...denialsIn(projection, trail),
})

function releasedIn({ paths, released }: Projection, words: Uint16Array): readonly string[] {
  const key = keyOf(words)!
  const known = released.get(key)
  if (known) return known
  const given = paths.filter((_, place) => words[Math.floor(place / wordBits)]! & (1 << (place % wordBits)))
  released.set(key, given)
  keep(1)
  return given
}

function denialsIn({ events, denials }: Projection, trail: readonly number[]): Denials {
  const key = keyOf(trail)
  const known = key === undefined ? undefined : denials.get(key)
  if (known) return known
  const given = denialsOf(events, trail)
  if (key !== undefined) {
    denials.set(key, given)
    keep(1 + given.masked.length + given.withheld.length)
  }
  return given
}
