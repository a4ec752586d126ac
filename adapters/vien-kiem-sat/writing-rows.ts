/** One object of the native form from a place of a translation, by the rows with which it is read. */
import { cut } from '../sdk/native.ts'
import type { Way } from '../sdk/ways.ts'
import { asKey } from '../sdk/ways.ts'
import type { Taking, WritingRow } from '../sdk/writing.ts'
import { absences } from './codes.ts'
import { type Key, type Leaf, type NamedList, none } from './leaves.ts'
import { type Row, type Tree, valueAt } from './reading.ts'

/** The keys of the entities that are written: nothing refers to another. */
export type Keys = Readonly<Record<NamedList, ReadonlyMap<string, string>>>

const wayOf = (leaf: Leaf | Key, keys: Keys): Way<unknown> => ('to' in leaf ? asKey(keys[leaf.to]) : leaf.write)

/**
 * The object, by `rows`, with all its members, as the system writes it: null for those without a value. Undefined when a required value is missing or has no place. Of two shared values for one native field, as a code and its words,
 * the second has its place where it says the same.
 */
export function writeObject(from: Taking, rows: readonly Row[], keys: Keys): Tree | undefined {
  const plain = rows.flatMap(([native, shared, leaf, need]): readonly WritingRow[] => {
    if ('rows' in leaf || 'item' in leaf) return []
    return [need === undefined ? [native, shared, wayOf(leaf, keys)] : [native, shared, wayOf(leaf, keys), need]]
  })
  const tree = from.rows(plain, null)
  if (tree === undefined) return undefined
  for (const [i, [native, shared, way, need]] of plain.entries()) {
    if (plain.findIndex(([of]) => of === native) === i || from.value(shared) === undefined) continue
    const same: Way<unknown> = (value) =>
      way(value).value === valueAt(tree, native) ? { value } : none('what its code says')
    const confirmed = from.take(shared, same)
    if (need !== undefined && confirmed === undefined) return undefined
  }
  for (const [native, shared, leaf] of rows) {
    if (!('item' in leaf || 'rows' in leaf)) continue
    if (from.value(shared) === undefined) tree[native] = null
    else if ('item' in leaf) tree[native] = from.list(shared, leaf.itemsMax, wayOf(leaf.item, keys))
    else tree[native] = from.each(shared, leaf.itemsMax, (item) => writeObject(item, leaf.rows, keys))
  }
  return tree
}

const nativeReason: ReadonlyMap<string, number> = new Map(
  Object.entries(absences).map(([native, why]) => [why, Number(native)]),
)

/** `lyDoTrong`: why fields of an object have no value, as far as the source said so. */
export function reasonsOf(from: Taking, rows: readonly Row[]): Tree {
  const reasons: Tree = {}
  for (const [native, shared] of rows) {
    const [name] = cut(native)
    // Of a native object the reason is one for the whole shared object.
    const path = name === native ? shared : shared.split('/').slice(0, -1).join('/')
    const why = from.value(path) === undefined ? from.absence(path) : undefined
    if (why !== undefined) reasons[name] = nativeReason.get(why)
  }
  return reasons
}
