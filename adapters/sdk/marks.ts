/**
 * Handling marks by tables. A mark that is missing, repeated or not understood makes the label no lower than the one that the manifest has for
 * records without marks, nor than what was understood, and hides the record.
 */
import { levels } from '../../schemas/generated/fields.ts'
import type { Label, Level, Tag } from '../../schemas/generated/types.ts'
import { joinLabels } from './join-labels.ts'
import { filledAt, inTheWay, itemsOf, type NativeNode } from './native.ts'
import { type Reading, say } from './reading.ts'

/** What one code of a mark says. */
export interface Meaning {
  readonly level?: Level
  readonly tags?: readonly Tag[]
  /** Nobody but its holder may know that the record exists. */
  readonly conceal?: true
}

/** One place of a handling mark. */
export interface MarkRow {
  /** Member names joined by `/`, from the record (or from the item of a list that has marks of its own). */
  readonly native: string
  /** All codes that the format has. A mark that is a list of codes means all of them together. */
  readonly codes: Readonly<Record<string, Meaning>>
  /** What stands between the codes of one text (`MAT|TRE_EM` with `|`), which mean all of them together. */
  readonly separator?: string
  /** What it means when nothing stands there. Without it the record is as one without marks. */
  readonly none?: Meaning
}

export interface Marks {
  readonly label: Label
  readonly conceal: boolean
  /** A state secret (MẬT or above): it may not be here in clear. */
  readonly secret: boolean
}

const SECRET = levels.indexOf('MAT')
const UNDETERMINED = levels.indexOf('CHUA_XAC_DINH')

const isSecret = (level: Level | undefined): boolean =>
  level !== undefined && levels.indexOf(level) >= SECRET && levels.indexOf(level) < UNDETERMINED

const higher = (a: Level | undefined, b: Level | undefined): Level | undefined =>
  a === undefined || (b !== undefined && levels.indexOf(b) > levels.indexOf(a)) ? b : a

/** What a leaf says: one code, or those between the row's separators. */
function codesIn({ kind, value }: NativeNode, { separator }: MarkRow): readonly string[] {
  if (kind !== 'text' && kind !== 'number' && kind !== 'boolean') return ['']
  return separator === undefined ? [String(value)] : String(value).split(separator)
}

/** What the codes at one place mean; undefined for one that is not understood. */
function meaningsAt(node: NativeNode | undefined, row: MarkRow, wall?: NativeNode): readonly (Meaning | undefined)[] {
  if (wall !== undefined) return [undefined]
  if (node === undefined) return [row.none]
  const codes = node.kind === 'list' ? itemsOf(node)! : [node]
  if (codes.length === 0) return [row.none]
  return codes
    .flatMap((of) => codesIn(of, row))
    .map((code) => (Object.hasOwn(row.codes, code) ? row.codes[code] : undefined))
}

/**
 * The highest state secret that a code within `node` claims, at any depth, spaces around it aside: a mark that can't be read may not hide one.
 */
function secretWithin(node: NativeNode, rows: readonly MarkRow[]): Level | undefined {
  const own = rows.flatMap((row) =>
    codesIn(node, row)
      .flatMap((code) => [code, code.trim()])
      .map((code) => (Object.hasOwn(row.codes, code) ? row.codes[code]!.level : undefined)),
  )
  const inner = [...node.items, ...node.names().flatMap((name) => node.member(name) ?? [])]
  return [...own.filter(isSecret), ...inner.map((of) => secretWithin(of, rows))].reduce(higher, undefined)
}

/**
 * Reads the marks of a record, or of an item with marks of its own, into one label: the highest level with all tags. `unmarked` is the
 * manifest's labelWhenUnmarked, which an item has as well whose mark conceals it. Gives undefined for an item whose marks say that it has none
 * of its own; a record always has one.
 */
export function readMarks(
  reading: Reading,
  node: NativeNode,
  rows: readonly MarkRow[],
  unmarked: Label,
  target: string,
  of: 'record' | 'item' = 'record',
): Marks | undefined {
  let level: Level | undefined
  // Apart from `level`: above a secret stands what is undetermined.
  let secret: Level | undefined
  let understood = true
  let conceal = false
  const tags = new Set<Tag>()
  for (const row of rows) {
    const wall = inTheWay(node, row.native)
    const at = wall ?? filledAt(node, row.native)
    if (at !== undefined) secret = higher(secret, secretWithin(at, [row]))
    for (const meaning of meaningsAt(at, row, wall)) {
      if (meaning === undefined) {
        const code = at === undefined ? 'mark-missing' : 'mark-unknown'
        const expected = at === undefined ? row.native : 'a code of the native list of marks'
        say(reading, at ?? node, { code, effect: 'degraded', target, expected })
        understood = false
        continue
      }
      level = higher(level, meaning.level)
      if (isSecret(meaning.level)) secret = higher(secret, meaning.level)
      conceal ||= meaning.conceal === true
      // What is hidden whole can't be hidden within a record that is shown.
      if (of === 'item' && meaning.conceal) {
        const expected = 'a mark that an item can have without its record'
        say(reading, at ?? node, { code: 'mark-unknown', effect: 'degraded', target, expected })
        understood = false
      }
      for (const tag of meaning.tags ?? []) tags.add(tag)
    }
  }
  if (secret !== undefined) return { label: { level: secret, tags: [...tags] }, conceal: true, secret: true }
  const label: Label = { level: level ?? 'CONG_KHAI', tags: [...tags] }
  if (!understood || (of === 'record' && level === undefined))
    return { label: joinLabels(unmarked, label), conceal: true, secret: false }
  if (level === undefined && tags.size === 0) return undefined
  return { label, conceal, secret: false }
}

/** Whether a code of a state secret stands in `nodes`, at any depth: marks in wrong places. */
export const claimsSecret = (nodes: readonly NativeNode[], rows: readonly MarkRow[]): boolean =>
  nodes.some((node) => secretWithin(node, rows) !== undefined)
