/**
 * The writer thread of a log. Self-clocking group commit: while a batch is synced, new turns queue up in the port; they are
 * the next batch. No fixed wait. All file calls are synchronous and made here.
 */
import assert from 'node:assert/strict'
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { eraseEpochFile, keepEpochFile } from './epoch-file.ts'
import { HASH_BYTES, type Hash } from './merkle.ts'
import type { FromWriter, ToWriter } from './messages.ts'
import { LogRefused, type Refusal, systemText } from './refusal.ts'
import { openWriter, type Writer, type WriterOptions } from './writer.ts'

type Turn = ToWriter & { kind: 'append' }

function refusalOf(error: unknown): Refusal {
  if (error instanceof LogRefused) return error.refusal
  throw error
}

/** `first` and what waits behind it, up to the bounds of a batch or to a message of another kind. */
function collect(port: MessagePort, first: ToWriter): { turns: Turn[]; control: ToWriter | undefined } {
  const turns: Turn[] = []
  let [entries, bytes] = [0, 0]
  for (let message: ToWriter | undefined = first; message; message = receiveMessageOnPort(port)?.message) {
    if (message.kind !== 'append') return { turns, control: message }
    turns.push(message)
    entries += message.count
    bytes += message.frames.length
    if (entries + limits.log.message_entries_max > limits.log.batch_entries_max) break
    if (bytes + limits.log.message_bytes_max > limits.log.batch_bytes_max) break
  }
  return { turns, control: undefined }
}

function pack(leaves: readonly Hash[]): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(leaves.length * HASH_BYTES)
  for (const [i, leaf] of leaves.entries()) packed.set(leaf, i * HASH_BYTES)
  return packed
}

function run(port: MessagePort, writer: Writer, directory: string): void {
  const post = (message: FromWriter, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  const ids = (turns: readonly Turn[]) => turns.map((turn) => turn.id)
  const durable = () => ({ size: writer.size(), checkpoint: writer.checkpoint() })
  let published_ms = monotonic_ms()
  let low = false

  const write = (turns: readonly Turn[]) => {
    let admitted = turns
    try {
      low = writer.isLow()
      admitted = low ? turns.filter((turn) => turn.reserved) : turns
      const refused = turns.filter((turn) => !admitted.includes(turn))
      if (refused.length > 0) post({ kind: 'rejected', ids: ids(refused), refusal: { kind: 'space' } })
      if (admitted.length === 0) return
      const { first, leaves } = writer.append(admitted.map((turn) => turn.frames))
      const packed = pack(leaves)
      post({ kind: 'written', ids: ids(admitted), first, leaves: packed, ...durable() }, [packed.buffer])
      admitted = []
      writer.tile()
    } catch (error) {
      post({ kind: 'rejected', ids: ids(admitted), refusal: refusalOf(error) })
    }
  }

  const publish = () => {
    published_ms = monotonic_ms()
    try {
      const before = writer.published().size
      writer.publish()
      const published = writer.published()
      if (published.size !== before) post({ kind: 'published', published })
      if (low && !writer.isLow()) {
        low = false
        post({ kind: 'room' })
      }
    } catch (error) {
      post({ kind: 'rejected', ids: [], refusal: refusalOf(error) })
    }
  }
  const timer = setInterval(publish, limits.log.publish_interval_ms)

  const reopen = () => {
    try {
      writer.reopen()
      post({
        kind: 'open',
        verifierKey: writer.verifierKey,
        published: writer.published(),
        witnessed: writer.witnessed(),
        ...durable(),
      })
    } catch (error) {
      post({ kind: 'refused', refusal: refusalOf(error) })
    }
  }

  const file = (id: number, work: () => void) => {
    try {
      work()
      post({ kind: 'filed', id })
    } catch (error) {
      // The log itself is whole, and goes on.
      post({ kind: 'filed', id, refusal: { kind: 'io', why: systemText(error) } })
    }
  }

  const cosign = (id: number, note: string) => {
    const notes = () => ({ published: writer.published().note, witnessed: writer.witnessed() })
    try {
      writer.cosign(note)
      post({ kind: 'cosigned', id, ...notes() })
    } catch (error) {
      post({ kind: 'cosigned', id, refusal: refusalOf(error), ...notes() })
    }
  }

  const close = () => {
    clearInterval(timer)
    try {
      writer.close()
    } catch (error) {
      post({ kind: 'refused', refusal: refusalOf(error) })
    }
    port.close()
  }

  port.on('message', (first: ToWriter) => {
    const { turns, control } = collect(port, first)
    if (turns.length > 0) write(turns)
    // Under load the event loop may come late to its timers.
    if (monotonic_ms() - published_ms > 2 * limits.log.publish_interval_ms) publish()
    if (control?.kind === 'keep-epoch') file(control.id, () => keepEpochFile(directory, control.epoch, control.file))
    if (control?.kind === 'erase-epoch') file(control.id, () => eraseEpochFile(directory, control.epoch))
    if (control?.kind === 'cosign') cosign(control.id, control.note)
    if (control?.kind === 'reopen') reopen()
    if (control?.kind === 'close') close()
  })
}

function start(port: MessagePort): void {
  const options = workerData as WriterOptions
  let writer: Writer
  try {
    writer = openWriter(options)
  } catch (error) {
    port.postMessage({ kind: 'refused', refusal: refusalOf(error) } satisfies FromWriter)
    port.close()
    return
  }
  const { verifierKey } = writer
  const published = writer.published()
  const open: FromWriter = {
    kind: 'open',
    verifierKey,
    published,
    witnessed: writer.witnessed(),
    size: writer.size(),
    checkpoint: writer.checkpoint(),
  }
  run(port, writer, options.directory)
  port.postMessage(open)
}

assert(parentPort)
start(parentPort)
