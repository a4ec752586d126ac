/** Brings a log's folder to the state of another, file by file: from empty, or from an earlier state of the same log. */
import fs from 'node:fs'
import path from 'node:path'
import { CHECKPOINT_FILE } from './checkpoint.ts'
import { EPOCHS_FOLDER } from './epoch-file.ts'
import { foldersUnder, placeFile, replaceFile, syncDirectory } from './files.ts'
import type { Known, Recovered } from './recovery.ts'
import { segmentNames } from './segments.ts'
import { tileDamaged } from './tile-files.ts'
import { nodesAt, partialsFolder, TILE_FOLDER, TILE_WIDTH, type Tile, tilePath } from './tiles.ts'
import { WITNESSED_FILE } from './witnessed.ts'

/** Lies in a folder while it is filled: what is there then is not the log's. */
export const INCOMPLETE_FILE = 'incomplete'

export interface Source extends Pick<Recovered, 'names'> {
  readonly directory: string
  readonly published: Known
}

/**
 * Makes `directory` what `from` is, durable when it returns; of the tiles it copies those that a log of `tiled` entries has not finished, so that
 * it costs what is missing. Files of epochs and timestamps are added, never taken away. A crash leaves the mark `incomplete`: then it is to
 * be done again. What lies in full tiles is copied as it is. Throws LogRefused `damaged` when one is wanting, and the system's errors.
 */
export function fillFolder(from: Source, directory: string, tiled: number): void {
  const mark = path.join(directory, INCOMPLETE_FILE)
  replaceFile(mark, `filled from ${from.directory}\n`)
  const dirty = new Set<string>([directory])
  const folders = foldersUnder(directory)
  const copy = (name: string) => {
    const target = path.join(directory, name)
    folders.make(path.dirname(target))
    placeFile(target, fs.readFileSync(path.join(from.directory, name)))
    dirty.add(path.dirname(target))
  }
  for (const tile of tilesOf(from, tiled)) {
    copy(tilePath(tile))
    const isWhole = tile.width === TILE_WIDTH
    if (isWhole) fs.rmSync(path.join(directory, partialsFolder(tile)), { recursive: true, force: true })
  }
  for (const folder of [EPOCHS_FOLDER, 'timestamp']) {
    for (const name of namesIn(from.directory, folder)) {
      if (!fs.existsSync(path.join(directory, folder, name))) copy(`${folder}/${name}`)
    }
  }
  for (const name of segmentNames(directory)) fs.unlinkSync(path.join(directory, name))
  for (const name of from.names) copy(name)
  if (fs.existsSync(path.join(from.directory, WITNESSED_FILE))) copy(WITNESSED_FILE)
  copy(CHECKPOINT_FILE)
  for (const folder of dirty) syncDirectory(folder)
  fs.unlinkSync(mark)
  syncDirectory(directory)
}

const namesIn = (directory: string, folder: string): string[] => {
  const place = path.join(directory, folder)
  return fs.existsSync(place) ? fs.readdirSync(place).filter((name) => !name.endsWith('.tmp')) : []
}

/** The tiles and bundles of `from` that a log of `tiled` entries has not, or not whole. */
function* tilesOf({ directory, published }: Source, tiled: number): Generator<Tile> {
  // A log of before there were tiles has all in its journal.
  if (!fs.existsSync(path.join(directory, TILE_FOLDER))) return
  for (let level = 0; nodesAt(published.size, level) > 0; level++) {
    const kinds: Tile['level'][] = level === 0 ? ['entries', 0] : [level]
    for (const kind of kinds)
      yield* tilesAt(directory, kind, nodesAt(tiled, level + 1), nodesAt(published.size, level + 1))
  }
}

function* tilesAt(directory: string, level: Tile['level'], first: number, edge: number): Generator<Tile> {
  for (let number = first; number < edge; number++) {
    const tile = { level, number, width: TILE_WIDTH }
    if (!fs.existsSync(path.join(directory, tilePath(tile)))) throw tileDamaged(tile, 'it is missing')
    yield tile
  }
  // Of every size for which a checkpoint was published.
  for (const width of namesIn(directory, partialsFolder({ level, number: edge })))
    yield { level, number: edge, width: Number(width) }
}
