/**
 * The journal of a log: its segments, read batch by batch, in bounded memory. Read-only: also beside a running writer. Segments that
 * published tiles cover are gone, so it begins at the size from which on there is one.
 */
import fs from 'node:fs'
import path from 'node:path'
import { limits } from '../limits.ts'
import { type COMMIT, ENTRY, type Frame, readCommit, readFrame } from './frame.ts'
import { type CompactRange, EMPTY_RANGE, extend, type Hash, leafHashOfPrefixed, rootOf, sameHash } from './merkle.ts'

export interface Batch {
  /** File name of the segment. */
  readonly file: string
  /** Where the batch begins and where its commit marker ends, in bytes of the segment. */
  readonly start: number
  readonly end: number
  /** The tree before and after the batch. */
  readonly before: CompactRange
  readonly after: CompactRange
  readonly entries: readonly Uint8Array[]
  readonly leaves: readonly Hash[]
}

export type Tail =
  | { readonly kind: 'clean' }
  /** The last segment ends within a batch: a write that was cut short, for which nobody can have been answered. */
  | { readonly kind: 'torn'; readonly file: string; readonly offset: number; readonly bytes: number }
  | { readonly kind: 'damaged'; readonly file: string; readonly offset: number; readonly why: string }

const NAME = /^segment-([0-9]{16})$/
const READ_BYTES = 1024 * 1024

/** File name of the segment whose first entry has index `first`. */
export const segmentName = (first: number): string => `segment-${String(first).padStart(16, '0')}`

/** The segments of `directory` by name, which is by index. Throws the system's error if it can't be read. */
export const segmentNames = (directory: string): string[] =>
  fs
    .readdirSync(directory)
    .filter((name) => NAME.test(name))
    .sort()

/** Index of the first entry of the segment `name`. */
export const firstIn = (name: string): number => Number(NAME.exec(name)![1])

/**
 * The segments that are read after the first `tiled` entries: from the last one on that begins no later. Those before it are left over from
 * a crash, and of no more use.
 */
export function journalNames(directory: string, tiled: number): string[] {
  const names = segmentNames(directory)
  const begin = names.findLastIndex((name) => firstIn(name) <= tiled)
  return names.slice(Math.max(0, begin))
}

/**
 * Yields every committed batch of the segments `names` in order, each checked: frames whole, checksums right, marker's size and root those
 * of `start` (the tree before the first segment, NOT checked here) and the entries. Returns how the log ends. It can't tell a log whose end
 * was cut off from a shorter one: compare with signed checkpoints or receipts. Throws only the system's errors.
 */
export function* readBatches(
  directory: string,
  start: CompactRange = EMPTY_RANGE,
  names: readonly string[] = segmentNames(directory),
): Generator<Batch, Tail> {
  let tree = start
  for (const file of names) {
    if (file !== segmentName(tree.size)) {
      return { kind: 'damaged', file, offset: 0, why: `the entries from index ${tree.size} on should be here` }
    }
    const read = yield* readSegment(directory, file, tree)
    tree = read.tree
    if (read.tail.kind === 'damaged') return read.tail
    if (read.tail.kind === 'torn') {
      return file === names.at(-1) ? read.tail : { ...read.tail, kind: 'damaged', why: 'it ends within a batch' }
    }
  }
  return { kind: 'clean' }
}

function* readSegment(
  directory: string,
  file: string,
  tree: CompactRange,
): Generator<Batch, { tree: CompactRange; tail: Tail }> {
  const frames = readFrames(path.join(directory, file))
  let before = tree
  let start = 0
  let bodies: Buffer[] = []
  for (;;) {
    const { done, value } = frames.next()
    if (done) {
      if (value.state === 'damaged') {
        return { tree: before, tail: { kind: 'damaged', file, offset: value.at, why: value.why } }
      }
      const bytes = value.end - start
      return { tree: before, tail: bytes === 0 ? { kind: 'clean' } : { kind: 'torn', file, offset: start, bytes } }
    }
    if (value.kind === ENTRY) {
      bodies.push(value.body)
      if (bodies.length <= limits.log.batch_entries_max) continue
      return { tree: before, tail: { kind: 'damaged', file, offset: start, why: 'more entries than a batch holds' } }
    }
    const leaves = bodies.map(leafHashOfPrefixed)
    const after = extend(before, leaves)
    const commit = readCommit(value.body.subarray(1))
    if (commit.size !== BigInt(after.size) || leaves.length === 0 || !sameHash(commit.root, rootOf(after))) {
      return { tree: before, tail: { kind: 'damaged', file, offset: start, why: 'entries and commit marker differ' } }
    }
    yield { file, start, end: value.end, before, after, entries: bodies.map((body) => body.subarray(1)), leaves }
    before = after
    start = value.end
    bodies = []
  }
}

type WholeFrame = { readonly kind: typeof ENTRY | typeof COMMIT; readonly body: Buffer; readonly end: number }
type FramesEnd =
  | { readonly state: 'end'; readonly end: number }
  | { readonly state: 'damaged'; readonly at: number; readonly why: string }

/** Yields the frames of one file. Bodies are views into buffers that are never written again. */
function* readFrames(file: string): Generator<WholeFrame, FramesEnd> {
  const fd = fs.openSync(file, 'r')
  try {
    let held = Buffer.alloc(0)
    let offset = 0
    let at = 0
    for (;;) {
      const frame: Frame = readFrame(held, at)
      if (frame.state === 'damaged') return { state: 'damaged', at: offset + at, why: frame.why }
      if (frame.state === 'whole') {
        at = frame.next
        yield { kind: frame.kind as WholeFrame['kind'], body: frame.body, end: offset + at }
        continue
      }
      const rest = held.length - at
      const chunk = Buffer.allocUnsafe(Math.max(READ_BYTES, frame.need))
      held.copy(chunk, 0, at)
      const count = fs.readSync(fd, chunk, rest, chunk.length - rest, offset + held.length)
      offset += at
      at = 0
      held = chunk.subarray(0, rest + count)
      if (count === 0) return { state: 'end', end: offset + rest }
    }
  } finally {
    fs.closeSync(fd)
  }
}

/** Root of the first `size` entries, where `size` lies within `batch` or at one of its ends; else undefined. */
export function rootWithin(batch: Pick<Batch, 'before' | 'after' | 'leaves'>, size: number): Hash | undefined {
  if (size < batch.before.size || size > batch.after.size) return undefined
  if (size === batch.after.size) return rootOf(batch.after)
  return rootOf(extend(batch.before, batch.leaves.slice(0, size - batch.before.size)))
}
