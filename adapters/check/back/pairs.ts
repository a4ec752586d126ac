/** What becomes of the documents of one agency in the form of another, as far as their golden translations show it. */
import type { LostRow } from '../../sdk/adapter.ts'
import { placePromise } from '../coverage/without-place.ts'
import { within } from '../paths.ts'
import type { Subject } from '../subject.ts'
import { type Fate, fateOf, isSaid } from './fate.ts'
import { placesOf } from './places.ts'
import { basesOf, type Trip } from './trip.ts'

export interface Pair {
  readonly from: string
  /** Golden translations, and those that are refused: for their marks, or for a kind or stage that the form has not. */
  readonly documents: number
  readonly refused: number
  /** Generalised places by what comes back of them, of those that are refused as if they were not. */
  readonly carried: readonly string[]
  readonly inPart: readonly string[]
  readonly without: readonly string[]
  /** `<file> <pointer>` of what is lost and not declared in `withoutPlace`, or not said; empty of an adapter that passes the check. */
  readonly undeclared: readonly string[]
  /** `<file> <pointer>` of what a finding says to have no place, and that came back whole all the same. */
  readonly untrue: readonly string[]
}

interface Seen {
  readonly path: string
  readonly pointer: string
  readonly fate: Fate['is']
  readonly said: boolean
}

function seenIn(trip: Trip): readonly Seen[] {
  if (trip.state !== 'back') return []
  return placesOf(trip.pairing.before).map((place) => {
    const fate = fateOf(trip.pairing, place)
    const said = isSaid(trip.findings, place.pointer, fate)
    return { path: place.path, pointer: place.pointer, fate: fate.is, said }
  })
}

const isDeclared = (rows: readonly LostRow[], { path, fate, said }: Seen): boolean =>
  fate === 'kept' || fate === 'away' || (said && placePromise(rows, path) !== 'lossless')

/** Pointers of what is lost on a trip through the form of `to` and not declared in its `withoutPlace`, or not said by a finding. */
export const undeclaredIn = ({ manifest: { withoutPlace = [] } }: Subject, trip: Trip): readonly string[] =>
  seenIn(trip).flatMap((seen) => (isDeclared(withoutPlace, seen) ? [] : [seen.pointer]))

/** Pointers of findings `no-place` about places that came back whole, all of them. */
function untrueIn(trip: Trip): readonly string[] {
  if (trip.state !== 'back') return []
  const places = placesOf(trip.pairing.before)
  const lacking = trip.findings
    .filter(({ code }) => code === 'no-place')
    .map(({ target, pointer }) => target ?? pointer)
  return lacking.filter((said) => {
    const about = places.filter(({ pointer }) => within(said, pointer))
    return about.length > 0 && about.every((place) => fateOf(trip.pairing, place).is === 'kept')
  })
}

/** The pair of each agency that has samples for the adapter `to`, but for itself, in their order. */
export function pairsTo(to: Subject): readonly Pair[] {
  const foreign = basesOf(to).filter(({ sample }) => sample.agency !== to.name)
  return [...Map.groupBy(foreign, ({ sample }) => sample.agency)].map(([from, bases]) => {
    const seen = bases.flatMap(({ trip }) => seenIn(trip))
    const paths = [...Map.groupBy(seen, ({ path }) => path)].sort(([a], [b]) => (a < b ? -1 : 1))
    const wholly = (is: (fate: Fate['is']) => boolean): readonly string[] =>
      paths.filter(([, of]) => of.every(({ fate }) => is(fate))).map(([path]) => path)
    const carried = wholly((fate) => fate === 'kept')
    const without = wholly((fate) => fate === 'gone' || fate === 'away')
    const known = new Set([...carried, ...without])
    const told = (of: (trip: Trip) => readonly string[]): readonly string[] =>
      bases.flatMap(({ sample, trip }) => of(trip).map((at) => `${sample.file} ${at}`))
    return {
      from,
      documents: bases.length,
      refused: bases.filter(({ own, trip }) => !own || trip.state !== 'back').length,
      carried,
      inPart: paths.map(([path]) => path).filter((path) => !known.has(path)),
      without,
      undeclared: told((trip) => undeclaredIn(to, trip)),
      untrue: told(untrueIn),
    }
  })
}
