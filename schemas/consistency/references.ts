/** Ids within one facet: each once in its list, and named only where there is one (`x-ref` of the schema). */
import { type Field, fields, type TypeName } from '../generated/fields.ts'
import type { HeldFacet, Note } from './finding.ts'

interface Reference {
  readonly list: string
  readonly field: string
  /** Of the elements of a list within the element. */
  readonly inner?: string
  readonly to: string
}

const refOf = (field: Field): string | undefined => ('ref' in field ? field.ref : undefined)

/** Every place of a facet that names an id of one of its lists, as far as one list within a list. */
const references: readonly Reference[] = fields.Facet.flatMap((list): Reference[] => {
  if (!('of' in list)) return []
  return placesOf(list.of).map((place) => ({ list: list.name, ...place }))
})

function placesOf(type: TypeName, inner?: string): Omit<Reference, 'list'>[] {
  return fields[type].flatMap((field) => {
    const to = refOf(field)
    if (to !== undefined) return [{ field: field.name, to, ...(inner !== undefined && { inner }) }]
    return 'of' in field && inner === undefined ? placesOf(field.of, field.name) : []
  })
}

type Element = Readonly<Record<string, unknown>>
const elementsOf = (node: unknown): readonly Element[] => (Array.isArray(node) ? node : [])

/** Notes ids that stand twice in a list, and names of elements that `facet` does not have. */
export function checkReferences(facet: HeldFacet, note: Note): void {
  const lists = facet as unknown as Readonly<Record<string, unknown>>
  const ids = new Map<string, Set<unknown>>()
  const idsOf = (list: string): Set<unknown> => {
    const known = ids.get(list) ?? new Set(elementsOf(lists[list]).map(({ id }) => id))
    ids.set(list, known)
    return known
  }
  for (const { name } of fields.Facet) {
    const elements = elementsOf(lists[name])
    if (elements.length < 2 || elements[0]?.id === undefined || idsOf(name).size === elements.length) continue
    elements.forEach(({ id }, i) => {
      if (elements.findIndex((other) => other.id === id) < i) note('id-duplicate', `/${name}/${i}/id`)
    })
  }
  for (const { list, inner, field, to } of references)
    elementsOf(lists[list]).forEach((element, i) => {
      const at = `/${list}/${i}`
      if (inner === undefined) checkNamed(element[field], `${at}/${field}`, idsOf(to), note)
      else
        elementsOf(element[inner]).forEach((part, k) => {
          checkNamed(part[field], `${at}/${inner}/${k}/${field}`, idsOf(to), note)
        })
    })
}

function checkNamed(named: unknown, pointer: string, ids: ReadonlySet<unknown>, note: Note): void {
  if (Array.isArray(named)) {
    named.forEach((id, i) => {
      if (!ids.has(id)) note('reference-dangling', `${pointer}/${i}`)
    })
  } else if (named !== undefined && !ids.has(named)) note('reference-dangling', pointer)
}
