import { open } from 'node:fs/promises'
import { openWary } from './folder.ts'
import { type Sight, sameSight, sightOf } from './looking.ts'

export type Read =
  | { readonly state: 'whole'; readonly bytes: Uint8Array }
  /** Another file than was looked at, or written to meanwhile. */
  | { readonly state: 'changed' }
  | { readonly state: 'too-large' }

/**
 * The bytes of the file at `path` as it was seen, read from one descriptor that showed the same before and after. What is larger than `bytes_max`
 * is not read. A writer that goes on later, or through a memory map, is not seen. Throws what opening and reading throw.
 */
export async function readWhole(path: string, seen: Sight, bytes_max: number): Promise<Read> {
  const file = await open(path, openWary)
  try {
    const before = await file.stat({ bigint: true })
    if (!before.isFile() || !sameSight(seen, sightOf(before))) return { state: 'changed' }
    if (seen.size > BigInt(bytes_max)) return { state: 'too-large' }
    // One byte more than there should be shows a file that grew.
    const bytes = Buffer.alloc(Number(seen.size) + 1)
    let length = 0
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length)
      length += bytesRead
      if (bytesRead === 0 || length === bytes.length) break
    }
    const after = sightOf(await file.stat({ bigint: true }))
    if (length !== Number(seen.size) || !sameSight(seen, after)) return { state: 'changed' }
    return { state: 'whole', bytes: bytes.subarray(0, length) }
  } finally {
    await file.close()
  }
}
