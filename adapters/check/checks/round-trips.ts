import type { Translation } from '../../sdk/adapter.ts'
import { fateOf } from '../back/fate.ts'
import { isUnsayable, loweredBack } from '../back/marks.ts'
import { type Pairing, pairingOf } from '../back/pairing.ts'
import { labelsOf, placesOf } from '../back/places.ts'
import { tripBack } from '../back/trip.ts'
import { isIndex } from '../coverage/measure.ts'
import { placePromise } from '../coverage/without-place.ts'
import type { Failure } from '../failures.ts'
import { isBlank, isLeaf } from '../native/source.ts'
import { asRead, type Check, type Golden, isFree, type Subject } from '../subject.ts'

const PLACES_MAX = 10

/** Whether a native path's value need not come back: its rows say so, or it is a key that the form gives anew. */
function isLost(subject: Subject, path: string): boolean {
  const rows = subject.fieldOf(path)?.rows ?? []
  const unwritten = ({ shared }: (typeof rows)[number]): boolean => shared !== null && isUnwritten(subject, shared)
  return (
    isFree(rows) ||
    rows.every(({ shared }) => shared === null || isIndex(shared)) ||
    rows.some((row) => row.loss !== undefined || unwritten(row))
  )
}

/** What came from the form itself can't be more than the form has: what it carries in part of others it carries whole of its own. */
const isUnwritten = ({ manifest: { withoutPlace = [] } }: Subject, shared: string): boolean =>
  placePromise(withoutPlace, shared) === 'dropped'

/** Places of the translation that are not as they were, but for what the form is declared to have no place for; and places that it did not have. */
function sharedDifferences(subject: Subject, pairing: Pairing): readonly string[] {
  const lost = placesOf(pairing.before).filter(
    (place) => !isUnwritten(subject, place.path) && fateOf(pairing, place).is !== 'kept',
  )
  const other = pairingOf(pairing.after, pairing.before)
  const more = placesOf(pairing.after).filter(
    (place) => !isUnwritten(subject, place.path) && fateOf(other, place).is === 'gone',
  )
  const lower = loweredBack(pairing).map(({ path }) => `/facet${path} label`)
  return [...new Set([...lost, ...more].map(({ path }) => path)), ...lower]
}

/** Native → shared → native: what the tables do not declare lost stands where it stood. Shared → native → shared: the same. */
export function tripOf(subject: Subject, golden: Pick<Golden, 'file' | 'bytes' | 'source'>): readonly Failure[] {
  const there = subject.ask('shared', golden.bytes, golden.file)
  if (subject.write === undefined || there.state !== 'ok' || there.image === 'absent') return []
  // What is not understood is said, and does not come back.
  if (there.findings.some(({ effect }) => effect !== 'note')) return []
  const translation = there.image as Translation
  const at = golden.file
  const trip = tripBack(subject, translation, at)
  if (trip.state === 'broken') return [trip.failure]
  if (trip.state === 'refused') {
    const unsayable = labelsOf(translation).some(isUnsayable)
    return unsayable
      ? []
      : [{ code: 'round-trip-differs', at, measured: `toNative refuses: ${trip.findings[0]?.code}` }]
  }
  const source = subject.open(trip.document.body)
  const back = new Map(source?.places.filter(isLeaf).map((place) => [place.pointer, place.value]))
  const spelt = subject.kit.asWritten === undefined ? golden.source : subject.openSpelt(golden.bytes)
  const lost = (spelt?.places ?? []).filter(
    (place) =>
      isLeaf(place) &&
      !isBlank(place) &&
      asRead(back.get(place.pointer)) !== asRead(place.value) &&
      !isLost(subject, place.path),
  )
  return [
    ...lost.map(({ pointer }): Failure => ({ code: 'round-trip-differs', at, place: pointer, measured: 'native' })),
    ...sharedDifferences(subject, trip.pairing).map(
      (place): Failure => ({ code: 'round-trip-differs', at, place, measured: 'shared' }),
    ),
  ].slice(0, PLACES_MAX)
}

export const roundTripsCheck: Check = {
  name: 'round-trips',
  title: { vi: 'Đi rồi về: chỉ mất điều đã khai', en: 'There and back loses nothing but what is declared' },
  run: (subject) =>
    subject.goldens.filter(({ sides }) => sides.includes('shared')).flatMap((golden) => tripOf(subject, golden)),
}
