/**
 * A translated document between the worker and the door: its content lives in a WeakMap that only this folder can open.
 * It prints and serialises as `[sealed]`.
 */
import { inspect } from 'node:util'

const contents = new WeakMap<Sealed, unknown>()

export class Sealed {
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

/** Takes over `content`: the giver keeps no reference to it. */
export function seal(content: unknown): Sealed {
  const sealed = new Sealed()
  contents.set(sealed, content)
  return Object.freeze(sealed)
}

/** For this folder only (a tidy test enforces it). `T` has NOT been checked here: the worker validated what it sealed. */
export function open<T>(sealed: Sealed): T {
  if (!contents.has(sealed)) throw new TypeError('not sealed here')
  return contents.get(sealed) as T
}
