/** What became of the fields of an adapter from one version to the next, by what was measured and what is declared. */
import type { FieldRow } from '../../sdk/adapter.ts'
import type { CoverageRow } from '../coverage/report.ts'
import type { Change, ChangeKind } from './change.ts'

/** How much of a value comes through; `elsewhere` is no declared place, and so is nothing. */
const kept: Readonly<Record<string, number>> = { lossless: 2, lossy: 1 }
const keptOf = (measured: string | undefined): number => kept[measured ?? ''] ?? 0

/** The ways that a value may go; one that a row does not have is one that the field does not take. */
const ways = ['toShared', 'toIndex', 'toNative'] as const
const outcomesOf = (row: CoverageRow): readonly string[] =>
  ways.flatMap((way) => (row[way] === undefined ? [] : [row[way]]))
const isCarried = (row: CoverageRow): boolean => outcomesOf(row).some((outcome) => keptOf(outcome) > 0)

/** Why less comes through. */
function worse(after: string | undefined): ChangeKind {
  if (after === 'lossy') return 'lossy'
  return after === 'rejected' ? 'rejected' : 'dropped'
}

/** The change of one measured outcome, if it is one. */
export function measuredChange(at: string, before: string | undefined, after: string | undefined): readonly Change[] {
  if (before === after) return []
  const told = { at, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
  const [old, young] = [keptOf(before), keptOf(after)]
  if (young < old) return [{ kind: worse(after), ...told }]
  if (young > old) return [{ kind: old === 0 ? 'carried' : 'better', ...told }]
  // Neither comes through: a record that is rejected is worse than a value that is left behind.
  if (after === 'rejected') return [{ kind: 'rejected', ...told }]
  return [{ kind: before === 'rejected' ? 'better' : 'declared', ...told }]
}

function changesOf(before: CoverageRow, after: CoverageRow): readonly Change[] {
  const at = after.native
  const gone = before.shared.filter((place) => !after.shared.includes(place))
  const added = after.shared.filter((place) => !before.shared.includes(place))
  return [
    ...ways.flatMap((way) => measuredChange(`${at} (${way})`, before[way], after[way])),
    ...gone.map((place): Change => ({ kind: 'target-gone', at, before: place })),
    ...added.map((place): Change => ({ kind: 'target-added', at, after: place })),
  ]
}

/** What the table says of a field, places apart. */
const wordsOf = (rows: readonly FieldRow[], native: string): string =>
  rows
    .filter((row) => row.native === native)
    .map(({ relation, loss = '', because = '', constant = false }) => `${relation} ${constant} ${loss} ${because}`)
    .sort()
    .join('\n')

interface Fields {
  readonly rows: readonly FieldRow[]
  readonly coverage: readonly CoverageRow[]
}

/** The changes of all fields, in the order of the later coverage, those that are gone behind. */
export function fieldChanges(before: Fields, after: Fields): readonly Change[] {
  const old = new Map(before.coverage.map((row) => [row.native, row]))
  const young = new Set(after.coverage.map(({ native }) => native))
  const known = after.coverage.flatMap((row): readonly Change[] => {
    const was = old.get(row.native)
    if (was === undefined) {
      const outcomes = outcomesOf(row)
      const kind = isCarried(row) ? 'carried' : outcomes.includes('rejected') ? 'rejected' : 'field-left'
      return [{ kind, at: row.native, after: outcomes.join(', ') }]
    }
    const changes = changesOf(was, row)
    if (changes.length > 0 || wordsOf(before.rows, row.native) === wordsOf(after.rows, row.native)) return changes
    return [{ kind: 'declared', at: row.native }]
  })
  const gone = before.coverage
    .filter(({ native }) => !young.has(native))
    .map((row): Change => {
      const kind = isCarried(row) ? 'dropped' : 'field-gone'
      return { kind, at: row.native, before: outcomesOf(row).join(', ') }
    })
  return [...known, ...gone]
}
