/** Ids of a facet's entities as one receiver sees them: wherever the schema has an id or a reference to one. */
import { fields, type TypeName } from '../../schemas/generated/fields.ts'
import type { Row } from './mask.ts'
import type { Names } from './names.ts'

/** A field that refers to elements of a list of the facet, or leads to such fields below. */
interface Way {
  readonly name: string
  readonly ref?: string
  readonly below?: readonly Way[]
}

/** The ways below an object type. */
function waysOf(type: TypeName): readonly Way[] {
  return fields[type].flatMap((field): readonly Way[] => {
    if (field.type === 'object' || field.type === 'list-of-object') {
      const below = waysOf(field.of)
      return below.length === 0 ? [] : [{ name: field.name, below }]
    }
    return field.ref === undefined ? [] : [{ name: field.name, ref: field.ref }]
  })
}

/** Lists of the facet whose elements have ids, with the ways to references in them. */
const lists: readonly { readonly name: string; readonly below: readonly Way[] }[] = fields.Facet.flatMap((field) =>
  field.type === 'list-of-object' && fields[field.of].some(({ id, name }) => id === true && name === 'id')
    ? [{ name: field.name, below: waysOf(field.of) }]
    : [],
)

/** A copy of `facet` (as an adapter gives it) with every local id and reference to one as `names` calls it for `holder`. */
export function renamed(facet: Row, holder: string, names: Names): Row {
  const entity = (list: string, local: unknown) => names.entity(list, holder, local as string)
  const each = (value: unknown, of: (one: unknown) => unknown) => (Array.isArray(value) ? value.map(of) : of(value))
  const along = (row: Row, ways: readonly Way[]): Row => {
    const out: Row = { ...row }
    for (const { name, ref, below } of ways) {
      const value = row[name]
      if (value === undefined) continue
      out[name] = each(value, (one) => (below ? along(one as Row, below) : entity(ref!, one)))
    }
    return out
  }
  const out: Row = { ...facet }
  for (const { name, below } of lists) {
    const rows = facet[name] as readonly Row[] | undefined
    if (rows) out[name] = rows.map((row) => ({ ...along(row, below), id: entity(name, row.id) }))
  }
  return out
}
