/** The audit log as the rest of the gateway sees it: append, and wait until it is durable. The writing is in writer.worker.ts. */
import { Worker } from 'node:worker_threads'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { createDurableTree } from './durable-tree.ts'
import { decodeEntry, encodeEntry } from './encoding.ts'
import type { Entry } from './entry.ts'
import { ENTRY, FRAME_OVERHEAD_BYTES, putFrame } from './frame.ts'
import { HASH_BYTES, type Hash } from './merkle.ts'
import type { FromWriter, ToWriter } from './messages.ts'
import { createOwnership, type Owned, ownedIn } from './ownership.ts'
import { LogRefused, type Refusal, systemText } from './refusal.ts'
import type { Seal } from './seal.ts'
import type { SignerOptions } from './signer.ts'
import type { WriterOptions } from './writer.ts'

export interface LogOptions {
  readonly signer: SignerOptions
  /** The log's folder, made with mode 0700 if missing. */
  readonly directory: string
  /** Name of the log and of its key: a scheme-less URL. */
  readonly origin: string
  /** Seals what entries tell beyond their clear part (epochs.ts). */
  readonly seal: Seal
  /** Signed checkpoints that others hold: the log must still cover them. */
  readonly checkpoints?: readonly string[]
  /** Makes the entry that shows that the log is alive, every limits.log.heartbeat_interval_ms. */
  readonly heartbeat?: () => Entry
  /** Makes the entry that records that the log begins to refuse because its disk is nearly full. */
  readonly refusal?: () => Entry
  /** Makes the entry that records that the log could not be signed for a while, and is again. */
  readonly resumed?: () => Entry
}

export interface Appended {
  readonly index: number
  /** Leaf hash, base64. */
  readonly leaf: string
}

export interface Log {
  readonly origin: string
  readonly verifierKey: string
  /**
   * Resolves when the entry is durable. Rejects with GatewayError `log-unavailable` when that is not so or not known (the
   * entry may then still turn up in the log), `internal` when the entry is not one. Nothing may leave before it resolves.
   */
  readonly append: (entry: Entry) => Promise<Appended>
  /**
   * The bytes of `entry`, its detail sealed: each call seals anew, so that they are to be kept if they are to be found again by their leaf
   * hash. Throws as encodeEntry.
   */
  readonly encode: (entry: Entry) => Uint8Array
  /** As append, of bytes that `encode` gave, in this run or an earlier one of this log. */
  readonly appendEncoded: (bytes: Uint8Array) => Promise<Appended>
  /** Resolves when the file of epoch `id` is durable. Rejects with GatewayError `log-unavailable` when that is not so or not known. */
  readonly keepEpoch: (id: string, file: Uint8Array) => Promise<void>
  /** Resolves when the file of epoch `id` is gone, durable. Rejects as keepEpoch. */
  readonly eraseEpoch: (id: string) => Promise<void>
  /** Count of durable entries. */
  readonly size: () => number
  /** Signed checkpoint of the durable entries. */
  readonly checkpoint: () => string
  /**
   * Inclusion proof (RFC 9162 §2.1.3.1) of entry `index` in the tree of the first `size` entries, by default of all that are durable. Reads
   * few tiles, however large the log. Rejects with AssertionError when there is no such durable entry or tree, LogRefused `damaged` when a
   * tile is wanting. The tiles are NOT checked against the root: whoever is given the proof does.
   */
  readonly prove: (index: number, size?: number) => Promise<{ readonly size: number; readonly hashes: readonly Hash[] }>
  /** Consistency proof (RFC 9162 §2.1.4.1) from the tree of size `from`, at least 1, to that of size `to`. Rejects as `prove`. */
  readonly consistency: (from: number, to: number) => Promise<readonly Hash[]>
  /** Which event the entry at `index` is of, and its owner's tag (owner.ts); undefined when there is no such durable entry. */
  readonly ownedBy: (index: number) => Promise<Owned | undefined>
  /** The published checkpoint: all that it covers lies in tiles. */
  readonly published: () => string
  /** Calls `listener` with each checkpoint that is published from now on. */
  readonly onPublished: (listener: (note: string) => void) => void
  /** The newest published checkpoint that was given to `cosign`, in this run or an earlier one. */
  readonly witnessed: () => string | undefined
  /**
   * Keeps a published checkpoint with cosignatures: beside the log, and as the published one while that is the same. Resolves when it is
   * durable; rejects with LogRefused. The cosignatures are NOT verified: whoever asked for them has.
   */
  readonly cosign: (note: string) => Promise<void>
  /** Whether an append would be taken now. */
  readonly healthy: () => boolean
  /** After a failure: reads everything from disk again. Rejects with LogRefused when the log can't go on. */
  readonly reopen: () => Promise<void>
  /** Calls `listener` each time the log stops taking entries. */
  readonly onFailure: (listener: (refusal: Refusal) => void) => void
  /** Waits for what was appended, publishes, closes and unlocks. Rejects with LogRefused if the last publishing failed. */
  readonly close: () => Promise<void>
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
  bytes: number
}

