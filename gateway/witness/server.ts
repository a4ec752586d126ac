/** A witness over HTTPS: mutual TLS 1.3, and no client but the systems that it was told of. */
import { hash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { subjectUris } from '../identity/subject-uri.ts'
import { serverTlsOptions } from '../identity/tls.ts'
import { limits } from '../limits.ts'
import { type Answer, addCheckpoint, type Witness } from './add-checkpoint.ts'

/** PEM texts. */
export interface WitnessTls {
  readonly ca: string
  readonly crl?: string
  readonly cert: string
  readonly key: string
}

export interface WitnessServerOptions {
  readonly witness: Witness
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly tls: WitnessTls
  /** URIs of the systems whose certificates are admitted. */
  readonly clients: ReadonlySet<string>
  /** Hears of what is refused or fails: a code, and the certificate's URI where it is known. */
  readonly tell: (event: string, facts: Readonly<Record<string, unknown>>) => void
}

export interface WitnessServer {
  readonly port: number
  /** From the next connection on. Throws on PEM that can't be read; then nothing has changed. */
  trust(tls: WitnessTls): void
  close(): Promise<void>
}

type Reply = Answer | { readonly status: 401 | 404 | 405; readonly body: string }

const plain = (status: 401 | 404 | 405, why: string): Reply => ({ status, body: `${why}\n` })

/** SHA-256 of the origin in lowercase hex, as the path of its newest checkpoint has it (tlog-witness, "Monitor Retrieval Mechanism"). */
export const originHash = (origin: string): string => hash('sha256', origin, 'hex')

const clientOf = (socket: TLSSocket): string | undefined => {
  const uris = subjectUris(socket.getPeerCertificate().subjectaltname)
  return socket.authorized && uris?.length === 1 ? uris[0] : undefined
}

/** Listens. What comes without a certificate of the CA is cut off in its handshake, or told 401. */
export async function startWitness(options: WitnessServerOptions): Promise<WitnessServer> {
  const { witness, clients, tls, tell } = options
  const server = createServer(
    {
      ...contextOf(tls),
      headersTimeout: limits.witness.request_timeout_ms,
      requestTimeout: limits.witness.request_timeout_ms,
      keepAliveTimeout: limits.witness.keep_alive_timeout_ms,
      connectionsCheckingInterval: limits.witness.request_timeout_ms / 2,
    },
    (request, response) => {
      respond(request, response).catch(() => response.socket?.destroy())
    },
  )
  server.maxConnections = limits.witness.connections_max
  server.on('tlsClientError', ({ code }: NodeJS.ErrnoException) => tell('connection-refused', { code }))

  async function replyTo(request: IncomingMessage): Promise<Reply> {
    const client = clientOf(request.socket as TLSSocket)
    if (client === undefined || !clients.has(client)) {
      tell('client-refused', { client })
      return plain(401, 'this certificate is not admitted')
    }
    if (request.url === '/add-checkpoint') return request.method === 'POST' ? submitted(request, client) : notAllowed
    const found = witness.logs.find(({ name }) => request.url === `/${originHash(name)}/checkpoint`)
    if (!found) return plain(404, 'there is nothing here')
    if (request.method !== 'GET') return notAllowed
    const held = witness.state.of(found.name)
    return held ? { status: 200, body: held.note } : plain(404, 'nothing of this log was cosigned')
  }

  async function submitted(request: IncomingMessage, client: string): Promise<Answer> {
    const body = await bodyOf(request)
    if (!body) return { status: 413, body: 'the request is too large\n' }
    try {
      const answer = addCheckpoint(body, witness)
      // What may be proof that a log misbehaves; a stale size is everyday.
      if (answer.status !== 200 && answer.status !== 409)
        tell('checkpoint-refused', { client, status: answer.status, why: answer.body.trim(), ...answer.conflict })
      return answer
    } catch (error) {
      tell('state-unwritable', { code: (error as NodeJS.ErrnoException).code })
      return { status: 500, body: 'the state could not be written\n' }
    }
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await replyTo(request)
    response.statusCode = reply.status
    response.setHeader('content-type', ('mediaType' in reply && reply.mediaType) || 'text/plain; charset=utf-8')
    response.setHeader('cache-control', 'no-store')
    if (!request.complete) response.setHeader('connection', 'close')
    response.end(reply.body)
  }

  server.listen({ host: options.host, port: options.port })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    trust: (next) => server.setSecureContext(contextOf(next)),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const contextOf = ({ crl, ...files }: WitnessTls) => ({
  ...serverTlsOptions({ ...files, crl: crl ?? [] }),
  rejectUnauthorized: true,
})

const notAllowed = plain(405, 'this is not done here')

/** The whole body; undefined beyond the bound. Rejects when it ends early. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limits.witness.request_bytes_max) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
