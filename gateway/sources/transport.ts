/** One source over mutual TLS 1.3: bounded in time and bytes, without redirects, retried when nothing came back. */

import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import type { DeliveryRequest, NativeAnswer, RetryBounds, SourceRequest } from '../../adapters/sdk/adapter.ts'
import { wait_ms } from '../telemetry/backoff.ts'
import { newMessageId } from '../telemetry/ids.ts'
import type { Reason } from './asked.ts'
import { createConnector } from './connector.ts'
import { type Head, type Received, receive } from './receiving.ts'
import type { SourceLimits, SourceTrust, XRoad } from './source-system.ts'
import { reasonOf, resetBeforeAnswer } from './transport-errors.ts'
import { messageHeaders, requestIdOf, servicePrefix, xRoadRefusal } from './x-road.ts'

export interface TransportOptions extends SourceTrust {
  /** `https://host:port`. */
  readonly url: string
  /** The URI that the source's certificate must carry. */
  readonly serverUri: string
  /** `url` is a security server of X-Road, and requests go on from there. */
  readonly xRoad?: XRoad | undefined
  readonly answer_bytes_max: number
  /** The media type in which the source sends a fault with status 500, when its protocol wants that (SOAP 1.1 §6.2). */
  readonly faultMediaType?: string | undefined
  readonly limits: SourceLimits
  /** Of the adapter's manifest. */
  readonly retry: RetryBounds
  /** By name: what requests may have put into a header. */
  readonly secrets: ReadonlyMap<string, string>
  /** Reads them anew: asked when the source refuses one, which may have been replaced. Rejects when they can't be read. Default: they stay. */
  readonly renewedSecrets?: (() => Promise<ReadonlyMap<string, string>>) | undefined
  /** Default: the system's timer. Rejects when `signal` does. */
  readonly pause?: (delay_ms: number, signal: AbortSignal) => Promise<unknown>
}

export interface SendOptions {
  readonly eventId: string
  readonly traceparent: string
  /** The legal basis on which it is asked, told to X-Road alone. */
  readonly legalBasis?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Of what brings a document: sent once, within this time, and what the source says of it with a status of 4xx is read too. */
  readonly delivery?: { readonly timeout_ms: number }
  /** Hears of each time that the request is sent once more: its receiver may have listed it before. */
  readonly onRepeat?: (() => void) | undefined
}

/** `body` owns its buffer, so that it can be transferred to a worker. */
export type Sent = (
  | { readonly ok: true; readonly answer: NativeAnswer }
  | { readonly ok: false; readonly reason: Reason }
) & {
  /** Under which X-Road logs it. */
  readonly requestId?: string | undefined
}

export interface Transport {
  /** Sends a request and gives the answer of a status below 300, of 404 or 410, or a fault. Never rejects. The answer's content is not verified. */
  send(request: SourceRequest | DeliveryRequest, options: SendOptions): Promise<Sent>
  /** From now on connections are made by `next`; open ones that it refuses are cut, whatever they carry. */
  trust(next: SourceTrust): void
  close(): Promise<void>
}

/** What a source answers to a secret that it does not (any longer) know. */
const unauthorised: ReadonlySet<number> = new Set([401, 403])

