/** The one module that makes randomness (outside certificate making and cipher nonces of the libraries). */
import { randomBytes } from 'node:crypto'

/** `count` bytes of the system's cryptographically secure generator, in a buffer of their own. */
export function random_bytes(count: number): Buffer {
  return randomBytes(count)
}
