/** What was asked for, in the schema's terms, with the names it has in the answer (GraphQL aliases). */
import { type Field, fields, type TypeName } from '../../schemas/generated/fields.ts'

export interface Selected {
  /** Key in the answer. */
  readonly answer: string
  readonly field: Field
  /** RFC 6901 pointer from the record, list elements as `*`: how the log names the field. */
  readonly path: string
  /** For object fields. */
  readonly of?: Selection
  /** For `__typename`: the answer to it. */
  readonly typename?: TypeName
}

export type Selection = readonly Selected[]

const byName = new Map(
  Object.entries(fields).map(([type, list]) => [type, new Map(list.map((field) => [field.name, field]))]),
)

/** The field `name` of `type`; undefined when the schema has none. */
export const fieldOf = (type: TypeName, name: string): Field | undefined => byName.get(type)?.get(name)

/** The path of `field` of `type`, whose own path is `parent`. A code is logged as one value, not by its parts. */
export const pathOf = (type: TypeName, parent: string, field: Field): string =>
  type === 'Coded' ? parent : `${parent}/${field.name}${field.type === 'list-of-object' ? '/*' : ''}`

const typenameField: Field = { name: '__typename', type: 'scalar', label: 0, mask: 'none', id: true }

/** What GraphQL can ask of any object (§4.4). Like an id it says nothing of the record. */
export const typenameOf = (typename: TypeName, answer: string): Selected => ({
  answer,
  field: typenameField,
  path: '',
  typename,
})

/** Every field of `type`, under its own name: what REST answers. */
export function everything(type: TypeName, parent = ''): Selection {
  return fields[type].map((field) => {
    const path = pathOf(type, parent, field)
    // Paths are counted from the record, and a facet is a record.
    return 'of' in field
      ? { answer: field.name, field, path, of: everything(field.of, isRecord(field.of) ? '' : path) }
      : { answer: field.name, field, path }
  })
}

/** Types that are decided, reported and logged as one record. */
export const isRecord = (type: TypeName): boolean => type === 'Facet' || type === 'FacetSummary'
