/** The one module that makes randomness (outside certificate making and cipher nonces of the libraries). */
import { randomBytes } from 'node:crypto'

/** `count` bytes of the system's cryptographically secure generator, in a buffer of their own. */
export function random_bytes(count: number): Buffer {
  return randomBytes(count)
}

/**
 * Gives `count` other bytes of the same generator at each call, drawn for `ahead` calls at once: a few bytes cost as much as a few thousand. They lie
 * in a buffer that is shared, and never given twice; for what need not be secret before it is used.
 */
export function random_stream(count: number, ahead: number): () => Buffer {
  let drawn = Buffer.alloc(0)
  let at = 0
  return () => {
    if (at === drawn.length) {
      drawn = randomBytes(count * ahead)
      at = 0
    }
    at += count
    return drawn.subarray(at - count, at)
  }
}
