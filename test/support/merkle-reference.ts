/** Proofs as RFC 6962 §2.1 defines them, by recursion over all leaves: what the gateway's own way of making them is held against. */
import assert from 'node:assert/strict'
import { EMPTY_RANGE, extend, type Hash, rootOf } from '../../gateway/audit/merkle.ts'

const rootOfLeaves = (leaves: readonly Hash[]): Hash => rootOf(extend(EMPTY_RANGE, leaves))

/** Largest power of two below `n` (n >= 2): where a tree of n leaves splits. */
function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/**
 * PATH(index, leaves) of RFC 6962 §2.1.1: the proof that leaf `index` is in the tree of all `leaves` (leaf hashes).
 * Asserts that the index is in the tree.
 */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
  assert(Number.isSafeInteger(index) && index >= 0 && index < leaves.length)
  if (leaves.length === 1) return []
  const k = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return index < k
    ? [...inclusionProof(left, index), rootOfLeaves(right)]
    : [...inclusionProof(right, index - k), rootOfLeaves(left)]
}

/**
 * PROOF(size, leaves) of RFC 6962 §2.1.2: that the first `size` leaves are a prefix of all `leaves` (leaf hashes).
 * Asserts 0 < size <= leaves.length.
 */
export function consistencyProof(leaves: readonly Hash[], size: number): Hash[] {
  assert(Number.isSafeInteger(size) && size > 0 && size <= leaves.length)
  return subproof(leaves, size, true)
}

function subproof(leaves: readonly Hash[], size: number, whole: boolean): Hash[] {
  if (size === leaves.length) return whole ? [] : [rootOfLeaves(leaves)]
  const k = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return size <= k
    ? [...subproof(left, size, whole), rootOfLeaves(right)]
    : [...subproof(right, size - k, false), rootOfLeaves(left)]
}
