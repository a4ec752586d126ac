/** Keys by which one element of a dossier names another. */
import { circlesIn } from '../sdk/circles.ts'
import type { RefList } from './fields.ts'
import { type Notes, note, type Reference } from './notes.ts'

type Keyed = { readonly id: string }

/** Leaves out every member of `facet` that names an element which is not there, with a finding where it stood. */
export function resolveReferences(notes: Notes, facet: Readonly<Record<string, unknown>>): void {
  const keys = new Map<RefList, ReadonlySet<unknown>>()
  const keysOf = (list: RefList): ReadonlySet<unknown> => {
    const known = keys.get(list) ?? new Set(((facet[list] ?? []) as readonly Keyed[]).map(({ id }) => id))
    keys.set(list, known)
    return known
  }
  for (const { element, list, key, into, name, path } of notes.references) {
    if (keysOf(list).has(key)) continue
    leaveOut(notes, { element, into, name, path }, 'reference-unresolved', `a key of the list ${list}`)
  }
  breakCircles(notes, facet)
}

function leaveOut(
  notes: Notes,
  { element, into, name, path }: Pick<Reference, 'element' | 'into' | 'name' | 'path'>,
  code: string,
  expected: string,
): void {
  delete into[name]
  notes.absent.push({ path, why: 'unknown' })
  note(notes, element, { code, effect: 'degraded', target: path, expected })
}

/** Versions of a decision, in whatever order they come: each says what took its place, and none by way of itself. */
function breakCircles(notes: Notes, facet: Readonly<Record<string, unknown>>): void {
  const decisions = (facet.decisions ?? []) as readonly Keyed[]
  for (const member of ['supersededBy', 'cancelledBy']) {
    const ids = circlesIn(decisions, member)
    const found = notes.references.filter(({ into, name }) => name === member && ids.has(String(into.id)))
    for (const one of found) leaveOut(notes, one, 'reference-circular', 'an act that came later')
  }
}
