/** What became of one value on its way into the native form and out again, and whether it was said. */
import type { Finding } from '../../sdk/finding.ts'
import { within } from '../paths.ts'
import type { Pairing } from './pairing.ts'
import { type SharedPlace, valueAt } from './places.ts'

/** `image`: what stands there instead, as text to compare; it is content. */
export type Fate =
  | { readonly is: 'kept' }
  | { readonly is: 'gone' }
  | { readonly is: 'changed'; readonly image: string }
  /** The item that it is in, at this pointer, is gone: that is judged there. */
  | { readonly is: 'away'; readonly item: string }

const KEPT: Fate = { is: 'kept' }
const GONE: Fate = { is: 'gone' }

/** What a value says: of a code the code and its list; an instant is the same in every offset. */
function meaningOf(value: unknown): string {
  if (typeof value === 'string' && /T\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value)))
    return String(Date.parse(value))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const { system, code } = value as { readonly system?: unknown; readonly code?: unknown }
  return `${system} ${code}`
}

/** The place of the entity that an id of a list of the facet names. */
function entityOf(translation: unknown, list: string, id: unknown): string | undefined {
  const items = valueAt(translation, `/facet/${list}`)
  const at = Array.isArray(items) ? items.findIndex((item) => valueAt(item, '/id') === id) : -1
  return at < 0 ? undefined : `/facet/${list}/${at}`
}

/** The fate of a place that has a value in `before`. References are the same when they name the same entity. */
export function fateOf({ before, after, counterpart, missing }: Pairing, place: SharedPlace): Fate {
  const { pointer, value, shape } = place
  const item = missing(pointer)
  if (item !== undefined && item !== pointer) return { is: 'away', item }
  if (shape.is === 'item') return item === undefined ? KEPT : GONE
  const there = counterpart(pointer)
  const found = there === undefined ? undefined : valueAt(after, there)
  if (found === undefined) return GONE
  if (shape.is === 'reference') {
    const entity = entityOf(before, shape.list, value)
    const other = entityOf(after, shape.list, found)
    if (entity === undefined) return found === value ? KEPT : { is: 'changed', image: other ?? '' }
    return other !== undefined && counterpart(entity) === other ? KEPT : { is: 'changed', image: other ?? '' }
  }
  const meaning = meaningOf(found)
  return meaning === meaningOf(value) ? KEPT : { is: 'changed', image: meaning }
}

/** Whether a finding says of a place, or of a branch that it is in, what became of it. */
function says({ code, pointer, target = pointer }: Finding, place: string, fate: Fate): boolean {
  const about = within(target, place) || target.startsWith(`${place}/`)
  if (code === 'no-place') return about
  // What is gone is a part of a branch at most.
  return code === 'carried-in-part' && about && (fate.is === 'changed' || target !== place)
}

/** Whether the findings of the writing say what became of the place: what is gone has no place, what is changed is carried in part at most. */
export const isSaid = (findings: readonly Finding[], place: string, fate: Fate): boolean =>
  fate.is === 'kept' || fate.is === 'away' || findings.some((finding) => says(finding, place, fate))
