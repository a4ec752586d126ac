/**
 * What a log is on disk, at start and after a write error: read the right edge of its tiles and the journal behind it, cut only a torn tail,
 * refuse on anything else. What it costs does not grow with the log; that what lies further left is right, `audit verify` says.
 *
 * - The root of the edge must be that of the published checkpoint, and so must the root of the journal where it passes that size.
 * - Damage before the end of what was committed refuses. A torn tail was answered to nobody: the answer follows the sync.
 * - Signed checkpoints (published, a witness's, the writer's own memory) must be covered by what was read, with their roots; an older one
 *   than the journal reaches by a consistency proof to the published one.
 * - The last batch is written again and synced: after a failed sync (by this process or an earlier one) the page cache may
 *   show bytes that never reached the disk and count as clean. Earlier batches were synced before the next one was written.
 */
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import type { Checkpoint } from './checkpoint.ts'
import { rangeOfEdge } from './edge.ts'
import { syncDirectory, writeAll } from './files.ts'
import { type CompactRange, EMPTY_RANGE, type Hash, leafHash, rootOf, sameHash, verifyConsistency } from './merkle.ts'
import { consistencyPlan, type Node, proofOf, rangeAt } from './proofs.ts'
import { LogRefused } from './refusal.ts'
import { type Batch, firstIn, journalNames, readBatches, rootWithin, segmentName } from './segments.ts'
import { hashesIn, nodesInTiles, readTile, tileDamaged } from './tile-files.ts'
import { NOTHING_TILED, type Unfinished } from './tiler.ts'
import { nodesAt, readBundle, TILE_FOLDER, type Tile, tilePath, widthIn } from './tiles.ts'

export interface Recovered {
  readonly tree: CompactRange
  /** The segment to go on with and where it ends. */
  readonly segment: { readonly file: string; readonly offset: number } | undefined
  /** What is tiled: the published entries, or nothing. What follows it is in the journal. */
  readonly tiled: Unfinished
  /** The segments of the journal, and the tree before the first. */
  readonly names: readonly string[]
  readonly start: CompactRange
}

export type Known = Pick<Checkpoint, 'size' | 'root'>

const NOTHING_PUBLISHED: Known = { size: 0, root: rootOf(EMPTY_RANGE) }

/**
 * Recovers the log in `directory`, whose checkpoint `published` is. Throws LogRefused (`damaged`, `missing`, `forked`) or the system's
 * errors.
 */
export function recover(directory: string, known: readonly Known[], published: Known = NOTHING_PUBLISHED): Recovered {
  const names = journalNames(directory, published.size)
  if (names.length === 0 && published.size > 0) throw journalGone(published.size)
  const first = names[0] === undefined ? 0 : firstIn(names[0])
  const tiled = readUnfinished(directory, published, first)
  const hashOf = nodesInTiles(directory, published.size)
  const start = first === 0 ? EMPTY_RANGE : rangeAt(Math.min(first, published.size), hashOf)
  const claims = [...known, published]

  const batches = readBatches(directory, start, names)
  let tree = start
  let last: Batch | undefined
  let next = batches.next()
  for (; !next.done; next = batches.next()) {
    last = next.value
    tree = last.after
    for (const checkpoint of claims) compare(last, checkpoint)
  }
  const tail = next.value
  if (tail.kind === 'damaged') throw new LogRefused(tail)
  for (const { size, root } of claims) {
    if (size > tree.size) throw new LogRefused({ kind: 'missing', first: tree.size, last: size - 1 })
    const holds = size > start.size || isPrefix({ size, root }, published, hashOf)
    if (!holds) throw new LogRefused({ kind: 'forked', size })
  }
  const found = { tree, tiled, names, start }
  const file = names.at(-1)
  if (file === undefined) return { ...found, segment: undefined }
  const batch = last?.file === file ? last : undefined
  settle(directory, file, batch)
  return { ...found, segment: { file, offset: batch?.end ?? 0 } }
}

/** Fails closed: what was answered after the last publication was in it. Who has no copy can only accept the loss, knowingly. */
const journalGone = (size: number): LogRefused =>
  new LogRefused({
    kind: 'damaged',
    file: segmentName(size),
    offset: 0,
    why: `the journal is gone, and with it entries from index ${size} on, if there were any; an empty file of this name accepts that`,
  })

function compare(batch: Batch, { size, root }: Known): void {
  const found = size > 0 ? rootWithin(batch, size) : undefined
  if (found && !sameHash(found, root)) throw new LogRefused({ kind: 'forked', size })
}

/** Whether the tiles prove `older`, which is not larger, to be a prefix of the published tree. */
function isPrefix(older: Known, published: Known, hashOf: (node: Node) => Hash): boolean {
  if (older.size === 0) return sameHash(older.root, rootOf(EMPTY_RANGE))
  const proof = proofOf(consistencyPlan(older.size, published.size), hashOf)
  return verifyConsistency(older.size, published.size, older.root, published.root, proof)
}

/**
 * The unfinished tiles of the published tree, checked against its root. A log of before there were tiles has none: its journal, which begins
 * at its first entry, gives them.
 */
function readUnfinished(directory: string, { size, root }: Known, first: number): Unfinished {
  if (size === 0 || (first === 0 && !fs.existsSync(path.join(directory, TILE_FOLDER)))) return NOTHING_TILED
  const edge: Hash[][] = []
  for (let level = 0; nodesAt(size, level) > 0; level++) {
    const tile = edgeTile(size, level)
    edge.push(tile.width === 0 ? [] : hashesIn(readTile(directory, tile), tile))
  }
  if (!sameHash(rootOf(rangeOfEdge(edge, size)), root)) {
    throw new LogRefused({
      kind: 'damaged',
      file: TILE_FOLDER,
      offset: 0,
      why: 'its hashes are not those of the checkpoint',
    })
  }
  const tile: Tile = { ...edgeTile(size, 0), level: 'entries' }
  const bundle = tile.width === 0 ? Buffer.alloc(0) : readTile(directory, tile)
  if (!bundle) throw tileDamaged(tile, 'it is missing')
  const entries = readBundle(bundle, tile.width)
  if (!entries?.every((entry, i) => sameHash(leafHash(entry), edge[0]![i]!))) {
    throw tileDamaged(tile, `its entries are not those of ${tilePath({ ...tile, level: 0 })}`)
  }
  return { size, edge, bundle }
}

/** The tile that goes on at `level` in a tree of `size` entries; of width 0 after a full one. */
function edgeTile(size: number, level: number): Tile {
  const number = nodesAt(size, level + 1)
  return { level, number, width: widthIn(size, { level, number }) }
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
