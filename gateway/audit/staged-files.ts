/**
 * Files that are put in their places together: all written, then all synced, then all named. Written and synced one by one they take the disk
 * about twice as long, since each sync waits for a commit of the file system's own.
 */
import fs from 'node:fs'
import { writeAll } from './files.ts'

export interface StagedFiles {
  /** Writes what is to become `file` (mode 0600), under another name. Throws the system's errors. */
  readonly write: (file: string, content: Uint8Array) => void
  /** Puts all that was written in its place, in that order, each whole; the names are not durable yet. Throws the system's errors. */
  readonly place: () => void
  /** Closes what is open, without a sync: after an error. */
  readonly discard: () => void
}

/** Open at once; with more, those before them are placed first. */
const STAGED_MAX = 64

const temporary = (file: string) => `${file}.tmp`

/** Nothing is staged yet. */
export function stageFiles(): StagedFiles {
  let staged: { readonly file: string; readonly fd: number }[] = []

  const close = () => {
    const open = staged
    staged = []
    const errors = open.flatMap(({ fd }) => {
      try {
        fs.closeSync(fd)
        return []
      } catch (error) {
        return [error]
      }
    })
    if (errors.length > 0) throw errors[0]
    return open
  }

  const place = () => {
    for (const { fd } of staged) fs.fsyncSync(fd)
    for (const { file } of close()) fs.renameSync(temporary(file), file)
  }

  return {
    write: (file, content) => {
      if (staged.length >= STAGED_MAX) place()
      const fd = fs.openSync(temporary(file), 'w', 0o600)
      staged.push({ file, fd })
      writeAll(fd, content, 0)
    },
    place,
    discard: () => void close(),
  }
}
