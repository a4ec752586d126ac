/** Cells and members on the way out, by the tables with which they are read. */
import type { Way } from '../sdk/ways.ts'
import type { Taking } from '../sdk/writing.ts'
import type { Leaf, ListLeaf, Row } from './leaves.ts'

const isList = (leaf: Leaf | ListLeaf): leaf is ListLeaf => 'valuesMax' in leaf

/** The values of a list; none of a leaf for one value. */
export const values = (place: Taking, shared: string, leaf: Leaf | ListLeaf): readonly string[] =>
  isList(leaf) ? place.each(shared, leaf.valuesMax, (one) => one.take(leaf.member ?? '', leaf.write)) : []

/** What is said already of another shared value is carried when it is the same. */
const asSaid =
  (way: Way<string>, said: unknown): Way<string> =>
  (value) => {
    const own = way(value)
    return own.value === said ? own : { lost: 'the same as what stands in its place' }
  }

/**
 * The single values of a place by native name. Of several rows for one name the first that has a value is written. Undefined without a
 * required one. `around`: how each way is changed, if at all.
 */
export function tree(
  place: Taking,
  rows: readonly Row[],
  around: (way: Way<string>) => Way<string> = (way) => way,
): Readonly<Record<string, string>> | undefined {
  const written: Record<string, string> = {}
  for (const [native, shared, leaf] of rows) {
    if (isList(leaf)) continue
    const way = around(leaf.write)
    const said = place.take(shared, Object.hasOwn(written, native) ? asSaid(way, written[native]) : way)
    if (said !== undefined) written[native] ??= said
  }
  const lacking = rows.some(([native, , , need]) => need === 'required' && !Object.hasOwn(written, native))
  return lacking ? undefined : written
}
