/** Which event an entry is of, and its owner's tag: in memory until the entry is published, from its bundle then. */
import type { Entry } from './entry.ts'
import { loadTile, tileDamaged } from './tile-files.ts'
import { readBundle, TILE_WIDTH, type Tile, widthIn } from './tiles.ts'

export type Owned = Pick<Entry, 'event' | 'owner'> & {
  /** The entry's bytes, when it has evidence: without them its root can't be shown to be in the log. */
  readonly bytes?: Uint8Array
}

/** What of an entry is told of it here. */
export const ownedIn = (entry: Pick<Entry, 'event' | 'owner' | 'evidence'>, bytes: Uint8Array): Owned => ({
  event: entry.event,
  ...(entry.owner !== undefined && { owner: entry.owner }),
  ...(entry.evidence !== undefined && { bytes }),
})

export interface Ownership {
  /** The log was opened, now or again: its `size` entries are all published. */
  readonly reset: (size: number) => void
  /** The entry at `index` is durable. */
  readonly took: (index: number, owned: Owned) => void
  /** The first `size` entries are in bundles now. */
  readonly published: (size: number) => void
  /** Undefined when there is no such entry. Rejects with LogRefused `damaged` if its bundle is wanting, and the system's errors. */
  readonly of: (index: number) => Promise<Owned | undefined>
}

/** For the log in `directory`. */
export function createOwnership(directory: string): Ownership {
  let tiled = 0
  /** Of the entries from index `tiled` on. */
  let recent: Owned[] = []
  return {
    reset: (size) => {
      tiled = size
      recent = []
    },
    took: (index, owned) => {
      recent[index - tiled] = owned
    },
    published: (size) => {
      recent = recent.slice(size - tiled)
      tiled = size
    },
    of: async (index) => {
      if (!Number.isSafeInteger(index) || index < 0) return undefined
      if (index >= tiled) return recent[index - tiled]
      const number = Math.floor(index / TILE_WIDTH)
      const tile: Tile = { level: 'entries', number, width: widthIn(tiled, { level: 0, number }) }
      const bytes = await loadTile(directory, tile)
      const entry = bytes && readBundle(bytes, tile.width)?.[index % TILE_WIDTH]
      if (!entry) throw tileDamaged(tile, 'it is missing, or does not hold the entries that it should')
      return ownedIn(JSON.parse(entry.toString()), entry)
    },
  }
}
