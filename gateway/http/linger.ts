/** Closing a connection on which the client still sends resets it, and the reset may take the answer with it (RFC 9112 §9.6). */
import type { IncomingMessage } from 'node:http'
import { limits } from '../limits.ts'

/** For an answer that is the last of its connection: what is left of `request` is read and thrown away, for a bounded time, before Node closes. */
export function linger(request: IncomingMessage): void {
  const { socket } = request
  const close = socket.destroySoon.bind(socket)
  socket.destroySoon = () => {
    if (request.complete) return close()
    const timer = setTimeout(close, limits.request.linger_timeout_ms)
    const finish = () => {
      clearTimeout(timer)
      close()
    }
    request.once('end', finish).once('close', finish).resume()
  }
}
