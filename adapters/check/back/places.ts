/** The places of a translation whose values a native form carries or not: a code is one, whatever it is made of. */
import type { Label } from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import { escaped, generalised } from '../paths.ts'
import { type Shape, shapeAt } from './schema.ts'

export interface SharedPlace {
  readonly pointer: string
  /** Generalised; of an item of a list of objects the list. */
  readonly path: string
  readonly value: unknown
  /** An item says that it is there; what is in it has places of its own. */
  readonly shape: Shape | { readonly is: 'item'; readonly optional: true }
}

/** What says nothing by itself: marks are judged by their strength, reasons of absence are no values, nor are pointers. */
const isBeside = (path: string): boolean =>
  /^\/(labels|absent|digests\/\*\/path|facet\/label\/(level|tags))(\/|$)/.test(path)

const known = new WeakMap<Translation, readonly SharedPlace[]>()

/** All places with a value and all items, in order, but for ids, which are local, and what is judged elsewhere. */
export function placesOf(translation: Translation): readonly SharedPlace[] {
  const places = known.get(translation) ?? [...walked(translation, '')]
  known.set(translation, places)
  return places
}

function* walked(value: unknown, pointer: string): Generator<SharedPlace> {
  const path = generalised(pointer)
  const shape = shapeAt(path)
  if (value === undefined || shape === undefined || shape.is === 'id' || isBeside(path)) return
  if (typeof value !== 'object' || value === null || shape.is === 'coded') {
    yield { pointer, path, value, shape }
    return
  }
  if (path.endsWith('/*')) yield { pointer, path: path.slice(0, -2), value, shape: { is: 'item', optional: true } }
  for (const [key, inner] of Object.entries(value)) yield* walked(inner, `${pointer}/${escaped(key)}`)
}

/** The value at a pointer; undefined where there is none. */
export function valueAt(tree: unknown, pointer: string): unknown {
  let at = tree
  for (const step of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Readonly<Record<string, unknown>>)[step]
  }
  return at
}

/** A copy with another value at a pointer, or without one there where `value` is undefined. All else is shared with the original. */
export function withValue<T>(tree: T, pointer: string, value: unknown): T {
  return put(tree, pointer.split('/').slice(1), value) as T
}

function put(tree: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(tree)) {
    if (rest.length === 0 && value === undefined) return tree.toSpliced(Number(step), 1)
    return Object.assign([...tree], { [step]: put(tree[Number(step)], rest, value) })
  }
  const { [step]: inner, ...others } = (tree ?? {}) as Readonly<Record<string, unknown>>
  const now = put(inner, rest, value)
  return now === undefined ? others : { ...(tree as object), [step]: now }
}

/** The label of the record, and those of places. */
export const labelsOf = ({ facet, labels }: Translation): readonly Label[] => [
  facet.label,
  ...labels.map(({ label }) => label),
]
