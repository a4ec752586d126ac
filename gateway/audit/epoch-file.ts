/** The files of epochs: `epochs/<id>.json` beside the log, each an epoch's key as new-epoch.ts wraps it. */
import fs from 'node:fs'
import path from 'node:path'
import { makeDirectory, replaceFile, syncDirectory, writeAll } from './files.ts'

/** Folder of the epoch files in the log's directory. */
export const EPOCHS_FOLDER = 'epochs'

const ID = /^ep-[a-z2-7]{26}$/

/** Whether `text` is the id of an epoch: then it is fit for a file's name too. */
export const isEpochId = (text: string): boolean => ID.test(text)

/** The path of the file of epoch `id`. Throws TypeError when it is no id. */
export function epochPath(directory: string, id: string): string {
  if (!isEpochId(id)) throw new TypeError('not the id of an epoch')
  return path.join(directory, EPOCHS_FOLDER, `${id}.json`)
}

/** The id of the epoch whose file is `path` (`epochs/<id>.json`), relative to the log's directory or its address; undefined when it is none. */
export function epochOfPath(path: string): string | undefined {
  const [, id = ''] = /^epochs\/([^/]+)\.json$/.exec(path) ?? []
  return isEpochId(id) ? id : undefined
}

/** Gives the file of epoch `id`, undefined when there is none. Rejects with what reading it rejects with. */
export type EpochFiles = (id: string) => Promise<Buffer | undefined>

/** The files of the log in `directory`. */
export const epochFilesIn =
  (directory: string): EpochFiles =>
  async (id) => {
    try {
      return await fs.promises.readFile(epochPath(directory, id))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

/** Makes the file of epoch `id` durable. Throws the system's errors. In the writer thread. */
export function keepEpochFile(directory: string, id: string, bytes: Uint8Array): void {
  makeDirectory(path.join(directory, EPOCHS_FOLDER))
  replaceFile(epochPath(directory, id), bytes)
}

/**
 * Overwrites and removes the file of epoch `id`, durable; nothing when there is none. What the disk keeps of overwritten blocks, and copies
 * of the folder, are not reached. Throws the system's errors. In the writer thread.
 */
export function eraseEpochFile(directory: string, id: string): void {
  const file = epochPath(directory, id)
  let fd: number
  try {
    fd = fs.openSync(file, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    // It may have been taken away without coming to the sync.
    if (fs.existsSync(path.dirname(file))) syncDirectory(path.dirname(file))
    return
  }
  try {
    writeAll(fd, Buffer.alloc(fs.fstatSync(fd).size), 0)
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
  fs.unlinkSync(file)
  syncDirectory(path.dirname(file))
}
