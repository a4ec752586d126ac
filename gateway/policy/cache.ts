/** What keeps decisions: bounded, and each no longer than its inputs are true. */

export interface Kept<V> {
  readonly value: V
  /** Epoch milliseconds; undefined when nothing in it depends on the time. */
  readonly until: number | undefined
}

export interface Cache<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): void
}

/**
 * Holds at most `entries_max`, and at least the half of them that was used last: what the older of two generations has and nobody
 * asks for while the younger fills is forgotten. One that empties itself when full would decide everything again at once.
 */
export function twoGenerations<K, V>(entries_max: number): Cache<K, V> {
  const each_max = Math.max(1, Math.floor(entries_max / 2))
  let young = new Map<K, V>()
  let old = new Map<K, V>()
  const set = (key: K, value: V): void => {
    if (young.size >= each_max && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }
  return {
    set,
    get(key) {
      const found = young.get(key)
      if (found !== undefined) return found
      const older = old.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
  }
}
