/** Appends batches to the write-ahead segments. After any error it must be closed and never used again. */
import fs from 'node:fs'
import path from 'node:path'
import { limits } from '../limits.ts'
import { syncDirectory, writeAll } from './files.ts'
import type { Recovered } from './recovery.ts'
import { LogRefused } from './refusal.ts'
import { firstIn, segmentName, segmentNames } from './segments.ts'

export interface Appender {
  /**
   * Writes one whole batch, piece by piece, whose first entry has index `first`, and syncs it. Returns when it is durable.
   * Throws the system's errors, after which nothing is known about the file.
   */
  readonly write: (batch: readonly Uint8Array[], first: number) => void
  /** Takes away the segments all of whose entries are among the first `size`; never the one that is written. */
  readonly removeCovered: (size: number) => void
  /** Closes the file without a sync. */
  readonly close: () => void
}

/** Goes on after what recovery found. */
export function openAppender(directory: string, segment: Recovered['segment']): Appender {
  let segments = segmentNames(directory)
  let fd = segment && fs.openSync(path.join(directory, segment.file), 'r+')
  let offset = segment?.offset ?? 0

  const close = () => {
    const open = fd
    fd = undefined
    if (open !== undefined) fs.closeSync(open)
  }

  const startSegment = (first: number): number => {
    close()
    const name = segmentName(first)
    const made = fs.openSync(path.join(directory, name), 'wx', 0o600)
    fd = made
    offset = 0
    segments.push(name)
    // Its first sync would make the content durable, not its name.
    syncDirectory(directory)
    return made
  }

  return {
    write: (batch, first) => {
      const bytes = batch.reduce((sum, { length }) => sum + length, 0)
      const full = offset > 0 && offset + bytes > limits.log.segment_bytes_max
      const file = fd === undefined || full ? startSegment(first) : fd
      if (fs.fstatSync(file).size !== offset) {
        throw new LogRefused({ kind: 'io', why: 'the segment changed its length: another writer is at work' })
      }
      for (const piece of batch) {
        writeAll(file, piece, offset)
        offset += piece.length
      }
      fs.fdatasyncSync(file)
    },
    removeCovered: (size) => {
      const kept = segments.findLastIndex((name) => firstIn(name) <= size)
      if (kept <= 0) return
      for (const name of segments.slice(0, kept)) fs.unlinkSync(path.join(directory, name))
      segments = segments.slice(kept)
    },
    close,
  }
}
