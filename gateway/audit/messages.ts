/** What the log's two threads say to each other. */
import type { Refusal } from './refusal.ts'
import type { Notes } from './witnessed.ts'
import type { Published } from './writer.ts'

export type ToWriter =
  /** One event-loop turn's entries, as a run of entry frames; the buffer is transferred. */
  | {
      readonly kind: 'append'
      readonly id: number
      readonly count: number
      readonly frames: Uint8Array
      /** May be written although the disk is nearly full: the record of the refusal. */
      readonly reserved: boolean
    }
  /** Puts an epoch's file in its place, or erases it; `id` is the call's, `epoch` the epoch's. */
  | { readonly kind: 'keep-epoch'; readonly id: number; readonly epoch: string; readonly file: Uint8Array }
  | { readonly kind: 'erase-epoch'; readonly id: number; readonly epoch: string }
  /** Cosignatures of a published checkpoint; a `cosigned` with the same `id` answers. */
  | { readonly kind: 'cosign'; readonly id: number; readonly note: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'close' }

/** What is durable: size of the tree and its signed checkpoint. */
export interface Durable {
  readonly size: number
  readonly checkpoint: string
}

export type FromWriter =
  | ({
      readonly kind: 'open'
      readonly verifierKey: string
      readonly published: Published
      readonly witnessed: string | undefined
    } & Durable)
  /** What was to be cosigned is durable, or `refusal` says why not. */
  | ({ readonly kind: 'cosigned'; readonly id: number; readonly refusal?: Refusal } & Notes)
  /** Another checkpoint is published. */
  | { readonly kind: 'published'; readonly published: Published }
  /** The log can't be opened, at start or again. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The turns `ids` are durable: entries from index `first` on; `leaves` are their leaf hashes, 32 bytes each, transferred. */
  | ({
      readonly kind: 'written'
      readonly ids: readonly number[]
      readonly first: number
      readonly leaves: Uint8Array
    } & Durable)
  /** The turns `ids` were not written, or it is not known whether they were. */
  | { readonly kind: 'rejected'; readonly ids: readonly number[]; readonly refusal: Refusal }
  /** The call `id` about an epoch's file is done, durable, or has failed. */
  | { readonly kind: 'filed'; readonly id: number; readonly refusal?: Refusal }
  /** There is room on the disk again. */
  | { readonly kind: 'room' }
