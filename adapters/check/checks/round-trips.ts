import type { Translation } from '../../sdk/adapter.ts'
import { differing } from '../coverage/images.ts'
import { isIndex } from '../coverage/measure.ts'
import type { Failure } from '../failures.ts'
import { isLeaf } from '../native/source.ts'
import type { Check, Golden, Subject } from '../subject.ts'

const PLACES_MAX = 10

/** Whether the rows of a native path say that its value does not come back; what the index alone has is in no translation. */
const isLost = (subject: Subject, path: string): boolean => {
  const rows = subject.fieldOf(path)?.rows ?? []
  return rows.every(({ shared }) => shared === null || isIndex(shared)) || rows.some(({ loss }) => loss !== undefined)
}

/** Native → shared → native: what the table does not declare lost stands where it stood. Shared → native → shared: the same. */
export function tripOf(subject: Subject, golden: Pick<Golden, 'file' | 'bytes' | 'source'>): readonly Failure[] {
  const { ask, write, open } = subject
  const there = ask('shared', golden.bytes, golden.file)
  if (write === undefined || there.state !== 'ok' || there.image === 'absent') return []
  // What is not understood is said, and does not come back.
  if (there.findings.some(({ effect }) => effect !== 'note')) return []
  const written = write(there.image as Translation, golden.file)
  if (written.state === 'broken') return [written.failure]
  const at = golden.file
  if (written.state === 'refused') return [{ code: 'round-trip-differs', at, measured: 'toNative refuses' }]
  const again = ask('shared', written.document.body, `${at} → toNative`)
  const source = open(written.document.body)
  if (again.state !== 'ok' || source === undefined)
    return [{ code: 'round-trip-differs', at, measured: 'what toNative gives is not read' }]
  const back = new Map(source.places.filter(isLeaf).map((place) => [place.pointer, place.value]))
  const spelt = subject.kit.asWritten === undefined ? golden.source : subject.openSpelt(golden.bytes)
  const lost = (spelt?.places ?? []).filter(
    (place) =>
      isLeaf(place) && !isLost(subject, place.path) && back.get(place.pointer) !== place.value && place.value !== '',
  )
  return [
    ...lost.map(({ pointer }): Failure => ({ code: 'round-trip-differs', at, place: pointer, measured: 'native' })),
    ...differing(there.image, again.image).map(
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
