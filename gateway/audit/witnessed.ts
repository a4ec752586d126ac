/**
 * `witnessed` in a log's directory: the newest published checkpoint with enough cosignatures, as whoever asks witnesses gave it. The published
 * one goes on ahead of it; while it is the same one, it has the cosignatures too.
 */
import path from 'node:path'
import { CHECKPOINT_FILE, openCheckpoint } from './checkpoint.ts'
import { readIfPresent, replaceFile } from './files.ts'
import { splitNote, type Verifier } from './note.ts'
import { LogRefused } from './refusal.ts'

export const WITNESSED_FILE = 'witnessed'

/** The cosigned checkpoint of the log in `directory`, if it has one. Cosignatures are NOT verified. */
export const readWitnessed = (directory: string): string | undefined =>
  readIfPresent(path.join(directory, WITNESSED_FILE))

export interface Notes {
  readonly published: string
  readonly witnessed: string | undefined
}

/**
 * In each of `directories` keeps `note`, a checkpoint that the log has published, with its cosignatures; durable when it returns. One that is older than what is
 * kept changes nothing. Gives the notes as they then are. Throws LogRefused `checkpoint` when it is not signed with the log's key, or
 * was never published, and the system's errors.
 */
export function keepWitnessed(directories: readonly string[], note: string, verifier: Verifier, notes: Notes): Notes {
  const size = sizeOf(note, verifier)
  if (size === undefined) throw new LogRefused({ kind: 'checkpoint', why: 'what was cosigned is not of this log' })
  const published = sizeOf(notes.published, verifier)!
  const isSame = splitNote(note)?.text === splitNote(notes.published)?.text
  if (size > published || (size === published && !isSame))
    throw new LogRefused({ kind: 'checkpoint', why: 'what was cosigned was never published' })
  const before = notes.witnessed === undefined ? -1 : (sizeOf(notes.witnessed, verifier) ?? -1)
  if (size < before) return notes
  for (const directory of directories) replaceFile(path.join(directory, WITNESSED_FILE), note)
  if (isSame) for (const directory of directories) replaceFile(path.join(directory, CHECKPOINT_FILE), note)
  return { published: isSame ? note : notes.published, witnessed: note }
}

function sizeOf(note: string, verifier: Verifier): number | undefined {
  const opened = openCheckpoint(note, verifier)
  return opened.ok ? opened.checkpoint.size : undefined
}
