import { samplesOf } from '../coverage/sample.ts'
import { alternatives } from '../coverage/values.ts'
import type { Failure } from '../failures.ts'
import { isGone, lowered, strengths } from '../label.ts'
import { apart } from '../mutants.ts'
import { doubled, exchanged, isBlank, isLeaf, type Place, removed, replaced, type Value } from '../native/source.ts'
import { fits } from '../paths.ts'
import { type Check, firstOf, type Golden, type Image, type Side, type Subject, told } from '../subject.ts'

type Mark = Subject['manifest']['marks'][number]

interface Change {
  readonly what: string
  readonly bytes: Uint8Array | undefined
}

const text = (value: string): Value => ({ kind: 'text', text: value })
const UNKNOWN = 'KHONG-CO-MA-NAY'

/** What may happen to a mark that is still meant to be one. A value that the list knows is another mark, and lawful. */
function changesTo(
  place: Place,
  { optional }: Mark,
  siblings: readonly Place[],
  codes: readonly string[],
): readonly Change[] {
  const { value } = place
  const others = [...new Set([value.toLowerCase(), value.toUpperCase(), ` ${value} `, `${value}${value}`])]
  const strange = others.filter((of) => of.trim() !== value && !codes.includes(of.trim()))
  const missing = optional || place.item ? [] : [{ what: 'removed', bytes: removed(place) }]
  const blankIsMissing = optional && replacedIsRemoved(place)
  const blank = blankIsMissing ? [] : [{ what: 'blank', bytes: replaced(place, text('')) }]
  return [
    ...missing,
    ...blank,
    { what: 'unknown code', bytes: replaced(place, text(UNKNOWN)) },
    ...strange.map((of) => ({ what: 'other letters', bytes: replaced(place, text(of)) })),
    { what: 'twice', bytes: doubled(place) },
    ...siblings.map((other) => ({ what: 'in another order', bytes: exchanged(place, other) })),
  ]
}

/** In CSV a cell that is taken out is an empty one. */
const replacedIsRemoved = (place: Place): boolean =>
  place.source.notation.cut(place.source.text, place).join() === `${place.from},${place.to}`

const show = (places: readonly string[]): string =>
  places
    .map((at) => at.replace(/^entry .*/, 'entry'))
    .map((at) => at || 'record')
    .join(', ')

function* failuresOf(subject: Subject, mark: Mark, golden: Golden, side: Side, place: Place): Generator<Failure> {
  const before = subject.ask(side, golden.bytes, golden.file)
  if (before.state !== 'ok') return
  const field = subject.fieldOf(place.path)
  const codes = field?.rows.map((row) => row.codes).find((name) => name !== undefined)
  const siblings = golden.source.places
    .filter((other) => other.path === place.path && other.item && place.item && apart(place, other))
    .filter((other) => other.pointer.replace(/\/\d+$/, '') === place.pointer.replace(/\/\d+$/, ''))
  const list = (codes === undefined ? undefined : subject.kit.codeLists?.[codes]) ?? []
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
function hasEffect(subject: Subject, golden: Golden, side: Side, place: Place, values: readonly Value[]): boolean {
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

function ofMark(subject: Subject, mark: Mark): readonly Failure[] {
  const samples = samplesOf(subject)
  const found = subject.goldens.flatMap((golden) =>
    golden.source.places
      .filter((place) => isLeaf(place) && fits(mark.native, place.path))
      .flatMap((place) => golden.sides.map((side) => ({ golden, place, side }))),
  )
  const filled = found.filter(({ place }) => !isBlank(place))
  if (filled.length === 0) return [{ code: 'mark-untested', at: mark.native }]
  const chosen = filled.slice(0, 4)
  const effective = filled.slice(0, 12).some(({ golden, place, side }) => {
    const codes = subject
      .fieldOf(place.path)
      ?.rows.map((row) => row.codes)
      .find((name) => name !== undefined)
    const list = codes === undefined ? undefined : subject.kit.codeLists?.[codes]
    return hasEffect(subject, golden, side, place, alternatives(place, samples.pool({ golden, place, side }), list))
  })
  return [
    ...(effective
      ? []
      : [{ code: 'mark-dropped', at: mark.native, place: told(filled[0]!.golden, filled[0]!.place) } as const]),
    ...firstOf(chosen.flatMap(({ golden, place, side }) => [...failuresOf(subject, mark, golden, side, place)])),
  ]
}

export const marksCheck: Check = {
  name: 'marks',
  title: {
    vi: 'Không thay đổi nào ở dấu xử lý làm nhãn thấp đi hay mất',
    en: 'No change to a handling mark lowers or drops a label',
  },
  run: (subject) => subject.manifest.marks.flatMap((mark) => ofMark(subject, mark)),
}
