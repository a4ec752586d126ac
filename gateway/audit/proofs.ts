/**
 * Which subtrees a proof consists of (RFC 9162 §2.1.3.1, §2.1.4.1), and its hashes from wherever these are kept. Pure, and O(log n): no
 * leaf is looked at that is not named. Indexes and sizes are safe integers.
 */
import assert from 'node:assert/strict'
import { type CompactRange, type Hash, nodeHash } from './merkle.ts'

/** A perfect subtree: the entries from `index * 2^height` on, 2^height of them. */
export interface Node {
  readonly height: number
  readonly index: number
}

/** The entries from `first` up to but without `end`; in a proof always a subtree of the whole tree. */
interface Span {
  readonly first: number
  readonly end: number
}

/** Largest power of two below `n` (n >= 2): where a tree of n leaves splits. */
function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The perfect subtrees of the tree of `size` entries that lie in a subtree of it, largest first. */
function nodesOf({ first, end }: Span): Node[] {
  const nodes: Node[] = []
  for (let at = first; at < end; ) {
    let height = 0
    while (at + 2 ** (height + 1) <= end) height++
    nodes.push({ height, index: at / 2 ** height })
    at += 2 ** height
  }
  return nodes
}

/** The nodes of each hash of a proof, in the proof's order; a hash is the root over its nodes. */
export type Plan = readonly (readonly Node[])[]

/** The inclusion proof of entry `index` in the tree of `size`. Asserts that the index is in the tree. */
export function inclusionPlan(index: number, size: number): Plan {
  assert(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)
  const spans: Span[] = []
  let [first, end] = [0, size]
  while (end - first > 1) {
    const split = first + splitOf(end - first)
    if (index < split) {
      spans.push({ first: split, end })
      end = split
    } else {
      spans.push({ first, end: split })
      first = split
    }
  }
  return spans.reverse().map(nodesOf)
}

/** The consistency proof between the trees of size `from` and `to`. Asserts 0 < from <= to. */
export function consistencyPlan(from: number, to: number): Plan {
  assert(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && from <= to)
  const spans: Span[] = []
  let [first, end] = [0, to]
  while (end > from) {
    const split = first + splitOf(end - first)
    if (from <= split) {
      spans.push({ first: split, end })
      end = split
    } else {
      spans.push({ first, end: split })
      first = split
    }
  }
  // The former tree's own root needs no telling.
  if (first > 0) spans.push({ first, end })
  return spans.reverse().map(nodesOf)
}

/** The nodes of the compact range of the tree of `size`. */
const rangePlan = (size: number): readonly Node[] => nodesOf({ first: 0, end: size })

/** The hashes that `plan` asks for. `hashOf` gives the root of a perfect subtree. */
export const proofOf = (plan: Plan, hashOf: (node: Node) => Hash): Hash[] =>
  plan.map((nodes) => nodes.map(hashOf).reduceRight((right, left) => nodeHash(left, right)))

/** The compact range of the tree of `size`. */
export const rangeAt = (size: number, hashOf: (node: Node) => Hash): CompactRange => ({
  size,
  nodes: rangePlan(size).map(hashOf),
})
