/**
 * Frames of a write-ahead segment. All numbers big-endian:
 *
 *   u32 length of payload | u32 its complement | u8 kind | payload | u32 CRC-32 of kind and payload
 *
 *   kind 0x00 entry   payload: the entry's bytes
 *   kind 0x01 commit  payload: u64 tree size after the batch | 32 bytes tree root after the batch
 *
 * A segment is a run of batches; a batch is its entries and then one commit marker, written in that order and then synced.
 * The complement makes a damaged length show, which otherwise would look like a frame cut short. So what a crash leaves (a file
 * that ends within a batch) is told from damage (bytes that are all there and wrong). The marker's root covers this batch and
 * all before it. The kind byte of an entry is the leaf prefix of RFC 6962: kind and payload are hashed as they lie.
 */
import { crc32 } from 'node:zlib'
import { limits } from '../limits.ts'
import { HASH_BYTES, type Hash, LEAF_PREFIX } from './merkle.ts'

export const ENTRY = LEAF_PREFIX
export const COMMIT = 0x01

const LENGTH_BYTES = 8
const KIND_BYTES = 1
const CRC_BYTES = 4
const COMMIT_PAYLOAD_BYTES = 8 + HASH_BYTES
export const FRAME_OVERHEAD_BYTES = LENGTH_BYTES + KIND_BYTES + CRC_BYTES
export const COMMIT_FRAME_BYTES = FRAME_OVERHEAD_BYTES + COMMIT_PAYLOAD_BYTES

/** Writes one frame into `target` at `at`; gives the offset after it. `target` must have room. */
export function putFrame(target: Buffer, at: number, kind: number, payload: Uint8Array): number {
  const next = putOpenFrame(target, at, kind, payload)
  const end = next - CRC_BYTES
  target.writeUInt32BE(crc32(target.subarray(at + LENGTH_BYTES, end)), end)
  return next
}

/** As putFrame, with no checksum yet: room is left for it. */
export function putOpenFrame(target: Buffer, at: number, kind: number, payload: Uint8Array): number {
  target.writeUInt32BE(payload.length, at)
  target.writeUInt32BE(~payload.length >>> 0, at + 4)
  target[at + LENGTH_BYTES] = kind
  target.set(payload, at + LENGTH_BYTES + KIND_BYTES)
  return at + FRAME_OVERHEAD_BYTES + payload.length
}

/**
 * Writes the checksum of the entry frame at `at` of `bytes`, whatever stood in its place, and gives its body (kind and payload, a view) and the offset
 * after it. Undefined when there is no whole entry frame.
 */
export function closeEntryFrame(
  bytes: Buffer,
  at: number,
): { readonly body: Buffer; readonly next: number } | undefined {
  if (bytes.length - at < FRAME_OVERHEAD_BYTES) return undefined
  const length = bytes.readUInt32BE(at)
  const next = at + FRAME_OVERHEAD_BYTES + length
  if (bytes.readUInt32BE(at + 4) !== ~length >>> 0 || next > bytes.length || bytes[at + LENGTH_BYTES] !== ENTRY)
    return undefined
  const body = bytes.subarray(at + LENGTH_BYTES, next - CRC_BYTES)
  bytes.writeUInt32BE(crc32(body), next - CRC_BYTES)
  return { body, next }
}

/** The entries of whole entry frames, in order: views. They are NOT checked: they were when the frames were closed. */
export function* entriesIn(frames: Buffer): Generator<Buffer, void> {
  for (let at = 0; at < frames.length; ) {
    const begin = at + LENGTH_BYTES + KIND_BYTES
    const end = begin + frames.readUInt32BE(at)
    yield frames.subarray(begin, end)
    at = end + CRC_BYTES
  }
}

/** Writes the commit marker of a batch; gives the offset after it. */
export function putCommit(target: Buffer, at: number, size: number, root: Hash): number {
  const payload = Buffer.alloc(COMMIT_PAYLOAD_BYTES)
  payload.writeBigUInt64BE(BigInt(size))
  payload.set(root, 8)
  return putFrame(target, at, COMMIT, payload)
}

/** Size and root that a commit marker's payload claims. */
export function readCommit(payload: Buffer): { readonly size: bigint; readonly root: Hash } {
  return { size: payload.readBigUInt64BE(0), root: payload.subarray(8) }
}

export type Frame =
  | {
      readonly state: 'whole'
      readonly kind: number /** Kind byte and payload. */
      readonly body: Buffer
      readonly next: number
    }
  /** The bytes end before the frame does. `need`: bytes from `at` that would settle it. */
  | { readonly state: 'short'; readonly need: number }
  | { readonly state: 'damaged'; readonly why: string }

/** Reads the frame at `at` of `bytes`, and checks length, kind and CRC. `body` is a view, not a copy. Never throws. */
export function readFrame(bytes: Buffer, at: number): Frame {
  if (bytes.length - at < LENGTH_BYTES) return { state: 'short', need: LENGTH_BYTES }
  const length = bytes.readUInt32BE(at)
  if (bytes.readUInt32BE(at + 4) !== ~length >>> 0 || length > limits.log.entry_bytes_max) {
    return { state: 'damaged', why: 'frame length' }
  }
  const need = FRAME_OVERHEAD_BYTES + length
  if (bytes.length - at < need) return { state: 'short', need }
  const end = at + need - CRC_BYTES
  const body = bytes.subarray(at + LENGTH_BYTES, end)
  const kind = body[0]!
  if (crc32(body) !== bytes.readUInt32BE(end)) return { state: 'damaged', why: 'frame checksum' }
  if (kind !== ENTRY && !(kind === COMMIT && length === COMMIT_PAYLOAD_BYTES))
    return { state: 'damaged', why: 'frame kind' }
  return { state: 'whole', kind, body, next: at + need }
}
