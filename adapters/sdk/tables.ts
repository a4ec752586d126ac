/** What the tables of an adapter's format say: the shape of format.ts. The manifest's field table says the same, with reasons. */
import type { Identifier } from '../../schemas/generated/types.ts'
import type { ConfirmedRelation, NativeFacet } from './adapter.ts'
import type { Leaf } from './leaves.ts'
import type { MarkRow } from './marks.ts'
import type { Row } from './reading.ts'

/** A number by which facets of other agencies can be one dossier with this one. */
export interface IdentifierRow {
  readonly native: string
  readonly leaf: Leaf
  readonly type: Identifier['type']
  /** The system that gives the number, e.g. `cong-an:dieu-tra`: the same text in every adapter that carries such a number. */
  readonly system: string
  /** Code of the agency that gave it (list `agencies`), or where the document says so; without it the agency whose document it is. */
  readonly assigner?: string | { readonly native: string; readonly leaf: Leaf }
}

/** A list of the native format whose items become entities of a list of the facet. */
export interface ListTable {
  readonly native: string
  /**
   * What stands at `native` is one item, not a list: a branch, or a single value, which rows read as `''`; `''` here is the record itself.
   * Without a value there is no item.
   */
  readonly one?: true
  /** Several tables may feed one list. */
  readonly shared: keyof NativeFacet & string
  /** As many as the shared list may have. A longer one rejects the record: it can't be known what is lost. */
  readonly itemsMax: number
  readonly rows: readonly Row[]
  /** Members of every entity that no native field says, e.g. a kind. */
  readonly constants?: Readonly<Record<string, unknown>>
  /** Of items that have marks of their own; paths from the item. */
  readonly marks?: readonly MarkRow[]
}

/** An act of the record that names another agency. */
export interface ConfirmRow {
  readonly native: string
  /** Gives a code of the list `agencies`, by `oneOf`. */
  readonly leaf: Leaf
  readonly relation: ConfirmedRelation
}

/** One record of the native format; all paths are from the record. What no row speaks of is left behind, as the manifest says with reasons. */
export interface RecordTable {
  /** Of deposits: the key by which the agency knows the record. */
  readonly key?: { readonly native: string; readonly leaf: Leaf }
  /** Gives an instant. */
  readonly updatedAt: { readonly native: string; readonly leaf: Leaf }
  readonly identifiers: readonly IdentifierRow[]
  /** Shared paths from `report`. */
  readonly report: readonly Row[]
  readonly reportConstants?: Readonly<Record<string, unknown>>
  readonly lists: readonly ListTable[]
  readonly marks: readonly MarkRow[]
  /** Of deposits: as in EntryTable. */
  readonly confirms?: readonly ConfirmRow[]
  readonly resolves?: boolean
}

/** One row of the source's own list, for the index: no person, no text. Paths are from the row. */
export interface EntryTable {
  /** Shared paths: nativeKey, kind, stage, receivedAt, updatedAt; also corruptionField, dueOn, sealed. Codes by `oneOf`. */
  readonly rows: readonly Row[]
  readonly identifiers: readonly IdentifierRow[]
  readonly marks: readonly MarkRow[]
  /** Other agencies that an act named in the row gives a relation. */
  readonly confirms: readonly ConfirmRow[]
  /** This agency resolves the matters that it lists. */
  readonly resolves: boolean
}
