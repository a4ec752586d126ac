/** Repeatable random numbers (mulberry32): the same seed, the same check. */
export interface Random {
  /** 0 to `below` - 1. */
  upTo(below: number): number
  /** One of a list that is not empty. */
  of<T>(values: readonly T[]): T
}

/** The numbers of a seed. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (below: number): number => Math.floor(next() * below)
  return { upTo, of: (values) => values[upTo(values.length)]! }
}
