/** What may come beside a document: a paper of which its receiver may have every field, or the ciphertext of an opaque part that it gets. */
import type { NativeFacet, Translation } from '../../../adapters/sdk/adapter.ts'
import { type Field, fields } from '../../../schemas/generated/fields.ts'
import { joinLabels, type LabelCore } from '../../policy/label.ts'
import { type Mask, released } from '../../policy/policy.ts'
import type { Reason } from '../../policy/reasons.ts'
import type { DocumentLabels } from '../document-labels.ts'
import { valueAt } from '../place.ts'
import { fieldOf } from '../selection.ts'

/** The mask under a label; `addressed`: within an opaque part that is for the receiver on an open channel. */
export type MaskOf = (label: LabelCore, addressed?: boolean) => Mask

const below = (field: Field): readonly number[] => [
  field.label,
  ...('of' in field ? fields[field.of].flatMap((of) => (of.assigned ? [] : below(of))) : []),
]

/** By what each is decided: no field of it may be kept from whoever gets the whole. Content has no field of its own, and is told by all of them. */
const decisive = {
  documents: below(fieldOf('Facet', 'documents')!),
  opaque: below(fieldOf('Facet', 'opaque')!),
} as const

/** Why the receiver may not have all of what stands at `/<list>/<n>`; undefined: it may. */
export function reasonAgainst(
  list: keyof typeof decisive,
  n: number,
  { record, places }: Pick<DocumentLabels, 'record' | 'places'>,
  maskOf: MaskOf,
): Reason | undefined {
  const place = `/${list}/${n}`
  const around = [...places].filter(([at]) => at === `/${list}` || at === place || at.startsWith(`${place}/`))
  const { verdicts, reasons } = maskOf(joinLabels(record, ...around.map(([, label]) => label)), list === 'opaque')
  const denied = decisive[list].find((label) => verdicts[label] !== released)
  return denied === undefined ? undefined : (reasons[denied] ?? 'decision-failed')
}

/** What of the sender's document something can come beside, as it is told before: the number by which it is named, and whether its receiver would get it. */
export interface AttachablePlace {
  readonly number: string
  readonly type?: string
  readonly title?: string
  readonly fileName?: string
  /** Of an opaque part: what it stands for. */
  readonly covers?: string
  /** Why not. */
  readonly reason?: Reason
}

export const placeOfNumber = (number: string): string =>
  number.startsWith('opaque-') ? `/opaque/${number.slice('opaque-'.length)}` : `/documents/${number}`

export const numberOfPlace = (place: string): string => {
  const [, list, n = ''] = place.split('/')
  return list === 'opaque' ? `opaque-${n}` : n
}

/** All places of the sender's own document; `reasonOf` as reasonAgainst. */
export function attachablePlaces(
  { documents = [], opaque = [] }: Pick<NativeFacet, 'documents' | 'opaque'>,
  reasonOf: (place: string) => Reason | undefined,
): readonly AttachablePlace[] {
  const place = (number: string, told: object): AttachablePlace => {
    const reason = reasonOf(placeOfNumber(number))
    return { number, ...told, ...(reason !== undefined && { reason }) }
  }
  return [
    ...documents.map(({ type, title, fileName }, n) =>
      place(`${n}`, { type, ...(title !== undefined && { title }), ...(fileName !== undefined && { fileName }) }),
    ),
    ...opaque.map(({ covers }, n) => place(`opaque-${n}`, { covers })),
  ]
}

/** Something that is to come beside a document. */
export interface Attached {
  /** `/documents/<n>` or `/opaque/<n>`. */
  readonly place: string
  /** SHA-256 of its bytes, base64. */
  readonly sha256: string
}

/** Of `places`, beside which something came, those whose paper the receiver may not have; each as its sender is told. */
export const withheldBeside = (
  places: readonly string[],
  reasonOf: (place: string) => Reason | undefined,
): readonly { readonly path: string; readonly reason: Reason }[] =>
  places.flatMap((place) => {
    const reason = reasonOf(place)
    return reason === undefined ? [] : [{ path: `${place}/attachment`, reason }]
  })

/** Whether there is what it belongs to. */
export const hasPlace = ({ facet }: Translation, { place }: Attached): boolean => valueAt(facet, place) !== undefined

/** Whether its bytes are those that the document tells of, where it tells. It has its place. */
export function isAsTold({ facet, digests = [] }: Translation, { place, sha256 }: Attached): boolean {
  const [, list, n] = place.split('/')
  if (list === 'opaque') return facet.opaque?.[Number(n)]?.digest === sha256
  const told = digests.filter(({ path }) => path === place)
  return told.every((of) => of.sha256 === Buffer.from(sha256, 'base64').toString('hex'))
}
