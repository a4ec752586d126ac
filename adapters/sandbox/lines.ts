/** A file that is written line by line, in few writes and without being held in memory. */
import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'

const BUFFERED_BYTES_MAX = 256 * 1024

export interface Lines {
  /** Adds a line; its line break is added too. Throws what the system says when it can't be written. */
  add(line: string): void
  /** Writes what is left and gives the SHA-256 of the whole file in hex. */
  end(): { readonly lines: number; readonly sha256: string }
}

/** Begins the file. Throws what the system says, also when there is one by that name already. */
export function makeLines(path: string): Lines {
  const handle = openSync(path, 'wx')
  const digest = createHash('sha256')
  let waiting: string[] = []
  let waiting_length = 0
  let lines = 0
  const flush = (): void => {
    const content = Buffer.from(waiting.join(''))
    waiting = []
    waiting_length = 0
    digest.update(content)
    for (let at = 0; at < content.length; ) at += writeSync(handle, content, at)
  }
  return {
    add: (line) => {
      waiting_length += waiting.push(`${line}\n`) && line.length
      lines++
      if (waiting_length >= BUFFERED_BYTES_MAX) flush()
    },
    end: () => {
      flush()
      closeSync(handle)
      return { lines, sha256: digest.digest('hex') }
    },
  }
}
