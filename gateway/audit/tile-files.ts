/** Reads tiles of a log's directory, also beside a running writer, which takes partial tiles away once they are full. */
import fs from 'node:fs'
import path from 'node:path'
import { EMPTY_RANGE, extend, HASH_BYTES, type Hash, rootOf } from './merkle.ts'
import type { Node } from './proofs.ts'
import { LogRefused } from './refusal.ts'
import { bundleEnd, partialsFolder, readHashes, TILE_WIDTH, type Tile, tilePath, widthIn } from './tiles.ts'

/** Heights of the tree that one level of tiles spans. */
const HEIGHT = Math.log2(TILE_WIDTH)

/** Where the hashes are that make up `node` in a tree of `size` entries: `count` hashes of the tile from `from` on. */
export function placeOf({ height, index }: Node, size: number): { tile: Tile; from: number; count: number } {
  const level = Math.floor(height / HEIGHT)
  const count = 2 ** (height % HEIGHT)
  const first = index * count
  const number = Math.floor(first / TILE_WIDTH)
  return { tile: { level, number, width: widthIn(size, { level, number }) }, from: first % TILE_WIDTH, count }
}

/** The root of a perfect subtree from the hashes of its tile. */
export const hashIn = (hashes: readonly Hash[], { from, count }: { from: number; count: number }): Hash =>
  rootOf(extend(EMPTY_RANGE, hashes.slice(from, from + count)))

/** The beginning of a wider tile or bundle: its first `width` hashes or entries. Undefined if it has fewer. */
function cut(bytes: Buffer, { level, width }: Tile): Buffer | undefined {
  const end = level === 'entries' ? bundleEnd(bytes, width) : width * HASH_BYTES
  return end === undefined || end > bytes.length ? undefined : bytes.subarray(0, end)
}

const orAbsent = (error: unknown): undefined => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
  throw error
}

/** The widths of partials that do for `tile`, the narrowest first. */
const widerIn = (names: readonly string[], { width }: Tile): number[] =>
  names
    .filter((name) => /^[1-9][0-9]{0,2}$/.test(name))
    .map(Number)
    .filter((other) => other > width && other < TILE_WIDTH)
    .sort((a, b) => a - b)

/**
 * The bytes of a tile; of a partial one that is no longer there, or never was, the beginning of a wider one. Undefined when there is none.
 * That they are right has NOT been checked. Throws the system's errors.
 */
export async function loadTile(directory: string, tile: Tile): Promise<Buffer | undefined> {
  const load = (width: number) =>
    fs.promises.readFile(path.join(directory, tilePath({ ...tile, width }))).catch(orAbsent)
  const exact = await load(tile.width)
  if (exact || tile.width === TILE_WIDTH) return exact
  const names = await fs.promises.readdir(path.join(directory, partialsFolder(tile))).catch(orAbsent)
  for (const width of [...widerIn(names ?? [], tile), TILE_WIDTH]) {
    const wider = await load(width)
    if (wider) return cut(wider, tile)
  }
  return undefined
}

/** As loadTile, at once: for programs that do nothing else meanwhile. */
export function readTile(directory: string, tile: Tile): Buffer | undefined {
  const orNone = <T>(step: () => T): T | undefined => {
    try {
      return step()
    } catch (error) {
      return orAbsent(error)
    }
  }
  const read = (width: number) => orNone(() => fs.readFileSync(path.join(directory, tilePath({ ...tile, width }))))
  const exact = read(tile.width)
  if (exact || tile.width === TILE_WIDTH) return exact
  const names = orNone(() => fs.readdirSync(path.join(directory, partialsFolder(tile))))
  for (const width of [...widerIn(names ?? [], tile), TILE_WIDTH]) {
    const wider = read(width)
    if (wider) return cut(wider, tile)
  }
  return undefined
}

/** What is said of a tile that is not there, or not as long as it should be. */
export const tileDamaged = (tile: Tile, why: string): LogRefused =>
  new LogRefused({ kind: 'damaged', file: tilePath(tile), offset: 0, why })

/** The hashes of a tile's bytes. Throws LogRefused `damaged` if they are not there or not as many. */
export function hashesIn(bytes: Uint8Array | undefined, tile: Tile): Hash[] {
  if (!bytes) throw tileDamaged(tile, 'it is missing')
  const hashes = readHashes(bytes, tile.width)
  if (!hashes) throw tileDamaged(tile, 'it has another length')
  return hashes
}

/**
 * Gives the roots of perfect subtrees of a tree of `size` entries from the tiles in `directory`; a tile is read once. They have NOT been
 * checked against a signed root. The function throws LogRefused `damaged` and the system's errors.
 */
export function nodesInTiles(directory: string, size: number): (node: Node) => Hash {
  const read = new Map<string, Hash[]>()
  return (node) => {
    const place = placeOf(node, size)
    const name = tilePath(place.tile)
    const hashes = read.get(name) ?? hashesIn(readTile(directory, place.tile), place.tile)
    read.set(name, hashes)
    return hashIn(hashes, place)
  }
}
