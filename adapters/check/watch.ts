/** What the thread of the checks is about, where the thread that watches it can read it although the other never yields. */

const TEXT_BYTES_MAX = 500

/** Calls so far, whether one is under way, the length of the text, and the text. */
export const watchedMemory = (): SharedArrayBuffer => new SharedArrayBuffer(12 + TEXT_BYTES_MAX)

/** Tells that a call begins and what it is about; undefined when none is under way. */
export function announcer(shared: SharedArrayBuffer): (about: string | undefined) => void {
  const numbers = new Int32Array(shared, 0, 3)
  const bytes = new Uint8Array(shared, 12)
  const encoder = new TextEncoder()
  return (about) => {
    // Not straight into the shared memory, which encodeInto does not take.
    const text = encoder.encode(about ?? '').subarray(0, TEXT_BYTES_MAX)
    bytes.set(text)
    Atomics.store(numbers, 2, text.length)
    Atomics.store(numbers, 1, about === undefined ? 0 : 1)
    Atomics.add(numbers, 0, 1)
  }
}

export interface Watched {
  readonly calls: number
  readonly about: string
}

/** The state of the memory. */
export function watched(shared: SharedArrayBuffer): Watched {
  const numbers = new Int32Array(shared, 0, 3)
  const length = Atomics.load(numbers, 2)
  const about = new TextDecoder().decode(Uint8Array.from(new Uint8Array(shared, 12, length)))
  return { calls: Atomics.load(numbers, 0), about }
}
