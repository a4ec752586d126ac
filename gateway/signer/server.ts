/**
 * The signer on its unix socket: one line of JSON in, one line out, in order. Whoever may open the socket may have checkpoints of this
 * log signed, and nothing else: the folder's and the socket's modes keep others out.
 */
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { type FromSigner, lines, type ToSigner } from '../audit/signer-lines.ts'
import { limits } from '../limits.ts'
import { type Signing, SigningRefused } from './signing.ts'

export interface SignerServer {
  close(): Promise<void>
}

/** Listens on `path`, which is replaced if an earlier signer has left it. The folder must be its owner's alone: that is NOT checked. */
export async function startSigner(path: string, signing: Signing): Promise<SignerServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const say = (message: FromSigner) => socket.write(`${JSON.stringify(message)}\n`)
    say({ kind: 'keys', verifierKeys: signing.verifierKeys })
    socket.on(
      'data',
      lines(
        limits.signer.line_bytes_max,
        (line) => {
          const asked = requestIn(line)
          if (asked) say(answerTo(asked, signing))
          else socket.destroy()
        },
        () => socket.destroy(),
      ),
    )
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.maxConnections = limits.signer.connections_max
  rmSync(path, { force: true })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(path, resolve)
  await promise
  chmodSync(path, 0o600)
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function requestIn(line: string): ToSigner | undefined {
  try {
    const { id, text, published } = JSON.parse(line)
    const fits = Number.isSafeInteger(id) && typeof text === 'string' && typeof published === 'boolean'
    return fits ? { id, text, published } : undefined
  } catch {
    return undefined
  }
}

function answerTo({ id, text, published }: ToSigner, signing: Signing): FromSigner {
  try {
    return { kind: 'signed', id, lines: signing.sign(text, published) }
  } catch (error) {
    if (!(error instanceof SigningRefused)) throw error
    return { kind: 'refused', id, why: error.message }
  }
}
