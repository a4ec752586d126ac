/**
 * Writes tiles and entry bundles; lives in the writer thread. A full one is written some time after its last entry is durable, a partial one for each
 * size for which a checkpoint is published. These partials are kept until the full tile is there: whoever fetched that checkpoint can still
 * fetch what it covers, and there are never more than 255 of them a level.
 */
import fs from 'node:fs'
import path from 'node:path'
import { type Edge, type FullTile, growEdge } from './edge.ts'
import { foldersUnder, syncDirectory } from './files.ts'
import type { Hash } from './merkle.ts'
import { stageFiles } from './staged-files.ts'
import { ENTRY_LENGTH_BYTES, nodesAt, partialsFolder, TILE_WIDTH, type Tile, tilePath } from './tiles.ts'

/** The unfinished part of a tiled tree: its hashes, and the bytes of its last, partial bundle. */
export interface Unfinished {
  readonly size: number
  readonly edge: Edge
  readonly bundle: Uint8Array
}

export const NOTHING_TILED: Unfinished = { size: 0, edge: [], bundle: new Uint8Array(0) }

export interface Tiler {
  /** Count of entries taken. */
  readonly size: () => number
  /** Takes a durable entry; writes what is full by it, not yet in its place. Throws the system's errors; then it can only be closed. */
  readonly add: (entry: Uint8Array, leaf: Hash) => void
  /** Puts what is full in its place, not yet its name. Throws as add. */
  readonly place: () => void
  /** Writes the partial tiles, and makes everything so far durable with its names. Then its checkpoint may be published. */
  readonly settle: () => void
  /** Takes away the partials whose full tile is there: not before the checkpoint that needs the full one is durable. */
  readonly removeSuperseded: () => void
  /** Leaves what is not in its place yet: the journal has it. */
  readonly close: () => void
}

/** Goes on after `unfinished` in `directory`. */
export function openTiler(directory: string, unfinished: Unfinished): Tiler {
  const edge = growEdge(unfinished.edge, unfinished.size)
  const bundle = growBytes(unfinished.bundle)
  /** Folders with names that are not durable yet. */
  const dirty = new Set<string>()
  /** By path of the folder of partials: the widths that are in there by us. */
  const partials = new Map<string, number>()
  const superseded = new Set(leftOver(directory, unfinished))
  const folders = foldersUnder(directory)
  const files = stageFiles()

  const write = (tile: Tile, bytes: Uint8Array) => {
    const file = path.join(directory, tilePath(tile))
    folders.make(path.dirname(file))
    files.write(file, bytes)
    dirty.add(path.dirname(file))
  }

  const writeFull = ({ level, number, hashes }: FullTile) => {
    if (level === 0) {
      write({ level: 'entries', number, width: TILE_WIDTH }, bundle.bytes())
      bundle.clear()
      superseded.add(partialsFolder({ level: 'entries', number }))
    }
    write({ level, number, width: TILE_WIDTH }, Buffer.concat(hashes))
    superseded.add(partialsFolder({ level, number }))
  }

  const writePartial = (level: number, hashes: readonly Hash[]) => {
    const tile = { level, number: nodesAt(edge.size(), level + 1), width: hashes.length }
    const folder = partialsFolder(tile)
    if (tile.width === 0 || partials.get(folder) === tile.width) return
    if (level === 0) write({ ...tile, level: 'entries' }, bundle.bytes())
    write(tile, Buffer.concat(hashes))
    partials.set(folder, tile.width)
  }

  return {
    size: edge.size,
    add: (entry, leaf) => {
      bundle.append(entry)
      for (const full of edge.push(leaf)) writeFull(full)
    },
    place: files.place,
    settle: () => {
      for (const [level, hashes] of edge.levels().entries()) writePartial(level, hashes)
      files.place()
      for (const folder of dirty) syncDirectory(folder)
      dirty.clear()
    },
    removeSuperseded: () => {
      for (const folder of superseded) {
        partials.delete(folder)
        folders.forget(path.join(directory, folder))
        removeFolder(path.join(directory, folder))
      }
      superseded.clear()
    },
    close: files.discard,
  }
}

/** Partials that a crash left beside their full tile, as far as they lie near the edge: `audit fsck` finds the others. */
function leftOver(directory: string, { size, edge }: Unfinished): string[] {
  const levels: Tile['level'][] = ['entries', ...edge.keys()]
  return levels.flatMap((level) => {
    const current = partialsFolder({ level, number: nodesAt(size, level === 'entries' ? 1 : level + 1) })
    const folder = path.dirname(current)
    const names = fs.existsSync(path.join(directory, folder)) ? fs.readdirSync(path.join(directory, folder)) : []
    return names
      .filter((name) => /^[0-9]{3}\.p$/.test(name) && name < path.basename(current))
      .filter((name) => names.includes(name.slice(0, 3)))
      .map((name) => `${folder}/${name}`)
  })
}

/** Removes a folder of files; there need be none. */
function removeFolder(folder: string): void {
  if (!fs.existsSync(folder)) return
  for (const name of fs.readdirSync(folder)) fs.unlinkSync(path.join(folder, name))
  fs.rmdirSync(folder)
}

/** A bundle that grows: one buffer, so that the batches that its entries came in can go. */
function growBytes(begin: Uint8Array) {
  let held = Buffer.from(begin)
  let length = begin.length
  return {
    bytes: (): Uint8Array => held.subarray(0, length),
    clear: () => {
      held = Buffer.alloc(0)
      length = 0
    },
    append: (entry: Uint8Array) => {
      const need = length + ENTRY_LENGTH_BYTES + entry.length
      if (need > held.length) {
        const wider = Buffer.allocUnsafe(Math.max(need, 2 * held.length))
        held.copy(wider, 0, 0, length)
        held = wider
      }
      held.writeUInt16BE(entry.length, length)
      held.set(entry, length + ENTRY_LENGTH_BYTES)
      length = need
    },
  }
}
