/** The signed notes that lie in a log's folder: the published checkpoint and the witnessed one. */
import fs from 'node:fs'
import path from 'node:path'
import { CHECKPOINT_FILE, type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { readIfPresent } from './files.ts'
import type { Verifier } from './note.ts'
import { LogRefused } from './refusal.ts'
import { segmentNames } from './segments.ts'
import { TILE_FOLDER } from './tiles.ts'

/** Whether neither segments nor tiles nor a checkpoint lie in `directory`. Throws the system's errors. */
export const isBlank = (directory: string): boolean =>
  !fs.existsSync(path.join(directory, CHECKPOINT_FILE)) && isBare(directory)

const isBare = (directory: string): boolean =>
  segmentNames(directory).length === 0 && !fs.existsSync(path.join(directory, TILE_FOLDER))

/**
 * The published checkpoint of the log in `directory`, NOT verified; undefined of a new log. It is there before the first segment is, so a log
 * with segments or tiles and without it lost it: throws LogRefused `checkpoint`, and the system's errors.
 */
export function readPublished(directory: string): string | undefined {
  const note = readIfPresent(path.join(directory, CHECKPOINT_FILE))
  if (note !== undefined || isBare(directory)) return note
  throw new LogRefused({ kind: 'checkpoint', why: 'it is missing, and the log is not empty' })
}

/** The checkpoint in `note`. Throws LogRefused `checkpoint`, with `what` it is, unless it is signed with the log's key. */
export function openNote(note: string, verifier: Verifier, what: string): Checkpoint {
  const result = openCheckpoint(note, verifier)
  if (result.ok) return result.checkpoint
  throw new LogRefused({ kind: 'checkpoint', why: `${what} does not open with the key of this log (${result.reason})` })
}
