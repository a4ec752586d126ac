/** What the field table says of a field, against what was measured. */
import type { Failure } from '../failures.ts'
import type { Field } from '../subject.ts'
import type { Class, Coverage, Measured } from './measure.ts'

/** What the rows of a field promise. */
export function promiseOf({ rows }: Field): Class {
  if (rows.some(({ constant }) => constant)) return 'rejected'
  if (rows.every(({ shared }) => shared === null)) return 'dropped'
  return rows.some(({ loss }) => loss !== undefined) ? 'lossy' : 'lossless'
}

const declaredOf = ({ rows }: Field): string =>
  rows
    .map(({ shared, relation, loss, constant }) =>
      [relation, shared, loss === undefined ? '' : '(loss)', constant ? '(constant)' : ''].filter(Boolean).join(' '),
    )
    .join(', ')

function differenceOf(measured: Measured): Failure | undefined {
  const { field, toShared, toNative, place, changed } = measured
  const at = field.native
  const declared = declaredOf(field)
  const where = place === undefined ? {} : { place }
  if (toShared === 'untested') return { code: 'field-untested', at, declared }
  const promise = promiseOf(field)
  const back = toNative === undefined || toNative === 'untested' || promise !== 'lossless' ? 'lossless' : toNative
  if (toShared === promise && back === 'lossless') return undefined
  const seen = toShared === 'elsewhere' ? `changes ${changed.slice(0, 5).join(', ')}` : toShared
  const way = toShared === promise ? `toNative: ${back}` : seen
  return { code: 'coverage-differs', at, declared, measured: way, ...where }
}

/** Every difference between the table and the measurement, each with where to look; nothing when they agree. */
export function differences({ fields, samples }: Coverage): readonly Failure[] {
  const undeclared = [...samples.undeclared].map(
    ([path, { golden, place }]): Failure => ({
      code: 'field-undeclared',
      at: path,
      place: `${golden.file} ${place.pointer}`,
    }),
  )
  const differing = fields.flatMap((measured) => {
    const difference = differenceOf(measured)
    if (difference !== undefined) return [difference]
    return measured.unmoved.map(
      (target): Failure => ({ code: 'target-wrong', at: measured.field.native, declared: target }),
    )
  })
  return [...undeclared, ...differing, ...fields.flatMap(({ failures }) => failures.slice(0, 1))]
}
