/** Space on the log's disk: refuse early, and keep a reserve from which the refusal itself can still be recorded. */
import fs from 'node:fs'
import path from 'node:path'
import { limits } from '../limits.ts'
import { replaceFile } from './files.ts'

export interface Space {
  /**
   * Whether the disk is nearly full: less than limits.log.free_bytes_min left beyond `owed` bytes that are still to be written, and from then on until there is room for the
   * reserve twice above it. Asks the system each time (2 microseconds). When it begins the reserve is given back to the disk,
   * when it ends it is filled again. Throws the system's errors.
   */
  readonly isLow: (owed: number) => boolean
}

/** Watches the disk under `directory`, and fills the reserve if it is not there and there is room. */
export function watchSpace(directory: string): Space {
  const file = path.join(directory, 'reserve')
  let low = false

  const free = () => {
    const { bavail, bsize } = fs.statfsSync(directory)
    return bavail * bsize
  }

  const fill = () => {
    if (free() < limits.log.free_bytes_min + 2 * limits.log.reserve_bytes) return
    if (fs.statSync(file, { throwIfNoEntry: false })?.size === limits.log.reserve_bytes) return
    // Not zeros, which a file system may store as a hole.
    replaceFile(file, Buffer.alloc(limits.log.reserve_bytes, 0xa5))
  }

  const isLow = (owed: number) => {
    // Without the margin, giving the reserve back would itself end the want of space.
    const margin = low ? 2 * limits.log.reserve_bytes : 0
    const now = free() - owed < limits.log.free_bytes_min + margin
    if (now && !low) fs.rmSync(file, { force: true })
    if (!now && low) fill()
    low = now
    return low
  }

  if (!isLow(0)) fill()
  return { isLow }
}
