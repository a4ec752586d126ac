/** Plays the X-Road security servers between the gateway and one service: development only. Strict where theirs are lenient, so that a mistake shows. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { XRoadSource } from '../identity/participant.ts'
import { newEventId } from '../telemetry/ids.ts'

type Route = Pick<XRoadSource, 'client' | 'service'>

/** What a security server answers by itself (message protocol for REST, error handling). `type`: in whichever spelling. */
export function answerXRoadError(response: ServerResponse, type: string, message = 'played'): void {
  const status = type.toLowerCase().startsWith('server.') ? 500 : 400
  response
    .writeHead(status, { 'content-type': 'application/json;charset=utf-8', 'x-road-error': type })
    .end(JSON.stringify({ type, message, detail: newEventId() }))
}

/** The parts of an identifier, each decoded by itself; none when one is not percent-encoded UTF-8. */
function decoded(parts: readonly string[]): readonly string[] {
  try {
    return parts.map((part) => decodeURIComponent(part))
  } catch {
    return []
  }
}

const subsystem = ({ instance, memberClass, memberCode, subsystemCode }: XRoadSource['client']): string =>
  JSON.stringify([instance, memberClass, memberCode, subsystemCode].filter((part) => part !== undefined))

const service_parts = 5

/** What is wrong with a request, as the type of an error; else the service as it was named, and what of the path is the service's. */
function heard(
  { url = '', headers, rawHeaders }: IncomingMessage,
  { client, service }: Route,
): { readonly error: string } | { readonly service: string; readonly rest: string } {
  const [path = '', ...query] = url.split('?')
  const [, version, ...parts] = path.split('/')
  const named = parts.slice(0, service_parts)
  const called = decoded(named)
  if (version !== 'r1' || called.length !== service_parts) return { error: 'Client.InvalidRequest' }
  if (headers['x-road-service'] !== undefined || headers['x-road-request-hash'] !== undefined)
    return { error: 'Client.InvalidRequest' }
  const clients = rawHeaders.filter((_, n) => n % 2 === 1 && rawHeaders[n - 1]?.toLowerCase() === 'x-road-client')
  if (clients.length !== 1) return { error: 'Client.MissingHeader' }
  const asker = JSON.stringify(decoded(clients[0]!.split('/')))
  if (asker !== subsystem(client)) return { error: 'Client.UnknownClient' }
  if (JSON.stringify(called.slice(0, -1)) !== subsystem(service)) return { error: 'Server.ClientProxy.UnknownMember' }
  if (called.at(-1) !== service.serviceCode) return { error: 'Server.ServerProxy.UnknownService' }
  const rest = [`/${parts.slice(service_parts).join('/')}`, ...query].join('?')
  return { service: named.join('/'), rest }
}

/** Checks each request as a message of X-Road from `client` to `service`, and gives it to `provider` with the path that is left. */
export const playSecurityServers =
  (route: Route, provider: RequestListener): RequestListener =>
  (request, response) => {
    const found = heard(request, route)
    if ('error' in found) return answerXRoadError(response, found.error)
    const headers = {
      'x-road-client': String(request.headers['x-road-client']),
      'x-road-service': found.service,
      'x-road-id': String(request.headers['x-road-id'] ?? newEventId()),
      'x-road-request-id': newEventId(),
      'x-road-request-hash': 'cGxheWVk',
    }
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    request.url = found.rest
    provider(request, response)
  }
