/**
 * C2SP tlog-tiles: how the hashes and entries of a log lie in files. Pure: names, widths and encodings, no I/O.
 *
 * A tile at level L has up to 256 hashes, each the root of 256^L entries; an entry bundle has the entries of the level 0 tile of its number.
 * Both are a function of the entries alone, and a narrower one is the beginning of a wider one.
 */
import assert from 'node:assert/strict'
import { limits } from '../limits.ts'
import { HASH_BYTES, type Hash } from './merkle.ts'

/** Hashes of a full tile, entries of a full bundle. */
export const TILE_WIDTH = 256

/** The folder of all tiles in a log's directory. */
export const TILE_FOLDER = 'tile'

export interface Tile {
  /** `entries`: the bundle. */
  readonly level: number | 'entries'
  /** Counted from 0. */
  readonly number: number
  /** 1 to TILE_WIDTH; less makes it a partial one. */
  readonly width: number
}

/** How many nodes of `level` are whole in a tree of `size` entries. */
export const nodesAt = (size: number, level: number): number => Math.floor(size / TILE_WIDTH ** level)

/** Width of the tile in a tree of `size` entries: 0 when it is not there, at most TILE_WIDTH. */
export function widthIn(size: number, { level, number }: Pick<Tile, 'level' | 'number'>): number {
  const nodes = nodesAt(size, level === 'entries' ? 0 : level)
  return Math.max(0, Math.min(TILE_WIDTH, nodes - number * TILE_WIDTH))
}

/** Path of the tile's folder of partials, relative to the log's directory: `tile/0/x001/234.p`. */
export const partialsFolder = (tile: Pick<Tile, 'level' | 'number'>): string => `${fullPath(tile)}.p`

/** Path of a tile relative to the log's directory: `tile/0/x001/x234/067`, `tile/entries/000.p/12`. */
export const tilePath = (tile: Tile): string =>
  tile.width === TILE_WIDTH ? fullPath(tile) : `${partialsFolder(tile)}/${tile.width}`

function fullPath({ level, number }: Pick<Tile, 'level' | 'number'>): string {
  const digits = String(number)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g)!
  return [TILE_FOLDER, level, ...groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group))].join('/')
}

const LEVELS = 64
const PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,4}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/

/** The tile of a path in its one canonical spelling (levels 0 to 63), or undefined. */
export function parseTilePath(path: string): Tile | undefined {
  const [, level, groups, width] = PATH.exec(path) ?? []
  if (level === undefined || groups === undefined) return undefined
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    number: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  const known = tile.level === 'entries' || tile.level < LEVELS
  const widthFits = width === undefined || tile.width < TILE_WIDTH
  return known && widthFits && tilePath(tile) === path ? tile : undefined
}

/** The hashes of a tile's bytes; views. Undefined unless there are exactly `width`. */
export function readHashes(bytes: Uint8Array, width: number): Hash[] | undefined {
  if (bytes.length !== width * HASH_BYTES) return undefined
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
}

/** Length of an entry in a bundle, u16 big-endian, before its bytes. */
export const ENTRY_LENGTH_BYTES = 2

/** No bundle is longer, in bytes. */
export const BUNDLE_BYTES_MAX = TILE_WIDTH * (ENTRY_LENGTH_BYTES + limits.log.entry_bytes_max)

/** The bytes of a bundle of `entries`, at most TILE_WIDTH. */
export function putBundle(entries: readonly Uint8Array[]): Buffer {
  assert(entries.length <= TILE_WIDTH)
  return Buffer.concat(entries.flatMap((entry) => [lengthOf(entry), entry]))
}

function lengthOf(entry: Uint8Array): Buffer {
  const length = Buffer.alloc(ENTRY_LENGTH_BYTES)
  length.writeUInt16BE(entry.length)
  return length
}

/** Where the first `width` entries of a bundle end, in bytes; undefined if it holds fewer or breaks off. */
export function bundleEnd(bytes: Buffer, width: number): number | undefined {
  let at = 0
  for (let i = 0; i < width; i++) {
    if (at + ENTRY_LENGTH_BYTES > bytes.length) return undefined
    at += ENTRY_LENGTH_BYTES + bytes.readUInt16BE(at)
  }
  return at <= bytes.length ? at : undefined
}

/** The entries of a bundle's bytes; views. Undefined unless there are exactly `width` and nothing else. */
export function readBundle(bytes: Buffer, width: number): Buffer[] | undefined {
  if (bundleEnd(bytes, width) !== bytes.length) return undefined
  let at = 0
  return Array.from({ length: width }, () => {
    const begin = at + ENTRY_LENGTH_BYTES
    at = begin + bytes.readUInt16BE(at)
    return bytes.subarray(begin, at)
  })
}
