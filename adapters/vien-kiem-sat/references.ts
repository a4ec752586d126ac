/** Keys by which one entity of a dossier names another: they lead to one, or are left out. */
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

type ListName = 'decisions' | 'participants' | 'offences' | 'suspensions' | 'charges'

/** Of the entities of a list: native member, shared member, and the list in which its key has to be found. */
const references: readonly (readonly [list: ListName, native: string, shared: string, to: ListName])[] = [
  ['decisions', 'thayTheBoi', 'supersededBy', 'decisions'],
  ['decisions', 'huyBoBoi', 'cancelledBy', 'decisions'],
  ['suspensions', 'quyetDinh', 'decision', 'decisions'],
  ['charges', 'biCan', 'accused', 'participants'],
  ['charges', 'toiDanh', 'chargedWith', 'offences'],
  ['charges', 'quyetDinh', 'decision', 'decisions'],
]

type Entity = { readonly id: string }
type Tree = { [name: string]: unknown }

/**
 * Leaves out of the entities of `lists` every key that leads to none of them, with a finding and the absence reason `unknown`; of a list
 * of keys the others stand. To be called once all lists are read, since entities are left out too.
 */
export function resolveReferences(reading: Reading, lists: Readonly<Record<ListName, readonly Entity[]>>): void {
  for (const [list, native, shared, to] of references) {
    const known = new Set<unknown>(lists[to].map(({ id }) => id))
    lists[list].forEach((entity, i) => {
      const tree = entity as unknown as Tree
      const source = reading.sources.get(entity)
      const node = source && member(source, native)
      if (tree[shared] === undefined || node === undefined) return
      const given = [tree[shared]].flat()
      const lost = given.filter((key) => !known.has(key))
      if (lost.length === 0) return
      const target = `/${list}/${i}/${shared}`
      const expected = `the key of an entity in ${to}`
      for (const at of node.type === 'array' ? node.items : [node])
        if (at.type === 'string' && lost.includes(at.value))
          reading.findings.push(findingAt(at, { code: 'reference-unresolved', effect: 'degraded', target, expected }))
      noteAbsent(reading, target, 'unknown')
      if (node.type === 'array') tree[shared] = given.filter((key) => known.has(key))
      else delete tree[shared]
    })
  }
}
