/** What the writer keeps up in one folder, the log's own or that of its second copy: journal, tiles and published checkpoint. */
import path from 'node:path'
import { openAppender } from './appender.ts'
import { CHECKPOINT_FILE } from './checkpoint.ts'
import { replaceFile } from './files.ts'
import type { Hash } from './merkle.ts'
import type { Recovered } from './recovery.ts'
import { readBatches } from './segments.ts'
import { openTiler, type Tiler } from './tiler.ts'

/** Each throws the system's errors and LogRefused `io`, after which nothing is known of the folder: then it is only closed. */
export interface LogFolder {
  /** Writes a batch, piece by piece, whose first entry has index `first`; it is durable here when it returns. */
  readonly write: (batch: readonly Uint8Array[], first: number) => void
  /** Takes a durable entry into the tiles: those that are full by it are written, and by `place` in their places. */
  readonly tile: (entry: Uint8Array, leaf: Hash) => void
  readonly place: () => void
  /** Makes the tiles durable, partial ones too. */
  readonly settle: () => void
  /** Puts the checkpoint of what is settled in its place, durable. */
  readonly publish: (note: string) => void
  /** Takes away what nobody needs any more once the first `size` entries are published. */
  readonly tidy: (size: number) => void
  /** Closes what is open without a sync. */
  readonly close: () => void
}

/** Goes on after what recovery found in `directory`: with the tiles where they end, with what the journal has beyond them. */
export function openFolder(directory: string, recovered: Recovered): LogFolder {
  const tiler = tileJournal(directory, recovered)
  const appender = openAppender(directory, recovered.segment)
  return {
    write: appender.write,
    tile: tiler.add,
    place: tiler.place,
    settle: tiler.settle,
    publish: (note) => replaceFile(path.join(directory, CHECKPOINT_FILE), note),
    tidy: (size) => {
      tiler.removeSuperseded()
      appender.removeCovered(size)
    },
    close: () => {
      try {
        tiler.close()
      } finally {
        appender.close()
      }
    },
  }
}

function tileJournal(directory: string, { tiled, names, start }: Recovered): Tiler {
  const tiler = openTiler(directory, tiled)
  for (const { before, entries, leaves } of readBatches(directory, start, names)) {
    for (const [i, entry] of entries.entries()) {
      if (before.size + i === tiler.size()) tiler.add(entry, leaves[i]!)
    }
  }
  return tiler
}
