/**
 * The signer's process as the writer thread sees it: asked with a plain call, as the files are. A thread of its own holds the socket, since
 * Node has none that can be waited for.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import type { LogSigner } from './log-signer.ts'
import { LogRefused } from './refusal.ts'
import type { FromLink, LinkData, ToLink } from './signer-link.worker.ts'

/** Reaches the signer on the unix socket `path`. Throws LogRefused `signer` when there is none. */
export function linkToSigner(path: string): LogSigner {
  const { port1: port, port2 } = new MessageChannel()
  const answered = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./signer-link.worker.ts', import.meta.url), {
    workerData: { path, answered, port: port2 } satisfies LinkData,
    transferList: [port2],
    name: 'audit-signer',
    execArgv: [],
  })
  worker.unref()
  port.unref()
  // What it could not do, it does not answer: the wait has an end.
  worker.on('error', () => {})
  let asked = 0

  const ask = (request: Omit<ToLink, 'id'>): FromLink => {
    const id = ++asked
    const until_ms = monotonic_ms() + limits.signer.timeout_ms
    port.postMessage({ ...request, id })
    for (;;) {
      const answer = receiveMessageOnPort(port)?.message as FromLink | undefined
      // An answer to what was given up before is passed over.
      if (answer?.id === id) {
        if (answer.kind === 'failed') throw new LogRefused({ kind: 'signer', why: answer.why })
        return answer
      }
      if (answer) continue
      const rest_ms = until_ms - monotonic_ms()
      if (rest_ms <= 0) throw new LogRefused({ kind: 'signer', why: 'it does not answer' })
      Atomics.wait(answered, 0, 0, rest_ms)
      Atomics.store(answered, 0, 0)
    }
  }

  const close = () => void worker.terminate()
  try {
    const answer = ask({ published: false })
    if (answer.kind !== 'keys') throw new LogRefused({ kind: 'signer', why: 'it does not tell its keys' })
    return {
      verifierKeys: answer.verifierKeys,
      sign(text, published) {
        const signed = ask({ text, published })
        if (signed.kind !== 'signed') throw new LogRefused({ kind: 'signer', why: 'it does not sign' })
        return signed.lines
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}
