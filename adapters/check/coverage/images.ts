/** What of an adapter's answer is at a place, as text that can be compared. */
import canonicalize from 'canonicalize'
import { generalised, leavesOf, within } from '../paths.ts'
import type { Image } from '../subject.ts'

interface Leaf {
  readonly pointer: string
  /** Generalised. */
  readonly path: string
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
  if (typeof image !== 'object') return [{ pointer: '', path: '', value: image }]
  const known = read.get(image)
  if (known !== undefined) return known
  const found = [...leavesOf(image)].flatMap(([pointer, value]): readonly Leaf[] =>
    isBesideCode(image, pointer) ? [] : [{ pointer, path: generalised(pointer), value }],
  )
  read.set(image, found)
  return found
}

const judged = new Map<string, Map<string, boolean>>()

function isWithin(target: string, path: string): boolean {
  let known = judged.get(target)
  if (known === undefined) {
    known = new Map()
    judged.set(target, known)
  }
  let answer = known.get(path)
  if (answer === undefined) {
    answer = within(target, path)
    known.set(path, answer)
  }
  return answer
}

/** The whole answer. */
export const wholeOf = (image: Image): string => canonicalize(image) ?? ''

/** The leaves of an answer that are at one of the targets, without native codes. */
export function imageAt(image: Image, targets: readonly string[]): string {
  const found = leaves(image).filter(({ path }) => targets.some((target) => isWithin(target, path)))
  return JSON.stringify(found.map(({ pointer, value }) => [pointer, value]))
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
