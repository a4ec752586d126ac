/** Keys by which one element of a dossier names another. */
import type { RefList } from './fields.ts'
import { type Notes, note } from './notes.ts'

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
    delete into[name]
    notes.absent.push({ path, why: 'unknown' })
    const expected = `a key of the list ${list}`
    note(notes, element, { code: 'reference-unresolved', effect: 'degraded', target: path, expected })
  }
}
