/** Whether a request that an adapter wants sent is one that the transport may send. */
import type { DeliveryRequest, SourceRequest } from '../../adapters/sdk/adapter.ts'
import { limits } from '../limits.ts'

/** Headers that an adapter may set; all others are the transport's. */
const allowedHeaders: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-type', 'soapaction'])

/** Headers in which a source may want a secret of the gateway. */
const allowedSecretHeaders: ReadonlySet<string> = new Set(['authorization', 'x-api-key'])

type Head = Pick<SourceRequest, 'path' | 'headers' | 'secretHeaders'>

/** What a server on the way might resolve, and so leave the service that was meant: `.` and `..`, encoded or with parameters. */
const dotSegment = /(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?=[/\\#;]|%2f|%5c|%3b|%23|$)/i

/** The path stays on the source's own origin, and below what it is put behind. */
function headProblem({ path, headers = {}, secretHeaders = {} }: Head, secrets: readonly string[]): string | undefined {
  if (typeof path !== 'string' || path.length > limits.source.request_path_bytes_max) return 'request-path'
  if (!/^\/(?!\/)[\x21-\x7e]*$/.test(path) || dotSegment.test(path.split('?', 1)[0]!)) return 'request-path'
  for (const [name, value] of Object.entries(headers)) {
    if (!allowedHeaders.has(name.toLowerCase())) return 'request-header'
    if (typeof value !== 'string' || !/^[\x20-\x7e]{0,500}$/.test(value)) return 'request-header'
  }
  for (const [name, secret] of Object.entries(secretHeaders))
    if (!allowedSecretHeaders.has(name.toLowerCase()) || !secrets.includes(secret)) return 'request-secret'
  return undefined
}

/** A finding code for what is wrong with `request`, or undefined; `secrets`: names that the manifest declares. */
export function requestProblem(request: SourceRequest, secrets: readonly string[]): string | undefined {
  const { method, body } = request
  if (method !== 'GET' && method !== 'POST') return 'request-method'
  const problem = headProblem(request, secrets)
  if (problem !== undefined) return problem
  if (body === undefined) return undefined
  if (method === 'GET' || typeof body !== 'string') return 'request-body'
  return Buffer.byteLength(body) > limits.source.request_body_bytes_max ? 'request-body' : undefined
}

/** As requestProblem, of a request that brings a document. `bytes_max`: as the manifest bounds a native document. */
export function deliveryProblem(
  request: DeliveryRequest,
  secrets: readonly string[],
  bytes_max: number,
): string | undefined {
  const { method, body } = request
  if (method !== 'POST') return 'request-method'
  const isSendable = body instanceof Uint8Array && body.length > 0 && body.length <= bytes_max
  return headProblem(request, secrets) ?? (isSendable ? undefined : 'request-body')
}
