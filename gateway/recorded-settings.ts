/** Which settings of the log, of its witnessing and of retention stand in the log: only what differs from that is recorded at a start. */

import { dirname } from 'node:path'
import { readEntries } from './audit/entries.ts'
import { makeDirectory, readIfPresent, replaceFile } from './audit/files.ts'
import type { Appended, Log } from './audit/log.ts'
import { eventEntry, type Standing } from './release/events.ts'

export interface SettingsOptions {
  /** Where the node remembers what it recorded, and in which entry. */
  readonly file: string
  /** Of the log. */
  readonly directory: string
  readonly log: Pick<Log, 'append'>
  readonly standing: Standing
  /** By subject, what is in force, in words. */
  readonly notes: Readonly<Record<string, string>>
}

interface Recorded extends Appended {
  readonly note: string
}

/**
 * Appends `setting-changed` for each note that the log does not have as the last of its subject: first the entry, then the memory, so that
 * after a crash in between it is told twice rather than never. A memory that is gone, can't be read, or is of another log counts for nothing.
 * Rejects with GatewayError `log-unavailable`, and the system's errors.
 */
export async function recordSettings({ file, directory, log, standing, notes }: SettingsOptions): Promise<void> {
  const known = remembered(file)
  for (const [subject, note] of Object.entries(notes)) {
    const last = known[subject]
    if (last?.note === note && stands(directory, last)) continue
    const { index, leaf } = await log.append(eventEntry(standing, 'setting-changed', note))
    known[subject] = { note, index, leaf }
    makeDirectory(dirname(file))
    replaceFile(file, `${JSON.stringify(known, null, 2)}\n`)
  }
}

function remembered(file: string): Record<string, Recorded | undefined> {
  try {
    const value: unknown = JSON.parse(readIfPresent(file) ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function stands(directory: string, { index, leaf }: Recorded): boolean {
  if (!Number.isSafeInteger(index) || index < 0) return false
  const [entry] = readEntries(directory, index)
  return entry?.index === index && Buffer.from(entry.leaf).toString('base64') === leaf
}
