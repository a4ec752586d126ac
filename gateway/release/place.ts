/** Where in a facet a label takes hold, and how that place is found again when elements come, go or change their order. */
import { type Field, fields, type TypeName } from '../../schemas/generated/fields.ts'
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

/** Whether the elements of a list of `type` have ids by which they are told apart. */
export const hasIds = (type: TypeName): boolean => fields[type].some(({ name, id }) => name === 'id' && id === true)

const escaped = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1')

/**
 * The name of `place` (as placeOf gives it): the pointer with the source's ids of elements for their numbers. What is within elements that
 * have no ids has the name of their list.
 */
export function placeName(facet: object, place: string): string {
  let name = ''
  let value: unknown = facet
  let type: TypeName | undefined = 'Facet'
  for (const token of place.split('/').slice(1)) {
    if (Array.isArray(value)) {
      if (!type || !hasIds(type)) return name
      name += `/${escaped(String((value[Number(token)] as { id?: unknown }).id))}`
    } else {
      const field: Field | undefined = type && fieldOf(type, token)
      type = field && 'of' in field ? field.of : undefined
      name += `/${token}`
    }
    value = (value as Record<string, unknown> | undefined)?.[token]
  }
  return name
}

interface Found {
  readonly place: string
  readonly value: unknown
}

/** The places of `facet` that have this name: none when an element on the way is gone, several when a source gave one id twice. */
export function placesNamed(facet: object, name: string): readonly string[] {
  let found: readonly Found[] = [{ place: '', value: facet }]
  let type: TypeName | undefined = 'Facet'
  let list = false
  for (const token of name.split('/').slice(1)) {
    const elements = list
    found = found.flatMap((one) => (elements ? elementsOf(one, token) : [memberOf(one, token)]))
    const field: Field | undefined = list || !type ? undefined : fieldOf(type, token)
    if (!list) type = field && 'of' in field ? field.of : undefined
    list = field?.type === 'list-of-object'
  }
  return found.map(({ place }) => place)
}

const memberOf = ({ place, value }: Found, token: string): Found => ({
  place: `${place}/${token}`,
  value: (value as Record<string, unknown> | undefined)?.[token],
})

const elementsOf = ({ place, value }: Found, token: string): Found[] =>
  ((value ?? []) as readonly { readonly id?: unknown }[]).flatMap((element, n) =>
    escaped(String(element.id)) === token ? [{ place: `${place}/${n}`, value: element }] : [],
  )

/** The value that the RFC 6901 pointer leads to; undefined where it leads nowhere. */
export function valueAt(value: unknown, pointer: string): unknown {
  let at = value
  for (const token of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string, unknown>)[token.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return at
}
