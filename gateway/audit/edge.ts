/** The right edge of a tiled tree: the hashes of its unfinished tiles. All that is needed to go on, at most 256 hashes a level. */
import { type CompactRange, EMPTY_RANGE, extend, type Hash, rootOf } from './merkle.ts'
import { nodesAt, TILE_WIDTH } from './tiles.ts'

/** By level; the last level has at least one hash, a full tile has gone to the level above. */
export type Edge = readonly (readonly Hash[])[]

export interface FullTile {
  readonly level: number
  readonly number: number
  readonly hashes: readonly Hash[]
}

/** Grows in place: made for one owner. */
export interface GrowingEdge {
  readonly size: () => number
  readonly levels: () => Edge
  /** Appends a leaf hash; gives the tiles that are full by it, level 0 first. */
  readonly push: (leaf: Hash) => readonly FullTile[]
}

const none: readonly FullTile[] = []

/** An edge that goes on after `levels` of a tree of `size` entries; those stay as they are. */
export function growEdge(levels: Edge = [], size = 0): GrowingEdge {
  const edge = levels.map((hashes) => [...hashes])
  let count = size
  const push = (leaf: Hash): readonly FullTile[] => {
    count++
    let full: FullTile[] | undefined
    let hash = leaf
    for (let level = 0; ; level++) {
      edge[level] ??= []
      const hashes = edge[level]!
      hashes.push(hash)
      if (hashes.length < TILE_WIDTH) return full ?? none
      edge[level] = []
      full ??= []
      full.push({ level, number: nodesAt(count, level + 1) - 1, hashes })
      hash = rootOf(extend(EMPTY_RANGE, hashes))
    }
  }
  return { size: () => count, levels: () => edge, push }
}

/** The compact range of the tree of `size` entries that has this edge. */
export function rangeOfEdge(levels: Edge, size: number): CompactRange {
  // The 2^k hashes of an edge that stand together are one perfect subtree, and those of a higher level lie further left.
  return { size, nodes: levels.toReversed().flatMap((hashes) => extend(EMPTY_RANGE, hashes).nodes) }
}
