/** Writes records by their plans. A record without marks is one loop; marks lead through the places that they stand at. */
import { joinLabels, type LabelCore } from '../../policy/label.ts'
import { type Mask, released } from '../../policy/policy.ts'
import type { Row } from '../mask.ts'
import { partOf } from '../partial.ts'
import type { Mark } from './marks.ts'
import { closeList, closeObject, comma, type Output, put, putScalar, putString } from './output.ts'
import { pointerOf } from './patterns.ts'
import { type Plan, type Projection, planOf, type Step, steps } from './plan.ts'
import { beginElement } from './spans.ts'

/** One record in the making. */
export interface Making {
  readonly out: Output
  readonly projection: Projection
  /** Numbers of events as they happen. */
  readonly trail: number[]
  /** Which of `projection.paths` were released. */
  readonly words: Uint16Array
  /** Of the values that are evidence by themselves; see spans.ts. */
  readonly spans: number[]
  /** Values written so far, as audit/values.ts counts them. */
  readonly count: { values: number }
  /** Of the list elements with marks that the writer is in. */
  readonly indices: number[]
}

/** One record with marks. */
export interface MakingMarked extends Making {
  readonly maskOf: (label: LabelCore, addressed: boolean) => Mask
  /** Those that decided anything. */
  readonly masks: Set<Mask>
  readonly absent: { readonly field: string; readonly why: string }[]
}

/** What narrows on the way down. */
interface Place {
  readonly label: LabelCore
  readonly addressed: boolean
  readonly mask: Mask
}

/** An object without marks at or below it. */
export function writeObject(plan: Plan, row: Row, making: Making): void {
  const { out } = making
  const from = out.length
  for (const step of plan.joined) writeField(step, row, making)
  closeObject(out, from)
}

function writeField(step: Step, row: Row, making: Making): void {
  const { out, count } = making
  if (step.kind >= steps.constant) {
    putWithout(step, making)
    if (step.kind === steps.withheld) making.trail.push(step.event)
    return
  }
  const found = row[step.name]
  if (found === undefined) {
    putWithout(step, making)
    if (step.denial >= 0) making.trail.push(step.denial)
  } else if (step.kind === steps.released) {
    making.words[step.word]! |= step.bit
    put(out, step.member)
    const from = out.length
    putScalar(out, found)
    if (step.commitment >= 0) making.spans.push(step.commitment, count.values, from, out.length)
    count.values++
  } else if (step.kind === steps.masked) {
    making.trail.push(step.event)
    const part = partOf(step.rule, found)
    if (part === undefined) {
      putWithout(step, making)
      return
    }
    put(out, step.member)
    const from = out.length
    putString(out, part)
    if (step.commitment >= 0) making.spans.push(step.commitment, count.values, from, out.length)
    count.values++
  } else {
    put(out, step.member)
    if (step.kind === steps.id) {
      putScalar(out, found)
      count.values++
    } else if (step.kind === steps.object) writeObject(step.below!, found as Row, making)
    else writeList(step, found as readonly Row[], making)
  }
}

function putWithout({ without, valuesWithout }: Step, { out, count }: Making): void {
  put(out, without)
  count.values += valuesWithout
}

function writeList(step: Step, rows: readonly Row[], making: Making): void {
  const { out, trail, count } = making
  const below = step.below!
  const from = out.length
  if (rows.length === 0) count.values++
  for (let index = 0; index < rows.length; index++) {
    put(out, comma)
    if (below.speaks) trail.push(step.event, index)
    if (below.commits) beginElement(making.spans, step.at, index)
    writeObject(below, rows[index]!, making)
  }
  closeList(out, from)
}

/** An object that `mark` leads into: its own marks hold for it already. */
export function writeMarked(plan: Plan, row: Row, mark: Mark, place: Place, making: MakingMarked): void {
  const { out, projection } = making
  const from = out.length
  for (const [index, own] of plan.fields.entries()) {
    const below = own.kind === steps.id ? undefined : mark.below.get(own.name)
    if (!below) {
      writeField(own, row, making)
      continue
    }
    const here = within(place, below, making)
    const step = here.mask === place.mask ? own : planOf(projection, here.mask, plan).fields[index]!
    writeMarkedField(step, row, below, here, making)
  }
  closeObject(out, from)
}

function writeMarkedField(step: Step, row: Row, mark: Mark, place: Place, making: MakingMarked): void {
  const { out, indices, count } = making
  const found = row[step.name]
  if (step.kind >= steps.constant || (found !== undefined && step.below === undefined)) writeField(step, row, making)
  else if (found === undefined) {
    putWithout(step, making)
    if (mark.why !== undefined && step.verdict === released)
      making.absent.push({ field: pointerOf(step.at.answer, indices), why: mark.why })
    else if (step.denial >= 0) making.trail.push(step.denial)
    // Of an object that is not there, the source may still say why its fields are not.
    else if (step.kind === steps.object && mark.noted) {
      const { length } = out
      const { values } = count
      writeMarked(step.below!, {}, mark, place, making)
      out.length = length
      count.values = values
    }
  } else {
    put(out, step.member)
    if (step.kind === steps.object) writeMarked(step.below!, found as Row, mark, place, making)
    else writeMarkedList(step, found as readonly Row[], mark, place, making)
  }
}

function writeMarkedList(step: Step, rows: readonly Row[], mark: Mark, place: Place, making: MakingMarked): void {
  const { out, projection, trail, indices, count } = making
  const from = out.length
  if (rows.length === 0) count.values++
  for (const [index, row] of rows.entries()) {
    put(out, comma)
    trail.push(step.event, index)
    beginElement(making.spans, step.at, index)
    const below = mark.below.get(String(index))
    if (!below) {
      writeObject(step.below!, row, making)
      continue
    }
    const here = within(place, below, making)
    const plan = here.mask === place.mask ? step.below! : planOf(projection, here.mask, step.below!)
    indices.push(index)
    writeMarked(plan, row, below, here, making)
    indices.pop()
  }
  closeList(out, from)
}

function within(place: Place, { label: own }: Mark, { maskOf, masks }: MakingMarked): Place {
  if (!own) return place
  const label = joinLabels(place.label, own)
  const addressed = place.addressed || own.addressed === true
  const mask = maskOf(label, addressed)
  masks.add(mask)
  return { label, addressed, mask }
}
