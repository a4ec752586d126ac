/**
 * Reverse coverage by mutation: what of the shared form comes back when it was written in the native form. The samples are of all
 * agencies; each place is looked at as it is, and some are given other values, and none.
 */
import { validateTranslation } from '../../../schemas/generated/validators.js'
import type { Translation } from '../../sdk/adapter.ts'
import { type Fate, fateOf, isSaid } from '../back/fate.ts'
import { inventedAt } from '../back/invented.ts'
import { placesOf, type SharedPlace, withValue } from '../back/places.ts'
import { type Base, basesOf, type Trip, tripBack } from '../back/trip.ts'
import { otherValues } from '../back/values.ts'
import type { Failure } from '../failures.ts'
import { generalised } from '../paths.ts'
import type { Subject } from '../subject.ts'

/** `unseen`: no document, or no item, that has such a value is taken. */
export type PlaceClass = 'lossless' | 'lossy' | 'dropped' | 'unseen'

export interface MeasuredPlace {
  /** Generalised; a list of objects stands for its items. */
  readonly path: string
  readonly of: PlaceClass
  /** Values written, the samples' own included. */
  readonly tried: number
  /** Other values than the samples' own were tried. */
  readonly whole: boolean
  /** Where to look at the first value that did not come back. */
  readonly place?: string
  readonly failures: readonly Failure[]
}

interface Occurrence {
  readonly base: Base
  readonly place: SharedPlace
}

/** Places of each path and agency that are given other values, in a whole run; in a short one the first. */
const SAMPLES = 2
/** Other values for all of them but the first: what a writer makes of a value was seen, whether it does so elsewhere is not. */
const AGAIN_MAX = 2
const TELLING_MIN = 6

interface Tally {
  kept: number
  lost: number
  tried: number
  readonly images: Set<string>
  place?: string
  readonly failures: Failure[]
}

/** Those of the paths, by path. */
type Tallies = ReadonlyMap<string, Tally>

/** Measures every place that a sample has; `failures` are what broke the contract meanwhile. Deterministic. */
export function measurePlaces(subject: Subject): readonly MeasuredPlace[] {
  const all = basesOf(subject).flatMap((base) =>
    placesOf(base.translation).map((place): Occurrence => ({ base, place })),
  )
  const paths = [...Map.groupBy(all, ({ place }) => place.path)].sort(([a], [b]) => (a < b ? -1 : 1))
  const tallies = new Map(
    paths.map(([path]): [string, Tally] => [path, { kept: 0, lost: 0, tried: 0, images: new Set(), failures: [] }]),
  )
  for (const { base, place } of all) count(tallies, base.trip, place, `${base.sample.file} ${place.pointer}`)
  const isTried = (number: number): boolean => number % subject.every === subject.seed % subject.every
  for (const [number, [, occurrences]] of paths.entries()) {
    subject.progress(number, paths.length)
    if (isTried(number)) tryPath(subject, tallies, occurrences)
  }
  return paths.map(([path, [first]], number): MeasuredPlace => {
    const tally = tallies.get(path)!
    const { tried, place, failures } = tally
    // Values of what is in an item decide whether it comes back.
    const whole = first!.place.shape.is === 'item' ? subject.every === 1 : isTried(number)
    return { path, of: classOf(tally), tried, whole, ...(place !== undefined && { place }), failures }
  })
}

function tryPath(subject: Subject, tallies: Tallies, occurrences: readonly Occurrence[]): void {
  const pool = occurrences.map(({ place }) => place.value)
  for (const [number, { base, place }] of chosen(occurrences, subject.every === 1 ? SAMPLES : 1).entries()) {
    const others = otherValues(place, base.translation, pool)
    for (const value of number === 0 ? others : others.slice(0, AGAIN_MAX))
      tryValue(subject, base, place, value, tallies)
    if (place.shape.optional) tryAbsence(subject, base, place, tallies)
  }
}

