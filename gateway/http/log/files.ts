/**
 * `/log/checkpoint` and `/log/tile/…` (C2SP tlog-tiles): the log's own files for those who follow it. Hashes say nothing of anybody; entries,
 * and the files of the epochs that they are sealed under (`/log/epochs/<id>.json`), are read in a session that is recorded.
 */
import { checkpointIn } from '../../audit/checkpoint.ts'
import { epochFilesIn, epochOfPath } from '../../audit/epoch-file.ts'
import { loadTile } from '../../audit/tile-files.ts'
import { parseTilePath, TILE_WIDTH, type Tile, widthIn } from '../../audit/tiles.ts'
import { GatewayError } from '../../errors/problem.ts'
import { prepareEntries, prepareHashes } from '../../release/door.ts'
import type { Handler, Services } from '../services.ts'

const prefix = '/log/'

/** The bytes of the tile that `url` names, which the published checkpoint covers. Throws GatewayError `log-file-not-found`. */
async function tileAt(url: string, { log, logDirectory }: Services): Promise<{ tile: Tile; bytes: Buffer }> {
  // As it was sent: a tile has one spelling.
  const tile = url.startsWith(prefix) ? parseTilePath(url.slice(prefix.length)) : undefined
  const size = checkpointIn(log.published())?.size ?? 0
  const bytes = tile && tile.width <= widthIn(size, tile) ? await loadTile(logDirectory, tile) : undefined
  if (!tile || !bytes) throw new GatewayError('log-file-not-found')
  return { tile, bytes }
}

export const getCheckpoint: Handler = async ({ raw }, { log }) => {
  if (raw.url !== `${prefix}checkpoint`) throw new GatewayError('log-file-not-found')
  return prepareHashes(log.published(), 'text/plain; charset=utf-8')
}

/** A tile never changes. */
const forever = { 'cache-control': 'private, max-age=31536000, immutable' }

export const getHashes: Handler = async ({ raw }, services) => {
  const { bytes } = await tileAt(raw.url!, services)
  return prepareHashes(bytes, 'application/octet-stream', forever)
}

export const getEntries: Handler = async ({ raw, inquiry }, services) => {
  const { tile, bytes } = await tileAt(raw.url!, services)
  const first = tile.number * TILE_WIDTH
  const part = { kind: 'bundle', first, last: first + tile.width - 1 } as const
  const reading = await services.readings.read(inquiry.system!, raw.socket, part)
  return prepareEntries(reading, bytes, services.log.origin)
}

export const getEpoch: Handler = async ({ raw, inquiry }, services) => {
  const id = raw.url!.startsWith(prefix) ? epochOfPath(raw.url!.slice(prefix.length)) : undefined
  const file = id === undefined ? undefined : await epochFilesIn(services.logDirectory)(id)
  if (!file) throw new GatewayError('log-file-not-found')
  const reading = await services.readings.read(inquiry.system!, raw.socket, { kind: 'epoch' })
  return prepareEntries(reading, file, services.log.origin, 'application/jose+json')
}
