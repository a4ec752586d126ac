/** What a field of the schema is under: the default labels of itself and of what it stands in. */
import type { FieldModel, Model } from '../../../schemas/generate/model.ts'
import type { Engine } from '../engine.ts'
import { joinLabels, type LabelCore } from '../label.ts'
import { type Allows, type Explained, explained, type Situation, type Verdict } from './explain.ts'

/** From the outermost to the field itself: `Facet.report.summary` has two places. */
export interface Place {
  readonly path: string
  readonly field: FieldModel
}

/** Where a path leaves the schema, and what could have stood there. */
export interface Astray {
  readonly within: string
  readonly instead: readonly string[]
}

/** The places of `path`: a type, and the names of fields below it. */
export function placesOf({ objects }: Pick<Model, 'objects'>, path: string): readonly Place[] | Astray {
  const [type = '', ...names] = path.split('.')
  let within = objects.find(({ name }) => name === type)
  if (!within) return { within: 'schema', instead: objects.map(({ name }) => name) }
  const places: Place[] = []
  for (const name of names.length > 0 ? names : ['']) {
    const fields: readonly FieldModel[] = within?.fields ?? []
    const field = fields.find((one) => one.name === name)
    const at = places.at(-1)?.path ?? type
    if (!field) return { within: at, instead: fields.map((one) => one.name) }
    places.push({ path: `${at}.${name}`, field })
    const { shape } = field
    const item = shape.kind === 'list' ? shape.item : shape
    within = item.kind === 'object' ? objects.find((one) => one.name === item.of) : undefined
  }
  return places
}

/** What the schema lets be given in part: objects, as far as their fields are, and what has a partial form. */
const partial = ({ mask, shape }: FieldModel): boolean =>
  mask !== 'none' || shape.kind === 'object' || (shape.kind === 'list' && shape.item.kind === 'object')

const order: readonly Verdict[] = ['unknown', 'withheld', 'masked', 'released']

export interface PlaceExplained extends Explained {
  readonly place: Place
  /** The default label joined with that of the record. */
  readonly label: LabelCore
}

/**
 * Each place of a field under a record of the situation's label, and what becomes of the field: no place gives more freely than the
 * one it stands in, and an id comes with its place, in full also where that is given in part (gateway/release/projection).
 */
export function explainedField(
  engine: Engine,
  situation: Situation,
  places: readonly Place[],
): { readonly verdict: Verdict; readonly places: readonly PlaceExplained[] } {
  const found = places.map((place): PlaceExplained => {
    const label = joinLabels(situation.label, place.field.label as LabelCore)
    const { verdict, decisions } = explained(engine, { ...situation, label })
    const least = place.field.id ? 'released' : 'withheld'
    const held = verdict === 'unknown' ? verdict : order[Math.max(order.indexOf(verdict), order.indexOf(least))]!
    return { place, label, decisions, verdict: held === 'masked' && !partial(place.field) ? 'withheld' : held }
  })
  const least = Math.min(...found.map(({ verdict }) => order.indexOf(verdict)))
  const last = found.at(-1)!
  const verdict = order[least]!
  const whole = last.place.field.id ? 'released' : 'withheld'
  return { places: found, verdict: verdict === 'masked' && !partial(last.place.field) ? whole : verdict }
}

/** Whether the last place is given in full, by what explainedField says. Without places: the situation's own label. */
export function releasedBy(allows: Allows, situation: Situation, places: readonly Place[] = []): boolean {
  const ofId = places.at(-1)?.field.id === true
  return (places.length === 0 ? [undefined] : places).every((place) => {
    const label = place ? joinLabels(situation.label, place.field.label as LabelCore) : situation.label
    const at = { ...situation, label }
    if (!allows('know', at)) return false
    return place?.field.id === true || allows('read', at) || (ofId && allows('readMasked', at))
  })
}
