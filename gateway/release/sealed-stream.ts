/** What is kept in sealed chunks, on its way to the door: only this folder can open it. It prints and serialises as `[sealed]`. */
import { inspect } from 'node:util'

/** What is known of it before the first byte is opened; base64. */
export interface StreamFacts {
  readonly bytes: number
  /** SHA-256 of all of it: never logged, and told to nobody who does not get the bytes. */
  readonly sha256: string
  /** HMAC-SHA-256 of all of it, under a random key of its own. */
  readonly digest_key: string
  readonly digest: string
}

interface Stream {
  readonly facts: StreamFacts
  /** Opens chunk after chunk, each when it is asked for; `facts` tell of all of them. Throws when one is not what was sealed, or is gone. */
  chunks(): AsyncGenerator<Buffer>
}

let put: (stream: Stream) => SealedStream
let take: (sealed: SealedStream) => Stream | undefined

export class SealedStream {
  #stream: Stream | undefined
  static {
    put = (stream) => {
      const sealed = new SealedStream()
      sealed.#stream = stream
      Object.freeze(sealed)
      return sealed
    }
    take = (sealed) => (sealed instanceof SealedStream && #stream in sealed ? sealed.#stream : undefined)
  }
  toString(): string {
    return '[sealed]'
  }
  toJSON(): string {
    return '[sealed]'
  }
  [inspect.custom](): string {
    return '[sealed]'
  }
}

export const sealStream = (stream: Stream): SealedStream => put(stream)

/** For this folder only (a tidy test enforces it). */
export function openStream(sealed: SealedStream): Stream {
  const stream = take(sealed)
  if (!stream) throw new TypeError('not sealed here')
  return stream
}
