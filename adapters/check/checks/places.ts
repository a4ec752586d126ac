import { inventedIn } from '../back/invented.ts'
import { basesOf } from '../back/trip.ts'
import { measurePlaces } from '../coverage/places.ts'
import { placeDifferences } from '../coverage/without-place.ts'
import type { Failure } from '../failures.ts'
import { generalised } from '../paths.ts'
import { type Check, firstOf, type Subject } from '../subject.ts'

/** Places that are said to have no value, and got one. */
const invented = (subject: Subject): readonly Failure[] =>
  basesOf(subject).flatMap(({ sample, trip }) =>
    trip.state !== 'back'
      ? []
      : inventedIn(trip.pairing, subject.handingOver).map(
          (pointer): Failure => ({
            code: 'value-invented',
            at: generalised(pointer),
            place: `${sample.file} ${pointer}`,
          }),
        ),
  )

function run(subject: Subject): readonly Failure[] {
  if (subject.write === undefined) return []
  const measured = measurePlaces(subject)
  const differing = placeDifferences(subject.manifest.withoutPlace ?? [], measured)
  const broken = measured.flatMap(({ failures }) => failures)
  return firstOf([...broken, ...invented(subject), ...differing], 1)
}

export const placesCheck: Check = {
  name: 'places',
  title: {
    vi: 'Dạng chung viết ra dạng gốc: chỉ mất điều withoutPlace khai, và nói ra',
    en: 'The shared form in the native one loses what withoutPlace declares alone, and says so',
  },
  run,
}
