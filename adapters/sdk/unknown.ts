/** What stands in a document and no table speaks of. */

import type { Label } from '../../schemas/generated/types.ts'
import type { Manifest } from './adapter.ts'
import type { NativeNode } from './native.ts'
import { type Reading, say } from './reading.ts'

/** What readers of tables take from the manifest. */
export interface Terms {
  /** The label of a record whose marks are missing or not understood. */
  readonly unmarked: Label
  /** Native paths of the field table, from the record: steps joined by `/`, `*` for each item of a list. */
  readonly known: ReadonlySet<string>
}

/**
 * The terms of the records at `at`, a generalised pointer as the field table has them (`''` the document itself, `/BaoCao` a root element of
 * XML, `/*` the rows of CSV, `/hoSo/*` the items of a list).
 */
export const termsOf = ({ labelWhenUnmarked, fields }: Manifest, at: string): Terms => ({
  unmarked: labelWhenUnmarked,
  known: new Set(fields.flatMap(({ native }) => (native.startsWith(`${at}/`) ? [native.slice(at.length + 1)] : []))),
})

const headsOf = (known: Iterable<string>): Set<string> => {
  const heads = new Set<string>()
  for (const path of known) {
    const steps = path.split('/')
    for (let n = 1; n <= steps.length; n++) heads.add(steps.slice(0, n).join('/'))
  }
  return heads
}

const folded = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Says of every branch how many of its members no table knows, without their names, which are content too. Gives those that are named like
 * a mark (case and signs aside), at any depth: marks in a wrong place, and what to do about them is the caller's.
 */
export function noteUnknown(
  reading: Reading,
  record: NativeNode,
  { known }: Terms,
  markNames: readonly string[],
): readonly NativeNode[] {
  const heads = headsOf(known)
  const likeMarks = new Set(markNames.map(folded))
  const strays: NativeNode[] = []

  const search = (node: NativeNode | undefined): void => {
    for (const item of node?.items ?? []) search(item)
    for (const name of node?.names() ?? []) {
      const member = node!.member(name)
      if (likeMarks.has(folded(name))) strays.push(member ?? node!)
      search(member)
    }
  }
  const visit = (node: NativeNode, path: string, asItem = false): void => {
    if (node.kind === 'list') {
      // Paths of XML have no step for positions.
      const item = stepped(path, '*')
      for (const one of node.items) visit(one, heads.has(item) ? item : path)
      return
    }
    // XML has no sign of its own for a list of one.
    if (node.listOfOne && !asItem && heads.has(`${path}/*`)) {
      visit(node, `${path}/*`, true)
      return
    }
    if (heads.has(stepped(path, '**'))) return
    let count = 0
    for (const name of node.names()) {
      const inner = stepped(path, name.replaceAll('~', '~0').replaceAll('/', '~1'))
      const member = node.member(name)
      if (heads.has(inner)) {
        if (member) visit(member, inner)
        continue
      }
      count++
      if (likeMarks.has(folded(name))) strays.push(member ?? node)
      search(member)
    }
    if (count === 0) return
    const found = { type: 'member', length: count }
    say(reading, node, { code: 'field-unknown', effect: 'note', expected: 'only members of the native format', found })
  }
  visit(record, '')
  return strays
}

const stepped = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)
