/** What the field table says of a field, against what was measured. */
import type { LostRow, Manifest } from '../../sdk/adapter.ts'
import type { Failure } from '../failures.ts'
import type { Field, Side } from '../subject.ts'
import { type Class, type Coverage, isIndex, type Measured, targetsOf } from './measure.ts'
import { placePromise } from './without-place.ts'

/** What the rows of a field promise of what one side gives. */
export function promiseOf({ rows }: Field, side: Side): Class {
  if (rows.some(({ constant }) => constant)) return 'rejected'
  const carried = rows.filter(({ shared }) => shared !== null && isIndex(shared) === (side === 'index'))
  if (carried.length === 0) return 'dropped'
  return carried.some(({ loss }) => loss !== undefined) ? 'lossy' : 'lossless'
}

const declaredOf = ({ rows }: Field): string =>
  rows
    .map(({ shared, relation, loss, constant }) =>
      [relation, shared, loss === undefined ? '' : '(loss)', constant ? '(constant)' : ''].filter(Boolean).join(' '),
    )
    .join(', ')

function differenceOf(measured: Measured, withoutPlace: readonly LostRow[]): Failure | undefined {
  const { field, sides, toNative, place, alike, changed } = measured
  const at = field.native
  const declared = declaredOf(field)
  const where = place === undefined ? {} : { place }
  const tested = sides.filter(({ of }) => of !== 'untested')
  const carried = (['shared', 'index'] as const).filter((side) => targetsOf(field, side).length > 0)
  const untested = carried.filter((side) => !tested.some((of) => of.side === side))
  if (tested.length === 0 || untested.length > 0)
    return { code: 'field-untested', at, declared, ...(untested.length > 0 && { measured: `no .${untested[0]}.json` }) }
  const wrong = tested.find(({ side, of }) => of !== promiseOf(field, side))
  if (wrong !== undefined) {
    const why = wrong.of === 'lossy' && alike !== undefined ? ` (${alike})` : ''
    const seen = wrong.of === 'elsewhere' ? `changes ${changed.slice(0, 5).join(', ')}` : `${wrong.of}${why}`
    return { code: 'coverage-differs', at, declared, measured: `${wrong.side}: ${seen}`, ...where }
  }
  if (toNative === undefined || toNative === 'untested' || toNative === 'lossless') return undefined
  const written = targetsOf(field, 'shared').every((target) => placePromise(withoutPlace, target) === 'lossless')
  if (promiseOf(field, 'shared') !== 'lossless' || !written) return undefined
  return { code: 'coverage-differs', at, declared, measured: `toNative: ${toNative}`, ...where }
}

/** Every difference between the table and the measurement, each with where to look; nothing when they agree. */
export function differences(
  { fields, samples }: Coverage,
  { withoutPlace = [] }: Pick<Manifest, 'withoutPlace'>,
): readonly Failure[] {
  const undeclared = [...samples.undeclared].map(
    ([path, { golden, place }]): Failure => ({
      code: 'field-undeclared',
      at: path,
      place: `${golden.file} ${place.pointer}`,
    }),
  )
  const differing = fields.flatMap((measured) => {
    const difference = differenceOf(measured, withoutPlace)
    if (difference !== undefined) return [difference]
    return measured.unmoved.map(
      (target): Failure => ({ code: 'target-wrong', at: measured.field.native, declared: target }),
    )
  })
  return [...undeclared, ...differing, ...fields.flatMap(({ failures }) => failures.slice(0, 1))]
}
