/** How the court's own file is written: codes, dates, fields, and lists of entities. */
import type { Coded, PartialTime } from '../../../schemas/generated/types.ts'
import type { NativeFacet } from '../../sdk/adapter.ts'
import { lists as codeTables, type Lists, nativeCode } from './codes.ts'
import { element, ownDate, ownInstant, plain, type Remarks } from './xml.ts'

/** The native code of a shared one, coded or plain; undefined stays so. Throws on one that the system has no code for. */
export const code = (list: Lists, value: Coded | string | undefined): string | undefined =>
  value === undefined ? undefined : nativeCode(list, typeof value === 'string' ? value : value.code)
/** A rule of a limit: by the court's own code, or as it is called elsewhere. */
export const rule = (value: string | undefined, field: Field): string =>
  value === undefined || codeTables.clockRules.has(value)
    ? field('QuyTac', 'rule', code('clockRules', value))
    : field('QuyTacKhac', 'rule', value)
/** `C` (có) or `K` (không); undefined stays so. */
export const flag = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'C' : 'K'
/** As precise as it is known. */
export const moment = (value: PartialTime | undefined): string | undefined =>
  value === undefined ? undefined : value.length > 10 ? ownInstant(value) : ownDate(value)
/** An element of the same name for each value. */
export const each = (name: string, values: readonly (string | undefined)[] | undefined): string =>
  (values ?? []).map((value) => plain(name, value)).join('')
/** As the court's own file has dates; undefined stays so. */
export const date = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : ownDate(value)

/** An element of a list of the facet. */
export type Item<K extends keyof NativeFacet> = NonNullable<NativeFacet[K]> extends readonly (infer T)[] ? T : never
/** Writes a field of one entity: its value, or why it has none, with the mark that it has of its own. */
export type Field = (name: string, member: string, value: string | undefined) => string

/** Writes what an entity holds several of, one element each, within the entity's own. */
export type Inner = <E>(
  name: string,
  member: string,
  elements: readonly E[] | undefined,
  write: (of: E, field: Field) => string,
) => string

/** Writes one list: `item` writes the fields of one entity. */
export function list<T extends { readonly id: string }>(
  [wrapper, name]: readonly [wrapper: string, item: string],
  path: string,
  items: readonly T[] | undefined,
  remarks: Remarks,
  write: (of: T, field: Field, inner: Inner) => string,
  otherwise = '',
): string {
  if (items === undefined) return ''
  const written = items.map((of, i) => {
    const at = `${path}/${i}`
    const field: Field = (fieldName, member, value) => remarks.field(fieldName, `${at}/${member}`, value)
    const inner: Inner = (innerName, member, elements, writeInner) =>
      (elements ?? [])
        .map((one, place) => {
          const innerAt = `${at}/${member}/${place}`
          const innerField: Field = (fieldName, of, value) => remarks.field(fieldName, `${innerAt}/${of}`, value)
          return element(innerName, writeInner(one, innerField), remarks.mark(innerAt))
        })
        .join('')
    return element(name, write(of, field, inner), ` ma="${of.id}"${remarks.mark(at) || otherwise}`)
  })
  return element(wrapper, `\n${written.join('\n')}\n`, remarks.mark(path))
}
