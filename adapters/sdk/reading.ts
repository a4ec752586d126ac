/** Reads native nodes by field tables, and collects what must be said about them. No finding carries a value or an unknown name. */
import type { AbsenceReason, Translation } from './adapter.ts'
import type { Finding } from './finding.ts'
import { bad, type Leaf, type LeafResult } from './leaves.ts'
import { cut, filledAt, inTheWay, type NativeNode } from './native.ts'

/**
 * One field: native path and shared path (each relative to what the table speaks of, steps joined by `/`), and how the value is read. Of
 * several rows for one shared path the first that gives a value counts.
 */
export type Row = readonly [native: string, shared: string, leaf: Leaf, need?: 'required']

/** What comes of a document besides its value. */
export interface Reading {
  readonly findings: Finding[]
  readonly absent: { readonly path: string; readonly why: AbsenceReason }[]
  readonly labels: Translation['labels'][number][]
}

/** `findings`: those that it adds to, of an item that may be left out. */
export const newReading = (findings: Finding[] = []): Reading => ({ findings, absent: [], labels: [] })

/** Beyond this many a document is hopeless, and a longer list of its faults helps nobody. */
const FINDINGS_MAX = 200

type Said = Pick<Finding, 'code' | 'effect'> & Pick<Partial<Finding>, 'target' | 'expected' | 'found'>

/** Adds a finding at a node, with its place, type and length; as far as there is room, but what rejects always has it. */
export function say(reading: Reading, node: NativeNode, said: Said): void {
  if (reading.findings.length >= FINDINGS_MAX && !said.effect.startsWith('reject')) return
  const { pointer, line, column, kind, length } = node
  reading.findings.push({
    pointer,
    line,
    column,
    found: { type: kind, ...(length !== undefined && { length }) },
    ...said,
  })
}

/** Notes a shared field that has no value; the first reason given stands. */
export function noteAbsent(reading: Reading, path: string, why: AbsenceReason): void {
  if (!reading.absent.some((entry) => entry.path === path)) reading.absent.push({ path, why })
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

const valueAt = (tree: Tree, path: string): unknown =>
  path.split('/').reduce<unknown>((inner, name) => (inner as Tree | undefined)?.[name], tree)

/** Reads the value at a native path; its problems become findings with `target` and `effect`, as does what stands in its way. Nothing there: no value, no problem. */
export function readValue(
  reading: Reading,
  node: NativeNode,
  native: string,
  leaf: Leaf,
  target: string,
  effect: Finding['effect'] = 'degraded',
): LeafResult {
  const at = filledAt(node, native)
  const wall = inTheWay(node, native)
  const result = wall ? bad('field-type', 'a branch', wall) : at ? leaf(at) : { problems: [] }
  for (const { code, expected, node: where } of result.problems) say(reading, where, { code, effect, target, expected })
  return result
}

/**
 * Reads one node by its rows into the shared object at `target` (JSON Pointer). What is there and not understood is left out with a
 * finding and the absence reason `unknown`. Gives undefined when a required value is missing: the finding is there, `lost` is its
 * effect, and what to do about it is the caller's. NOT verified: the shared schema; members that no row speaks of (noteUnknown).
 */
export function readRows(
  reading: Reading,
  node: NativeNode,
  rows: readonly Row[],
  target: string,
  lost: 'degraded' | 'reject-record',
): Tree | undefined {
  const tree: Tree = {}
  const unclear = new Set<string>()
  const missing = new Map<string, string>()
  for (const [native, shared, leaf, need] of rows) {
    if (valueAt(tree, shared) !== undefined) continue
    const path = `${target}/${shared}`
    const { value, problems } = readValue(reading, node, native, leaf, path, need === 'required' ? lost : 'degraded')
    if (value !== undefined) put(tree, shared, value)
    else if (need === 'required') missing.set(shared, problems.length > 0 ? '' : native)
    if (problems.length > 0) unclear.add(shared)
  }
  const lacking = [...missing].filter(([shared]) => valueAt(tree, shared) === undefined)
  for (const [shared, expected] of lacking)
    if (expected !== '')
      say(reading, node, { code: 'field-missing', effect: lost, target: `${target}/${shared}`, expected })
  if (lacking.length > 0) return undefined
  for (const shared of unclear) {
    const value = valueAt(tree, shared)
    if (value === undefined || Array.isArray(value)) noteAbsent(reading, `${target}/${shared}`, 'unknown')
  }
  return tree
}
