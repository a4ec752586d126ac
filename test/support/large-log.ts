/** A log of any size in little time: its files as a writer would have left them, nothing synced. */
import { createPrivateKey } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { formatCheckpoint } from '../../gateway/audit/checkpoint.ts'
import { type FullTile, growEdge, rangeOfEdge } from '../../gateway/audit/edge.ts'
import { encodeEntry } from '../../gateway/audit/encoding.ts'
import { openLog } from '../../gateway/audit/log.ts'
import { leafHash, rootOf } from '../../gateway/audit/merkle.ts'
import { ed25519Signer, signNote } from '../../gateway/audit/note.ts'
import { segmentName, segmentNames } from '../../gateway/audit/segments.ts'
import { nodesAt, putBundle, TILE_WIDTH, type Tile, tilePath } from '../../gateway/audit/tiles.ts'
import { entryOf, keyFileIn, ORIGIN, optionsIn } from './audit.ts'
import { testSeal } from './sealing.ts'

const digits = 7
const eventOf = (index: number) => `e-${String(index).padStart(digits, '0')}`

/** Writes a log of `count` entries under `root`, each with the event `e-<index>`. */
export async function writeLargeLog(root: string, count: number): Promise<void> {
  const options = optionsIn(root)
  const { directory } = options
  // The key and the folder.
  await (await openLog(options)).close()
  for (const name of segmentNames(directory)) fs.rmSync(path.join(directory, name))
  const template = Buffer.from(encodeEntry(entryOf(eventOf(0)), testSeal))
  const at = template.indexOf(eventOf(0))
  const place = (tile: Tile, bytes: Uint8Array) => {
    const file = path.join(directory, tilePath(tile))
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    fs.writeFileSync(file, bytes, { mode: 0o600 })
  }
  const edge = growEdge()
  let entries: Buffer[] = []
  for (let index = 0; index < count; index++) {
    const entry = Buffer.from(template)
    entry.write(eventOf(index), at)
    entries.push(entry)
    const full: readonly FullTile[] = edge.push(leafHash(entry))
    for (const { level, number, hashes } of full) {
      if (level === 0) place({ level: 'entries', number, width: TILE_WIDTH }, putBundle(entries))
      if (level === 0) entries = []
      place({ level, number, width: TILE_WIDTH }, Buffer.concat(hashes))
    }
  }
  for (const [level, hashes] of edge.levels().entries()) {
    const tile = { number: nodesAt(count, level + 1), width: hashes.length }
    if (tile.width === 0) continue
    if (level === 0) place({ ...tile, level: 'entries' }, putBundle(entries))
    place({ ...tile, level }, Buffer.concat(hashes))
  }
  const signer = ed25519Signer(ORIGIN, createPrivateKey(fs.readFileSync(keyFileIn(root))))
  const note = signNote(
    formatCheckpoint({ origin: ORIGIN, size: count, root: rootOf(rangeOfEdge(edge.levels(), count)) }),
    signer,
  )
  fs.writeFileSync(path.join(directory, 'checkpoint'), note, { mode: 0o600 })
  fs.writeFileSync(path.join(directory, segmentName(count)), '', { mode: 0o600 })
}
