/** Entries that are durable in the journal and not taken into tiles yet, in order, as the batches that they came in. */
import type { Batched } from './batch.ts'
import { entriesIn } from './frame.ts'
import type { Hash } from './merkle.ts'

export interface Backlog {
  /** Bytes of the batches that are held. */
  readonly bytes: () => number
  readonly push: (batch: Batched) => void
  /** Gives `visit` the entries of the oldest batches, at least `bytes` of them or all; they are no longer held then. Throws what `visit` throws. */
  readonly take: (bytes: number, visit: (entry: Uint8Array, leaf: Hash) => void) => void
}

/** Nothing is held yet. */
export function createBacklog(): Backlog {
  let batches: Batched[] = []
  let held = 0
  return {
    bytes: () => held,
    push: (batch) => {
      batches.push(batch)
      held += batch.bytes
    },
    take: (bytes, visit) => {
      let count = 0
      for (const end = held - bytes; count < batches.length && held > end; count++) {
        const { frames, bytes, leaves } = batches[count]!
        let at = 0
        for (const run of frames) for (const entry of entriesIn(run)) visit(entry, leaves[at++]!)
        held -= bytes
      }
      batches = batches.slice(count)
    },
  }
}
