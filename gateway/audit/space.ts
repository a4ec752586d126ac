/** Space on the log's disk: refuse early, and keep a reserve from which the refusal itself can still be recorded. */
import fs from 'node:fs'
import path from 'node:path'
import { limits } from '../limits.ts'
import { replaceFile } from './files.ts'

export interface Space {
  /** Whether less than limits.log.free_bytes_min is left. Asks the system each time (2 microseconds). */
  readonly isLow: () => boolean
  /** Gives the reserve back to the disk. */
  readonly spend: () => void
  /** Fills the reserve if it was spent or never made, and there is space for it. Throws the system's errors. */
  readonly restore: () => void
}

/** Watches the disk under `directory`. */
export function watchSpace(directory: string): Space {
  const file = path.join(directory, 'reserve')
  const isLow = () => {
    const { bavail, bsize } = fs.statfsSync(directory)
    return bavail * bsize < limits.log.free_bytes_min
  }
  return {
    isLow,
    spend: () => fs.rmSync(file, { force: true }),
    restore: () => {
      if (isLow() || fs.statSync(file, { throwIfNoEntry: false })?.size === limits.log.reserve_bytes) return
      // Not zeros, which a file system may store as a hole.
      replaceFile(file, Buffer.alloc(limits.log.reserve_bytes, 0xa5))
    },
  }
}
