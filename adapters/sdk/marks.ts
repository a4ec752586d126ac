/**
 * Handling marks by tables. A mark that is missing, repeated or not understood makes the label the one that the manifest has for records
 * without marks, and hides the record: never a lower one (design.md §4.3).
 */
import { levels } from '../../schemas/generated/fields.ts'
import type { Label, Level, Tag } from '../../schemas/generated/types.ts'
import { filledAt, itemsOf, type NativeNode } from './native.ts'
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
function meaningsAt(node: NativeNode | undefined, row: MarkRow): readonly (Meaning | undefined)[] {
  if (node === undefined) return [row.none]
  const codes = node.kind === 'list' ? itemsOf(node)! : [node]
  if (codes.length === 0) return [row.none]
  return codes
    .flatMap((of) => codesIn(of, row))
    .map((code) => (Object.hasOwn(row.codes, code) ? row.codes[code] : undefined))
}

/**
 * Reads the marks of a record, or of an item with marks of its own, into one label: the highest level with all tags. `unmarked` is the
 * manifest's labelWhenUnmarked. Gives undefined for an item whose marks say that it has none of its own; a record always has one.
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
  let understood = true
  let conceal = false
  const tags = new Set<Tag>()
  for (const row of rows) {
    const at = filledAt(node, row.native)
    for (const meaning of meaningsAt(at, row)) {
      if (meaning === undefined) {
        const code = at === undefined ? 'mark-missing' : 'mark-unknown'
        const expected = at === undefined ? row.native : 'a code of the native list of marks'
        say(reading, at ?? node, { code, effect: 'degraded', target, expected })
        understood = false
        continue
      }
      level = higher(level, meaning.level)
      conceal ||= meaning.conceal === true
      for (const tag of meaning.tags ?? []) tags.add(tag)
    }
  }
  if (isSecret(level)) return { label: { level: level!, tags: [...tags] }, conceal: true, secret: true }
  if (!understood || (of === 'record' && level === undefined)) return { label: unmarked, conceal: true, secret: false }
  if (level === undefined && tags.size === 0) return undefined
  return { label: { level: level ?? 'CONG_KHAI', tags: [...tags] }, conceal, secret: false }
}

/** Whether a code of a state secret stands in `nodes`, which are marks in wrong places. */
export function claimsSecret(nodes: readonly NativeNode[], rows: readonly MarkRow[]): boolean {
  const secret = (node: NativeNode): boolean =>
    node.items.some(secret) ||
    rows.some((row) =>
      codesIn(node, row).some((code) => Object.hasOwn(row.codes, code) && isSecret(row.codes[code]!.level)),
    )
  return nodes.some(secret)
}
