/** Entries and logs for the audit tests. */
import fs from 'node:fs'
import path from 'node:path'
import { readEntries } from '../../gateway/audit/entries.ts'
import type { Entry } from '../../gateway/audit/entry.ts'
import { COMMIT_FRAME_BYTES, ENTRY, FRAME_OVERHEAD_BYTES, putCommit, putFrame } from '../../gateway/audit/frame.ts'
import { type Log, type LogOptions, openLog } from '../../gateway/audit/log.ts'
import { EMPTY_RANGE, extend, leafHash, rootOf } from '../../gateway/audit/merkle.ts'
import type { Refusal } from '../../gateway/audit/refusal.ts'
import { segmentName } from '../../gateway/audit/segments.ts'
import { NOTHING_TILED, openTiler } from '../../gateway/audit/tiler.ts'
import { TILE_FOLDER } from '../../gateway/audit/tiles.ts'
import { testSeal } from './sealing.ts'

export const ORIGIN = 'gateway.test/log'

/** A complete entry with event id `event`; `note` makes it as long as wanted. */
export const entryOf = (event: string, note = 'x'): Entry => ({
  version: 1,
  event,
  phase: 'released',
  at: '2026-03-01T00:00:00.000Z',
  clock: 'steady',
  node: { name: 'node-1', build: 'test', config: 'c0' },
  versions: { policy: 'p1', registry: 'r1', schema: 's1' },
  outcome: 'ok',
  detail: {
    who: { agency: 'VKS', system: 'vks-1', officer: 'o-1', certificate: 'Zm9v' },
    records: [
      {
        dossiers: ['hs-1'],
        facet_agency: 'CA',
        relation: 'supervising',
        label: { level: 'NOI_BO', tags: [] },
        policies: ['p-1'],
        released: ['/kind', '/stage'],
        masked: [],
        withheld: [{ path: '/reporter', reason: 'tag' }],
      },
    ],
    note,
  },
})

/** What a LogRefused with `refusal` looks like, for t.throws and t.rejects. */
export const refused = (refusal: Partial<Refusal>) => ({ name: 'LogRefused', code: 'log-unavailable', refusal })

/** Where the log under `root` has its key. */
export const keyFileIn = (root: string): string => path.join(root, 'log.key')

/** Where the log under `root` has its second copy, if there is such a folder. */
export const copyIn = (root: string): string => path.join(root, 'copy')

/** Options for a log under `root`: the log in `log/`, its key beside it. */
export const optionsIn = (root: string): LogOptions => ({
  directory: path.join(root, 'log'),
  origin: ORIGIN,
  signer: { keyFile: keyFileIn(root) },
  seal: testSeal,
})

/** The same log with a second copy, where there is a folder `copy` beside it. */
export function withCopy(options: LogOptions): LogOptions {
  const copy = path.join(options.directory, '../copy')
  return fs.existsSync(copy) ? { ...options, copy } : options
}

/** Opens a log under `root`, appends `batches` one after the other (each at once), and closes it. */
export async function writeLog(root: string, batches: readonly (readonly string[])[]): Promise<void> {
  const log = await openLog(optionsIn(root))
  await appendAll(log, batches)
  await log.close()
}

export async function appendAll(log: Log, batches: readonly (readonly string[])[]) {
  const appended = []
  for (const events of batches) appended.push(...(await Promise.all(events.map((event) => log.append(entryOf(event))))))
  return appended
}

/** Puts the tiles of `entries` in the place of those that are in `directory`. */
export function forgeTiles(directory: string, entries: readonly Uint8Array[]): void {
  fs.rmSync(path.join(directory, TILE_FOLDER), { recursive: true, force: true })
  const tiler = openTiler(directory, NOTHING_TILED)
  for (const entry of entries) tiler.add(entry, leafHash(entry))
  tiler.settle()
}

/** Entries as the writer is given them: a run of frames. */
export function framesOf(entries: readonly Uint8Array[]): Buffer {
  const frames = Buffer.alloc(entries.reduce((sum, entry) => sum + entry.length + FRAME_OVERHEAD_BYTES, 0))
  entries.reduce((at, entry) => putFrame(frames, at, ENTRY, entry), 0)
  return frames
}

/** A log folder under `root` with batches of our making, each entry any bytes, all markers right, no tiles and no checkpoint. */
export function forge(root: string, batches: readonly (readonly Uint8Array[])[]): string {
  const directory = path.join(root, 'log')
  fs.mkdirSync(directory, { recursive: true })
  let tree = EMPTY_RANGE
  const parts = batches.map((entries) => {
    tree = extend(tree, entries.map(leafHash))
    const marker = Buffer.alloc(COMMIT_FRAME_BYTES)
    putCommit(marker, 0, tree.size, rootOf(tree))
    return Buffer.concat([framesOf(entries), marker])
  })
  fs.writeFileSync(path.join(directory, segmentName(0)), Buffer.concat(parts))
  return directory
}

/** The entries' bytes of the log in `directory`. */
export const bytesIn = (directory: string): Uint8Array[] => [...readEntries(directory)].map((entry) => entry.bytes)

/** The path of the log's only (or last) segment. */
export function segmentIn(directory: string): string {
  const names = fs.readdirSync(directory).filter((name) => name.startsWith('segment-'))
  return path.join(directory, names.sort().at(-1)!)
}
