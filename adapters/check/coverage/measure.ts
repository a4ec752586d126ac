/**
 * Coverage by mutation: each sampled leaf is given its own value and others, and what comes of them at the declared
 * places tells whether the field is carried. Without the collision of two values a many-to-one code would pass for lossless.
 */
import type { Translation } from '../../sdk/adapter.ts'
import type { Finding } from '../../sdk/finding.ts'
import { isUnsayable } from '../back/marks.ts'
import { labelsOf } from '../back/places.ts'
import { unmarked } from '../back/trip.ts'
import type { Failure } from '../failures.ts'
import { replaced, type Value, valueAt } from '../native/source.ts'
import {
  type Answer,
  asRead,
  codesOf,
  type Field,
  type Golden,
  isFree,
  type Side,
  type Subject,
  told,
  type Written,
} from '../subject.ts'
import { differing, imageAt, wholeOf } from './images.ts'
import { type Sample, type Samples, samplesOf } from './sample.ts'
import { alternatives } from './values.ts'

/** `elsewhere`: it changes the answer, but at no declared place. */
export type Class = 'lossless' | 'lossy' | 'dropped' | 'elsewhere' | 'rejected' | 'untested'

export interface Measured {
  readonly field: Field
  /** What it comes to on each side that it has to do with. */
  readonly sides: readonly { readonly side: Side; readonly of: Class }[]
  /** Of an adapter that has toNative: whether the value comes back. */
  readonly toNative?: Class
  /** Values tried, its own included. */
  readonly tried: number
  /** Where to look at what made the class no better. */
  readonly place?: string
  /** The first two values that came to the same, by their lengths alone. */
  readonly alike?: string
  /** Undeclared places that changed, of a field whose declared ones never do. */
  readonly changed: readonly string[]
  /** Declared places that no value of the field ever changes. */
  readonly unmoved: readonly string[]
  readonly failures: readonly Failure[]
}

export interface Coverage {
  readonly fields: readonly Measured[]
  readonly samples: Samples
}

/** Whether a declared place is one of the page of the index. */
export const isIndex = (target: string): boolean => /^\/(entries|refused|next|changesFrom)(\/|$)/.test(target)

/** The declared places of a field in what one side gives. */
export const targetsOf = ({ rows }: Field, side: Side): readonly string[] =>
  rows.flatMap(({ shared }) => (shared !== null && isIndex(shared) === (side === 'index') ? [shared] : []))

const keyOf = ({ code, pointer, target }: Finding): string => `${code} ${pointer} ${target ?? ''}`

/** Whether the adapter says of the leaf itself that it can't be taken. */
function refusesLeaf(findings: readonly Finding[], before: ReadonlySet<string>, pointer: string): boolean {
  return findings.some((finding) => {
    const at = finding.pointer
    const about = at === pointer || at.startsWith(`${pointer}/`) || (at !== '' && pointer.startsWith(`${at}/`))
    return finding.effect !== 'note' && about && !before.has(keyOf(finding))
  })
}

/** Values for the second leaf of a field: what a reader makes of a value was seen, whether it does so elsewhere is not. */
const AGAIN_MAX = 8
/** Values that are written again: what a writer makes of values is measured on translations (places.ts). */
const BACK_MAX = 4

/** Tallies of one field on one side. */
interface Tally {
  accepted: number
  rejected: number
  tried: number
  collided: boolean
  moved: boolean
  readonly movedTargets: Set<string>
  readonly elsewhere: Set<string>
  recovered: number
  lost: number
  place?: string
  alike?: string
  readonly failures: Failure[]
}

const newTally = (): Tally => ({
  accepted: 0,
  rejected: 0,
  tried: 0,
  collided: false,
  moved: false,
  movedTargets: new Set(),
  elsewhere: new Set(),
  recovered: 0,
  lost: 0,
  failures: [],
})

/** Measures every field that is tried. Deterministic; `failures` are what broke the contract meanwhile. */
export function measure(subject: Subject): Coverage {
  const samples = samplesOf(subject)
  const fields = subject.tried.map((field, number) => {
    subject.progress(number, subject.tried.length)
    return measureField(subject, samples, field)
  })
  return { fields, samples }
}

