/**
 * The tree of what is durable, as the gateway's own thread sees it: published tiles on disk, and in memory the leaf hashes of what is not
 * published yet, which is what comes in within about one interval of publishing.
 */
import assert from 'node:assert/strict'
import { HASH_BYTES, type Hash, nodeHash } from './merkle.ts'
import { consistencyPlan, inclusionPlan, type Node, type Plan, proofOf } from './proofs.ts'
import { hashesIn, hashIn, loadTile, placeOf } from './tile-files.ts'
import { TILE_WIDTH, type Tile, tilePath } from './tiles.ts'

export interface DurableTree {
  /** The log was opened, now or again: all of it is published. */
  readonly reset: (size: number) => void
  /** More is durable: leaf hashes, 32 bytes each. */
  readonly grow: (leaves: Uint8Array) => void
  /** The first `size` entries are in tiles now. */
  readonly published: (size: number) => void
  /**
   * The inclusion proof of entry `index` in the tree of `size` (RFC 9162 §2.1.3.1). Rejects with AssertionError if there is no such entry or
   * tree, LogRefused `damaged` if a tile is wanting, and the system's errors. Tiles are NOT checked against a root.
   */
  readonly prove: (index: number, size: number) => Promise<Hash[]>
  /** The consistency proof from size `from`, at least 1, to `to` (RFC 9162 §2.1.4.1). Rejects as `prove`. */
  readonly consistency: (from: number, to: number) => Promise<Hash[]>
}

type Tiles = ReadonlyMap<string, readonly Hash[]>
type Resolved = (tiles: Tiles) => Hash

/** Full tiles that are kept in memory: 2 MiB. */
const TILES_KEPT = 256

/** The tree of the log in `directory`. */
export function createDurableTree(directory: string): DurableTree {
  let tiled = 0
  /** Leaf hashes from index `tiled` on, one after the other, never overwritten; and nodes over them that were asked for. */
  let recent = Buffer.alloc(0)
  let recent_bytes = 0
  const nodes = new Map<string, Hash>()
  const full = new Map<string, readonly Hash[]>()

  const recentHash = ({ height, index }: Node): Hash => {
    const at = (index - tiled) * HASH_BYTES
    if (height === 0) return recent.subarray(at, at + HASH_BYTES)
    const key = `${height}/${index}`
    const known = nodes.get(key)
    if (known) return known
    const [left, right] = halves({ height, index })
    const made = nodeHash(recentHash(left), recentHash(right))
    nodes.set(key, made)
    return made
  }

  /** How to get the root of `node` once the tiles are there that it adds to `wanted`; what is in memory is taken now. */
  const resolve = (node: Node, wanted: Map<string, Tile>): Resolved => {
    const width = 2 ** node.height
    if ((node.index + 1) * width <= tiled) {
      const place = placeOf(node, tiled)
      const name = tilePath(place.tile)
      wanted.set(name, place.tile)
      return (tiles) => hashIn(tiles.get(name)!, place)
    }
    if (node.index * width >= tiled) {
      const hash = recentHash(node)
      return () => hash
    }
    const [left, right] = halves(node).map((half) => resolve(half, wanted))
    return (tiles) => nodeHash(left!(tiles), right!(tiles))
  }

  const load = async (name: string, tile: Tile): Promise<readonly Hash[]> => {
    const known = full.get(name)
    const hashes = known ?? hashesIn(await loadTile(directory, tile), tile)
    if (tile.width < TILE_WIDTH) return hashes
    // The one used longest ago goes first.
    full.delete(name)
    full.set(name, hashes)
    if (full.size > TILES_KEPT) full.delete(full.keys().next().value!)
    return hashes
  }

  const proof = async (plan: Plan): Promise<Hash[]> => {
    const wanted = new Map<string, Tile>()
    const resolved = new Map(plan.flat().map((node) => [node, resolve(node, wanted)]))
    const loaded = Array.from(wanted, async ([name, tile]) => [name, await load(name, tile)] as const)
    const tiles = new Map(await Promise.all(loaded))
    return proofOf(plan, (node) => resolved.get(node)!(tiles))
  }

  const size = () => tiled + recent_bytes / HASH_BYTES
  return {
    reset: (at) => {
      tiled = at
      recent = Buffer.alloc(0)
      recent_bytes = 0
      nodes.clear()
      full.clear()
    },
    grow: (leaves) => {
      const need = recent_bytes + leaves.length
      if (need > recent.length) recent = Buffer.concat([recent], 2 * need)
      recent.set(leaves, recent_bytes)
      recent_bytes = need
    },
    published: (at) => {
      recent = Buffer.from(recent.subarray((at - tiled) * HASH_BYTES, recent_bytes))
      recent_bytes = recent.length
      tiled = at
      nodes.clear()
    },
    prove: async (index, of) => {
      assert(of <= size())
      return proof(inclusionPlan(index, of))
    },
    consistency: async (from, to) => {
      assert(to <= size())
      return proof(consistencyPlan(from, to))
    },
  }
}

const halves = ({ height, index }: Node): [Node, Node] => [
  { height: height - 1, index: 2 * index },
  { height: height - 1, index: 2 * index + 1 },
]