type State = 'opening' | 'open' | 'low' | 'failed' | 'closing' | 'closed'

let instances = 0

/** Opens, recovers and locks the log. Rejects with LogRefused when it must not be written to: then do not start. */
export async function openLog(options: LogOptions): Promise<Log> {
  const { directory, origin, signer, checkpoints = [] } = options
  const workerData: WriterOptions = { directory, origin, signer, checkpoints, instance: ++instances }
  const listeners: ((refusal: Refusal) => void)[] = []
  const followers: ((note: string) => void)[] = []
  const tree = createDurableTree(directory)
  const ownership = createOwnership(directory)
  const posted = new Map<number, Turn>()
  const filing = new Map<number, PromiseWithResolvers<void>>()
  let state: State = 'opening'
  let worker: Worker | undefined
  let turn: Turn | undefined
  let turns = 0
  let waiting = { entries: 0, bytes: 0 }
  let durable = { size: 0, checkpoint: '' }
  let published = ''
  let witnessed: string | undefined
  const cosigning = new Map<number, PromiseWithResolvers<void>>()
  let cosignings = 0
  let verifierKey = ''
  /** Settles the opening, reopening or closing under way. */
  let pending: PromiseWithResolvers<void> | undefined
  let reopening: Promise<void> | undefined

  const fail = (refusal: Refusal, to: State = 'failed') => {
    const news = state === 'open' || (state === 'low' && to === 'failed')
    if (news) state = to
    if (!news) return
    for (const listener of listeners) listener(refusal)
    if (refusal.kind === 'signer') awaitSigner()
    if (to === 'low' && options.refusal) recordRefusal(options.refusal).catch(() => {})
  }

  const settle = (id: number): Turn | undefined => {
    const settled = posted.get(id)
    posted.delete(id)
    if (settled) {
      waiting = { entries: waiting.entries - settled.waiters.length, bytes: waiting.bytes - settled.bytes }
    }
    return settled
  }

  const reject = (ids: Iterable<number>, refusal: Refusal) => {
    const error = new LogRefused(refusal)
    for (const id of [...ids]) for (const waiter of settle(id)?.waiters ?? []) waiter.reject(error)
  }

  const onMessage = (message: FromWriter) => {
    switch (message.kind) {
      case 'written': {
        durable = { size: message.size, checkpoint: message.checkpoint }
        const leaves = Buffer.from(message.leaves.buffer, message.leaves.byteOffset, message.leaves.byteLength)
        tree.grow(hashesOf(leaves))
        let at = 0
        for (const id of message.ids) {
          for (const waiter of settle(id)?.waiters ?? []) {
            const leaf = leaves.toString('base64', at * HASH_BYTES, (at + 1) * HASH_BYTES)
            const index = message.first + at
            ownership.took(index, waiter.owned)
            waiter.resolve({ index, leaf })
            at++
          }
        }
        return
      }
      case 'rejected':
        fail(message.refusal, message.refusal.kind === 'space' ? 'low' : 'failed')
        return reject(message.ids, message.refusal)
      case 'published':
        published = message.published.note
        tree.published(message.published.size)
        ownership.published(message.published.size)
        for (const follower of followers) follower(published)
        return
      case 'filed': {
        const filed = filing.get(message.id)
        filing.delete(message.id)
        return message.refusal ? filed?.reject(new LogRefused(message.refusal)) : filed?.resolve()
      }
      case 'cosigned': {
        published = message.published
        witnessed = message.witnessed
        const waiter = cosigning.get(message.id)
        cosigning.delete(message.id)
        return message.refusal ? waiter?.reject(new LogRefused(message.refusal)) : waiter?.resolve()
      }
      case 'room':
        if (state === 'low') state = 'open'
        return
      case 'open':
        durable = { size: message.size, checkpoint: message.checkpoint }
        verifierKey = message.verifierKey
        witnessed = message.witnessed
        tree.reset(message.size)
        ownership.reset(message.size)
        if (published !== message.published.note) {
          published = message.published.note
          for (const follower of followers) follower(published)
        }
        if (state !== 'closing') state = 'open'
        return pending?.resolve()
      case 'refused':
        return pending?.reject(new LogRefused(message.refusal))
    }
  }

  const start = () => {
    const thread = new Worker(new URL('./writer.worker.ts', import.meta.url), {
      workerData,
      name: 'audit-log',
      execArgv: [],
    })
    worker = thread
    let why = 'the writer thread ended'
    thread.on('message', onMessage)
    thread.on('error', (error) => {
      why = `the writer thread failed: ${systemText(error)}`
    })
    thread.on('exit', () => {
      worker = undefined
      const refusal: Refusal = { kind: 'io', why }
      fail(refusal)
      reject(posted.keys(), refusal)
      for (const filed of filing.values()) filed.reject(new LogRefused(refusal))
      filing.clear()
      for (const waiter of cosigning.values()) waiter.reject(new LogRefused(refusal))
      cosigning.clear()
      if (state === 'closing') pending?.resolve()
      else pending?.reject(new LogRefused(refusal))
    })
  }

  const post = (message: ToWriter, transfer: ArrayBuffer[] = []) => worker?.postMessage(message, transfer)

  const flush = (ready: Turn) => {
    if (turn === ready) turn = undefined
    const frames = Buffer.from(new ArrayBuffer(ready.bytes))
    let at = 0
    for (const entry of ready.entries) at = putFrame(frames, at, ENTRY, entry)
    ready.entries.length = 0
    const id = ++turns
    posted.set(id, ready)
    if (!worker) return reject([id], { kind: 'io', why: 'the writer thread ended' })
    post({ kind: 'append', id, count: ready.waiters.length, frames, reserved: ready.reserved }, [frames.buffer])
  }

  const encode = (entry: Entry) => encodeEntry(entry, options.seal)

  const recordRefusal = async (refusal: () => Entry) => {
    const entry = refusal()
    const bytes = encode(entry)
    return enqueue(bytes, true, ownedIn(entry, bytes))
  }

  const enqueue = async (bytes: Uint8Array, reserved: boolean, owned: Owned): Promise<Appended> => {
    const length = bytes.length + FRAME_OVERHEAD_BYTES
    const crowded =
      waiting.entries >= limits.log.waiting_entries_max || waiting.bytes + length > limits.log.waiting_bytes_max
    if (crowded && !reserved) {
      throw new GatewayError('log-unavailable', { cause: new RangeError('too many entries are waiting for the log') })
    }
    const full =
      turn &&
      (turn.waiters.length >= limits.log.message_entries_max || turn.bytes + length > limits.log.message_bytes_max)
    if (turn && (full || reserved !== turn.reserved)) flush(turn)
    if (!turn) {
      const fresh: Turn = { waiters: [], entries: [], reserved, bytes: 0 }
      turn = fresh
      // After this turn's input: what came in together goes to the writer together.
      setImmediate(() => turn === fresh && flush(fresh))
    }
    const { promise, resolve, reject } = Promise.withResolvers<Appended>()
    turn.waiters.push({ owned, resolve, reject })
    turn.entries.push(bytes)
    turn.bytes += length
    waiting = { entries: waiting.entries + 1, bytes: waiting.bytes + length }
    return promise
  }

  const take = async (bytes: Uint8Array, entry: Pick<Entry, 'event' | 'owner' | 'evidence'>): Promise<Appended> => {
    if (state !== 'open' && state !== 'low')
      throw new GatewayError('log-unavailable', { cause: new Error(`the log is ${state}`) })
    if (bytes.length === 0 || bytes.length > limits.log.entry_bytes_max)
      throw new GatewayError('internal', { cause: new RangeError(`audit entry of ${bytes.length} bytes`) })
    return enqueue(bytes, false, ownedIn(entry, bytes))
  }

  const append = async (entry: Entry): Promise<Appended> => take(encode(entry), entry)

  const appendEncoded = async (bytes: Uint8Array): Promise<Appended> => {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) throw new GatewayError('internal', { cause: new TypeError(`audit entry: ${decoded.why}`) })
    return take(bytes, decoded.entry)
  }

  const file = async (message: (id: number) => ToWriter): Promise<void> => {
    if (!worker || state === 'closing' || state === 'closed') throw new GatewayError('log-unavailable')
    const id = ++turns
    const filed = Promise.withResolvers<void>()
    filing.set(id, filed)
    post(message(id))
    return filed.promise
  }

  /** Starts or restarts, and waits for the writer's answer. */
  const awaitOpen = async () => {
    pending = Promise.withResolvers()
    if (worker) post({ kind: 'reopen' })
    else start()
    await pending.promise
  }

  const reopen = async () => {
    if (state === 'closing' || state === 'closed') throw new GatewayError('log-unavailable')
    reopening ??= awaitOpen().finally(() => {
      reopening = undefined
    })
    return reopening
  }

  /** A signer comes back; then everything is read again, as after any failure. */
  const awaitSigner = () => {
    const look = async () => {
      if (state !== 'failed') return
      try {
        await reopen()
        if (options.resumed) await append(options.resumed())
      } catch (error) {
        if (error instanceof LogRefused && error.refusal.kind === 'signer') awaitSigner()
      }
    }
    setTimeout(look, limits.signer.retry_interval_ms).unref()
  }

  await awaitOpen()
  const beat = options.heartbeat
  const heart =
    beat &&
    setInterval(() => {
      // A heartbeat that fails has told onFailure; one is missing in the log, which is what it is for.
      ;(async () => append(beat()))().catch(() => {})
    }, limits.log.heartbeat_interval_ms).unref()

  return {
    origin,
    verifierKey,
    append,
    encode,
    appendEncoded,
    keepEpoch: (epoch, bytes) => file((id) => ({ kind: 'keep-epoch', id, epoch, file: bytes })),
    eraseEpoch: (epoch) => file((id) => ({ kind: 'erase-epoch', id, epoch })),
    size: () => durable.size,
    checkpoint: () => durable.checkpoint,
    prove: async (index, size = durable.size) => ({ size, hashes: await tree.prove(index, size) }),
    consistency: tree.consistency,
    ownedBy: ownership.of,
    published: () => published,
    onPublished: (listener) => void followers.push(listener),
    witnessed: () => witnessed,
    cosign: async (note) => {
      if (!worker) throw new LogRefused({ kind: 'io', why: 'the writer thread ended' })
      const id = ++cosignings
      const waiter = Promise.withResolvers<void>()
      cosigning.set(id, waiter)
      post({ kind: 'cosign', id, note })
      return waiter.promise
    },
    healthy: () => state === 'open',
    onFailure: (listener) => void listeners.push(listener),
    reopen,
    close: async () => {
      if (state === 'closing' || state === 'closed') return pending?.promise
      await reopening?.catch(() => {})
      clearInterval(heart)
      if (turn) flush(turn)
      state = 'closing'
      pending = Promise.withResolvers()
      if (worker) post({ kind: 'close' })
      else pending.resolve()
      await pending.promise.finally(() => {
        state = 'closed'
      })
    },
  }
}

const hashesOf = (packed: Buffer): Hash[] =>
  Array.from({ length: packed.length / HASH_BYTES }, (_, i) => packed.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
