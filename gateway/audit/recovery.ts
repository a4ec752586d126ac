/**
 * What a log is on disk, at start and after a write error: read everything, cut only a torn tail, refuse on anything else.
 *
 * - Damage before the end of what was committed refuses. A torn tail was answered to nobody: the answer follows the sync.
 * - Signed checkpoints (published, a witness's, the writer's own memory) must be covered by what was read, with their roots.
 * - The last batch is written again and synced: after a failed sync (by this process or an earlier one) the page cache may
 *   show bytes that never reached the disk and count as clean. Earlier batches were synced before the next one was written.
 */
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import type { Checkpoint } from './checkpoint.ts'
import { syncDirectory, writeAll } from './files.ts'
import { type CompactRange, EMPTY_RANGE, rootOf, sameHash } from './merkle.ts'
import { LogRefused } from './refusal.ts'
import { type Batch, readBatches, rootWithin, segmentNames } from './segments.ts'

export interface Recovered {
  readonly tree: CompactRange
  /** The segment to go on with and where it ends. */
  readonly segment: { readonly file: string; readonly offset: number } | undefined
}

export type Known = Pick<Checkpoint, 'size' | 'root'>

/** Recovers the log in `directory`. Throws LogRefused (`damaged`, `missing`, `forked`) or the system's errors. */
export function recover(directory: string, known: readonly Known[]): Recovered {
  const names = segmentNames(directory)
  const batches = readBatches(directory)
  let tree = EMPTY_RANGE
  let last: Batch | undefined
  let next = batches.next()
  for (; !next.done; next = batches.next()) {
    last = next.value
    tree = last.after
    for (const checkpoint of known) compare(last, checkpoint)
  }
  const tail = next.value
  if (tail.kind === 'damaged') throw new LogRefused(tail)
  for (const { size, root } of known) {
    if (size > tree.size) throw new LogRefused({ kind: 'missing', first: tree.size, last: size - 1 })
    if (size === 0 && !sameHash(root, rootOf(EMPTY_RANGE))) throw new LogRefused({ kind: 'forked', size })
  }
  const file = names.at(-1)
  if (file === undefined) return { tree, segment: undefined }
  const batch = last?.file === file ? last : undefined
  settle(directory, file, batch)
  return { tree, segment: { file, offset: batch?.end ?? 0 } }
}

function compare(batch: Batch, { size, root }: Known): void {
  const found = size > 0 ? rootWithin(batch, size) : undefined
  if (found && !sameHash(found, root)) throw new LogRefused({ kind: 'forked', size })
}

/** Cuts the segment after its last batch, writes that batch again and syncs file and name. */
function settle(directory: string, file: string, batch: Batch | undefined): void {
  const fd = fs.openSync(path.join(directory, file), 'r+')
  try {
    const end = batch?.end ?? 0
    if (fs.fstatSync(fd).size > end) fs.ftruncateSync(fd, end)
    if (batch) {
      const bytes = Buffer.alloc(batch.end - batch.start)
      assert.equal(fs.readSync(fd, bytes, 0, bytes.length, batch.start), bytes.length)
      writeAll(fd, bytes, batch.start)
    }
    fs.fdatasyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
  syncDirectory(directory)
}
