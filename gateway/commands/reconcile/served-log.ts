/** The entries of a log that is served (`https://…/log`), as the files of a folder are read. */
import { CHECKPOINT_FILE, type LogVerifier, openCheckpoint } from '../../audit/checkpoint.ts'
import type { LogEntry } from '../../audit/entries.ts'
import { leafHash } from '../../audit/merkle.ts'
import type { RemoteLog } from '../../audit/remote-log.ts'
import { readBundle, TILE_WIDTH, type Tile, tilePath, widthIn } from '../../audit/tiles.ts'
import { Usage } from '../command.ts'

export interface ServedLog {
  readonly origin: string
  entries(): AsyncGenerator<LogEntry, void>
}

/**
 * The log whose checkpoint one of `verifiers` signed. That its entries give the signed root is NOT checked (verifyServed). Throws Usage when
 * none did, and what the connection throws.
 */
export async function servedLog(log: RemoteLog, verifiers: readonly LogVerifier[]): Promise<ServedLog> {
  const note = (await log.file(CHECKPOINT_FILE))?.toString() ?? ''
  const opened = verifiers.map((verifier) => openCheckpoint(note, verifier)).find(({ ok }) => ok)
  if (!opened?.ok)
    throw new Usage('--key: điểm kiểm tra không do khóa nào ký · the checkpoint is signed by no key given')
  const { origin, size } = opened.checkpoint
  async function* entries(): AsyncGenerator<LogEntry, void> {
    for (let number = 0; number * TILE_WIDTH < size; number++) {
      const tile: Tile = { level: 'entries', number, width: widthIn(size, { level: 0, number }) }
      const bytes = await log.file(tilePath(tile))
      const bundle = bytes && readBundle(bytes, tile.width)
      if (!bundle) throw new Usage(`gói bản ghi sai hoặc thiếu · bundle wrong or missing: ${tilePath(tile)}`)
      for (const [i, entry] of bundle.entries())
        yield { index: number * TILE_WIDTH + i, bytes: entry, leaf: leafHash(entry) }
    }
  }
  return { origin, entries }
}
