/**
 * The labels of a document, place by place: what it says, what it once said (high-water marks), and what the schema and the law put on
 * what refers to a protected person. They only ever rise.
 */
import type { NativeFacet, Translation } from '../../adapters/sdk/adapter.ts'
import { dayOf } from '../../schemas/consistency/moment.ts'
import type { Label } from '../../schemas/generated/types.ts'
import type { DocumentSays } from '../dossiers/label-marks.ts'
import type { PlaceMarks } from '../dossiers/place-marks.ts'
import { afterSaying, type Circumstances, type Saying, sayingOf } from '../policy/high-water.ts'
import { dominates, isStateSecret, joinLabels, type LabelCore, labelKey, understood } from '../policy/label.ts'
import { carried } from './carried.ts'
import { minorsIn } from './minors.ts'
import { placeName, placeOf, placesNamed, valueAt } from './place.ts'
import { toldByCodes } from './telling-codes.ts'

export interface DocumentLabels {
  readonly record: LabelCore
  readonly places: ReadonlyMap<string, LabelCore>
  /** Whether something in clear bears the level of a state secret, now or since it once did. */
  readonly secretInClear: boolean
  /** What is to be kept of it; undefined when all of it is known. */
  readonly says: DocumentSays | undefined
}

/** What was known when the document came. */
export interface KnownBefore {
  /** Of the record, by the index. */
  readonly label: LabelCore
  readonly marks: PlaceMarks
  /** RFC 3339 instants: of the matter, by the index; and when the document came. */
  readonly matterReceivedAt: string
  readonly receivedAt: string
  /** Code of the holder's agency. */
  readonly holder: string
}

const undetermined: LabelCore = { level: 'CHUA_XAC_DINH', tags: [] }

/** The labels of a translated document of one facet. */
export function documentLabels({ facet, labels, updatedAt }: Translation, before: KnownBefore): DocumentLabels {
  const minors = minorsOf(facet, before)
  const said = Map.groupBy(
    [
      ...labels.map(({ path, label }) => ({ place: placeOf(facet, path), label })),
      ...minors.flatMap(({ path, label, said }) => (said ? [{ place: path, label }] : [])),
    ],
    ({ place }) => place,
  )
  const saidAt = (place: string): readonly Label[] => (said.get(place) ?? []).map(({ label }) => label)
  const ofRecord = [facet.label, ...saidAt('')]
  said.delete('')

  const places = new Map<string, LabelCore>()
  const narrow = (place: string, label: LabelCore) =>
    places.set(place, joinLabels(label, places.get(place) ?? joinLabels()))
  for (const place of said.keys()) for (const label of saidAt(place)) narrow(place, understood(label))
  for (const { path, label } of minors) narrow(path, label)

  const at: Circumstances = { holder: before.holder, on: dayOf(updatedAt), today: dayOf(before.receivedAt) }
  const record = sayingOf(...ofRecord)
  const newAt = new Map<string, Saying>()
  const byName = Map.groupBy(said.keys(), (place) => placeName(facet, place))
  for (const name of new Set([...byName.keys(), ...before.marks.keys()])) {
    const here = placesNamed(facet, name)
    if (here.length === 0) continue
    const saying = sayingOf(...(byName.get(name) ?? []).flatMap(saidAt))
    const held = before.marks.get(name)
    const { mark } = afterSaying(held?.mark, saying, at)
    if (held?.said !== labelKey(saying.label) || held.mark.since !== mark.since) newAt.set(name, saying)
    // Each by what is said of it: one name may stand for several places, where a source gives no ids or gives one twice.
    for (const place of here) if (!dominates(joinLabels(...saidAt(place).map(understood)), mark)) narrow(place, mark)
  }

  const secret = (level: string, place: string): boolean =>
    isStateSecret(level) && !place.startsWith('/opaque') && valueAt(facet, place) !== undefined
  const secretInClear =
    ofRecord.some(({ level }) => isStateSecret(level)) ||
    [...said.keys()].some((place) => saidAt(place).some(({ level }) => secret(level, place))) ||
    [...places].some(([place, { level }]) => secret(level, place))

  for (const place of undeterminedIn(facet)) narrow(place, undetermined)
  for (const [place, label] of toldByCodes(facet)) narrow(place, label)
  for (const [place, label] of carried(facet, places)) narrow(place, label)
  const higher = !dominates(before.label, record.claim)
  return {
    record: record.label,
    places,
    secretInClear,
    says: higher || newAt.size > 0 ? { record: higher ? record : undefined, places: newAt, at } : undefined,
  }
}

/** Under age when it happened or became known, as far as anybody knows. */
function minorsOf(facet: NativeFacet, { matterReceivedAt }: KnownBefore) {
  const { occurredAt, receivedAt } = facet.report
  const dates = [occurredAt, receivedAt, matterReceivedAt].filter((date) => date !== undefined)
  return minorsIn(
    facet,
    dates.map((date) => dayOf(date)),
  )
}

/** A level of state secrets counts only with who determined it: a hand-over has no place for that, an opaque part has. */
const undeterminedIn = ({ custody = [], opaque = [] }: NativeFacet): readonly string[] => [
  ...custody.flatMap(({ level }, n) => (level !== undefined && isStateSecret(level) ? [`/custody/${n}`] : [])),
  ...opaque.flatMap(({ determinedBy }, n) => (determinedBy === undefined ? [`/opaque/${n}`] : [])),
]
