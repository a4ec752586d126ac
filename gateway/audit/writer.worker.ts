/**
 * The writer thread of a log. Self-clocking group commit: while a batch is synced, new turns queue up in the port; they are
 * the next batch. No fixed wait; tiles and checkpoints come when nobody waits (publishing.ts). All file calls are synchronous and made here.
 */
import assert from 'node:assert/strict'
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { createForming, type Part, type Turn } from './forming.ts'
import { HASH_BYTES, type Hash } from './merkle.ts'
import type { Durable, FromWriter, Question, ToWriter } from './messages.ts'
import { startPublishing } from './publishing.ts'
import { LogRefused, type Refusal, systemText } from './refusal.ts'
import { openWriter, type Writer, type WriterOptions } from './writer.ts'

type Asked = Exclude<ToWriter, Turn>

function refusalOf(error: unknown): Refusal {
  if (error instanceof LogRefused) return error.refusal
  throw error
}

/** A step that failed with a system error leaves the log itself whole: writer.ts says of its own what does not. */
function refusalIn(step: () => void): { refusal?: Refusal } {
  try {
    step()
    return {}
  } catch (error) {
    return { refusal: error instanceof LogRefused ? error.refusal : { kind: 'io', why: systemText(error) } }
  }
}

const durableOf = (writer: Writer): Durable => ({ size: writer.size(), checkpoint: writer.checkpoint() })

const stateOf = (writer: Writer): FromWriter => ({
  kind: 'open',
  verifierKey: writer.verifierKey,
  published: writer.published(),
  witnessed: writer.witnessed(),
  filled: writer.filled(),
  ...durableOf(writer),
})

function pack(leaves: readonly Hash[]): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(leaves.length * HASH_BYTES)
  for (const [i, leaf] of leaves.entries()) packed.set(leaf, i * HASH_BYTES)
  return packed
}

function run(port: MessagePort, writer: Writer): void {
  const post = (message: FromWriter, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  const ids = (parts: readonly Part[]) => parts.map((part) => part.id)
  const forming = createForming()
  let low = false
  /** How long the last batch took: write and sync, of every copy. */
  let write_ms = Number.POSITIVE_INFINITY

  const take = (turn: Turn) => {
    try {
      forming.take(turn, writer.ready(turn.frames))
    } catch (error) {
      post({ kind: 'rejected', ids: [...ids(forming.finish()), turn.id], refusal: refusalOf(error) })
    }
  }

  /** Takes `first` and what waits behind it, up to the bounds of a batch or to a message of another kind, which it gives. */
  const collect = (first: ToWriter): Asked | undefined => {
    for (let message: ToWriter | undefined = first; message; message = receiveMessageOnPort(port)?.message) {
      if (message.kind !== 'append') return message
      take(message)
      if (forming.isFull()) return undefined
    }
    return undefined
  }

  const write = (parts: readonly Part[]) => {
    if (parts.length === 0) return
    let admitted = parts
    try {
      low = writer.isLow()
      admitted = low ? parts.filter((part) => part.reserved) : parts
      const refused = parts.filter((part) => !admitted.includes(part))
      if (refused.length > 0) post({ kind: 'rejected', ids: ids(refused), refusal: { kind: 'space' } })
      if (admitted.length === 0) return
      const begin_ms = monotonic_ms()
      const { first, leaves, bytes } = writer.append(admitted.map((part) => part.run))
      write_ms = monotonic_ms() - begin_ms
      const packed = pack(leaves)
      post({ kind: 'written', ids: ids(admitted), first, leaves: packed, ...durableOf(writer) }, [packed.buffer])
      admitted = []
      publishing.wrote(bytes)
    } catch (error) {
      post({ kind: 'rejected', ids: ids(admitted), refusal: refusalOf(error) })
    }
  }

  const failed = (error: unknown) => post({ kind: 'rejected', ids: [], refusal: refusalOf(error) })

  const publish = () => {
    const before = writer.published().size
    writer.publish()
    const published = writer.published()
    if (published.size !== before) post({ kind: 'published', published })
  }
  const publishing = startPublishing(writer, publish, failed)

  const lookForRoom = () => {
    try {
      if (!low || writer.isLow()) return
      low = false
      post({ kind: 'room' })
    } catch (error) {
      failed(error)
    }
  }
  const looking = setInterval(lookForRoom, limits.log.room_interval_ms)

  const answer = (question: Question): void => {
    if (question.kind === 'open') {
      writer.reopen()
      post(stateOf(writer))
    }
    if (question.kind === 'keep-epoch') writer.keepEpoch(question.epoch, question.file)
    if (question.kind === 'erase-epoch') writer.eraseEpoch(question.epoch)
    if (question.kind === 'cosign') {
      writer.cosign(question.note)
      post({ kind: 'notes', published: writer.published().note, witnessed: writer.witnessed() })
    }
    if (question.kind === 'close') {
      clearInterval(looking)
      publishing.stop()
      writer.close()
    }
  }

  port.on('message', (first: ToWriter) => {
    const control = collect(first)
    if (control || forming.isDue(write_ms)) write(forming.finish())
    if (!control) return
    post({ kind: 'answered', id: control.id, ...refusalIn(() => answer(control)) })
    if (control.kind === 'close') port.close()
  })
}

function start(port: MessagePort, { id }: { readonly id: number }): void {
  const answered = refusalIn(() => {
    const writer = openWriter(workerData as WriterOptions)
    run(port, writer)
    port.postMessage(stateOf(writer))
  })
  port.postMessage({ kind: 'answered', id, ...answered } satisfies FromWriter)
  if (answered.refusal) port.close()
}

assert(parentPort)
const port = parentPort
// The first thing asked is to open.
port.once('message', (first) => start(port, first))
