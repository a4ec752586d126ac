/** A translation becomes a facet: the gateway gives what adapters must not (ids, pseudonyms, provenance). */
import type { Translation } from '../../adapters/sdk/adapter.ts'
import type { Facet } from '../../schemas/generated/types.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import type { DocumentSays } from '../dossiers/label-marks.ts'
import type { PlaceMarks } from '../dossiers/place-marks.ts'
import { joinLabels } from '../policy/label.ts'
import { type Addressee, addressedParts } from './addressed.ts'
import { documentLabels } from './document-labels.ts'
import { renamed } from './entities.ts'
import type { NarrowerLabel, RecordMarks, Row } from './mask.ts'
import type { Names } from './names.ts'

export interface AssembledFacet {
  readonly value: Row
  readonly marks: RecordMarks
  /** Marks that are to be kept before anything of it is shown; undefined when all are known. */
  readonly says?: DocumentSays | undefined
}

export interface Assembling {
  /** `id@version#hash` */
  readonly adapter: string
  /** RFC 3339: when the document came. */
  readonly receivedAt: string
  readonly names: Names
  /** Code of the holder's agency. */
  readonly holder: string
  /** Marks of places in this facet. */
  readonly marks: PlaceMarks
  /** Who is to get it. */
  readonly addressee: Addressee
}

/**
 * The facet of `indexed`, as `names` calls its entities. Gives undefined when content that its source labels a state secret, or once did,
 * stands in it in clear: that is never held, let alone shown.
 */
export function assembleFacet(
  indexed: IndexedFacet,
  translation: Translation,
  { adapter, receivedAt, names, holder: code, marks, addressee }: Assembling,
): AssembledFacet | undefined {
  const { facet, absent, digests, updatedAt } = translation
  const before = { label: indexed.label, marks, matterReceivedAt: indexed.receivedAt, receivedAt, holder: code }
  const { record, places, secretInClear, says } = documentLabels(translation, before)
  if (secretInClear) return undefined
  const holder = indexed.agency
  const value = renamed(facet, holder, names)
  // The id is the receiver's name for the reporter already; a pseudonym is one that can be said.
  value.reporters = facet.reporters?.map(({ id }, at) => ({
    ...(value.reporters as readonly Row[])[at],
    pseudonym: names.pseudonym(holder, id),
  }))
  for (const { path, sha256 } of digests ?? []) setDigest(value, path, names.document(holder, sha256))
  const assigned: Pick<Facet, 'id' | 'agency' | 'provenance'> = {
    id: names.entity('facet', holder, holder),
    agency: holder,
    provenance: { adapter, sourceUpdatedAt: updatedAt, receivedAt },
  }
  const labels = new Map<string, NarrowerLabel>(places)
  for (const place of addressedParts(facet, addressee))
    labels.set(place, { ...(places.get(place) ?? joinLabels()), addressed: true })
  return {
    value: Object.assign(value, assigned),
    marks: {
      // The index may have seen a higher mark than this document bears; only a later feed may take it back.
      label: joinLabels(record, indexed.label),
      labels,
      absent: new Map(absent.map(({ path, why }) => [path, why])),
    },
    says,
  }
}

/** Puts a keyed digest beside the document reference that `path` leads to; the schema allows no other place. */
function setDigest({ documents }: Row, path: string, digest: string): void {
  const [, place] = /^\/documents\/(0|[1-9]\d*)$/.exec(path) ?? []
  const reference = place === undefined ? undefined : (documents as Row[] | undefined)?.[Number(place)]
  if (reference) reference.digest = digest
}
