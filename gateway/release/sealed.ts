/**
 * A translated document between the worker and the door: only this folder can open it. It prints and serialises as `[sealed]`.
 * Its content is a private field: what a WeakMap holds outlives all minor collections, and there is much of it.
 */
import { inspect } from 'node:util'

const nothing = Symbol('nothing')
let put: (content: unknown) => Sealed
let take: (sealed: Sealed) => unknown

export class Sealed {
  #content: unknown = nothing
  static {
    put = (content) => {
      const sealed = new Sealed()
      sealed.#content = content
      Object.freeze(sealed)
      return sealed
    }
    take = (sealed) => (sealed instanceof Sealed && #content in sealed ? sealed.#content : nothing)
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

/** Takes over `content`: the giver keeps no reference to it. */
export const seal = (content: unknown): Sealed => put(content)

/** For this folder only (a tidy test enforces it). `T` has NOT been checked here: the worker validated what it sealed. */
export function open<T>(sealed: Sealed): T {
  const content = take(sealed)
  if (content === nothing) throw new TypeError('not sealed here')
  return content as T
}
