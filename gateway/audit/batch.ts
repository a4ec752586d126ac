/** Entries that are written and synced together. */
import { COMMIT_FRAME_BYTES, closeEntryFrame, putCommit } from './frame.ts'
import { type CompactRange, extend, type Hash, leafHashOfPrefixed, rootOf } from './merkle.ts'
import { LogRefused } from './refusal.ts'

/** Entries that were handed over together, ready to be written: whole frames, and the entries' leaf hashes. */
export interface Run {
  readonly frames: Buffer
  readonly leaves: readonly Hash[]
}

export interface Batched {
  /** The frames of its entries, as they were handed over; the commit marker comes after them. */
  readonly frames: readonly Buffer[]
  readonly marker: Buffer
  /** Count of all of them. */
  readonly bytes: number
  readonly leaves: readonly Hash[]
  /** The tree as it will be once that is durable, and its root. */
  readonly next: CompactRange
  readonly root: Hash
}

/**
 * Makes a run of `bytes`: entry frames, which need no checksums yet and get them in place. Throws LogRefused `io` when they are not whole ones.
 * Nothing is known of the tree here, so that it can be done before the batch is complete.
 */
export function toRun(bytes: Uint8Array): Run {
  const frames = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const leaves: Hash[] = []
  for (let from = 0; from < frames.length; ) {
    const frame = closeEntryFrame(frames, from)
    if (!frame) throw new LogRefused({ kind: 'io', why: 'a frame was damaged between the threads' })
    leaves.push(leafHashOfPrefixed(frame.body))
    from = frame.next
  }
  return { frames, leaves }
}

/** The entries of `runs` and their commit marker, after `tree`. */
export function toBatch(tree: CompactRange, runs: readonly Run[]): Batched {
  const leaves = runs.flatMap((run) => run.leaves)
  const next = extend(tree, leaves)
  const root = rootOf(next)
  const marker = Buffer.allocUnsafe(COMMIT_FRAME_BYTES)
  putCommit(marker, 0, next.size, root)
  const frames = runs.map((run) => run.frames)
  return { frames, marker, bytes: frames.reduce((sum, { length }) => sum + length, marker.length), leaves, next, root }
}
