/**
 * One exchange over a pool, its answer read as it comes. Not by way of a stream: those of answered requests hold on to each other until the
 * whole heap is collected, and each takes its documents along.
 */
import type { Dispatcher, Pool } from 'undici'
import type { Reason } from './asked.ts'

export interface Head {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** `body`: whole, in a buffer of its own; or why it was not read to its end. */
export interface Received {
  readonly head: Head
  readonly body: Uint8Array | Reason
}

interface Receiving {
  readonly signal: AbortSignal
  readonly bytes_max: number
  /** Hears of the head before anything of the body is read; a reason: the body is not wanted. */
  wanted(head: Head): Reason | undefined
}

/** For the pool alone: whoever asked knows why. */
const unwanted = new Error('the rest of the answer is not wanted')

/**
 * Sends `request` and resolves when its answer is here, or not wanted any more: then the connection is closed. Rejects when the connection can't be
 * made or ends early, and with the reason of `signal`.
 */
export function receive(pool: Pool, request: Dispatcher.DispatchOptions, receiving: Receiving): Promise<Received> {
  const { signal, bytes_max, wanted } = receiving
  return new Promise((resolve, reject) => {
    const body = gather(bytes_max)
    let head: Head | undefined
    let refused = false
    let controller: Dispatcher.DispatchController | undefined
    const abort = () => {
      settled()
      reject(signal.reason)
      controller?.abort(signal.reason)
    }
    const settled = () => signal.removeEventListener('abort', abort)
    const refuse = (own: Dispatcher.DispatchController, reason: Reason) => {
      settled()
      refused = true
      resolve({ head: head!, body: reason })
      own.abort(unwanted)
    }
    signal.addEventListener('abort', abort, { once: true })
    pool.dispatch(request, {
      onRequestStart(own) {
        controller = own
        // While it waited for a connection. To abort it would close that.
        if (signal.aborted) throw signal.reason
      },
      onResponseStart(own, status, headers) {
        // What comes before the answer itself (RFC 9110 §15.2).
        if (status < 200) return
        head = { status, headers }
        const reason = wanted(head)
        if (reason !== undefined) refuse(own, reason)
      },
      onResponseData(own, chunk) {
        // What had come by then.
        if (refused) return
        if (!body.take(chunk)) refuse(own, 'answer-too-large')
      },
      onResponseEnd() {
        settled()
        resolve({ head: head!, body: body.whole() })
      },
      onResponseError(_own, error) {
        settled()
        reject(error)
      },
    })
    if (signal.aborted) abort()
  })
}

/** What comes, at most `bytes_max`, in one buffer: pieces of a byte each, kept as they came, would take a hundred times as much. */
function gather(bytes_max: number) {
  let held = new Uint8Array()
  let bytes = 0
  return {
    /** Whether there was room for it. */
    take(chunk: Uint8Array): boolean {
      const need = bytes + chunk.length
      if (need > bytes_max) return false
      if (need > held.length) {
        // Most answers are one piece.
        const grown = new Uint8Array(bytes === 0 ? need : Math.min(2 * need, bytes_max))
        grown.set(held.subarray(0, bytes))
        held = grown
      }
      held.set(chunk, bytes)
      bytes = need
      return true
    },
    /** In a buffer of its own. */
    whole: (): Uint8Array => (bytes === held.length ? held : held.slice(0, bytes)),
  }
}
