/** Reads native objects by field tables, and collects what must be said about them. No finding carries a value. */
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { unknownMembers } from '../codecs/unknown.ts'
import type { AbsenceReason, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { absences } from './codes.ts'
import { bad, type Key, type Leaf, type LeafResult, type ListOf, type Read, readList } from './leaves.ts'

/** Native path, shared path (both relative, steps joined by `/`), and how the value is read. Several rows may feed one shared path. */
export type Row = readonly [
  native: string,
  shared: string,
  leaf: Leaf | Key | ListOf | Nested,
  need?: 'required' | undefined,
]

/** A list of objects that are no entities: they have no key. */
export interface Nested {
  readonly rows: readonly Row[]
  readonly itemsMax: number
}

/** What comes of one document besides its value. */
export interface Reading {
  readonly findings: Finding[]
  readonly absent: { readonly path: string; readonly why: AbsenceReason }[]
  readonly labels: Translation['labels'][number][]
  /** Entities that stand, each with what it was read from. */
  readonly sources: Map<object, JsonObject>
}

export const newReading = (): Reading => ({ findings: [], absent: [], labels: [], sources: new Map() })

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

function nodeAt(reading: Reading, object: JsonObject, path: string): JsonNode | undefined {
  const [name, rest] = cut(path)
  const node = member(object, name)
  if (node === undefined || rest === undefined) return node
  if (node.type === 'object') return nodeAt(reading, node, rest)
  reading.findings.push(findingAt(node, { code: 'field-type', effect: 'degraded', expected: 'object' }))
  return undefined
}

export type Tree = { [name: string]: unknown }

function put(into: Tree, path: string, value: unknown): void {
  const [name, rest] = cut(path)
  if (rest === undefined) into[name] = value
  else {
    into[name] ??= {}
    put(into[name] as Tree, rest, value)
  }
}

/** The value at a path of steps joined by `/`. */
export function valueAt(tree: Tree, path: string): unknown {
  return path.split('/').reduce<unknown>((inner, name) => (inner as Tree | undefined)?.[name], tree)
}

/** `lyDoTrong` of an object: own field name to reason, for fields that have no value. */
function readReasons(reading: Reading, object: JsonObject, rows: readonly Row[], tree: Tree, target: string): void {
  const reasons = member(object, 'lyDoTrong')
  if (reasons === undefined) return
  if (reasons.type !== 'object') {
    reading.findings.push(findingAt(reasons, { code: 'field-type', effect: 'degraded', expected: 'object' }))
    return
  }
  reading.findings.push(...unknownMembers(reasons, new Set(rows.map(([native]) => cut(native)[0]))))
  for (const [name, node] of reasons.members) {
    const row = rows.find(([native]) => cut(native)[0] === name)
    if (row === undefined) continue
    // Of a native object the reason is one for the whole shared object.
    const path = row[1]
      .split('/')
      .slice(0, row[0] === name ? undefined : -1)
      .join('/')
    if (valueAt(tree, path) !== undefined) {
      reading.findings.push(
        findingAt(node, { code: 'absence-contradicted', effect: 'note', target: `${target}/${path}` }),
      )
      continue
    }
    const why = node.type === 'number' ? absences[String(node.value)] : undefined
    if (why === undefined)
      reading.findings.push(findingAt(node, { code: 'code-unknown', effect: 'degraded', target: `${target}/${path}` }))
    noteAbsent(reading, `${target}/${path}`, why ?? 'unknown')
  }
}

/** Reads one member by its native path; its problems become findings with `target` and `effect`. */
export function readValue(
  reading: Reading,
  object: JsonObject,
  native: string,
  leaf: { readonly read: Read },
  target: string,
  effect: Finding['effect'] = 'degraded',
): LeafResult {
  const node = nodeAt(reading, object, native)
  const result: LeafResult = node === undefined ? { problems: [] } : leaf.read(node)
  for (const { code, expected, node: at } of result.problems)
    reading.findings.push(findingAt(at, { code, effect, target, expected }))
  return result
}

const readerOf = (leaf: Leaf | Key | ListOf): { readonly read: Read } =>
  'item' in leaf ? { read: readList(leaf) } : leaf

/** The objects of a nested list; what is none of them is a problem of the list. Entities that stand are known by their `sources`. */
function readNested(
  reading: Reading,
  object: JsonObject,
  native: string,
  { rows, itemsMax }: Nested,
  target: string,
): LeafResult {
  const whole: Tree[] = []
  const read: Read = (node) => {
    if (node.type !== 'array') return bad('field-type', 'array', node)
    if (node.items.length > itemsMax) return bad('value-too-long', `at most ${itemsMax} items`, node)
    const problems: LeafResult['problems'][number][] = []
    for (const item of node.items) {
      if (item.type !== 'object') {
        problems.push(...bad('field-type', 'object', item).problems)
        continue
      }
      const tree = readObject(reading, item, rows, `${target}/${whole.length}`, [], 'degraded')!
      reading.sources.set(tree, item)
      whole.push(tree)
    }
    return { value: whole, problems }
  }
  return readValue(reading, object, native, { read }, target)
}

/**
 * Reads one object by its rows into the shared object at `target` (JSON Pointer). What is there and not understood is
 * left out with a finding and the absence reason `unknown`. Gives undefined when a required value is missing: the
 * finding is there, `lost` is its effect, and what to do about it is the caller's. NOT verified: the shared schema.
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
  const unclear = new Set<string>()
  let whole = true
  for (const [native, shared, leaf, need] of rows) {
    const path = `${target}/${shared}`
    const { value, problems } =
      'rows' in leaf
        ? readNested(reading, object, native, leaf, path)
        : readValue(reading, object, native, readerOf(leaf), path, need === 'required' ? lost : 'degraded')
    if (value !== undefined && valueAt(tree, shared) === undefined) put(tree, shared, value)
    if (need === 'required' && value === undefined) {
      whole = false
      if (problems.length === 0)
        reading.findings.push(
          findingAt(object, { code: 'field-missing', effect: lost, target: path, expected: native }),
        )
    } else if (problems.length > 0) unclear.add(shared)
  }
  reading.findings.push(...unknownMembers(object, new Set([...rows.map(([native]) => cut(native)[0]), ...others])))
  if (!whole) return undefined
  for (const shared of unclear) {
    const value = valueAt(tree, shared)
    if (value === undefined || Array.isArray(value)) noteAbsent(reading, `${target}/${shared}`, 'unknown')
  }
  readReasons(reading, object, rows, tree, target)
  return tree
}
