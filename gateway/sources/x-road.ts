/** The consumer's side of the X-Road message protocol for REST 1.0: how a request is put, and what its security servers answer by themselves. */
import type { Reason } from './asked.ts'
import type { Head } from './receiving.ts'
import type { XRoad } from './source-system.ts'

/** Each part is encoded by itself (RFC 3986 §2.1): a `/` within one is no separator. */
const encoded = (parts: readonly (string | undefined)[]): string =>
  parts.flatMap((part) => (part === undefined ? [] : [encodeURIComponent(part)])).join('/')

/** What stands before the path of a request to the service: `/r1/…`, percent-encoded, without a slash at its end. */
export function servicePrefix({ service }: XRoad): string {
  const { instance, memberClass, memberCode, subsystemCode, serviceCode } = service
  return `/r1/${encoded([instance, memberClass, memberCode, subsystemCode, serviceCode])}`
}

/**
 * Headers of one message. `id`: of this message alone, which its answer repeats; `issue`: why it is sent, visible ASCII, in clear in the logs of both
 * security servers. No user is named: whom X-Road would tell has no need to know.
 */
export function messageHeaders(
  { client, representedParty }: XRoad,
  { id, issue }: { readonly id: string; readonly issue?: string | undefined },
): Readonly<Record<string, string>> {
  const { instance, memberClass, memberCode, subsystemCode } = client
  return {
    'x-road-client': encoded([instance, memberClass, memberCode, subsystemCode]),
    'x-road-id': id,
    ...(issue !== undefined && { 'x-road-issue': issue }),
    ...(representedParty && {
      'x-road-represented-party': encoded([representedParty.memberClass, representedParty.memberCode]),
    }),
  }
}

/** Types of errors, without the underscores that X-Road writes since 7.8; the first that the type is or begins with. */
const errors: readonly (readonly [type: string, reason: Reason])[] = [
  ['client', 'x-road-setup'],
  ['server.clientproxy.unknownmember', 'x-road-setup'],
  ['server.clientproxy.sslauthenticationfailed', 'x-road-setup'],
  ['server.clientproxy', 'x-road-server'],
  ['server.serverproxy.accessdenied', 'x-road-denied'],
  ['server.serverproxy.unknownservice', 'x-road-denied'],
  ['server.serverproxy.servicedisabled', 'x-road-denied'],
  ['server.serverproxy.servicefailed', 'source-error'],
  // Between the provider's security server and its system.
  ['server.serverproxy.networkerror', 'source-unreachable'],
  ['server.serverproxy', 'x-road-provider'],
]

function reasonOfError(type: string): Reason {
  const plain = type.trim().toLowerCase().replaceAll('_', '')
  const [, reason = 'x-road-server'] = errors.find(([of]) => plain === of || plain.startsWith(`${of}.`)) ?? []
  return reason
}

/**
 * Why what came is no answer of the source to the message `id`, by its head: an error of a security server, whatever its status (its text is not
 * read), or no sign that it belongs to this message. Undefined: the source answered, and its status means what the source says.
 */
export function xRoadRefusal({ headers }: Head, id: string): Reason | undefined {
  const error = headers['x-road-error']
  if (error !== undefined) return reasonOfError(String(error))
  return headers['x-road-id'] === id ? undefined : 'x-road-echo'
}

/** The id under which both security servers log this sending, for whoever compares their logs with ours; undefined when it is none. */
export function requestIdOf({ headers }: Head): string | undefined {
  const id = headers['x-road-request-id']
  return typeof id === 'string' && /^[\w.:-]{1,64}$/.test(id) ? id : undefined
}
