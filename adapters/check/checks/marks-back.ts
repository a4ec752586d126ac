import { levels, tags } from '../../../schemas/generated/fields.ts'
import type { Label } from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import { isUnsayable, loweredBack } from '../back/marks.ts'
import { labelsOf, placesOf, valueAt } from '../back/places.ts'
import { type Base, basesOf, type Trip, tripBack } from '../back/trip.ts'
import type { Failure } from '../failures.ts'
import { generalised } from '../paths.ts'
import { type Check, firstOf, type Subject } from '../subject.ts'

type Labels = Translation['labels']

/** Where a label is put: `''` is the record. */
interface Target {
  readonly base: Base
  readonly path: string
}

/** Places of one kind that are given other labels, of each agency, in a whole run; in a short one the first. */
const KINDS_MAX = 2

/** Every level alone, every tag, and all of them. */
const labels: readonly Label[] = [
  ...levels.map((level): Label => ({ level, tags: [] })),
  ...tags.map((tag): Label => ({ level: 'HAN_CHE', tags: [tag] })),
  { level: 'HAN_CHE', tags },
]

/** The record, the places that have a label, and an entity of each list with its first value that have none. */
function targetsOf(base: Base): readonly Target[] {
  const { facet, labels: own } = base.translation
  const entities = Object.entries(facet).flatMap(([name, items]) => {
    const at = Array.isArray(items) && valueAt(items, '/0/id') !== undefined ? `/${name}/0` : undefined
    if (at === undefined) return []
    const value = placesOf(base.translation).find(({ pointer }) => pointer.startsWith(`/facet${at}/`))
    return [at, ...(value === undefined ? [] : [value.pointer.slice('/facet'.length)])]
  })
  const paths = new Set(['', ...own.map(({ path }) => path), '/report', ...entities])
  return [...paths].map((path) => ({ base, path }))
}

/** So many of each kind and agency. */
function chosen(bases: readonly Base[], count: number): readonly Target[] {
  const taken = bases.filter(({ trip }) => trip.state === 'back')
  const kinds = Map.groupBy(taken.flatMap(targetsOf), ({ base, path }) => `${base.sample.agency} ${generalised(path)}`)
  return [...kinds.values()].flatMap((of) => of.slice(0, count))
}

function labelled({ base: { translation }, path }: Target, label: Label): Translation {
  if (path === '') return { ...translation, facet: { ...translation.facet, label } }
  const others: Labels = translation.labels.filter((of) => of.path !== path)
  return { ...translation, labels: [...others, { path, label }] }
}

/** What is wrong with what came of a translation whose labels are `given`. */
function failuresOf(trip: Trip, given: readonly Label[], place: string): readonly Failure[] {
  if (trip.state === 'broken') return [trip.failure]
  if (trip.state === 'refused') return []
  const unsayable = given.find(isUnsayable)
  if (unsayable !== undefined)
    return [{ code: 'mark-lowered-back', at: 'toNative', measured: `${unsayable.level} is not refused`, place }]
  return loweredBack(trip.pairing).map(
    ({ path, from, to }): Failure => ({
      code: 'mark-lowered-back',
      at: generalised(path) || 'record',
      measured: `${from} → ${to}`,
      place,
    }),
  )
}

function* run(subject: Subject): Generator<Failure> {
  const bases = basesOf(subject)
  for (const { trip, translation, sample } of bases) yield* failuresOf(trip, labelsOf(translation), sample.file)
  const trials = chosen(bases, subject.every === 1 ? KINDS_MAX : 1).flatMap((target) =>
    labels.map((label) => ({ target, label })),
  )
  const tried = trials.filter((_, number) => number % subject.every === subject.seed % subject.every)
  for (const [number, { target, label }] of tried.entries()) {
    subject.progress(number, tried.length)
    const about = `${target.base.sample.file} ${target.path || 'record'} as ${[label.level, ...label.tags].join(' ')}`
    yield* failuresOf(tripBack(subject, labelled(target, label), about), [label], about)
  }
}

export const marksBackCheck: Check = {
  name: 'marks-back',
  title: {
    vi: 'Viết ra dạng gốc không hạ nhãn nào, không mất dấu nào',
    en: 'Writing the native form lowers no label and drops no mark',
  },
  run: (subject) => (subject.write === undefined ? [] : firstOf(run(subject))),
}
