/** Entries that are written and synced together. */
import { COMMIT_FRAME_BYTES, closeEntryFrame, putCommit } from './frame.ts'
import { type CompactRange, extend, type Hash, leafHashOfPrefixed, rootOf } from './merkle.ts'
import { LogRefused } from './refusal.ts'

export interface Batched {
  readonly bytes: Buffer
  readonly entries: readonly Uint8Array[]
  readonly leaves: readonly Hash[]
  /** The tree as it will be once that is durable. */
  readonly next: CompactRange
}

/**
 * One buffer: the frames of `runs`, which need no checksums yet, and their commit marker, after `tree`; with it what it holds. Throws LogRefused
 * `io` when a run is not one of whole entry frames.
 */
export function toBatch(tree: CompactRange, runs: readonly Uint8Array[]): Batched {
  const length = runs.reduce((sum, run) => sum + run.length, 0)
  const bytes = Buffer.allocUnsafe(length + COMMIT_FRAME_BYTES)
  const entries: Uint8Array[] = []
  const leaves: Hash[] = []
  let at = 0
  for (const run of runs) {
    bytes.set(run, at)
    at += run.length
  }
  const framed = bytes.subarray(0, length)
  for (let from = 0; from < length; ) {
    const frame = closeEntryFrame(framed, from)
    if (!frame) throw new LogRefused({ kind: 'io', why: 'a frame was damaged between the threads' })
    entries.push(frame.body.subarray(1))
    leaves.push(leafHashOfPrefixed(frame.body))
    from = frame.next
  }
  const next = extend(tree, leaves)
  putCommit(bytes, length, next.size, rootOf(next))
  return { bytes, entries, leaves, next }
}
