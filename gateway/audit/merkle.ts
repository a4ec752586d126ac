/**
 * RFC 6962 §2.1 / RFC 9162 §2.1 Merkle trees over SHA-256: hashing, an append-only compact range, proofs and their checks.
 * Indexes and sizes are safe integers, so no bit operators: they stop at 32 bits.
 */
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'

export const HASH_BYTES = 32
export type Hash = Uint8Array

/** The first byte of what is hashed for a leaf (RFC 6962 §2.1). */
export const LEAF_PREFIX = 0x00
const NODE_PREFIX = 0x01

/** SHA-256, 32 bytes. By way of a string, which takes half as long as a buffer of its own. */
export const sha256 = (data: Uint8Array): Hash => Buffer.from(hash('sha256', data, 'binary'), 'latin1')
const half = (n: number) => Math.floor(n / 2)
const odd = (n: number) => n % 2 === 1

/** Leaf hash of `entry`: `SHA-256(0x00 || entry)`, 32 bytes. */
export function leafHash(entry: Uint8Array): Hash {
  const prefixed = new Uint8Array(entry.length + 1)
  prefixed[0] = LEAF_PREFIX
  prefixed.set(entry, 1)
  return sha256(prefixed)
}

/** Leaf hash of bytes that already begin with the leaf prefix, as a log frame's do: saves the copy. */
export function leafHashOfPrefixed(prefixed: Uint8Array): Hash {
  assert.equal(prefixed[0], LEAF_PREFIX)
  return sha256(prefixed)
}

const scratch = new Uint8Array(1 + 2 * HASH_BYTES)
scratch[0] = NODE_PREFIX

/** Inner node: `SHA-256(0x01 || left || right)`. Both are 32 bytes. */
export function nodeHash(left: Hash, right: Hash): Hash {
  assert(left.length === HASH_BYTES && right.length === HASH_BYTES)
  for (let i = 0; i < HASH_BYTES; i++) {
    scratch[1 + i] = left[i]!
    scratch[1 + HASH_BYTES + i] = right[i]!
  }
  return sha256(scratch)
}

/** The roots of the perfect subtrees that cover the first `size` leaves, largest first: all that appending needs. */
export interface CompactRange {
  readonly size: number
  readonly nodes: readonly Hash[]
}

export const EMPTY_RANGE: CompactRange = { size: 0, nodes: [] }

/** `range` with `leaves` (leaf hashes) appended; `range` itself stays as it was, so that it can be advanced after a sync only. */
export function extend(range: CompactRange, leaves: Iterable<Hash>): CompactRange {
  const nodes = [...range.nodes]
  let size = range.size
  for (const leaf of leaves) {
    let node = leaf
    for (let width = size; odd(width); width = half(width)) node = nodeHash(nodes.pop()!, node)
    nodes.push(node)
    size++
  }
  return { size, nodes }
}

/** Root hash of the tree; of the empty tree the SHA-256 of nothing. */
export function rootOf(range: CompactRange): Hash {
  const last = range.nodes.at(-1)
  if (!last) return sha256(new Uint8Array(0))
  return range.nodes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last)
}

/** Compares two hashes. They are public, so not in constant time. */
export const sameHash = (a: Hash, b: Hash): boolean => Buffer.compare(a, b) === 0

const wellFormed = (hashes: readonly Hash[]) => hashes.every((h) => h.length === HASH_BYTES)
const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0

/**
 * RFC 9162 §2.1.3.2: whether `proof` shows that `leaf` (a leaf hash) is at `index` in the tree of `size` leaves with `root`.
 * Whether `root` is the log's is the caller's to check (a signed checkpoint). Never throws.
 */
export function verifyInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[], root: Hash): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !wellFormed([leaf, root, ...proof])) return false
  let [fn, sn, r] = [index, size - 1, leaf]
  for (const p of proof) {
    if (sn === 0) return false
    if (odd(fn) || fn === sn) {
      r = nodeHash(p, r)
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      r = nodeHash(r, p)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameHash(r, root)
}

/**
 * RFC 9162 §2.1.4.2: whether `proof` shows that the tree (size1, root1) is a prefix of (size2, root2). From the empty
 * tree there is no proof: it would show nothing. Whether the roots are the log's is the caller's to check. Never throws.
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  root1: Hash,
  root2: Hash,
  proof: readonly Hash[],
): boolean {
  if (!isSize(size1) || !isSize(size2) || size1 === 0 || size1 > size2) return false
  if (size1 === size2) return proof.length === 0 && sameHash(root1, root2)
  if (!wellFormed([root1, root2, ...proof])) return false
  let [fn, sn] = [size1 - 1, size2 - 1]
  while (odd(fn)) [fn, sn] = [half(fn), half(sn)]
  // fn is 0 exactly when size1 is a power of two: then root1 itself is the first node, and is left out of the proof.
  const [seed, ...rest] = fn === 0 ? [root1, ...proof] : proof
  if (!seed) return false
  let [fr, sr] = [seed, seed]
  for (const c of rest) {
    if (sn === 0) return false
    if (odd(fn) || fn === sn) {
      fr = nodeHash(c, fr)
      sr = nodeHash(c, sr)
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      sr = nodeHash(sr, c)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameHash(fr, root1) && sameHash(sr, root2)
}
