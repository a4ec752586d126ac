/** By which masks a place of the record may be shown: what a paper shows has no label of its own. */
import type { NativeFacet } from '../../../adapters/sdk/adapter.ts'
import { type Field, fields, type TypeName } from '../../../schemas/generated/fields.ts'
import { joinLabels, type LabelCore } from '../../policy/label.ts'
import { type Mask, released } from '../../policy/policy.ts'
import type { Reason } from '../../policy/reasons.ts'
import type { DocumentLabels } from '../document-labels.ts'
import { placeOf } from '../place.ts'
import { fieldOf } from '../selection.ts'
import type { DeniedBeside } from './attachable.ts'

/** The mask under a label; `addressed`: within an opaque part that is for the receiver on an open channel. */
export type MaskOf = (label: LabelCore, addressed?: boolean) => Mask

const below = (field: Field): readonly number[] => [field.label, ...('of' in field ? labelsOf(field.of) : [])]
const labelsOf = (type: TypeName): readonly number[] =>
  fields[type].flatMap((field) => (field.assigned || field.name === 'opaque' ? [] : below(field)))

/** Default labels of all that a record may have in clear, whether or not a form has a place for it. */
const everything = new Set(labelsOf('Facet'))

/** Of what is at `place` and in it, and of what it is in. */
function labelsAt(place: string): Iterable<number> {
  const way: Field[] = []
  let type: TypeName | undefined = 'Facet'
  for (const token of place.split('/').slice(1)) {
    if (/^\d+$/.test(token)) continue
    const field: Field = fieldOf(type!, token)!
    way.push(field)
    type = 'of' in field ? field.of : undefined
  }
  const last = way.pop()
  return last ? [...way.map(({ label }) => label), ...below(last)] : everything
}

/** Whether one of two places is the other, or stands in it. */
const around = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)

/**
 * Why the receiver may not have all that can stand at `place` of the facet, as placeOf gives it (`''`: the record), by the schema's defaults and the labels of
 * all that is around it; undefined: it may. By the schema and not by the values: that a form has no reporter does not mean that a scanned letter has none.
 */
export function reasonAgainst(
  place: string,
  { record, places }: Pick<DocumentLabels, 'record' | 'places'>,
  maskOf: MaskOf,
): Reason | undefined {
  const said = [...places].flatMap(([at, label]) => (around(at, place) ? [label] : []))
  const { verdicts, reasons } = maskOf(joinLabels(record, ...said), place.startsWith('/opaque/'))
  for (const label of labelsAt(place)) if (verdicts[label] !== released) return reasons[label] ?? 'decision-failed'
  return undefined
}

/** For papers beside a document with these opaque parts; `parts`: places of those that go. */
export function deniedBesideOf(
  facet: NativeFacet,
  labels: Pick<DocumentLabels, 'record' | 'places'>,
  { maskOf, parts }: { readonly maskOf: MaskOf; readonly parts: readonly string[] },
): DeniedBeside {
  const secret = (facet.opaque ?? []).map(({ covers }) => placeOf(facet, covers))
  /** What an opaque part stands for is a state secret: shown on paper it would stand there in clear. */
  const against = (place: string): Reason | undefined =>
    secret.some((covered) => around(covered, place)) ? 'state-secret' : reasonAgainst(place, labels, maskOf)
  const ofAll = once(() => against(''))
  return (place, shows) => {
    if (place.startsWith('/opaque/')) return parts.includes(place) ? undefined : { reason: 'state-secret' }
    const own = against(place)
    if (own !== undefined) return { reason: own }
    if (!shows) {
      const reason = ofAll()
      return reason && { reason, finding: 'shows-unsaid' }
    }
    const [reason] = shows.flatMap((shown) => against(shown) ?? [])
    return reason && { reason, finding: 'shows-withheld' }
  }
}

function once<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => {
    known ??= { value: work() }
    return known.value
  }
}
