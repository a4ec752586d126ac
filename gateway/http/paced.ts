/**
 * Bodies that may take long, as long as they keep coming: each stretch of waiting for them brings its share, or they are refused. Node has one time for a whole
 * request; when that is over it asks who is to be closed (raw.ts), and spares those whose body is read here.
 */
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { GatewayError } from '../errors/problem.ts'
import { monotonic_ms } from '../telemetry/clock.ts'

export interface Pace {
  readonly window_ms: number
  /** To come within each window. */
  readonly bytes_min: number
}

const paced = new WeakMap<object, IncomingMessage>()

/** From now on the body of `request` is bounded by whoever reads it (inPace), no more by the time of a request. */
export const pace = (request: IncomingMessage): void => void paced.set(request.socket, request)

/** Whether a request on `socket` is still coming that is bounded so. */
export const isPaced = (socket: object): boolean => paced.get(socket)?.complete === false

/**
 * The body as it comes. Only the time in which nothing is there counts, not that of who takes it. What is left of it when it is refused is not ended here: the
 * answer goes the same way. Throws GatewayError `attachment-too-slow`, and `request-malformed` when it was cut off.
 */
export async function* inPace(body: Readable, { window_ms, bytes_min }: Pace): AsyncGenerator<Uint8Array> {
  let [bytes, waited_ms] = [0, 0]
  for (;;) {
    const part = body.read() as Uint8Array | null
    if (part) {
      bytes += part.length
      if (bytes >= bytes_min) [bytes, waited_ms] = [0, 0]
      yield part
    } else if (body.readableEnded) return
    else {
      const from_ms = monotonic_ms()
      await stirring(body, window_ms - waited_ms)
      waited_ms += monotonic_ms() - from_ms
    }
  }
}

/** Resolves when there may be more of `body`, or it has ended. */
function stirring(body: Readable, most_ms: number): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const cutOff = (cause?: unknown) => done(() => reject(new GatewayError('request-malformed', { cause })))
    const more = () => done(resolve)
    const tooSlow = () => done(() => reject(new GatewayError('attachment-too-slow')))
    // What came while this process was busy is heard first.
    const timer = setTimeout(() => setImmediate(tooSlow), Math.max(0, most_ms))
    const events = { readable: more, end: more, error: cutOff, close: cutOff }
    let isDone = false
    function done(then: () => void): void {
      if (isDone) return
      isDone = true
      clearTimeout(timer)
      for (const [event, listener] of Object.entries(events)) body.off(event, listener)
      then()
    }
    if (body.destroyed) return cutOff(body.errored)
    for (const [event, listener] of Object.entries(events)) body.on(event, listener)
  })
}
