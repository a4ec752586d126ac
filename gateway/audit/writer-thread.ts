/** The writer thread (writer.worker.ts) as the gateway's own thread sees it: what it is handed, and one way of asking it something. */
import { Worker } from 'node:worker_threads'
import type { FromWriter, Question, ToWriter } from './messages.ts'
import { LogRefused, type Refusal, systemText } from './refusal.ts'
import type { WriterOptions } from './writer.ts'

/** What the writer says without being asked. */
export type WriterNews = Exclude<FromWriter, { readonly kind: 'answered' }>

export interface WriterThread {
  /** Hands entries over; false when no thread runs. */
  readonly append: (turn: ToWriter & { readonly kind: 'append' }, transfer: ArrayBuffer[]) => boolean
  /**
   * Resolves when what was asked is done; `open` starts a thread when none runs. Rejects with LogRefused when it was not done, or the thread
   * ended before it said so.
   */
  readonly ask: (question: Question) => Promise<void>
  /** Whether a thread runs. */
  readonly runs: () => boolean
  /** Resolves when no thread runs. */
  readonly ended: () => Promise<void>
}

export interface WriterThreadOptions {
  readonly writer: WriterOptions
  readonly onNews: (news: WriterNews) => void
  /** The thread has ended, asked to or not; what it was asked is refused after that. */
  readonly onEnd: (refusal: Refusal) => void
}

/** Starts nothing yet: see `ask`. */
export function createWriterThread({ writer, onNews, onEnd }: WriterThreadOptions): WriterThread {
  const asked = new Map<number, PromiseWithResolvers<void>>()
  let asks = 0
  let thread: { readonly worker: Worker; readonly ended: Promise<void> } | undefined

  const onMessage = (message: FromWriter) => {
    if (message.kind !== 'answered') return onNews(message)
    const answer = asked.get(message.id)
    asked.delete(message.id)
    if (message.refusal) answer?.reject(new LogRefused(message.refusal))
    else answer?.resolve()
  }

  const start = () => {
    const worker = new Worker(new URL('./writer.worker.ts', import.meta.url), {
      workerData: writer,
      name: 'audit-log',
      execArgv: [],
    })
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    let why = 'the writer thread ended'
    worker.on('message', onMessage)
    worker.on('error', (error) => {
      why = `the writer thread failed: ${systemText(error)}`
    })
    worker.on('exit', () => {
      thread = undefined
      const refusal: Refusal = { kind: 'io', why }
      onEnd(refusal)
      for (const answer of asked.values()) answer.reject(new LogRefused(refusal))
      asked.clear()
      resolve()
    })
    return { worker, ended }
  }

  return {
    append: (turn, transfer) => {
      thread?.worker.postMessage(turn, transfer)
      return thread !== undefined
    },
    ask: async (question) => {
      if (question.kind === 'open') thread ??= start()
      if (!thread) throw new LogRefused({ kind: 'io', why: 'the writer thread ended' })
      const id = ++asks
      const answer = Promise.withResolvers<void>()
      asked.set(id, answer)
      thread.worker.postMessage({ ...question, id } satisfies ToWriter)
      return answer.promise
    },
    runs: () => thread !== undefined,
    ended: async () => thread?.ended,
  }
}
