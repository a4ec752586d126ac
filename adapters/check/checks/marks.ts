import { type Sample, type Samples, samplesOf } from '../coverage/sample.ts'
import { alternatives } from '../coverage/values.ts'
import type { Failure } from '../failures.ts'
import { isGone, lowered, strengths } from '../label.ts'
import { apart } from '../mutants.ts'
import {
  doubled,
  exchanged,
  isBlank,
  isLeaf,
  type Place,
  removed,
  replaced,
  type Value,
  valueAt,
} from '../native/source.ts'
import { fits } from '../paths.ts'
import { type Check, codesOf, firstOf, type Image, type Subject, told } from '../subject.ts'

type Mark = Subject['manifest']['marks'][number]

interface Change {
  readonly what: string
  readonly bytes: Uint8Array | undefined
}

const text = (value: string): Value => ({ kind: 'text', text: value })
/** Of each mark. */
const PLACES_MAX = 4
const EFFECT_PLACES_MAX = 12
const UNKNOWN = 'KHONG-CO-MA-NAY'

/** What may happen to a mark that is still meant to be one. A value that the list knows is another mark, and lawful. */
function changesTo(
  place: Place,
  { optional }: Mark,
  siblings: readonly Place[],
  codes: readonly string[],
): readonly Change[] {
  const missing = optional || place.item ? [] : [{ what: 'removed', bytes: removed(place) }]
  const twice = { what: 'twice', bytes: doubled(place) }
  if (!isLeaf(place)) return [...missing, twice, { what: 'of another name', bytes: replaced(place, otherName(place)) }]
  const { value } = place
  const others = [...new Set([value.toLowerCase(), value.toUpperCase(), ` ${value} `, `${value}${value}`])]
  const strange = others.filter((of) => of.trim() !== value && !codes.includes(of.trim()))
  const blankIsMissing = (optional && replacedIsRemoved(place)) || isBetweenSpaces(place)
  const blank = blankIsMissing ? [] : [{ what: 'blank', bytes: replaced(place, text('')) }]
  return [
    ...missing,
    ...blank,
    { what: 'unknown code', bytes: replaced(place, text(UNKNOWN)) },
    ...strange.map((of) => ({ what: 'other letters', bytes: replaced(place, text(of)) })),
    twice,
    ...siblings.map((other) => ({ what: 'in another order', bytes: exchanged(place, other) })),
  ]
}

const otherName = (place: Place): Value => ({ kind: 'name', text: valueAt(place).text.toUpperCase() })

/** In CSV a cell that is taken out is an empty one. */
const replacedIsRemoved = (place: Place): boolean =>
  place.source.notation.cut(place.source.text, place).join() === `${place.from},${place.to}`

/** An item that is blank between spaces is none. */
const isBetweenSpaces = ({ separator }: Place): boolean => separator?.trim() === ''

const show = (places: readonly string[]): string =>
  places
    .map((at) => at.replace(/^entry .*/, 'entry'))
    .map((at) => at || 'record')
    .join(', ')

function* failuresOf(subject: Subject, mark: Mark, { golden, side, place }: Sample): Generator<Failure> {
  const before = subject.ask(side, golden.bytes, golden.file)
  if (before.state !== 'ok') return
  const siblings = golden.source.places
    .filter((other) => other.path === place.path && other.item && place.item && apart(place, other))
    .filter((other) => other.pointer.replace(/\/\d+$/, '') === place.pointer.replace(/\/\d+$/, ''))
  const list = codesOf(subject, place.path) ?? []
  for (const { what, bytes } of changesTo(place, mark, siblings.slice(0, 1), list)) {
    if (bytes === undefined) continue
    const about = told(golden, place)
    const after = subject.ask(side, bytes, `${about} ${what}`)
    if (after.state === 'broken') yield after.failure
    if (after.state !== 'ok') continue
    const lower = lowered(before.image, after.image, isGone(after.image))
    if (lower.length > 0)
      yield { code: 'mark-lowered', at: mark.native, measured: `${what}: lower label of ${show(lower)}`, place: about }
  }
}

/** A mark that changes nothing, whatever it says, is not read at all. */
function hasEffect(subject: Subject, { golden, side, place }: Sample, values: readonly Value[]): boolean {
  const before = subject.ask(side, golden.bytes, golden.file)
  return [text(UNKNOWN), ...values].some((value) => {
    const bytes = replaced(place, value)
    const after = bytes && subject.ask(side, bytes, told(golden, place))
    return after && (after.state !== 'ok' || before.state !== 'ok' || said(before.image) !== said(after.image))
  })
}

const said = (image: Image): string =>
  JSON.stringify(
    [...strengths(image)].map(([at, { level, tags, hidden }]) => [at, level, [...tags].sort(), [...hidden]]),
  )

/** Places of a mark: those that say something, and where there are none the others. A branch is one with all that is in it. */
function placesOf({ goldens }: Subject, { native }: Mark) {
  const found = goldens.flatMap((golden) =>
    golden.source.places
      .filter((place) => fits(native, place.path))
      .flatMap((place) => golden.sides.map((side) => ({ golden, place, side }))),
  )
  const filled = found.filter(({ place }) => !isBlank(place))
  return filled.length > 0 ? filled : found
}

function ofMark(subject: Subject, samples: Samples, mark: Mark): readonly Failure[] {
  const places = placesOf(subject, mark)
  const [first] = places
  if (first === undefined) return [{ code: 'mark-untested', at: mark.native }]
  const effective = places.slice(0, EFFECT_PLACES_MAX).some((one) => {
    if (!isLeaf(one.place)) return true
    return hasEffect(subject, one, alternatives(one.place, samples.pool(one), codesOf(subject, one.place.path)))
  })
  const dropped: Failure = { code: 'mark-dropped', at: mark.native, place: told(first.golden, first.place) }
  const lower = places.slice(0, PLACES_MAX).flatMap((one) => [...failuresOf(subject, mark, one)])
  return [...(effective ? [] : [dropped]), ...firstOf(lower)]
}

export const marksCheck: Check = {
  name: 'marks',
  title: {
    vi: 'Không thay đổi nào ở dấu xử lý làm nhãn thấp đi hay mất',
    en: 'No change to a handling mark lowers or drops a label',
  },
  run(subject) {
    const samples = samplesOf(subject)
    return subject.manifest.marks.flatMap((mark) => ofMark(subject, samples, mark))
  },
}