function measureField(subject: Subject, samples: Samples, field: Field): Measured {
  const tallies = new Map<Side, Tally>()
  for (const sample of samples.of(field)) {
    const known = tallies.get(sample.side)
    const tally = known ?? newTally()
    tallies.set(sample.side, tally)
    const values = alternatives(sample.place, samples.pool(sample), codesOf(subject, sample.place.path))
    const some = known === undefined ? values : values.slice(0, AGAIN_MAX)
    tryLeaf(subject, sample, some, targetsOf(field, sample.side), tally)
  }
  return judged(field, tallies, subject.write !== undefined)
}

function tryLeaf(
  subject: Subject,
  sample: Sample,
  values: readonly Value[],
  targets: readonly string[],
  tally: Tally,
): void {
  const { golden, side, place } = sample
  const about = told(golden, place)
  const own = valueAt(place)
  const give = (value: Value): Answer | undefined => {
    const bytes = replaced(place, value)
    return bytes && subject.ask(side, bytes, about)
  }
  const identity = give(own)
  const original = originalOf(subject, golden, side)
  if (identity?.state !== 'ok' || original.state !== 'ok') {
    for (const answer of [identity, original]) if (answer?.state === 'broken') tally.failures.push(answer.failure)
    return
  }
  const known = new Set(identity.findings.map(keyOf))
  const still = imageAt(identity.image, targets)
  const images = new Map([[still, own]])
  if (withoutDigests(identity.image) !== withoutDigests(original.image)) {
    tally.collided = true
    tally.place = about
  }
  tally.tried++
  recover(subject, sample, own, identity, tally)
  for (const value of values) {
    const answer = give(value)
    if (answer === undefined) continue
    tally.tried++
    if (answer.state === 'broken') tally.failures.push(answer.failure)
    else if (answer.state === 'refused' || refusesLeaf(answer.findings, known, place.pointer)) tally.rejected++
    else {
      const image = imageAt(answer.image, targets)
      if (sample.refused && images.has(image)) {
        tally.rejected++
        continue
      }
      tally.accepted++
      const same = images.get(image)
      if (same !== undefined) {
        tally.collided = true
        tally.place ??= about
        tally.alike ??= alikeOf(same, value, answer.findings, known)
      } else images.set(image, value)
      if (image !== still) tally.moved = true
      else for (const at of differing(identity.image, answer.image)) tally.elsewhere.add(at)
      for (const target of targets)
        if (imageAt(answer.image, [target]) !== imageAt(identity.image, [target])) tally.movedTargets.add(target)
      if (tally.recovered + tally.lost < BACK_MAX) recover(subject, sample, value, answer, tally)
    }
  }
}

/** Says which two values came to the same, without either, and where a finding of it points, which is not the field. */
function alikeOf(one: Value, other: Value, findings: readonly Finding[], before: ReadonlySet<string>): string {
  const blamed = findings.find((finding) => finding.effect !== 'note' && !before.has(keyOf(finding)))
  const lengths = [one, other].map(({ text }) => text.length).join(', ')
  return `values of length ${lengths} give the same${blamed ? `; the finding of it points to ${blamed.pointer || '/'}` : ''}`
}

const originals = new WeakMap<Golden, Map<Side, Answer>>()

/** The answer to a golden document as it is. */
function originalOf({ ask }: Subject, golden: Golden, side: Side): Answer {
  const known = originals.get(golden) ?? new Map<Side, Answer>()
  originals.set(golden, known)
  const answer = known.get(side) ?? ask(side, golden.bytes, golden.file)
  known.set(side, answer)
  return answer
}

/** Attachments are digested as they came; written anew they may well have other bytes. */
function withoutDigests(image: Extract<Answer, { state: 'ok' }>['image']): string {
  if (typeof image !== 'object' || !('digests' in image)) return wholeOf(image)
  const { digests: _, ...rest } = image
  return wholeOf(rest as typeof image)
}

