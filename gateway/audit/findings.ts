/** What can be wrong with a log. Names files, indexes and sizes, never content. */
export type Finding =
  | { readonly kind: 'key'; readonly why: string }
  /** `by`: the published checkpoint, the witnessed one beside it, or the n-th given one or receipt (from 0). */
  | { readonly kind: 'checkpoint'; readonly by: string; readonly why: string }
  | { readonly kind: 'receipt'; readonly by: string; readonly why: string }
  | { readonly kind: 'damaged'; readonly file: string; readonly offset: number; readonly why: string }
  /** Entries that `by` proves to have been there, indexes `first` to `last`, are not. */
  | { readonly kind: 'missing'; readonly by: string; readonly first: number; readonly last: number }
  /** The first `size` entries are not those that `by` signed. */
  | { readonly kind: 'forked'; readonly by: string; readonly size: number }
  /** The entry at `index` is not the one of the receipt. */
  | { readonly kind: 'changed'; readonly by: string; readonly index: number }
  /** The entry at `index` has another leaf hash than the tile `path` says: one of them was changed. */
  | { readonly kind: 'leaf'; readonly index: number; readonly path: string }
  /** A tile or bundle is not there, or not what the entries give, or should not be there. */
  | { readonly kind: 'tile'; readonly path: string; readonly why: string }
  /** Journal and bundles have different entries at `index`. */
  | { readonly kind: 'disagree'; readonly index: number }
  | { readonly kind: 'entry'; readonly index: number; readonly why: string }
  /** The file of an epoch is not the one that the log names. */
  | { readonly kind: 'epoch'; readonly id: string }
  | { readonly kind: 'io'; readonly why: string }

export type Report = (finding: Finding) => void

/** More are not told. */
export const FINDINGS_MAX = 100
