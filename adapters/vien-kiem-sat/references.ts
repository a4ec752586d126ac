/** Keys by which one entity of a dossier names another: they lead to one, or are left out. */
import { circlesIn } from '../sdk/circles.ts'
import { books } from './format-books.ts'
import type { NamedList } from './leaves.ts'
import { findingAt, member, noteAbsent, type Reading, type Row, type Tree } from './reading.ts'

/** Of the entities of a list, or of what stands in a list within them (`judgments/sentences`): native member, shared member, and the list in which its key has to be found. */
interface Reference {
  readonly holders: string
  readonly native: string
  readonly shared: string
  readonly to: NamedList
}

const referencesIn = (holders: string, rows: readonly Row[]): readonly Reference[] =>
  rows.flatMap(([native, shared, leaf]) => {
    if ('rows' in leaf) return referencesIn(`${holders}/${shared}`, leaf.rows)
    const key = 'item' in leaf ? leaf.item : leaf
    return 'to' in key ? [{ holders, native, shared, to: key.to }] : []
  })

const references = books.flatMap(({ shared, rows }) => referencesIn(shared, rows))

type Entity = { readonly id: string }
type Lists = Readonly<Record<NamedList, readonly Entity[]>> & { readonly [list: string]: unknown }

/** What holds the keys, each with its place. */
function holdersOf(lists: Lists, path: string): readonly (readonly [path: string, holder: Tree])[] {
  const [list = '', within] = path.split('/')
  const entities = (lists[list] as readonly Tree[]).map((entity, i) => [`/${list}/${i}`, entity] as const)
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
  for (const { holders, native, shared, to } of references) {
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
  for (const { native, shared } of references.filter(({ holders, to }) => holders === to)) {
    const circular = circlesIn(decisions, shared)
    for (const [i, of] of decisions.entries())
      if (circular.has(of.id)) leaveOut(reading, `/decisions/${i}`, of as unknown as Tree, native, shared)
  }
}
