/**
 * What else lies in a log's folder than a log needs, and with what rights: beside verifyLog, which says whether the log itself holds.
 * Read-only: also beside a running writer, whose files come and go.
 */
import fs from 'node:fs'
import path from 'node:path'
import { CHECKPOINT_FILE } from './checkpoint.ts'
import { publishedSize } from './entries.ts'
import { ML_DSA_KEY_FILE, VERIFIER_KEY_FILE } from './key.ts'
import { journalNames, segmentNames } from './segments.ts'
import { parseTilePath, TILE_FOLDER, TILE_WIDTH, widthIn } from './tiles.ts'

export type Remark =
  /** What may go: nobody reads it any more. */
  | { readonly kind: 'left-over'; readonly path: string; readonly why: string }
  | { readonly kind: 'mode'; readonly path: string; readonly mode: string; readonly wanted: string }
  | { readonly kind: 'unknown'; readonly path: string }

/** More are not told. */
const REMARKS_MAX = 100

const known = new Set([CHECKPOINT_FILE, VERIFIER_KEY_FILE, ML_DSA_KEY_FILE, 'witnessed', 'lock', 'reserve'])

/** A lock that was not taken yet when its process ended, or one that was found stale (lock.ts). */
const CLAIM = /^lock\.[0-9]+\.[0-9]+(\.stale)?$/

/** Folders of the log's directory that this module knows. */
const folders = new Set([TILE_FOLDER, 'epochs', 'timestamp'])

/** Goes through `directory`. Throws the system's errors; a file that goes meanwhile is left aside. */
export function inspectFolder(directory: string): readonly Remark[] {
  const remarks: Remark[] = []
  const size = publishedSize(directory)
  const needed = new Set(journalNames(directory, size))
  const segments = new Set(segmentNames(directory))
  const remark = (found: Remark) => {
    if (remarks.length < REMARKS_MAX) remarks.push(found)
  }

  const checkMode = (name: string, wanted: number) => {
    const stat = fs.lstatSync(path.join(directory, name), { throwIfNoEntry: false })
    const mode = (stat?.mode ?? wanted) & 0o777
    if (process.platform === 'win32' || mode === wanted) return
    remark({ kind: 'mode', path: name || '.', mode: mode.toString(8), wanted: wanted.toString(8) })
  }

  const checkFile = (name: string) => {
    checkMode(name, 0o600)
    const tile = parseTilePath(name)
    const superseded = tile && tile.width < TILE_WIDTH && widthIn(size, tile) === TILE_WIDTH
    if (superseded) remark({ kind: 'left-over', path: name, why: 'its full tile is published' })
    else if (name.endsWith('.tmp') || CLAIM.test(name))
      remark({ kind: 'left-over', path: name, why: 'a write that was cut short' })
    else if (segments.has(name) && !needed.has(name))
      remark({ kind: 'left-over', path: name, why: 'its entries are published in bundles' })
    else if (!tile && !segments.has(name) && !known.has(name) && !/^(epochs|timestamp)\//.test(name))
      remark({ kind: 'unknown', path: name })
  }

  const walk = (folder: string) => {
    checkMode(folder, 0o700)
    for (const entry of fs.readdirSync(path.join(directory, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (!entry.isDirectory()) checkFile(name)
      else if (folder !== '' || folders.has(entry.name)) walk(name)
      else remark({ kind: 'unknown', path: `${name}/` })
    }
  }
  walk('')
  return remarks
}
