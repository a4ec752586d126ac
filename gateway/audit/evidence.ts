/**
 * Evidence of what an answer held, without holding it: salted commitments to its values, and the root of their tree
 * (RFC 6962 §2.1), which the entry carries in clear. The i-th commitment is the leaf hash of `salt || pointer || 0x00 || JSON text`; its
 * salt is the i-th block of the key stream of AES-256-CTR from zero (NIST SP 800-38A §6.5) under the evidence key of the answer: who has
 * the key can make them all, and who is shown one learns nothing of the others.
 */
import { createCipheriv, createSecretKey } from 'node:crypto'
import { EMPTY_RANGE, extend, type Hash, LEAF_PREFIX, rootOf, sha256, verifyInclusion } from './merkle.ts'
import { strictBase64 } from './note.ts'
import { inclusionPlan, type Node, proofOf } from './proofs.ts'

export const EVIDENCE_KEY_BYTES = 32
const SALT_BYTES = 16

/**
 * A value that is committed to: where it stands in the answer (RFC 6901), and its JSON text (UTF-8): the `ranges` of `text` (pairs of
 * offsets), with `null` between them.
 */
export interface Committed {
  readonly pointer: string
  readonly text: Uint8Array
  readonly ranges: readonly number[]
}

function saltsOf(key: Uint8Array, count: number): Buffer {
  // As a KeyObject: bytes cost four times as much.
  const stream = createCipheriv('aes-256-ctr', createSecretKey(key), Buffer.alloc(SALT_BYTES))
  return stream.update(Buffer.alloc(count * SALT_BYTES))
}

const saltAt = (salts: Buffer, index: number): Buffer => salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES)

let scratch = Buffer.alloc(16 * 1024)
const gap = Buffer.from('null')

/** `index`: of its salt in `salts`. */
function commitmentOf(salts: Uint8Array, index: number, { pointer, text, ranges }: Committed): Hash {
  const most = 2 + SALT_BYTES + 3 * pointer.length + text.length + gap.length * ranges.length
  if (most > scratch.length) scratch = Buffer.alloc(2 * most)
  scratch[0] = LEAF_PREFIX
  for (let i = 0; i < SALT_BYTES; i++) scratch[1 + i] = salts[index * SALT_BYTES + i]!
  let at = 1 + SALT_BYTES
  at += scratch.write(pointer, at)
  // No pointer of ours and no JSON text has a zero byte, so where the one ends can't be moved.
  scratch[at++] = 0
  at = putRanges(at, text, ranges)
  return sha256(scratch.subarray(0, at))
}

function putRanges(start: number, text: Uint8Array, ranges: readonly number[]): number {
  let at = start
  for (let i = 0; i < ranges.length; i += 2) {
    if (i > 0) {
      scratch.set(gap, at)
      at += gap.length
    }
    const to = ranges[i + 1]!
    // Most are a few bytes, for which a view of their own would cost more than the loop.
    for (let from = ranges[i]!; from < to; from++) scratch[at++] = text[from]!
  }
  return at
}

/** The commitments to `values`, which are in the order of the answer. `key`: EVIDENCE_KEY_BYTES, of this answer alone. */
export function commitmentsTo(values: readonly Committed[], key: Uint8Array): Hash[] {
  const salts = saltsOf(key, values.length)
  return values.map((value, index) => commitmentOf(salts, index, value))
}

/** Root over all commitments of an answer, base64. */
export const evidenceRoot = (commitments: readonly Hash[]): string => base64(rootOf(extend(EMPTY_RANGE, commitments)))

/** One value opened, to be shown to a third party beside the entry. Hashes and salt in base64. */
export interface Opening {
  readonly pointer: string
  /** JSON text, as it stood in the answer. */
  readonly text: string
  readonly salt: string
  /** Of the commitment among `size` of its answer. */
  readonly index: number
  readonly size: number
  readonly hashes: readonly string[]
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** Opens the `index`-th of `values` (all of the answer, in its order), and nothing else of them. Asserts that there is one. */
export function openingOf(values: readonly Committed[], key: Uint8Array, index: number): Opening {
  const leaves = commitmentsTo(values, key)
  const hashOf = ({ height, index }: Node) => {
    const width = 2 ** height
    return rootOf(extend(EMPTY_RANGE, leaves.slice(index * width, (index + 1) * width)))
  }
  const hashes = proofOf(inclusionPlan(index, leaves.length), hashOf).map(base64)
  const { pointer, text, ranges } = values[index]!
  const salt = base64(saltAt(saltsOf(key, values.length), index))
  const end = putRanges(0, text, ranges)
  return { pointer, text: scratch.toString('utf8', 0, end), salt, index, size: values.length, hashes }
}

/**
 * Whether `opening` is of an answer whose evidence root is `root` (base64). That an entry has this root, and a log this entry, is NOT
 * checked here. Never throws.
 */
export function verifyOpening({ pointer, text, salt, index, size, hashes }: Opening, root: string): boolean {
  const [salted, expected] = [strictBase64(salt), strictBase64(root)]
  const proof = hashes.map(strictBase64).filter((hash) => hash !== undefined)
  if (salted?.length !== SALT_BYTES || !expected || proof.length !== hashes.length || pointer.includes('\0'))
    return false
  const leaf = commitmentOf(salted, 0, whole(pointer, text))
  return verifyInclusion(index, size, leaf, proof, expected)
}

/** A value whose JSON text is `text`. */
export function whole(pointer: string, text: string): Committed {
  const bytes = Buffer.from(text)
  return { pointer, text: bytes, ranges: [0, bytes.length] }
}
