/** A source system that answers with golden documents, over mutual TLS and to the gateway alone: development only. */
import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Served } from '../../adapters/check/served.ts'
import type { SourceCredentials } from '../../certs-dev/source-certificate.ts'
import { gatewaySystem, systemUri } from '../../certs-dev/systems.ts'
import { httpsUrl } from '../config/config.ts'
import type { XRoadSource } from '../identity/participant.ts'
import { playSecurityServers } from './security-server.ts'

const BODY_BYTES_MAX = 64 * 1024

export interface GoldenSource {
  readonly url: string
  close(): Promise<void>
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const keyOf = (method: string, path: string, body = ''): string => JSON.stringify([method, path, body])

/**
 * Listens on `host`:`port` (0: any free one), with `xRoad` as the gateway's security server, which it and the agency's own then are as well. `told` gets a line for each request: method, path, and the file that answered it or the status.
 * Rejects when it can't listen.
 */
export async function startGoldenSource(
  { mediaType, documents, absence }: Served,
  credentials: SourceCredentials,
  { host, port, xRoad }: { readonly host: string; readonly port: number; readonly xRoad?: XRoadSource | undefined },
  told: (line: string) => void,
): Promise<GoldenSource> {
  const answers = new Map(documents.map((of) => [keyOf(of.request.method, of.request.path, of.request.body), of]))
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request
    const names = (request.socket as TLSSocket).getPeerCertificate().subjectaltname
    const body = await bodyOf(request)
    const gateway = names === `URI:${systemUri(gatewaySystem)}`
    const known = body === undefined ? undefined : answers.get(keyOf(method, url, body))
    const found = known ? { ...known, status: 200 } : absence
    const status = gateway ? (found?.status ?? 404) : 403
    told(
      `${method} ${url} → ${[...(status === 200 ? [] : [status]), ...(gateway && found ? [found.file] : [])].join(' ')}`,
    )
    if (!gateway || !found) return void response.writeHead(status).end()
    response.writeHead(status, { 'content-type': mediaType }).end(found.body)
  }
  const heard: RequestListener = (request, response) => {
    respond(request, response).catch(() => response.socket?.destroy())
  }
  const server = createServer(
    { ...credentials, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: true },
    xRoad ? playSecurityServers(xRoad, heard) : heard,
  )
  server.listen(port, host)
  await once(server, 'listening')
  return {
    url: httpsUrl(host, (server.address() as AddressInfo).port),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
