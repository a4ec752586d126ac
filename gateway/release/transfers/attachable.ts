/** What may come beside a document: a paper that shows nothing that is kept from its receiver, or the ciphertext of an opaque part that it gets. */
import type { NativeFacet, Translation } from '../../../adapters/sdk/adapter.ts'
import type { PaperFinding } from '../../errors/attachment-rows.ts'
import type { Reason } from '../../policy/reasons.ts'
import { placeOf, valueAt } from '../place.ts'

/** Why a paper does not go. `finding`: it is for what it may show besides what its place tells, or for what its sender says that it shows. */
export interface PaperDenied {
  readonly reason: Reason
  readonly finding?: PaperFinding
}

/** Why what comes beside `/documents/<n>` or `/opaque/<n>` does not go; `shows`: places of the record that its sender says it shows. Undefined: it goes. */
export type DeniedBeside = (place: string, shows?: readonly string[]) => PaperDenied | undefined

/** Whether a paper can be said to show `place` of the facet. What an opaque part stands for no paper shows in clear. */
export const isShowable = (facet: object, place: string): boolean =>
  !/^\/(?:opaque|label)(?:\/|$)/.test(place) && placeOf(facet, place) === place

/** What of the sender's document something can come beside, as it is told before: the number by which it is named, and whether its receiver would get it. */
export interface AttachablePlace {
  readonly number: string
  readonly type?: string
  readonly title?: string
  readonly fileName?: string
  /** Of an opaque part: what it stands for. */
  readonly covers?: string
  /** Why not, of a paper of which nothing is said, or what its sender says of it. */
  readonly reason?: Reason
  readonly finding?: PaperFinding
}

export const placeOfNumber = (number: string): string =>
  number.startsWith('opaque-') ? `/opaque/${number.slice('opaque-'.length)}` : `/documents/${number}`

export const numberOfPlace = (place: string): string => {
  const [, list, n = ''] = place.split('/')
  return list === 'opaque' ? `opaque-${n}` : n
}

/** All places of the sender's own document. */
export function attachablePlaces(
  { documents = [], opaque = [] }: Pick<NativeFacet, 'documents' | 'opaque'>,
  deniedBeside: DeniedBeside,
  attached: readonly Attached[],
): readonly AttachablePlace[] {
  const place = (number: string, told: object): AttachablePlace => {
    const at = placeOfNumber(number)
    return { number, ...told, ...deniedBeside(at, attached.find(({ place }) => place === at)?.shows) }
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
  /** Places of the facet (RFC 6901): its sender's word on what the paper shows. */
  readonly shows?: readonly string[] | undefined
}

/** Of what came beside a document what its receiver may not have; each as its sender is told. */
export const withheldBeside = (
  attached: readonly Pick<Attached, 'place' | 'shows'>[],
  deniedBeside: DeniedBeside,
): readonly (PaperDenied & { readonly path: string })[] =>
  attached.flatMap(({ place, shows }) => {
    const denied = deniedBeside(place, shows)
    return denied ? [{ path: `${place}/attachment`, ...denied }] : []
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
