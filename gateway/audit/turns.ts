/** What waits for the log: the entries of one event-loop turn go to the writer thread together, and each waits until it is durable. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { ENTRY, FRAME_OVERHEAD_BYTES, putOpenFrame } from './frame.ts'
import { HASH_BYTES } from './merkle.ts'
import type { FromWriter } from './messages.ts'
import type { Owned } from './ownership.ts'
import { LogRefused, type Refusal } from './refusal.ts'
import type { WriterThread } from './writer-thread.ts'

export interface Appended {
  readonly index: number
  /** Leaf hash, base64. */
  readonly leaf: string
}

interface Waiter {
  readonly owned: Owned
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: GatewayError) => void
}

interface Turn {
  readonly waiters: Waiter[]
  readonly entries: Uint8Array[]
  readonly reserved: boolean
  readonly since_ms: number
  bytes: number
}

export interface Turns {
  /**
   * Resolves when the entry `bytes` is durable; `reserved`: although the disk is nearly full. Rejects with GatewayError `log-unavailable` when
   * that is not so or not known. Throws it when too much waits, `internal` when the entry has no fit length.
   */
  readonly append: (bytes: Uint8Array, owned: Owned, reserved?: boolean) => Promise<Appended>
  /** Count of entries of which it is not known yet whether they are durable. */
  readonly waiting: () => number
  /** Hands over what waits for the end of this turn. */
  readonly flush: () => void
  readonly written: (message: FromWriter & { readonly kind: 'written' }) => void
  readonly rejected: (ids: Iterable<number>, refusal: Refusal) => void
  /** Of all that was handed over nothing more is known. */
  readonly lost: (refusal: Refusal) => void
}

/** `took` hears of each entry that is durable, before whoever waits for it does. */
export function createTurns(hand: WriterThread['append'], took: (index: number, owned: Owned) => void): Turns {
  const posted = new Map<number, Turn>()
  let turn: Turn | undefined
  let turns = 0
  const waiting = { entries: 0, bytes: 0 }

  const settle = (id: number): readonly Waiter[] => {
    const settled = posted.get(id)
    posted.delete(id)
    if (!settled) return []
    waiting.entries -= settled.waiters.length
    waiting.bytes -= settled.bytes
    return settled.waiters
  }

  const rejected = (ids: Iterable<number>, refusal: Refusal) => {
    const error = new LogRefused(refusal)
    for (const id of [...ids]) for (const waiter of settle(id)) waiter.reject(error)
  }

  const flush = (ready: Turn, more = false) => {
    if (turn === ready) turn = undefined
    // Of its own, so that it can be handed over, and filled to its end.
    const frames = Buffer.allocUnsafeSlow(ready.bytes)
    let at = 0
    for (const entry of ready.entries) at = putOpenFrame(frames, at, ENTRY, entry)
    ready.entries.length = 0
    const id = ++turns
    posted.set(id, ready)
    const { reserved, since_ms, waiters } = ready
    const rest = more ? { more_in_ms: monotonic_ms() - since_ms } : {}
    const count = waiters.length
    const handed = hand({ kind: 'append', id, count, frames, reserved, ...rest }, [frames.buffer])
    if (!handed) rejected([id], { kind: 'io', why: 'the writer thread ended' })
  }

  return {
    append(bytes, owned, reserved = false) {
      if (bytes.length === 0 || bytes.length > limits.log.entry_bytes_max)
        throw new GatewayError('internal', { cause: new RangeError(`audit entry of ${bytes.length} bytes`) })
      const length = bytes.length + FRAME_OVERHEAD_BYTES
      const crowded =
        waiting.entries >= limits.log.waiting_entries_max || waiting.bytes + length > limits.log.waiting_bytes_max
      if (crowded && !reserved) {
        throw new GatewayError('log-unavailable', { cause: new RangeError('too many entries are waiting for the log') })
      }
      const full =
        turn &&
        (turn.waiters.length >= limits.log.message_entries_max || turn.bytes + length > limits.log.message_bytes_max)
      if (turn && (full || reserved !== turn.reserved)) flush(turn, true)
      if (!turn) {
        const fresh: Turn = { waiters: [], entries: [], reserved, since_ms: monotonic_ms(), bytes: 0 }
        turn = fresh
        // After this turn's input: what came in together goes to the writer together.
        setImmediate(() => turn === fresh && flush(fresh))
      }
      turn.entries.push(bytes)
      turn.bytes += length
      waiting.entries++
      waiting.bytes += length
      const { waiters } = turn
      return new Promise((resolve, reject) => void waiters.push({ owned, resolve, reject }))
    },
    waiting: () => waiting.entries,
    flush: () => {
      if (turn) flush(turn)
    },
    written({ ids, first, leaves }) {
      const packed = Buffer.from(leaves.buffer, leaves.byteOffset, leaves.byteLength)
      let at = 0
      for (const id of ids) {
        for (const waiter of settle(id)) {
          const leaf = packed.toString('base64', at * HASH_BYTES, (at + 1) * HASH_BYTES)
          const index = first + at
          took(index, waiter.owned)
          waiter.resolve({ index, leaf })
          at++
        }
      }
    },
    rejected,
    lost: (refusal) => rejected(posted.keys(), refusal),
  }
}