/** Of each agency `count` with different values, in different items of a list where there are. */
function chosen(occurrences: readonly Occurrence[], count: number): readonly Occurrence[] {
  const taken = occurrences.filter(
    ({ base: { trip }, place }) => trip.state === 'back' && trip.pairing.missing(place.pointer) === undefined,
  )
  return [...Map.groupBy(taken, ({ base }) => base.sample.agency).values()].flatMap((of) => {
    const [first] = of
    const different = of.filter(({ place }) => place.value !== first?.place.value)
    const beside = different.find(({ place }) => place.pointer !== first?.place.pointer)
    return [first, beside ?? different[0] ?? of[1]].slice(0, count).filter((one) => one !== undefined)
  })
}

function count(tallies: Tallies, trip: Trip, place: SharedPlace, about: string): Fate['is'] | undefined {
  if (trip.state === 'refused') return undefined
  const tally = tallies.get(place.path)!
  if (trip.state === 'broken') {
    tally.failures.push(trip.failure)
    return undefined
  }
  const fate = fateOf(trip.pairing, place)
  if (fate.is === 'away') return fate.is
  tally.tried++
  if (fate.is === 'kept') {
    tally.kept++
    return fate.is
  }
  tally.lost++
  tally.images.add(fate.is === 'gone' ? '' : fate.image)
  tally.place ??= about
  if (isSaid(trip.findings, place.pointer, fate)) return fate.is
  const measured = fate.is === 'gone' ? 'dropped' : 'carried in part'
  tally.failures.push({ code: 'loss-unsaid', at: place.path, measured, place: about })
  return fate.is
}

function tryValue(
  subject: Subject,
  { translation, sample }: Base,
  place: SharedPlace,
  value: unknown,
  tallies: Tallies,
): void {
  const mutant = withValue(translation, place.pointer, value)
  if (validateTranslation(mutant).length > 0) return
  const about = `${sample.file} ${place.pointer} with another value`
  const trip = tripBack(subject, mutant, about)
  const fate = count(tallies, trip, { ...place, value }, about)
  if (fate === 'away') countItem(tallies, trip, place, about)
  if (trip.state !== 'broken' && typeof value === 'string' && tells(trip.findings, value))
    tallies.get(place.path)!.failures.push({ code: 'value-in-finding', at: place.path, place: about })
}

/** With this value the whole item that the place is in has none. */
function countItem(tallies: Tallies, trip: Trip, { pointer }: SharedPlace, about: string): void {
  const item = trip.state === 'back' ? trip.pairing.missing(pointer) : undefined
  if (item === undefined) return
  const path = generalised(item).slice(0, -2)
  count(tallies, trip, { pointer: item, path, value: {}, shape: { is: 'item', optional: true } }, about)
}

const tells = (findings: readonly object[], value: string): boolean =>
  value.length >= TELLING_MIN && JSON.stringify(findings).includes(JSON.stringify(value).slice(1, -1))

/** What is not there must not come back as a value. */
function tryAbsence(subject: Subject, { translation, sample }: Base, place: SharedPlace, tallies: Tallies): void {
  const mutant: Translation = withValue(translation, place.pointer, undefined)
  if (/\/\d+$/.test(place.pointer) || validateTranslation(mutant).length > 0) return
  const about = `${sample.file} ${place.pointer} left out`
  const trip = tripBack(subject, mutant, about)
  const { failures } = tallies.get(place.path)!
  if (trip.state === 'broken') failures.push(trip.failure)
  if (trip.state === 'back' && inventedAt(trip.pairing, place, subject.handingOver))
    failures.push({ code: 'value-invented', at: place.path, place: about })
}

function classOf({ kept, lost, images }: Tally): PlaceClass {
  if (kept + lost === 0) return 'unseen'
  if (lost === 0) return 'lossless'
  return kept === 0 && images.size <= 1 ? 'dropped' : 'lossy'
}
