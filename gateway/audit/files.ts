/** Plain synchronous file calls that end durable. Every error is thrown as it comes: nothing here tries a sync twice. */
import fs from 'node:fs'
import path from 'node:path'

/** Syncs a directory, so that names made in it last. Windows can't and needs not. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const fd = fs.openSync(directory, 'r')
  try {
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
}

/**
 * Makes `directory` (mode 0700) with its parents, their names durable. That of one which is there is synced too: whoever made it may have
 * been stopped before that came. (A parent that may not be read is not ours.)
 */
export function makeDirectory(directory: string): void {
  const parent = path.dirname(path.resolve(directory))
  const isThere = fs.existsSync(directory)
  if (!isThere && !fs.existsSync(parent)) makeDirectory(parent)
  if (!isThere) fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
  try {
    syncDirectory(parent)
  } catch (error) {
    if (!isThere || (error as NodeJS.ErrnoException).code !== 'EACCES') throw error
  }
}

export interface Folders {
  /** makeDirectory, once for each folder: for many files. */
  readonly make: (folder: string) => void
  /** `folder` is taken away. */
  readonly forget: (folder: string) => void
}

/** Folders under `root`, which is there and durable. */
export function foldersUnder(root: string): Folders {
  const made = new Set([root])
  const make = (folder: string) => {
    if (made.has(folder)) return
    make(path.dirname(folder))
    makeDirectory(folder)
    made.add(folder)
  }
  return { make, forget: (folder) => void made.delete(folder) }
}

/** Writes all of `bytes` at `position`; a short write goes on where it stopped. */
export function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  let written = 0
  while (written < bytes.length) {
    written += fs.writeSync(fd, bytes, written, bytes.length - written, position + written)
  }
}

/** Puts `file` in its place whole or not at all (mode 0600): temporary file, fsync, rename. Its name is not durable yet. */
export function placeFile(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.tmp`
  const fd = fs.openSync(temporary, 'w', 0o600)
  try {
    writeAll(fd, Buffer.from(content), 0)
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
  fs.renameSync(temporary, file)
}

/** Replaces `file` as placeFile does, and makes its name durable. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  placeFile(file, content)
  syncDirectory(path.dirname(file))
}

/** The text of `file`, or undefined if there is none. */
export function readIfPresent(file: string): string | undefined {
  try {
    // Not as text at once: Node ends the process then when the file can't be closed.
    return fs.readFileSync(file).toString()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