/** The value as the way back spells it. */
function speltAs({ kit, openSpelt }: Subject, place: Sample['place'], value: Value): string | undefined {
  const bytes = kit.asWritten === undefined ? undefined : replaced(place, value)
  if (bytes === undefined) return value.text
  return openSpelt(bytes)?.places.find(({ pointer }) => pointer === place.pointer)?.value
}

const isOfLabel = ({ shared }: Field['rows'][number]): boolean =>
  shared !== null && /^\/(labels|facet\/label)(\/|$)/.test(shared)

/** What the adapter writes of a translation; of one that is refused for its marks what it writes without them, where that says something of the field. */
function writtenOf(subject: Subject, { golden, place }: Sample, translation: Translation): Written | undefined {
  const about = told(golden, place)
  const written = subject.write?.(translation, about)
  if (written?.state !== 'refused' || subject.fieldOf(place.path)?.rows.some(isOfLabel) === true) return written
  return labelsOf(translation).some(isUnsayable) ? subject.write?.(unmarked(translation), about) : written
}

/** Whether the way back gives the value again, at the same place. */
function recover(subject: Subject, sample: Sample, value: Value, answer: Answer, tally: Tally): void {
  const { golden, side, place } = sample
  if (side !== 'shared' || answer.state !== 'ok' || answer.image === 'absent') return
  const written = writtenOf(subject, sample, answer.image as Translation)
  if (written?.state === 'broken') tally.failures.push(written.failure)
  if (written?.state !== 'ok') return
  const back = subject.open(written.document.body)
  const found = back?.places.find(({ pointer }) => pointer === place.pointer)
  const free = isFree(subject.fieldOf(place.path)?.rows ?? [])
  if (value.kind === 'name' || free || asRead(found?.value) === asRead(speltAs(subject, place, value)))
    tally.recovered++
  else {
    tally.lost++
    tally.place ??= told(golden, place)
  }
}

function classOf(field: Field, side: Side, tally: Tally): Class {
  if (tally.accepted === 0) return tally.rejected > 0 ? 'rejected' : 'untested'
  const targets = targetsOf(field, side)
  if (!tally.moved) return tally.elsewhere.size > 0 ? 'elsewhere' : 'dropped'
  return tally.collided ? 'lossy' : targets.length > 0 ? 'lossless' : 'elsewhere'
}

function judged(field: Field, tallies: ReadonlyMap<Side, Tally>, writes: boolean): Measured {
  const sides = [...tallies].map(([side, tally]) => ({ side, tally, of: classOf(field, side, tally) }))
  // A side that the field has nothing to do with says nothing of it.
  const speaking = sides.filter(({ side, of }) => of === 'elsewhere' || targetsOf(field, side).length > 0)
  const relevant = speaking.length > 0 ? speaking : field.rows.some(({ shared }) => shared !== null) ? [] : sides
  const all = sides.map(({ tally }) => tally)
  const place = [...relevant.map(({ tally }) => tally), ...all].find((of) => of.place)?.place
  const declared = field.rows.flatMap(({ shared }) => (shared === null ? [] : [shared]))
  const testable = new Set(
    relevant.filter(({ tally }) => tally.accepted > 0).flatMap(({ side }) => targetsOf(field, side)),
  )
  const moved = new Set(all.flatMap(({ movedTargets }) => [...movedTargets]))
  const alike = relevant.map(({ tally }) => tally.alike).find((of) => of !== undefined)
  const back = tallies.get('shared')
  return {
    field,
    sides: relevant.map(({ side, of }) => ({ side, of })),
    ...(writes && back && { toNative: backClass(back) }),
    tried: all.reduce((sum, { tried }) => sum + tried, 0),
    ...(place !== undefined && { place }),
    ...(alike !== undefined && { alike }),
    changed: [...new Set(all.flatMap(({ elsewhere }) => [...elsewhere]))].sort(),
    unmoved: declared.filter((target) => testable.has(target) && !moved.has(target)),
    failures: all.flatMap(({ failures }) => failures),
  }
}

const backClass = ({ recovered, lost }: Tally): Class => {
  if (recovered + lost === 0) return 'untested'
  return lost === 0 ? 'lossless' : recovered === 0 ? 'dropped' : 'lossy'
}
