/** What the manifest says that the native form has no place for, against what was measured. */
import type { LostRow } from '../../sdk/adapter.ts'
import { shapeAt } from '../back/schema.ts'
import type { Failure } from '../failures.ts'
import { fits, within } from '../paths.ts'
import type { MeasuredPlace, PlaceClass } from './places.ts'

const depth = (path: string): number => path.split('/').length

/** What a row with a loss says of a list of objects is which items are carried; what is in those has rows of its own. */
const isAbout = ({ shared, loss }: LostRow, path: string): boolean =>
  within(shared, path) && (loss === undefined || fits(shared, path) || shapeAt(`${shared}/*`)?.is !== 'object')

/** The row that speaks of a place: the nearest above it. */
export const rowOf = (rows: readonly LostRow[], path: string): LostRow | undefined =>
  rows
    .filter((row) => isAbout(row, path))
    .reduce<LostRow | undefined>(
      (best, row) => (best && depth(best.shared) >= depth(row.shared) ? best : row),
      undefined,
    )

/** What the rows promise of a place; `in-part` of one within a branch with a loss: all of it, some of it or nothing. */
export function placePromise(rows: readonly LostRow[], path: string): PlaceClass | 'in-part' {
  const row = rowOf(rows, path)
  if (row === undefined) return 'lossless'
  if (row.loss === undefined) return 'dropped'
  const item = shapeAt(row.shared)?.is === 'list' && fits(`${row.shared}/*`, path)
  return item || fits(row.shared, path) ? 'lossy' : 'in-part'
}

/** Whether the measurement keeps the promise; of a place that was not tried with other values, as far as can be told. */
function isKept({ of, whole }: MeasuredPlace, promise: ReturnType<typeof placePromise>): boolean {
  if (of === 'unseen' || promise === 'in-part' || of === promise) return true
  return !whole && promise === 'lossy'
}

/** The highest place above `path` of which nothing at all comes back: one row says it of all. */
function highest(measured: readonly MeasuredPlace[], path: string): string {
  const steps = path.split('/')
  const above = steps
    .map((_, n) => steps.slice(0, n + 1).join('/'))
    .filter((of) => depth(of) >= 3 && !of.endsWith('/*'))
  const all = (of: string): boolean =>
    measured.every((place) => !within(of, place.path) || place.of === 'dropped' || place.of === 'unseen')
  return above.find(all) ?? path
}

function undeclared(measured: readonly MeasuredPlace[], { path, of, place }: MeasuredPlace): Failure {
  const because = { vi: '…', en: '…' }
  const row = of === 'dropped' ? { shared: highest(measured, path), because } : { shared: path, loss: because, because }
  return {
    code: 'place-undeclared',
    at: row.shared,
    measured: of,
    ...(place !== undefined && { place }),
    detail: JSON.stringify(row),
  }
}

/** Rows about a branch of which all, or nothing, comes back. */
function untrueRows(rows: readonly LostRow[], measured: readonly MeasuredPlace[]): readonly Failure[] {
  const inPart = measured.filter(({ path }) => placePromise(rows, path) === 'in-part')
  return [...Map.groupBy(inPart, ({ path }) => rowOf(rows, path)!)].flatMap(([row, below]): readonly Failure[] => {
    const [first] = below.map(({ of }) => of).filter((of) => of !== 'unseen')
    const same = first !== undefined && below.every(({ of, whole }) => whole && (of === first || of === 'unseen'))
    if (!same || first === 'lossy') return []
    return [{ code: 'place-declared', at: row.shared, declared: 'lossy', measured: first }]
  })
}

/** Every difference between `withoutPlace` and the measurement; nothing when they agree. Rows of places that no sample has are not judged. */
export function placeDifferences(rows: readonly LostRow[], measured: readonly MeasuredPlace[]): readonly Failure[] {
  const unknown = rows
    .filter(({ shared }) => shapeAt(shared) === undefined)
    .map(({ shared }): Failure => ({ code: 'place-unknown', at: shared }))
  const differing = measured.flatMap((one): readonly Failure[] => {
    const promise = placePromise(rows, one.path)
    if (isKept(one, promise)) return []
    if (promise === 'lossless') return [undeclared(measured, one)]
    const { path, of, place } = one
    return [
      { code: 'place-declared', at: path, declared: promise, measured: of, ...(place !== undefined && { place }) },
    ]
  })
  const once = new Map(differing.map((failure) => [`${failure.code} ${failure.at}`, failure]))
  return [...unknown, ...once.values(), ...untrueRows(rows, measured)]
}
