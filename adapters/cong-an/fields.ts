/** What the tables of format*.ts say of each native element. */
import type { Facet } from '../../schemas/generated/types.ts'
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
      readonly spread?: boolean
      /** The value is the key of an element of this list of the facet. */
      readonly ref?: RefList
    }
  /** `flat`: the members and the mark belong to the enclosing entity's own fields. */
  | { readonly struct: Struct; readonly flat?: boolean }
  /** `itemsMax`: of the shared list; with more, none is taken. */
  | { readonly list: Readonly<Record<string, Field>>; readonly itemsMax: number }
  | { readonly discard: 'clear' | 'ciphertext' }
)

export type RefList = keyof Facet & ('decisions' | 'participants' | 'offences')

export interface Struct {
  readonly fields: Readonly<Record<string, Field>>
  /** The element carries its key in attribute `ma`. */
  readonly keyed?: boolean
  readonly fixed?: Readonly<Record<string, string>>
}

/** Free text of at most `lengthMax` characters. */
export const text = (shared: string, lengthMax: number): Field => ({ shared, leaf: leaf.text(lengthMax) })
/** A date of day, month or year. */
export const date = (shared: string): Field => ({ shared, leaf: leaf.date })
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
