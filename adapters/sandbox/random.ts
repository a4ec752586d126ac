/** Repeatable random numbers for made-up data: same seed, same world. Not for cryptography. */

export interface Random {
  /** Integer in [min, max]. */
  int(min: number, max: number): number
  /** One of a non-empty list. */
  pick<T>(from: readonly T[]): T
  /** True with the given probability (0..1). */
  chance(probability: number): boolean
  /** A string of decimal digits. */
  digits(length: number): string
}

/** Mulberry32 over a seed (any integers; order matters). Throws nothing. */
export function makeRandom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((acc, seed) => Math.imul(acc ^ seed, 0x9e3779b1) + 0x7f4a7c15, 0x2545f491) | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    int,
    pick: (from) => from[int(0, from.length - 1)]!,
    chance: (probability) => next() < probability,
    digits: (length) => Array.from({ length }, () => int(0, 9)).join(''),
  }
}
