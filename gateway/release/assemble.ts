/** A translation becomes a facet: the gateway gives what adapters must not (ids, pseudonyms, provenance). */
import type { Translation } from '../../adapters/sdk/adapter.ts'
import { labels as defaults, fields } from '../../schemas/generated/fields.ts'
import type { Facet } from '../../schemas/generated/types.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import { isStateSecret, joinLabels, type LabelCore } from '../policy/label.ts'
import { renamed } from './entities.ts'
import type { RecordMarks, Row } from './mask.ts'
import type { Names } from './names.ts'
import { placeOf } from './place.ts'

export interface AssembledFacet {
  readonly value: Row
  readonly marks: RecordMarks
}

/** What says that somebody is a minor protects the whole person (Law 59/2024/QH15), marked by the source or not. */
const ofMinors = defaults[fields.Participant.find(({ name }) => name === 'minor')!.label]!

/**
 * The facet of `indexed`, as `names` calls its entities. Gives undefined when content that its source labels a state secret
 * stands in it in clear: that is never held, let alone shown (design.md §4.4).
 */
export function assembleFacet(
  indexed: IndexedFacet,
  { facet, labels, absent, digests, updatedAt }: Translation,
  { adapter, receivedAt, names }: { adapter: string; receivedAt: string; names: Names },
): AssembledFacet | undefined {
  const narrower = new Map<string, LabelCore>()
  const narrow = (place: string, label: LabelCore) =>
    narrower.set(place, joinLabels(label, narrower.get(place) ?? joinLabels()))
  for (const { path, label } of labels) narrow(placeOf(facet, path), label)
  facet.participants?.forEach(({ minor }, at) => {
    if (minor === true) narrow(`/participants/${at}`, ofMinors)
  })
  const own = joinLabels(facet.label, narrower.get('') ?? joinLabels())
  if (
    isStateSecret(own.level) ||
    [...narrower].some(([place, { level }]) => isStateSecret(level) && stands(facet, place))
  )
    return undefined
  const holder = indexed.agency
  const value = renamed({ ...facet }, holder, names)
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
  return {
    value: Object.assign(value, assigned),
    marks: {
      // The index may have seen a higher mark than this document bears; only a later feed may take it back.
      label: joinLabels(own, indexed.label),
      labels: narrower,
      absent: new Map(absent.map(({ path, why }) => [path, why])),
    },
  }
}

/** Puts a keyed digest beside the document reference that `path` leads to; the schema allows no other place. */
function setDigest({ documents }: Row, path: string, digest: string): void {
  const [, place] = /^\/documents\/(0|[1-9]\d*)$/.exec(path) ?? []
  const reference = place === undefined ? undefined : (documents as Row[] | undefined)?.[Number(place)]
  if (reference) reference.digest = digest
}

/** Whether the RFC 6901 pointer leads to a value. */
function stands(value: unknown, pointer: string): boolean {
  let at = value
  for (const token of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return false
    at = (at as Row)[token.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return at !== undefined
}
