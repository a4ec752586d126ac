/** Where in a facet a label takes hold. */
import type { Field, TypeName } from '../../schemas/generated/fields.ts'
import { fieldOf } from './selection.ts'

/**
 * The longest beginning of `pointer` (RFC 6901, from `facet`) at which a mask is decided: a field of the schema, or an element that a
 * list of objects has. A label that points deeper or elsewhere then covers what is around its place instead of nothing.
 */
export function placeOf(facet: object, pointer: string): string {
  let place = ''
  let value: unknown = facet
  let type: TypeName | undefined = 'Facet'
  let list = false
  for (const token of pointer.split('/').slice(1)) {
    if (list) {
      const length = Array.isArray(value) ? value.length : 0
      if (!/^(0|[1-9]\d*)$/.test(token) || Number(token) >= length) return place
      list = false
    } else {
      const field: Field | undefined = type && fieldOf(type, token)
      if (!field) return place
      type = 'of' in field ? field.of : undefined
      list = field.type === 'list-of-object'
    }
    value = (value as Record<string, unknown> | undefined)?.[token]
    place += `/${token}`
  }
  return place
}