/** Opens no connection yet. */
export function createTransport(transport: TransportOptions): Transport {
  const { url, limits, retry, pause: rest = (delay_ms, signal) => pause(delay_ms, undefined, { signal }) } = transport
  let { secrets } = transport
  const connector = createConnector(transport, limits.request_timeout_ms)
  const pool = new Pool(url, {
    connections: limits.connections_per_source_max,
    pipelining: 1,
    keepAliveTimeout: limits.keep_alive_timeout_ms,
    keepAliveMaxTimeout: limits.keep_alive_timeout_ms,
    allowH2: false,
    maxHeaderSize: limits.answer_header_bytes_max,
    // The deadline of the whole request bounds both.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: connector.connect,
  })

  const { xRoad } = transport
  const prefix = xRoad ? servicePrefix(xRoad) : ''

  const sent = (request: SourceRequest | DeliveryRequest, options: SendOptions, id: string) => ({
    method: request.method,
    path: `${prefix}${request.path}`,
    headers: {
      ...request.headers,
      ...(xRoad && messageHeaders(xRoad, { id, issue: options.legalBasis })),
      ...Object.fromEntries(Object.entries(request.secretHeaders ?? {}).map(([name, of]) => [name, secrets.get(of)!])),
      'accept-encoding': 'identity',
      'lienthong-event-id': options.eventId,
      traceparent: options.traceparent,
    },
    body: request.body ?? null,
  })

  /** Tries again, as often as the manifest says, while the connection goes before the answer begins. */
  async function answered(
    request: SourceRequest | DeliveryRequest,
    options: SendOptions,
    signal: AbortSignal,
  ): Promise<Received> {
    const attempts_max = options.delivery ? 1 : (retry.attemptsMax ?? 1)
    const isDelivery = options.delivery !== undefined
    const id = xRoad ? newMessageId(options.eventId) : ''
    for (let failures = 1; ; failures++) {
      let begun = false
      const wanted = (head: Head) => {
        begun = true
        return (xRoad && xRoadRefusal(head, id)) ?? refusalOf(head, transport, isDelivery)
      }
      try {
        return await receive(pool, sent(request, options, id), {
          signal,
          bytes_max: transport.answer_bytes_max,
          wanted,
        })
      } catch (error) {
        const over = begun || failures >= attempts_max || signal.aborted || !resetBeforeAnswer(error)
        if (over) throw error
        await rest(wait_ms(retry, failures), signal)
        options.onRepeat?.()
      }
    }
  }

  /** Whether there are other secrets by now. */
  async function renewed({ secretHeaders }: Pick<SourceRequest, 'secretHeaders'>): Promise<boolean> {
    if (secretHeaders === undefined) return false
    const next = await transport.renewedSecrets?.().catch(() => undefined)
    if (next === undefined || [...next].every(([name, value]) => secrets.get(name) === value)) return false
    secrets = next
    return true
  }

  async function exchange(
    request: SourceRequest | DeliveryRequest,
    options: SendOptions,
    signal: AbortSignal,
    again = false,
  ): Promise<Sent> {
    const { head, body } = await answered(request, options, signal)
    if (!again && unauthorised.has(head.status) && (await renewed(request))) {
      options.onRepeat?.()
      return exchange(request, options, signal, true)
    }
    const requestId = xRoad && requestIdOf(head)
    if (typeof body === 'string') return { ok: false, reason: body, requestId }
    return { ok: true, answer: { status: head.status, mediaType: mediaTypeOf(head), body }, requestId }
  }

  return {
    async send(request, options) {
      const deadline = new AbortController()
      let timedOut = false
      const timer = setTimeout(() => {
        timedOut = true
        deadline.abort()
      }, options.delivery?.timeout_ms ?? limits.request_timeout_ms)
      const cancel = () => deadline.abort()
      options.signal?.addEventListener('abort', cancel, { once: true })
      if (options.signal?.aborted) cancel()
      try {
        return await exchange(request, options, deadline.signal)
      } catch (error) {
        if (timedOut) return { ok: false, reason: 'source-timeout' }
        return { ok: false, reason: options.signal?.aborted ? 'cancelled' : reasonOf(error) }
      } finally {
        clearTimeout(timer)
        options.signal?.removeEventListener('abort', cancel)
      }
    },
    trust: connector.trust,
    close: () => pool.destroy(),
  }
}

const mediaTypeOf = ({ headers }: Head): string => String(headers['content-type'] ?? '')

/** Why an answer is not worth reading, by its head alone. */
function refusalOf(
  head: Head,
  { answer_bytes_max, faultMediaType }: TransportOptions,
  isDelivery: boolean,
): Reason | undefined {
  const { status, headers } = head
  // The page of a server that broke down has another type than a fault.
  const fault = status === 500 && mediaTypeOf(head).split(';')[0]?.trim().toLowerCase() === faultMediaType
  if (status >= 500 && !fault) return 'source-error'
  // Not held, and cursor forgotten, or why a document is not taken: the adapter reads what the source means by them.
  const meant = fault || status === 404 || status === 410 || (isDelivery && status >= 400)
  if (status >= 400 && !meant) return 'source-refused'
  if (status >= 300 && !meant) return 'source-redirected'
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') return 'answer-encoded'
  if (Number(headers['content-length'] ?? 0) > answer_bytes_max) return 'answer-too-large'
  return undefined
}
