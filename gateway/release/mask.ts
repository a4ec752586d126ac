/** What is masked, record by record, and what became of it. */
import type { LabelCore } from '../policy/label.ts'
import type { Reason } from '../policy/reasons.ts'

export type Row = { [field: string]: unknown }

/** The label of a field or element. `addressed`: it stands in an opaque part for the caller, who has an approved channel for it. */
export interface NarrowerLabel extends LabelCore {
  readonly addressed?: true
}

/** What stands beside a record's content. Pointers count from the record, with the schema's names. */
export interface RecordMarks {
  /** Record label: the high-water mark of what the source and the index say. */
  readonly label: LabelCore
  readonly labels: ReadonlyMap<string, NarrowerLabel>
  readonly absent: ReadonlyMap<string, string>
}

export interface Denied {
  /** Pointer from the record, with the answer's own names: for the caller. */
  readonly field: string
  /** The same with the schema's names: for the log. */
  readonly path: string
  readonly reason: Reason
}

/** What became of one record. Records of which the same is true share it: it is never changed. */
export interface Outcome {
  /** Generalised paths (`Selected.path`), sorted. */
  readonly released: readonly string[]
  readonly masked: readonly Denied[]
  readonly withheld: readonly Denied[]
  readonly absent: readonly { readonly field: string; readonly why: string }[]
  readonly policies: readonly string[]
}

/** Of a record that was told to be there, and nothing else. */
export const nothingTold: Outcome = { released: [], masked: [], withheld: [], absent: [], policies: [] }
