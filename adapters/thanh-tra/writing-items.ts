/** The entities of a list as the items of a cell. */
import type { Label } from '../../schemas/generated/types.ts'
import type { AbsenceReason } from '../sdk/adapter.ts'
import { asKey } from '../sdk/ways.ts'
import type { Taking } from '../sdk/writing.ts'
import { codesOfLabel } from '../sdk/writing-marks.ts'
import * as codes from './codes.ts'
import { type Items, MARK } from './entities.ts'
import { escaped } from './inner.ts'
import type { Row } from './leaves.ts'
import { tree, values } from './writing-rows.ts'

const signs = new Map(Object.entries(codes.absences).map(([sign, why]) => [why, sign] as const))
const signOf = (why: AbsenceReason | undefined): string => (why === undefined ? '' : (signs.get(why) ?? ''))

/** Level and tags; `=` where the marks of the record hold. */
function markOf(label: Label | undefined): string {
  if (label === undefined) return '='
  const { level, tags } = codesOfLabel(label, codes.levels, codes.tags)
  return [level, ...tags].join('^')
}

/**
 * One item; undefined for an entity without what no item can be without. `keys`: of its list, where it has keys; `label`: its own mark.
 */
export function writeItem(
  place: Taking,
  { members, rows, references = {} }: Items,
  keys: ReadonlyMap<string, string> | undefined,
  label?: Label,
): string | undefined {
  const keyed = keys && asKey(keys)
  const own = rows.map(([native, shared, leaf, ...need]): Row => {
    const isKey = shared === 'id' || Object.hasOwn(references, native)
    return keyed !== undefined && isKey
      ? [native, shared, { ...leaf, write: keyed }, ...need]
      : [native, shared, leaf, ...need]
  })
  const single = tree(place, own)
  if (single === undefined) return undefined
  const memberOf = (name: string): string => {
    if (name === MARK) return markOf(label)
    const of = own.filter(([native]) => native === name)
    const said =
      single[name] === undefined ? of.flatMap(([, shared, leaf]) => values(place, shared, leaf)) : [single[name]]
    if (said.length > 0) return said.map(escaped).join('^')
    return signOf(of.map(([, shared]) => place.absence(shared)).find((why) => why !== undefined))
  }
  return members.map(memberOf).join('~')
}
