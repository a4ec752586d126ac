/** Reads named cells by field tables, and collects what must be said about them. No finding carries a value. */
import type { AbsenceReason, Translation } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import type { ListName } from './entities.ts'
import type { Leaf, LeafResult, Row } from './leaves.ts'

/** A cell of the file, or a member of an item in one: then line and column are those of the cell. */
export interface Cell {
  /** As it stands there, for its length. */
  readonly text: string
  /** What it holds: none, one, or (of a list) several. Undefined when its inner syntax is broken. */
  readonly values: readonly string[] | undefined
  /** Why it says to be empty. */
  readonly why?: AbsenceReason
  readonly pointer: string
  readonly line: number
  readonly column: number
}

export type Cells = ReadonlyMap<string, Cell>

/** `of[name]`, read from `cell` for the shared place `path`, is the id of an item of the list `to`. */
export interface Reference {
  readonly of: Tree
  readonly name: string
  readonly to: ListName
  readonly cell: Cell
  readonly path: string
}

/** What comes of one record besides its value. */
export interface Reading {
  readonly findings: Finding[]
  readonly absent: { readonly path: string; readonly why: AbsenceReason }[]
  readonly labels: Translation['labels'][number][]
  readonly references: Reference[]
}

/** `findings` are those that it adds to: of an item that may be left out, those of its record. */
export const newReading = (findings: Finding[] = []): Reading => ({ findings, absent: [], labels: [], references: [] })

/** Beyond this many a record is hopeless, and a longer list of its faults helps nobody. */
const FINDINGS_MAX = 200

type Said = Pick<Finding, 'code' | 'effect'> & Pick<Partial<Finding>, 'target' | 'expected' | 'found'>
type Place = Pick<Cell, 'pointer' | 'line' | 'column'>

/** A finding at a cell: its place and length. */
function findingAt(at: Place & { readonly text?: string }, said: Said): Finding {
  const { pointer, line, column, text } = at
  return {
    pointer,
    line,
    column,
    ...(text === undefined ? {} : { found: { type: 'text', length: text.length } }),
    ...said,
  }
}

/** Adds a finding, as far as there is room; one that rejects always has it. */
export function say(reading: Reading, at: Place & { readonly text?: string }, said: Said): void {
  if (reading.findings.length < FINDINGS_MAX || said.effect.startsWith('reject'))
    reading.findings.push(findingAt(at, said))
}

/** Notes a shared field that has no value; the first reason given stands. */
export function noteAbsent(reading: Reading, path: string, why: AbsenceReason): void {
  if (!reading.absent.some((entry) => entry.path === path)) reading.absent.push({ path, why })
}

export type Tree = { [name: string]: unknown }

function put(into: Tree, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[first] = value
  else {
    into[first] ??= {}
    put(into[first] as Tree, rest, value)
  }
}

const BROKEN: LeafResult = { problems: [{ code: 'value-invalid', expected: 'the escapes of the inner syntax' }] }

/** Reads one cell; its problems become findings with `target` and `effect`. Gives undefined when there is no value. */
export function readCell(
  reading: Reading,
  cell: Cell | undefined,
  leaf: Pick<Leaf, 'read'>,
  target: string,
  effect: 'degraded' | 'reject-record',
): unknown {
  if (cell === undefined || cell.values?.length === 0) {
    if (cell?.why !== undefined) noteAbsent(reading, target, cell.why)
    return undefined
  }
  const { value, problems, caseLost }: LeafResult = cell.values === undefined ? BROKEN : leaf.read(cell.values)
  for (const { code, expected } of problems) say(reading, cell, { code, effect, target, expected })
  if (caseLost) say(reading, cell, { code: 'case-lost', effect: 'note', target, expected: 'capitals with tones' })
  if (problems.length > 0 && (value === undefined || Array.isArray(value))) noteAbsent(reading, target, 'unknown')
  return value
}

/**
 * Reads named cells by their rows into the shared object at `target` (JSON Pointer). What is there and not understood is left
 * out with a finding and the absence reason `unknown`. Gives undefined when a required value is missing: the finding is
 * there, `lost` is its effect, and what to do about it is the caller's. NOT verified: the shared schema.
 */
export function readObject(
  reading: Reading,
  cells: Cells,
  rows: readonly Row[],
  target: string,
  at: Place,
  lost: 'degraded' | 'reject-record',
): Tree | undefined {
  const tree: Tree = {}
  let whole = true
  for (const [native, shared, leaf, need] of rows) {
    const cell = cells.get(native)
    const path = `${target}/${shared}`
    const value = readCell(reading, cell, leaf, path, need === 'required' ? lost : 'degraded')
    if (value !== undefined) put(tree, shared.split('/'), value)
    else if (need === 'required') {
      whole = false
      if (cell?.values?.length === 0)
        say(reading, { ...at, ...cell }, { code: 'field-missing', effect: lost, target: path, expected: native })
    }
  }
  return whole ? tree : undefined
}
