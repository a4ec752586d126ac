/** Keys by which one entity of a dossier names another: they lead to one, or are left out. */
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

type ListName = 'decisions' | 'participants' | 'offences' | 'suspensions' | 'charges' | 'hearings' | 'judgments'

/** Of the entities of a list, or of what stands in a list within them (`judgments/sentences`): native member, shared member, and the list in which its key has to be found. */
const references: readonly (readonly [holders: string, native: string, shared: string, to: ListName])[] = [
  ['decisions', 'thayTheBoi', 'supersededBy', 'decisions'],
  ['decisions', 'huyBoBoi', 'cancelledBy', 'decisions'],
  ['suspensions', 'quyetDinh', 'decision', 'decisions'],
  ['charges', 'biCan', 'accused', 'participants'],
  ['charges', 'toiDanh', 'chargedWith', 'offences'],
  ['charges', 'quyetDinh', 'decision', 'decisions'],
  ['judgments', 'phienToa', 'hearing', 'hearings'],
  ['judgments/sentences', 'nguoiBiKetAn', 'convicted', 'participants'],
  ['judgments/sentences', 'toiDanh', 'convictedOf', 'offences'],
]

type Entity = { readonly id: string }
type Tree = { [name: string]: unknown }
type Lists = Readonly<Record<ListName, readonly Entity[]>>

/** What holds the keys, each with its place. */
function holdersOf(lists: Lists, path: string): readonly (readonly [path: string, holder: Tree])[] {
  const [list, within] = path.split('/') as [ListName, string?]
  const entities = lists[list].map((entity, i) => [`/${list}/${i}`, entity as unknown as Tree] as const)
  if (within === undefined) return entities
  return entities.flatMap(([at, entity]) =>
    ((entity[within] ?? []) as readonly Tree[]).map((holder, i) => [`${at}/${within}/${i}`, holder] as const),
  )
}

/**
 * Leaves out of the entities of `lists` every key that leads to none of them, with a finding and the absence reason `unknown`; of a list
 * of keys the others stand. To be called once all lists are read, since entities are left out too.
 */
export function resolveReferences(reading: Reading, lists: Lists): void {
  for (const [holders, native, shared, to] of references) {
    const known = new Set<unknown>(lists[to].map(({ id }) => id))
    for (const [path, tree] of holdersOf(lists, holders)) {
      const source = reading.sources.get(tree)
      const node = source && member(source, native)
      if (tree[shared] === undefined || node === undefined) continue
      const given = [tree[shared]].flat()
      const lost = given.filter((key) => !known.has(key))
      if (lost.length === 0) continue
      const target = `${path}/${shared}`
      const expected = `the key of an entity in ${to}`
      for (const at of node.type === 'array' ? node.items : [node])
        if (at.type === 'string' && lost.includes(at.value))
          reading.findings.push(findingAt(at, { code: 'reference-unresolved', effect: 'degraded', target, expected }))
      noteAbsent(reading, target, 'unknown')
      if (node.type === 'array') tree[shared] = given.filter((key) => known.has(key))
      else delete tree[shared]
    }
  }
}

const leaveOut = (reading: Reading, path: string, tree: Tree, native: string, shared: string): void => {
  const source = reading.sources.get(tree)
  const node = source && member(source, native)
  const expected = 'an act that came later'
  const target = `${path}/${shared}`
  if (node) reading.findings.push(findingAt(node, { code: 'reference-circular', effect: 'degraded', target, expected }))
  noteAbsent(reading, target, 'unknown')
  delete tree[shared]
}

/**
 * Versions of a decision: what took the place of another, or cancelled it, can't be taken the place of by it in turn. Of a circle nobody can tell which act
 * came last: its keys are left out, with findings. To be called when all keys lead somewhere.
 */
export function breakCircles(reading: Reading, decisions: readonly Entity[]): void {
  for (const [, native, shared] of references.filter(([list, , , to]) => list === 'decisions' && to === 'decisions')) {
    const next = new Map(decisions.map((of) => [of.id, (of as unknown as Tree)[shared]]))
    const circular = (id: string): boolean => {
      const been = new Set<unknown>()
      let at = next.get(id)
      for (; typeof at === 'string' && !been.has(at); at = next.get(at)) {
        if (at === id) return true
        been.add(at)
      }
      return false
    }
    for (const [i, of] of decisions.entries())
      if (circular(of.id)) leaveOut(reading, `/decisions/${i}`, of as unknown as Tree, native, shared)
  }
}
