/** What the log's two threads say to each other. */
import type { Refusal } from './refusal.ts'
import type { Filled } from './second-copy.ts'
import type { Notes } from './witnessed.ts'
import type { Published } from './writer.ts'

export type ToWriter =
  /** Entries of one event-loop turn, or of a part of it, as a run of entry frames without checksums; the buffer is transferred. */
  | {
      readonly kind: 'append'
      readonly id: number
      readonly count: number
      readonly frames: Uint8Array
      /** May be written although the disk is nearly full: the record of the refusal. */
      readonly reserved: boolean
      /** Others of the same turn follow, whatever comes, the next in about so long as this one took to come together. */
      readonly more_in_ms?: number
    }
  | (Question & { readonly id: number })

/** What the writer thread is asked; an `answered` with the same `id` follows. */
export type Question =
  /** Opens the log, or reads everything from disk again; an `open` comes before the answer. */
  | { readonly kind: 'open' }
  /** Puts the file of an epoch in its place, or erases it. */
  | { readonly kind: 'keep-epoch'; readonly epoch: string; readonly file: Uint8Array }
  | { readonly kind: 'erase-epoch'; readonly epoch: string }
  /** Keeps cosignatures of a published checkpoint; a `notes` comes before the answer. */
  | { readonly kind: 'cosign'; readonly note: string }
  /** Ends the thread too. */
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
      readonly filled: Filled | undefined
    } & Durable)
  | ({ readonly kind: 'notes' } & Notes)
  /** Another checkpoint is published. */
  | { readonly kind: 'published'; readonly published: Published }
  /** The turns `ids` are durable: entries from index `first` on; `leaves` are their leaf hashes, 32 bytes each, transferred. */
  | ({
      readonly kind: 'written'
      readonly ids: readonly number[]
      readonly first: number
      readonly leaves: Uint8Array
    } & Durable)
  /** The turns `ids` were not written, or it is not known whether they were. */
  | { readonly kind: 'rejected'; readonly ids: readonly number[]; readonly refusal: Refusal }
  /** What `id` asked is done, durable, or `refusal` says why not. */
  | { readonly kind: 'answered'; readonly id: number; readonly refusal?: Refusal }
  /** There is room on the disk again. */
  | { readonly kind: 'room' }
