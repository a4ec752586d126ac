/** A directive as it is given, as its rows tell of it, and as its two ends see it. */
import type { DoneCode, KindCode, ReasonCode } from './kinds.ts'

/** A linking identifier, as the agency's own documents have it; who assigned it is the agency itself. */
export interface OwnNumber {
  readonly system: string
  readonly type: string
  readonly value: string
}

/** Who determined a level, when and by which item of a list: as the giver says; the gateway sets no label by it. */
export interface Determined {
  readonly agency: string
  readonly officer?: string
  /** Calendar date. */
  readonly at: string
  readonly listItem: string
}

export interface GivenDirective {
  readonly key: string
  readonly record: OwnNumber
  readonly kind: KindCode
  /** With a text for the receivers. */
  readonly reason: { readonly code: ReasonCode; readonly text: string }
  readonly determined?: Determined
  /** Ids of the giver's transfers that bring what is true now; each is told to its receiver. */
  readonly transfers: readonly string[]
}

/** What lies sealed of it. */
export type Says = Pick<GivenDirective, 'record' | 'determined'> & { readonly text: string }

export interface DirectiveRow {
  readonly id: string
  /** Registry ids. */
  readonly giver: string
  readonly message_mac: Buffer
  /** MACs of the native keys of the records. */
  readonly records: readonly Buffer[]
  readonly kind: KindCode
  readonly reason: ReasonCode
  /** Sealed: `saysOf`. */
  readonly says: Buffer
  readonly transfers: readonly string[]
  readonly days: number
  readonly event: string
  readonly at: Date
  readonly recording: number
}

export interface Done {
  readonly code: DoneCode
  readonly text: string
  readonly at: Date
  readonly event: string
  readonly recording: number
}

/** One receiver of a directive. */
export interface Addressed {
  readonly directive: string
  readonly receiver: string
  readonly at: Date
  readonly due_at: Date
  /** The transfer that brought it an older document after the directive was given. */
  readonly transfer: string | null
  /** Under which the log was told that it did not answer in time. */
  readonly told_event: string | null
  readonly done: Done | undefined
}
