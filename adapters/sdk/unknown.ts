/** What stands in a document and no table speaks of. */

import type { Label } from '../../schemas/generated/types.ts'
import type { Manifest } from './adapter.ts'
import { namedLike } from './mark-names.ts'
import type { NativeNode } from './native.ts'
import { newReading, type Reading, say } from './reading.ts'

/** What readers of tables take from the manifest. */
export interface Terms {
  /** The label of a record whose marks are missing or not understood. */
  readonly unmarked: Label
  /** Native paths of the field table, from the record: steps joined by `/`, `*` for each item of a list. */
  readonly known: ReadonlySet<string>
  /** Of a record within a document: where it stands, and the native paths that are not within it; all from the root. */
  readonly around?: { readonly at: string; readonly known: ReadonlySet<string> }
}

/**
 * The terms of the records at `at`, a generalised pointer as the field table has them (`''` the document itself, `/BaoCao` a root element of
 * XML, `/*` the rows of CSV, `/hoSo/*` the items of a list).
 */
export const termsOf = ({ labelWhenUnmarked, fields, marks }: Manifest, at: string): Terms => {
  const natives = fields.map(({ native }) => native)
  const within = (native: string): boolean => native.startsWith(`${at}/`)
  // Documents of several shapes have one table: a mark of another shape is none of this one's envelope.
  const ofMarks = new Set(marks.map(({ native }) => native))
  const others = natives.filter((native) => !within(native) && !ofMarks.has(native)).map((native) => native.slice(1))
  return {
    unmarked: labelWhenUnmarked,
    known: new Set(natives.filter(within).map((native) => native.slice(at.length + 1))),
    ...(at !== '' && { around: { at: at.slice(1), known: new Set(others) } }),
  }
}

const headsOf = (known: Iterable<string>): Set<string> => {
  const heads = new Set<string>()
  for (const path of known) {
    const steps = path.split('/')
    for (let n = 1; n <= steps.length; n++) heads.add(steps.slice(0, n).join('/'))
  }
  return heads
}

/**
 * Says of every branch how many of its members no table knows, without their names, which are content too. Gives those that are named like
 * a mark (case and signs aside), at any depth: marks in a wrong place, and what to do about them is the caller's. What stands at `apart` is left
 * to another.
 */
export function noteUnknown(
  reading: Reading,
  record: NativeNode,
  { known }: Pick<Terms, 'known'>,
  markNames: readonly string[],
  apart?: string,
): readonly NativeNode[] {
  const heads = headsOf(apart === undefined ? known : [...known, apart])
  const isLikeMark = namedLike(markNames)
  const strays: NativeNode[] = []

  const search = (node: NativeNode | undefined): void => {
    for (const item of node?.items ?? []) search(item)
    for (const name of node?.names() ?? []) {
      const member = node!.member(name)
      if (isLikeMark(name)) strays.push(member ?? node!)
      search(member)
    }
  }
  const visit = (node: NativeNode, path: string, asItem = false): void => {
    if (path === apart) return
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
    // Left behind whole, with reasons; but a mark in it is a mark.
    const discarded = heads.has(stepped(path, '**'))
    let count = 0
    for (const name of node.names()) {
      const inner = stepped(path, name.replaceAll('~', '~0').replaceAll('/', '~1'))
      const member = node.member(name)
      if (heads.has(inner)) {
        if (member) visit(member, inner)
        continue
      }
      if (!discarded) count++
      if (isLikeMark(name)) strays.push(member ?? node)
      search(member)
    }
    if (count === 0) return
    const found = { type: 'member', length: count }
    say(reading, node, { code: 'field-unknown', effect: 'note', expected: 'only members of the native format', found })
  }
  visit(record, '')
  return strays
}

/** As noteUnknown, of what stands around the records of a document. Nothing is around one that is the document itself. */
export const noteAround = (
  reading: Reading,
  root: NativeNode,
  { around }: Terms,
  markNames: readonly string[],
): readonly NativeNode[] => (around ? noteUnknown(reading, root, around, markNames, around.at) : [])

/** All that is named like a mark, at any depth. */
export const likeMarks = (root: NativeNode, markNames: readonly string[]): readonly NativeNode[] =>
  noteUnknown(newReading(), root, { known: new Set() }, markNames)

const stepped = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)
