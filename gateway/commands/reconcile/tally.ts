/** What reconciling keeps of every request and receipt: a key of 8 bytes and a few counts, so that a month of millions fits into memory. */
import { createHmac, createSecretKey } from 'node:crypto'
import { random_bytes } from '../../telemetry/random.ts'

const FIRST_SLOTS = 1 << 12
const COUNT_MAX = 0xffff

/** Bits of what is known of a key. */
export type Mark = 1 | 2 | 4

export interface Tally {
  /** Counts one more under `counter`, or `by`; a count stays at 65,535. */
  add(key: bigint, counter: 0 | 1, by?: number): void
  /** Counts one less, of a key that has been counted. */
  drop(key: bigint, counter: 0 | 1): void
  mark(key: bigint, mark: Mark): void
  count(key: bigint, counter: 0 | 1): number
  has(key: bigint, mark: Mark): boolean
}

/**
 * Keys of tuples of texts: 64 bits of an HMAC-SHA-256 under a key of this process, so that nobody can choose texts that meet in one. By chance
 * two of ten million do with a probability of 1 in 400,000.
 */
export function createKeys(): (...parts: readonly (string | number)[]) => bigint {
  const secret = createSecretKey(random_bytes(32))
  return (...parts) => {
    const digest = createHmac('sha256', secret).update(parts.join('\n')).digest()
    return digest.readBigUInt64LE() || 1n
  }
}

/** An empty one. Takes 13 bytes a slot, and has at least four slots for three keys; nothing is ever taken out. */
export function createTally(): Tally {
  let keys = new BigUint64Array(FIRST_SLOTS)
  let counts = new Uint16Array(2 * FIRST_SLOTS)
  let marks = new Uint8Array(FIRST_SLOTS)
  let used = 0

  /** Open addressing, linear probing; 0n is no key. */
  const placeOf = (key: bigint): number => {
    const mask = keys.length - 1
    let at = Number(key & 0xffff_ffffn) & mask
    while (keys[at] !== 0n && keys[at] !== key) at = (at + 1) & mask
    return at
  }
  const grow = () => {
    const before = { keys, counts, marks }
    keys = new BigUint64Array(2 * before.keys.length)
    counts = new Uint16Array(2 * keys.length)
    marks = new Uint8Array(keys.length)
    for (const [from, key] of before.keys.entries()) {
      if (key === 0n) continue
      const to = placeOf(key)
      keys[to] = key
      counts.set(before.counts.subarray(2 * from, 2 * from + 2), 2 * to)
      marks[to] = before.marks[from]!
    }
  }
  const taken = (key: bigint): number => {
    if (4 * (used + 1) > 3 * keys.length) grow()
    const at = placeOf(key)
    if (keys[at] === 0n) {
      keys[at] = key
      used++
    }
    return at
  }
  return {
    add(key, counter, by = 1) {
      const at = 2 * taken(key) + counter
      counts[at] = Math.min(COUNT_MAX, counts[at]! + by)
    },
    drop(key, counter) {
      counts[2 * placeOf(key) + counter]!--
    },
    mark(key, mark) {
      marks[taken(key)]! |= mark
    },
    count: (key, counter) => counts[2 * placeOf(key) + counter]!,
    has: (key, mark) => (marks[placeOf(key)]! & mark) !== 0,
  }
}
