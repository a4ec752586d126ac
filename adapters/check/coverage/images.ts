/** What of an adapter's answer is at a place, as text that can be compared. */
import canonicalize from 'canonicalize'
import { escaped, generalised, leavesOf } from '../paths.ts'
import type { Image } from '../subject.ts'

interface Leaf {
  readonly pointer: string
  readonly value: unknown
}

/** Native codes that are kept beside the shared ones would make any two codes look different. */
function isBesideCode(image: unknown, pointer: string): boolean {
  if (!pointer.endsWith('/native')) return false
  let at = image as Record<string, unknown>
  for (const step of pointer.split('/').slice(1, -1)) at = at[step] as Record<string, unknown>
  return 'system' in at && 'code' in at
}

const read = new WeakMap<object, readonly Leaf[]>()

/** The leaves of an answer, native codes apart. */
function leaves(image: Image): readonly Leaf[] {
  if (typeof image !== 'object') return [{ pointer: '', value: image }]
  const known = read.get(image)
  if (known !== undefined) return known
  const found = [...leavesOf(image)].flatMap(([pointer, value]): readonly Leaf[] =>
    isBesideCode(image, pointer) ? [] : [{ pointer, value }],
  )
  read.set(image, found)
  return found
}

/** The leaves at `steps` of a pattern below a value, or at any place below that: nothing is looked at that is elsewhere. */
function* below(value: unknown, steps: readonly string[], at: string): Generator<readonly [string, unknown]> {
  const [step, ...rest] = steps
  if (step === undefined) return yield* leavesOf(value, at)
  if (step === '**') yield* below(value, rest, at)
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of step === '*' || step === '**' ? Object.entries(value) : memberOf(value, step))
    yield* below(inner, step === '**' ? steps : rest, `${at}/${escaped(key)}`)
}

const memberOf = (value: object, name: string): readonly (readonly [string, unknown])[] =>
  Object.hasOwn(value, name) ? [[name, (value as Record<string, unknown>)[name]]] : []

/** The whole answer. */
export const wholeOf = (image: Image): string => canonicalize(image) ?? ''

/** The leaves of an answer that are at one of the targets, without native codes. */
export function imageAt(image: Image, targets: readonly string[]): string {
  const found = new Map(targets.flatMap((target) => [...below(image, target.split('/').slice(1), '')]))
  return JSON.stringify([...found].filter(([pointer]) => !isBesideCode(image, pointer)))
}

/** Generalised places at which two answers differ, native codes apart. */
export function differing(a: Image, b: Image): readonly string[] {
  const [left, right] = [a, b].map((of) => new Map(leaves(of).map(({ pointer, value }) => [pointer, value])))
  return [...new Set(apart(left!, right!).map(generalised))].sort()
}

/** Places at which two answers differ in anything. */
export const differingExactly = (a: Image, b: Image): readonly string[] =>
  apart(new Map(leavesOf(a)), new Map(leavesOf(b)))

const apart = (left: ReadonlyMap<string, unknown>, right: ReadonlyMap<string, unknown>): readonly string[] =>
  [...new Set([...left.keys(), ...right.keys()])].filter((at) => left.get(at) !== right.get(at))
