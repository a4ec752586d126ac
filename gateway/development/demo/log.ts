/** The end of the demonstration: the log verified, and a copy of it in which one byte was changed caught. */
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKPOINT_FILE } from '../../audit/checkpoint.ts'
import { publishedSize } from '../../audit/entries.ts'
import { VERIFIER_KEY_FILE } from '../../audit/key.ts'
import { leafHash } from '../../audit/merkle.ts'
import { segmentNames } from '../../audit/segments.ts'
import { readTile } from '../../audit/tile-files.ts'
import { putBundle, readBundle, TILE_FOLDER, type Tile, tilePath, widthIn } from '../../audit/tiles.ts'
import { type Verdict, verifyLog } from '../../audit/verify.ts'
import type { RunFile } from '../run-file.ts'

/** Copies the log of a running gateway, its checkpoint first: what is written meanwhile is then more than it asks for, never less. */
function copyOf(directory: string, tries = 5): string {
  const copy = mkdtempSync(join(tmpdir(), 'lienthong-log-'))
  const take = (name: string) => copyFileSync(join(directory, name), join(copy, name))
  try {
    for (const name of [VERIFIER_KEY_FILE, CHECKPOINT_FILE]) take(name)
    cpSync(join(directory, TILE_FOLDER), join(copy, TILE_FOLDER), { recursive: true })
    for (const name of segmentNames(directory)) take(name)
    return copy
  } catch (error) {
    rmSync(copy, { recursive: true, force: true })
    // A partial tile or a segment that was taken away while it was copied.
    if (tries === 0 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return copyOf(directory, tries - 1)
  }
}

/** Changes one digit of one entry and puts its hash right, as someone would who wants it not to show. */
function tamper(directory: string): void {
  const size = publishedSize(directory)
  const hashes: Tile = { level: 0, number: 0, width: widthIn(size, { level: 0, number: 0 }) }
  const bundle: Tile = { ...hashes, level: 'entries' }
  const entries = readBundle(readTile(directory, bundle)!, bundle.width)!
  const changed = entries.at(-1)!
  const second = changed.indexOf('"at":"') + '"at":"2026-03-01T00:00:0'.length
  changed[second] = changed[second] === 0x30 ? 0x31 : 0x30
  writeFileSync(join(directory, tilePath(bundle)), putBundle(entries))
  writeFileSync(join(directory, tilePath(hashes)), Buffer.concat(entries.map(leafHash)))
}

/** Verifies a copy of the log against its key and `receipts`, then the copy with one byte changed. Leaves nothing behind. */
export function verifyTwice(run: RunFile, receipts: readonly string[]): { whole: Verdict; tampered: Verdict } {
  const copy = copyOf(run.audit.dir)
  try {
    const check = () => verifyLog(copy, { receipts: [...receipts], verifierKey: run.audit.vkey })
    const whole = check()
    tamper(copy)
    return { whole, tampered: check() }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
