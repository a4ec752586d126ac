/** The audit log as the rest of the gateway sees it: append, and wait until it is durable. The writing is in writer.worker.ts. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { createDurableTree } from './durable-tree.ts'
import { decodeEntry, encodeEntry } from './encoding.ts'
import type { Entry } from './entry.ts'
import type { Hash } from './merkle.ts'
import type { Question } from './messages.ts'
import { createOwnership, type Owned, ownedIn } from './ownership.ts'
import { LogRefused, type Refusal } from './refusal.ts'
import type { Seal } from './seal.ts'
import type { Filled } from './second-copy.ts'
import { type Appended, createTurns } from './turns.ts'
import type { Published, WriterOptions } from './writer.ts'
import { createWriterThread, type WriterNews } from './writer-thread.ts'

export type { Appended } from './turns.ts'

export interface LogOptions extends Omit<WriterOptions, 'instance'> {
  /** Seals what entries tell beyond their clear part (epochs.ts). */
  readonly seal: Seal
  /** Hears when a folder was given from the other what it lacked, before anything is appended. */
  readonly filled?: (filled: Filled) => void
  /** Makes the entry that shows that the log is alive, every limits.log.heartbeat_interval_ms. */
  readonly heartbeat?: () => Entry
  /** Makes the entry that records that the log begins to refuse because its disk is nearly full. */
  readonly refusal?: () => Entry
  /** Makes the entry that records that the log could not be signed for a while, and is again. */
  readonly resumed?: () => Entry
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
  /** Count of entries that were appended and are not known to be durable, or not to be, yet. */
  readonly waiting: () => number
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
  /** Count of durable entries that it does not cover. */
  readonly unpublished: () => number
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

type State = 'opening' | 'open' | 'low' | 'failed' | 'closing' | 'closed'

let instances = 0

/** Opens, recovers and locks the log. Rejects with LogRefused when it must not be written to: then do not start. */
export async function openLog(options: LogOptions): Promise<Log> {
  const { seal, heartbeat, refusal: nearlyFull, resumed, filled, ...writer } = options
  const listeners: ((refusal: Refusal) => void)[] = []
  const followers: ((note: string) => void)[] = []
  const tree = createDurableTree(writer.directory)
  const ownership = createOwnership(writer.directory)
  let state: State = 'opening'
  let durable = { size: 0, checkpoint: '' }
  let published: Published = { size: 0, note: '' }
  let witnessed: string | undefined
  let verifierKey = ''
  let reopening: Promise<void> | undefined
  let closing: Promise<void> | undefined

  const fail = (refusal: Refusal, to: State = 'failed') => {
    if (state !== 'open' && (state !== 'low' || to === 'low')) return
    state = to
    for (const listener of listeners) listener(refusal)
    if (refusal.kind === 'signer') awaitSigner()
    if (to === 'low' && nearlyFull) recordRefusal(nearlyFull).catch(() => {})
  }

  const publish = (next: Published) => {
    published = next
    for (const follower of followers) follower(next.note)
  }

  const onNews = (news: WriterNews) => {
    switch (news.kind) {
      case 'written':
        durable = { size: news.size, checkpoint: news.checkpoint }
        tree.grow(news.leaves)
        return turns.written(news)
      case 'rejected':
        fail(news.refusal, news.refusal.kind === 'space' ? 'low' : 'failed')
        return turns.rejected(news.ids, news.refusal)
      case 'published':
        tree.published(news.published.size)
        ownership.published(news.published.size)
        return publish(news.published)
      case 'notes':
        published = { ...published, note: news.published }
        witnessed = news.witnessed
        return
      case 'room':
        if (state === 'low') state = 'open'
        return
      case 'open':
        durable = { size: news.size, checkpoint: news.checkpoint }
        ;({ verifierKey, witnessed } = news)
        tree.reset(news.size)
        ownership.reset(news.size)
        if (published.note !== news.published.note) publish(news.published)
        if (state !== 'closing') state = 'open'
        if (news.filled) filled?.(news.filled)
    }
  }

  const thread = createWriterThread({
    writer: { ...writer, instance: ++instances },
    onNews,
    onEnd: (refusal) => {
      fail(refusal)
      turns.lost(refusal)
    },
  })
  const turns = createTurns(thread.append, ownership.took)

  const ask = async (question: Question): Promise<void> => {
    if (state === 'closing' || state === 'closed') throw new LogRefused({ kind: 'io', why: 'the log is closed' })
    return thread.ask(question)
  }

  const encode = (entry: Entry) => encodeEntry(entry, seal)

  const recordRefusal = async (refusal: () => Entry) => {
    const entry = refusal()
    const bytes = encode(entry)
    return turns.append(bytes, ownedIn(entry, bytes), true)
  }

  const take = (bytes: Uint8Array, entry: Parameters<typeof ownedIn>[0]): Promise<Appended> => {
    if (state !== 'open' && state !== 'low')
      throw new GatewayError('log-unavailable', { cause: new Error(`the log is ${state}`) })
    return turns.append(bytes, ownedIn(entry, bytes))
  }

  const append = async (entry: Entry): Promise<Appended> => take(encode(entry), entry)

  const appendEncoded = async (bytes: Uint8Array): Promise<Appended> => {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) throw new GatewayError('internal', { cause: new TypeError(`audit entry: ${decoded.why}`) })
    return take(bytes, decoded.entry)
  }

  const reopen = async () => {
    reopening ??= ask({ kind: 'open' }).finally(() => {
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
        if (resumed) await append(resumed())
      } catch (error) {
        if (error instanceof LogRefused && error.refusal.kind === 'signer') awaitSigner()
      }
    }
    setTimeout(look, limits.signer.retry_interval_ms).unref()
  }

  await ask({ kind: 'open' })
  const heart =
    heartbeat &&
    setInterval(() => {
      // A heartbeat that fails has told onFailure; one is missing in the log, which is what it is for.
      ;(async () => append(heartbeat()))().catch(() => {})
    }, limits.log.heartbeat_interval_ms).unref()

  const close = async () => {
    await reopening?.catch(() => {})
    clearInterval(heart)
    turns.flush()
    state = 'closing'
    try {
      if (thread.runs()) await thread.ask({ kind: 'close' })
      await thread.ended()
    } finally {
      state = 'closed'
    }
  }

  return {
    origin: writer.origin,
    verifierKey,
    append,
    encode,
    appendEncoded,
    keepEpoch: (epoch, file) => ask({ kind: 'keep-epoch', epoch, file }),
    eraseEpoch: (epoch) => ask({ kind: 'erase-epoch', epoch }),
    waiting: turns.waiting,
    size: () => durable.size,
    checkpoint: () => durable.checkpoint,
    prove: async (index, size = durable.size) => ({ size, hashes: await tree.prove(index, size) }),
    consistency: tree.consistency,
    ownedBy: ownership.of,
    published: () => published.note,
    unpublished: () => durable.size - published.size,
    onPublished: (listener) => void followers.push(listener),
    witnessed: () => witnessed,
    cosign: (note) => ask({ kind: 'cosign', note }),
    healthy: () => state === 'open',
    onFailure: (listener) => void listeners.push(listener),
    reopen,
    close: () => (closing ??= close()),
  }
}
