/** How long to wait before something is tried again. */
import { random_bytes } from './random.ts'

export interface Backoff {
  readonly backoff_ms: number
  readonly backoffMax_ms: number
}

/**
 * Milliseconds before attempt `failures` + 1: the first wait doubled with each failure after the first, up to the maximum, and of that a part
 * between half and all of it at random, so that those who failed at one time do not all come back at one time. `failures`: 1 or more.
 */
export function wait_ms({ backoff_ms, backoffMax_ms }: Backoff, failures: number): number {
  const longest_ms = Math.min(backoff_ms * 2 ** (failures - 1), backoffMax_ms)
  const share = random_bytes(4).readUInt32BE() / 2 ** 32
  return longest_ms * (1 - share / 2)
}
