/**
 * Recomputes the tiled part of a log from the entries in its bundles: every leaf, every tile, the root. A stock reader may trust the tiles
 * and be shown entries that are none (CVE-2026-56865); here nothing is believed that was not computed.
 */
import { type Claims, checkPart, type See } from './claims.ts'
import { type GrowingEdge, growEdge } from './edge.ts'
import type { Report } from './findings.ts'
import { type CompactRange, EMPTY_RANGE, extend, type Hash, leafHash, sameHash } from './merkle.ts'
import { nodesAt, readBundle, readHashes, TILE_WIDTH, type Tile, tilePath, widthIn } from './tiles.ts'

/** How far it was read, with all that going on needs. */
export interface Course {
  tree: CompactRange
  readonly edge: GrowingEdge
}

export const beginCourse = (): Course => ({ tree: EMPTY_RANGE, edge: growEdge() })

export interface TilesOptions {
  readonly claims: Claims
  readonly report: Report
  readonly see?: See
  readonly onProgress?: ((entries: number) => void) | undefined
}

/** Yields the tiles that it wants to see and is given their bytes, or undefined where there is none. */
export type Reading<Result> = Generator<Tile, Result, Buffer | undefined>

/**
 * Goes on from `course` to `size`. Returns whether it got there: where a bundle is not there or not one, it ends. Needs memory for one
 * bundle.
 */
export function* verifyTiles(
  course: Course,
  size: number,
  { claims, report, see, onProgress }: TilesOptions,
): Reading<boolean> {
  while (course.tree.size < size) {
    const number = Math.floor(course.tree.size / TILE_WIDTH)
    const bundle: Tile = { level: 'entries', number, width: widthIn(size, { level: 0, number }) }
    const bytes = yield bundle
    const all = bytes && readBundle(bytes, bundle.width)
    if (!all) {
      report({ kind: 'tile', path: tilePath(bundle), why: bytes ? 'not that many entries' : 'missing' })
      return false
    }
    const before = course.tree
    const entries = all.slice(before.size - number * TILE_WIDTH)
    const leaves = entries.map(leafHash)
    const after = extend(before, leaves)
    yield* checkLeaves({ ...bundle, level: 0 }, all.map(leafHash), report)
    for (const leaf of leaves) {
      for (const { level, number, hashes } of course.edge.push(leaf)) {
        if (level > 0) yield* checkTile({ level, number, width: TILE_WIDTH }, hashes, report)
      }
    }
    course.tree = after
    checkPart({ before, after, entries, leaves }, claims, report, { see })
    onProgress?.(after.size)
  }
  if (course.tree.size > size) return true
  for (const [level, hashes] of course.edge.levels().entries()) {
    const tile = { level, number: nodesAt(size, level + 1), width: hashes.length }
    if (level > 0 && tile.width > 0) yield* checkTile(tile, hashes, report)
  }
  return true
}

function* checkLeaves(tile: Tile, leaves: readonly Hash[], report: Report): Reading<void> {
  const found = yield* hashesOf(tile, report)
  const wrong = found?.findIndex((hash, i) => !sameHash(hash, leaves[i]!)) ?? -1
  if (wrong >= 0) report({ kind: 'leaf', index: tile.number * TILE_WIDTH + wrong, path: tilePath(tile) })
}

function* checkTile(tile: Tile, hashes: readonly Hash[], report: Report): Reading<void> {
  const found = yield* hashesOf(tile, report)
  const holds = found?.every((hash, i) => sameHash(hash, hashes[i]!)) ?? true
  if (!holds) report({ kind: 'tile', path: tilePath(tile), why: 'not what the entries give' })
}

function* hashesOf(tile: Tile, report: Report): Reading<Hash[] | undefined> {
  const bytes = yield tile
  const hashes = bytes && readHashes(bytes, tile.width)
  if (!hashes) report({ kind: 'tile', path: tilePath(tile), why: bytes ? 'another length' : 'missing' })
  return hashes
}
