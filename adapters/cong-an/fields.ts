/** What the tables of format.ts say of each native element. */
import type { Leaf } from './leaves.ts'

export type Field = {
  /** Name of the shared member; empty for items of a list and for what is discarded. */
  readonly shared: string
  readonly required?: boolean
  /** Says nothing of who a person is: may stand in clear beside a secret identity. */
  readonly open?: boolean
} & (
  | { readonly leaf: Leaf; readonly spread?: boolean }
  /** `flat`: the members and the mark belong to the enclosing entity's own fields. */
  | { readonly struct: Struct; readonly flat?: boolean }
  /** `itemsMax`: of the shared list; with more, none is taken. */
  | { readonly list: Readonly<Record<string, Field>>; readonly itemsMax: number }
  | { readonly discard: true }
)

export interface Struct {
  readonly fields: Readonly<Record<string, Field>>
  /** The element carries its key in attribute `ma`. */
  readonly keyed?: boolean
  readonly fixed?: Readonly<Record<string, string>>
}
