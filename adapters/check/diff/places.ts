/** What became of the places of the shared form, as an adapter writes them, from one version to the next. */
import type { LostRow } from '../../sdk/adapter.ts'
import type { PlaceRow } from '../coverage/report.ts'
import type { Change } from './change.ts'
import { measuredChange } from './fields.ts'

interface Places {
  readonly rows: readonly LostRow[]
  /** Undefined of an adapter that does not write. */
  readonly places: readonly PlaceRow[] | undefined
}

/** What the table says of each path. */
const wordsOf = (rows: readonly LostRow[]): ReadonlyMap<string, string> =>
  new Map(rows.map(({ shared, loss, because }) => [shared, JSON.stringify([loss, because])]))

function declaredChanges(before: Places, after: Places): readonly Change[] {
  const [old, young] = [wordsOf(before.rows), wordsOf(after.rows)]
  const other = [...young.keys()].filter((at) => old.has(at) && old.get(at) !== young.get(at))
  return other.map((at) => ({ kind: 'declared', at: `${at} (withoutPlace)` }))
}

/** The changes of all places; what was not written before or is not any more is a change of directions. */
export function placeChanges(before: Places, after: Places): readonly Change[] {
  if (before.places === undefined || after.places === undefined) return []
  const old = new Map(before.places.map((row) => [row.shared, row.toNative]))
  const young = new Map(after.places.map((row) => [row.shared, row.toNative]))
  const known = after.places.flatMap(({ shared, toNative }): readonly Change[] =>
    old.has(shared)
      ? measuredChange(`${shared} (places)`, old.get(shared), toNative)
      : [{ kind: 'place-seen', at: shared, after: toNative }],
  )
  const unseen = before.places
    .filter(({ shared }) => !young.has(shared))
    .map(({ shared, toNative }): Change => ({ kind: 'place-unseen', at: shared, before: toNative }))
  return [...known, ...unseen, ...declaredChanges(before, after)]
}
