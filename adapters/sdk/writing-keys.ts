/** Keys of entities in a form that has keys of its own kind. */
import type { Translation } from './adapter.ts'

export type EntityList = keyof Translation['facet'] & string

/**
 * The key of each entity of a list in the form: its own where that has the form's shape (`shape`), else the first of `next(1)`, `next(2)`, … that no entity has. So what came in this form goes back
 * under its keys, and references to entities are written by the same map (`asKey`). Expects that `next` gives keys of that shape, all different.
 */
export function keysOf(
  facet: Translation['facet'],
  list: EntityList,
  shape: RegExp,
  next: (number: number) => string,
): Map<string, string> {
  const entities = (facet[list] ?? []) as readonly { readonly id?: string }[]
  const ids = entities.flatMap(({ id }) => id ?? [])
  const kept = new Set(ids.filter((id) => shape.test(id)))
  let number = 0
  const fresh = (): string => {
    let key = next(++number)
    while (kept.has(key)) key = next(++number)
    return key
  }
  return new Map(ids.map((id) => [id, kept.has(id) ? id : fresh()]))
}
