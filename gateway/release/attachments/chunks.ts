/** One piece of a body, all but the last of the same size. Its bytes are those of the next piece once that is asked for. */
export interface Chunk {
  readonly content: Uint8Array
  readonly isLast: boolean
}

/** Cuts `body` into pieces of `size` bytes, of which one is in memory. An empty body has none. Throws what `body` throws, which is NOT ended when this is left early. */
export async function* inChunks(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Chunk> {
  const held = new Uint8Array(size)
  let filled = 0
  for await (const part of body) {
    for (let at = 0; at < part.length; ) {
      if (filled === size) {
        yield { content: held, isLast: false }
        filled = 0
      }
      const taken = part.subarray(at, at + size - filled)
      held.set(taken, filled)
      filled += taken.length
      at += taken.length
    }
  }
  if (filled > 0) yield { content: held.subarray(0, filled), isLast: true }
}
