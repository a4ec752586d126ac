/** The entries of a log in order: from its bundles as far as they are published, then from its journal. Read-only, in bounded memory. */
import path from 'node:path'
import { CHECKPOINT_FILE, checkpointIn } from './checkpoint.ts'
import { readIfPresent } from './files.ts'
import { EMPTY_RANGE, type Hash, leafHash } from './merkle.ts'
import { rangeAt } from './proofs.ts'
import { LogRefused } from './refusal.ts'
import { type Batch, firstIn, journalNames, readBatches, segmentName, type Tail } from './segments.ts'
import { nodesInTiles, readTile, tileDamaged } from './tile-files.ts'
import { readBundle, TILE_WIDTH, type Tile, widthIn } from './tiles.ts'

export interface LogEntry {
  readonly index: number
  readonly bytes: Uint8Array
  /** Leaf hash. */
  readonly leaf: Hash
}

/** Count of entries that the published checkpoint of `directory` covers; 0 when it can't be read. Its signature is NOT checked. */
export const publishedSize = (directory: string): number =>
  checkpointIn(readIfPresent(path.join(directory, CHECKPOINT_FILE)) ?? '')?.size ?? 0

/**
 * Yields every committed entry of the log in `directory` from index `from` on. Signatures and checkpoints are NOT checked, nor that the
 * bundles' entries are those of the tree: see verifyLog. Also beside a running writer. Throws LogRefused `damaged` where the log is, and the
 * system's errors; a torn tail just ends it.
 */
export function* readEntries(directory: string, from = 0): Generator<LogEntry, void> {
  let index = from
  for (let published = publishedSize(directory); ; ) {
    for (const entry of readBundles(directory, index, published)) {
      yield entry
      index = entry.index + 1
    }
    try {
      for (const batch of readJournal(directory, index, published)) {
        for (const entry of entriesOf(batch, index)) {
          yield entry
          index = entry.index + 1
        }
      }
      return
    } catch (error) {
      // What was read of the journal may have been published and taken away meanwhile.
      const later = publishedSize(directory)
      if (later <= published) throw error
      published = later
    }
  }
}

function* entriesOf({ before, entries, leaves }: Batch, from: number): Generator<LogEntry, void> {
  for (const [i, bytes] of entries.entries()) {
    const index = before.size + i
    if (index >= from) yield { index, bytes, leaf: leaves[i]! }
  }
}

/** Up to the first bundle that is not there: of a log of before there were any, all is in the journal. */
function* readBundles(directory: string, from: number, size: number): Generator<LogEntry, void> {
  for (let number = Math.floor(from / TILE_WIDTH); number * TILE_WIDTH < size; number++) {
    const tile: Tile = { level: 'entries', number, width: widthIn(size, { level: 0, number }) }
    const bytes = readTile(directory, tile)
    if (!bytes) return
    const entries = readBundle(bytes, tile.width)
    if (!entries) throw tileDamaged(tile, 'it does not hold the entries that it should')
    for (const [i, entry] of entries.entries()) {
      const index = number * TILE_WIDTH + i
      if (index >= from) yield { index, bytes: entry, leaf: leafHash(entry) }
    }
  }
}

/** The journal's batches from the segment on that holds entry `from`, of a log whose first `published` entries are tiled. */
function* readJournal(directory: string, from: number, published: number): Generator<Batch, void> {
  const names = journalNames(directory, from)
  if (names[0] === undefined && from >= published) return
  const first = names[0] === undefined ? Number.POSITIVE_INFINITY : firstIn(names[0])
  if (first > from) {
    const why = `the entries from index ${from} on should be here`
    throw new LogRefused({ kind: 'damaged', file: segmentName(from), offset: 0, why })
  }
  const start = first === 0 ? EMPTY_RANGE : rangeAt(first, nodesInTiles(directory, published))
  const tail: Tail = yield* readBatches(directory, start, names)
  if (tail.kind === 'damaged') throw new LogRefused(tail)
}
