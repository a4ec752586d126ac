/** What the tables of format*.ts say of each native element: they are read by (reader.ts) and written by (struct-writer.ts). */
import type { Facet } from '../../schemas/generated/types.ts'
import type { Taking } from '../sdk/writing.ts'
import * as codes from './codes.ts'
import * as leaf from './leaves.ts'

export type Field = {
  /** Name of the shared member; empty for items of a list and for what is discarded. */
  readonly shared: string
  readonly required?: boolean
  /** Says nothing of who a person is: may stand in clear beside a secret identity. */
  readonly open?: boolean
} & (
  | {
      readonly leaf: leaf.Leaf
      /** The value is the key of an element of this list of the facet. */
      readonly ref?: RefList
      /** The member of the same element whose day says which codes were in force. */
      readonly asOf?: string
    }
  /** One text for several shared members. */
  | {
      readonly spread: (found: string) => leaf.LeafResult
      readonly compose: (from: Taking) => string | undefined
    }
  /** `flat`: the members and the mark belong to the enclosing entity's own fields. */
  | { readonly struct: Struct; readonly flat?: boolean }
  /** `itemsMax`: of the shared list; with more, none is taken. */
  | { readonly list: Readonly<Record<string, Field>>; readonly itemsMax: number; readonly unwritten?: true }
  | { readonly discard: 'clear' | 'ciphertext' }
)

export type RefList = keyof Facet & ('decisions' | 'participants' | 'offences')

export interface Struct {
  readonly fields: Readonly<Record<string, Field>>
  /** The element carries its key in attribute `ma`; a new one begins with these letters. */
  readonly keyed?: string
  readonly fixed?: Readonly<Record<string, string>>
}

/** Free text of at most `lengthMax` characters. */
export const text = (shared: string, lengthMax: number): Field => ({ shared, leaf: leaf.text(lengthMax) })
/** A date of day, month or year. */
export const date = (shared: string): Field => ({ shared, leaf: leaf.date })
/** Yes or no. */
export const flag = (shared: string): Field => ({ shared, leaf: leaf.flag })
/** A native code for a plain value. */
export const oneOf = (shared: string, list: string, table: Readonly<Record<string, string>>): Field => ({
  shared,
  leaf: leaf.oneOf(list, table),
})
/** An agency by its native code. */
export const agency = (shared: string): Field => ({ shared, leaf: leaf.coded('agencies', codes.agencies) })
/** The key of an element of the list `to` of the same dossier. */
export const ref = (shared: string, to: RefList): Field => ({
  shared,
  ref: to,
  leaf: leaf.form(/^\S{1,64}$/, 'a key of at most 64 characters'),
})
/** Without it the record is none. */
export const required = (field: Field): Field => ({ ...field, required: true })
/** See `Field`. */
export const open = (field: Field): Field => ({ ...field, open: true })
/** A list of entities with keys. */
export const list = (shared: string, item: string, struct: Struct, itemsMax: number): Field => ({
  shared,
  itemsMax,
  list: { [item]: { shared: '', struct } },
})
/** A list of values. */
export const values = (shared: string, item: string, field: Field, itemsMax: number): Field => ({
  shared,
  itemsMax,
  list: { [item]: field },
})
