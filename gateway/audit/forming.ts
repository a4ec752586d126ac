/** The next batch of the writer thread, while it forms: each part is made ready as it comes; whether more of the same turn is waited for is said here. */
import { limits } from '../limits.ts'
import type { Run } from './batch.ts'
import type { ToWriter } from './messages.ts'

export type Turn = ToWriter & { readonly kind: 'append' }

/** What was handed over at once, ready to be written. */
export interface Part extends Pick<Turn, 'id' | 'reserved'> {
  readonly run: Run
}

export interface Forming {
  readonly take: (turn: Turn, run: Run) => void
  /** Whether another part might not fit. */
  readonly isFull: () => boolean
  /**
   * Whether what was taken is to be written when no message waits: all of it is there, or it is full, or writing, which took `write_ms` the last
   * time, is over about when the rest is there. A slower disk is better used by one batch of both; their waiters lose nothing by that, for the
   * thread that would answer them is still busy with the turn that the rest comes from.
   */
  readonly isDue: (write_ms: number) => boolean
  /** Gives what was taken, in order; another batch begins to form. */
  readonly finish: () => readonly Part[]
}

/** Nothing is taken yet. */
export function createForming(): Forming {
  let parts: Part[] = []
  let more_in_ms: number | undefined
  let [entries, bytes] = [0, 0]
  const isFull = () =>
    entries + limits.log.message_entries_max > limits.log.batch_entries_max ||
    bytes + limits.log.message_bytes_max > limits.log.batch_bytes_max
  return {
    take: (turn, run) => {
      parts.push({ id: turn.id, reserved: turn.reserved, run })
      more_in_ms = turn.more_in_ms
      entries += turn.count
      bytes += run.frames.length
    },
    isFull,
    // Two batches of one part each take as long as one of both when writing takes as long as both parts take to come.
    isDue: (write_ms) => parts.length > 0 && (more_in_ms === undefined || isFull() || write_ms <= 2 * more_in_ms),
    finish: () => {
      const formed = parts
      parts = []
      more_in_ms = undefined
      ;[entries, bytes] = [0, 0]
      return formed
    },
  }
}
