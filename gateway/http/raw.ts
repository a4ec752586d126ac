/**
 * The one place that answers outside Fastify's reply: requests that are no HTTP (RFC 9112) or no URL. Each is recorded before its
 * refusal is written. Nothing but catalogue problems leaves here.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorCode } from '../errors/catalogue.ts'
import { admit } from '../identity/certificate.ts'
import { prepareProblem, type Released } from '../release/door.ts'
import type { Inquiry } from '../release/inquiry.ts'
import { now_ms } from '../telemetry/clock.ts'
import { isPaced } from './paced.ts'
import { codeOf } from './pipeline.ts'
import type { Services } from './services.ts'
import { openInquiry } from './steps/open-inquiry.ts'

const parserCodes: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/** Whoever it is: the certificate comes first here too. */
function admitted(socket: Socket, inquiry: Inquiry, { trust }: Services): ErrorCode | undefined {
  try {
    inquiry.system = admit(socket as TLSSocket, trust(), now_ms())
    return undefined
  } catch (error) {
    return codeOf(error)
  }
}

async function refuse(
  socket: Socket,
  headers: IncomingMessage['headers'],
  code: ErrorCode,
  services: Services,
): Promise<Released> {
  const inquiry = openInquiry(headers, 'malformed')
  return services.door.pass(inquiry, prepareProblem(inquiry, admitted(socket, inquiry, services) ?? code))
}

/** For `clientErrorHandler`: the bytes were no request. Answers on the socket and closes it. */
export async function answerMalformed(
  error: Error & { code?: string },
  socket: Socket,
  services: Services,
): Promise<void> {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isPaced(socket)) return
  // Nothing can be written before the handshake is done, and a write that never ends would keep the connection for good.
  if (error.code === 'ERR_TLS_HANDSHAKE_TIMEOUT') {
    socket.destroy()
    return
  }
  await answerOnSocket(socket, parserCodes[error.code ?? ''] ?? 'request-malformed', services)
}

/** For `connect`: the gateway is no proxy (RFC 9110 §9.3.6). Node has let go of the socket: its errors are ours to hear. */
export async function answerConnect(socket: Socket, services: Services): Promise<void> {
  socket.on('error', () => {})
  await answerOnSocket(socket, 'request-malformed', services)
}

/** Node reports every further stretch of garbage too: one answer and one record are enough. */
const answered = new WeakSet<Socket>()

async function answerOnSocket(socket: Socket, code: ErrorCode, services: Services): Promise<void> {
  if (answered.has(socket)) return
  answered.add(socket)
  const { status, headers, body } = await refuse(socket, {}, code, services)
  if (!socket.writable) return
  const lines = Object.entries({
    ...headers,
    connection: 'close',
    'content-length': String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
  // Not end(): a client that never closes its side would keep the connection for good.
  socket.destroySoon()
}

/** For `frameworkErrors`: Fastify could not route the URL; its hooks do not run then. */
export async function answerUnroutable(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): Promise<void> {
  const released = await refuse(request.raw.socket, request.headers, codeOf(error), services)
  writeReleased(reply.raw, released)
}

function writeReleased(response: ServerResponse, { status, headers, body }: Released): void {
  response.writeHead(status, { ...headers, connection: 'close', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
