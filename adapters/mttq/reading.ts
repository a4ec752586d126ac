/** Reads native objects by field tables, and collects what must be said about them. No finding carries a value. */
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { unknownMembers } from '../codecs/unknown.ts'
import type { AbsenceReason } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import type { Leaf, LeafResult } from './leaves.ts'

/** Native path, shared path (both relative, steps joined by `/`), and how the value is read. */
export type Row = readonly [native: string, shared: string, leaf: Leaf, need?: 'required']

/** What comes of one petition besides its value. */
export interface Reading {
  readonly findings: Finding[]
  readonly absent: { readonly path: string; readonly why: AbsenceReason }[]
}

const lengthOf = (node: JsonNode): number | undefined => {
  if (node.type === 'string') return node.value.length
  if (node.type === 'array') return node.items.length
  return node.type === 'object' ? node.members.size : undefined
}

/** A finding about a node: its place, type and length. */
export function findingAt(node: JsonNode, finding: Pick<Finding, 'code' | 'effect'> & Partial<Finding>): Finding {
  const length = lengthOf(node)
  const { pointer, line, column, type } = node
  return { pointer, line, column, found: { type, ...(length === undefined ? {} : { length }) }, ...finding }
}

/** A member that has a value; `null` and the empty text count as none. */
export function member(object: JsonObject, name: string): JsonNode | undefined {
  const node = object.members.get(name)
  const none = node === undefined || node.type === 'null' || (node.type === 'string' && node.value === '')
  return none ? undefined : node
}

/** Notes a shared field that has no value; the first reason given stands. */
export function noteAbsent(reading: Reading, path: string, why: AbsenceReason): void {
  if (!reading.absent.some((entry) => entry.path === path)) reading.absent.push({ path, why })
}

const cut = (path: string): readonly [head: string, rest: string | undefined] => {
  const at = path.indexOf('/')
  return at < 0 ? [path, undefined] : [path.slice(0, at), path.slice(at + 1)]
}

/** The node at a native path; undefined when a step has no value or is no object. */
function nodeAt(object: JsonObject, path: string): JsonNode | undefined {
  const [name, rest] = cut(path)
  const node = member(object, name)
  if (node === undefined || rest === undefined) return node
  return node.type === 'object' ? nodeAt(node, rest) : undefined
}

type Tree = { [name: string]: unknown }

function put(into: Tree, path: string, value: unknown): void {
  const [name, rest] = cut(path)
  if (rest === undefined) into[name] = value
  else {
    into[name] ??= {}
    put(into[name] as Tree, rest, value)
  }
}

/** Nested objects on the way to values: what is there and no object hides all that it should hold. */
function readInner(
  reading: Reading,
  object: JsonObject,
  rows: readonly Row[],
  others: readonly string[],
  target: string,
): void {
  const under = (name: string, paths: readonly string[]): string[] =>
    paths.flatMap((path) => (path.startsWith(`${name}/`) ? [path.slice(name.length + 1)] : []))
  const natives = [...rows.map(([native]) => native), ...others]
  for (const name of new Set(natives.filter((path) => path.includes('/')).map((path) => cut(path)[0]))) {
    const node = member(object, name)
    if (node === undefined) continue
    if (node.type === 'object') {
      reading.findings.push(...unknownMembers(node, new Set(under(name, natives))))
      continue
    }
    reading.findings.push(findingAt(node, { code: 'field-type', effect: 'degraded', target, expected: 'object' }))
    for (const [native, shared] of rows)
      if (native.startsWith(`${name}/`)) noteAbsent(reading, `${target}/${shared}`, 'unknown')
  }
}

/**
 * Reads one object by its rows into the shared object at `target` (JSON Pointer). What is there and not understood is
 * left out with a finding and the absence reason `unknown`. Gives undefined when a required value is missing: the
 * finding is there, `lost` is its effect, and what to do about it is the caller's. `others` are native paths that other
 * tables read, or that are left behind. NOT verified: the shared schema.
 */
export function readObject(
  reading: Reading,
  object: JsonObject,
  rows: readonly Row[],
  target: string,
  others: readonly string[],
  lost: 'degraded' | 'reject-record',
): Tree | undefined {
  const tree: Tree = {}
  let whole = true
  for (const [native, shared, leaf, need] of rows) {
    const path = `${target}/${shared}`
    const effect = need === 'required' ? lost : 'degraded'
    const node = nodeAt(object, native)
    const { value, problems }: LeafResult = node === undefined ? { problems: [] } : leaf(node)
    for (const { code, expected, node: at } of problems)
      reading.findings.push(findingAt(at, { code, effect, target: path, expected }))
    if (value !== undefined) put(tree, shared, value)
    if (problems.length > 0) noteAbsent(reading, path, 'unknown')
    if (need !== 'required' || value !== undefined) continue
    whole = false
    if (problems.length === 0)
      reading.findings.push(findingAt(object, { code: 'field-missing', effect, target: path, expected: native }))
  }
  const known = [...rows.map(([native]) => native), ...others].map((path) => cut(path)[0])
  reading.findings.push(...unknownMembers(object, new Set(known)))
  readInner(reading, object, rows, others, target)
  return whole ? tree : undefined
}
