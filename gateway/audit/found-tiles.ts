/** What lies in a log's folder of tiles, and whether it may: no file there is left unread. */
import fs from 'node:fs'
import path from 'node:path'
import type { FullTile, GrowingEdge } from './edge.ts'
import { FINDINGS_MAX, type Report } from './findings.ts'
import { type Hash, leafHash, sameHash } from './merkle.ts'
import { readTile } from './tile-files.ts'
import {
  nodesAt,
  parseTilePath,
  readBundle,
  readHashes,
  TILE_FOLDER,
  TILE_WIDTH,
  type Tile,
  tilePath,
  widthIn,
} from './tiles.ts'

export interface FoundTiles {
  readonly partials: readonly Tile[]
  /** The last full tile of each level. */
  readonly last: readonly Tile[]
  /** Files that are no tiles, by their path. */
  readonly strange: readonly string[]
}

/** More partials or strange files than any log of ours has are not looked at. */
const LISTED_MAX = 10_000

/** Lists the folder of tiles in `directory`; nothing when there is none. Throws the system's errors. */
export function findTiles(directory: string): FoundTiles {
  const partials: Tile[] = []
  const strange: string[] = []
  const last = new Map<Tile['level'], Tile>()
  const walk = (folder: string) => {
    for (const entry of fs.readdirSync(path.join(directory, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        walk(name)
        continue
      }
      const tile = entry.isFile() ? parseTilePath(name) : undefined
      if (!tile) strange.push(name)
      else if (tile.width < TILE_WIDTH) partials.push(tile)
      else if (tile.number > (last.get(tile.level)?.number ?? -1)) last.set(tile.level, tile)
      if (strange.length > LISTED_MAX || partials.length > LISTED_MAX) return
    }
  }
  if (fs.existsSync(path.join(directory, TILE_FOLDER))) walk(TILE_FOLDER)
  return { partials, last: [...last.values()], strange }
}

/** The tree that the entries give. */
export interface TreeRead {
  readonly edge: GrowingEdge
  /** The tiles that the journal filled, which may not be written yet. */
  readonly filled: readonly FullTile[]
  /** Count of entries that are published. */
  readonly published: number
}

/**
 * Holds what was found against `tree`: to be found before the entries are read, which a running writer adds to. The
 * tiles of the published tree are checked elsewhere (verifyTiles).
 */
export function checkFound(
  { partials, last, strange }: FoundTiles,
  directory: string,
  tree: TreeRead,
  report: Report,
): void {
  for (const name of strange.slice(0, FINDINGS_MAX)) {
    // A write that a crash cut short; it is never read.
    if (!name.endsWith('.tmp')) report({ kind: 'tile', path: name, why: 'no such tile can be' })
  }
  for (const tile of [...last, ...partials]) {
    if (widthIn(tree.published, tile) === tile.width) continue
    const hashes = hashesOf(directory, tile, tree)
    if (hashes === undefined || hashes.length < tile.width) {
      report({ kind: 'tile', path: tilePath(tile), why: 'the log does not reach there' })
    } else if (!holds(directory, tile, hashes)) {
      report({ kind: 'tile', path: tilePath(tile), why: 'not what the entries give' })
    }
  }
}

/** The hashes of the tile as far as the tree goes; of a full one that is published from its file, which was checked. */
function hashesOf(directory: string, { level, number }: Tile, { edge, filled }: TreeRead): readonly Hash[] | undefined {
  const height = level === 'entries' ? 0 : level
  const unfinished = nodesAt(edge.size(), height + 1)
  if (number > unfinished) return undefined
  if (number === unfinished) return edge.levels()[height]
  const read = filled.find((tile) => tile.level === height && tile.number === number)
  if (read) return read.hashes
  const bytes = readTile(directory, { level: height, number, width: TILE_WIDTH })
  return bytes && readHashes(bytes, TILE_WIDTH)
}

function holds(directory: string, tile: Tile, hashes: readonly Hash[]): boolean {
  const bytes = readTile(directory, tile)
  // Taken away meanwhile, which is what becomes of them.
  if (!bytes) return true
  const found = tile.level === 'entries' ? readBundle(bytes, tile.width)?.map(leafHash) : readHashes(bytes, tile.width)
  return found?.every((hash, i) => sameHash(hash, hashes[i]!)) ?? false
}
