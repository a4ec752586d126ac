/** What was handed over to a sandbox system, as it came, and the file that keeps it over a restart. */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs'

/** A document that is handed over, as the system itself understands it. `Facts`, JSON, are what its own lists tell. */
export interface Handed<Facts> {
  /** Who hands it over, in the words of the document, and the number that it has there: a repeat has the same. */
  readonly sender: string
  readonly number: string
  readonly facts: Facts
  /** As it came. */
  readonly native: Uint8Array
  /** The key that the system gives to the `serial`-th document (from 1) that it takes. */
  keyOf(serial: number): string
}

export interface Received<Facts> extends Omit<Handed<Facts>, 'keyOf'> {
  readonly nativeKey: string
  /** RFC 3339 instant of the made-up world. */
  readonly receivedAt: string
}

/** Where what was received is kept. */
export interface Shelf<Facts> {
  /** Of earlier runs, in order. */
  readonly received: readonly Received<Facts>[]
  /** It is on the disk when this returns. */
  keep(received: Received<Facts>): void
}

/** One line of JSON each; a line that a crash cut short was never answered, and is taken off. */
function wholeLines(file: string): { readonly lines: readonly string[]; readonly bytes: number } {
  let content: Buffer
  try {
    content = readFileSync(file)
  } catch {
    return { lines: [], bytes: 0 }
  }
  const end = content.lastIndexOf('\n') + 1
  if (end < content.length) truncateSync(file, end)
  return { lines: content.toString('utf8', 0, end).split('\n').filter(Boolean), bytes: end }
}

/** The shelf in `file`, which is made when something is kept. Throws what the system says, and on a line that is no JSON. */
export function openShelf<Facts>(file: string): Shelf<Facts> {
  const { lines, bytes } = wholeLines(file)
  let end = bytes
  const received = lines.map((line): Received<Facts> => {
    const { native, ...rest } = JSON.parse(line) as Omit<Received<Facts>, 'native'> & { readonly native: string }
    return { ...rest, native: Buffer.from(native, 'base64') }
  })
  return {
    received,
    keep: ({ native, ...rest }) => {
      const handle = openSync(file, 'a', 0o600)
      try {
        const line = Buffer.from(`${JSON.stringify({ ...rest, native: Buffer.from(native).toString('base64') })}\n`)
        // What was left of one that failed, as when the disk was full, was never answered either.
        if (fstatSync(handle).size > end) ftruncateSync(handle, end)
        for (let at = 0; at < line.length; ) at += writeSync(handle, line, at)
        fsyncSync(handle)
        end += line.length
      } finally {
        closeSync(handle)
      }
    },
  }
}
