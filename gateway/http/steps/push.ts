import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import type { PushChannel } from '../../exchange/push.ts'
import { requireDigest } from '../../identity/content-digest.ts'
import { verifyMessage } from '../../identity/message-signature.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Services, Step } from '../services.ts'
import { requireMediaType } from './media-type.ts'

/** The channel of the system on this connection. Throws GatewayError `deposit-not-allowed` when it is registered for none. */
export function channelOf({ inquiry }: FastifyRequest, { pushChannels }: Services): PushChannel {
  const channel = inquiry.system && pushChannels.get(inquiry.system.id)
  if (!channel) throw new GatewayError('deposit-not-allowed')
  return channel
}

/** A system that is registered to push, and a document of the kind that its agency's adapter reads. */
export const requirePushChannel: Step = (request, services) =>
  requireMediaType(request, channelOf(request, services).mediaType)

/**
 * The message is signed by the agency whose certificate holds the connection (RFC 9421). Before the body is read: what nobody signed is not
 * waited for. The URL is what the gateway calls itself, with nothing after the path.
 */
export const verifySignature: Step = ({ raw, headers, inquiry, routeOptions }, { issuer, registry }) => {
  const { url = '' } = routeOptions
  if (raw.url !== url) throw new GatewayError('parameter-invalid')
  const participant = registry().participantOf(inquiry.system?.agency ?? '')
  if (!participant) throw new GatewayError('deposit-not-allowed')
  const text = (name: string) => {
    const value = headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
  const message = {
    method: raw.method ?? '',
    targetUri: `${issuer}${url}`,
    contentType: text('content-type'),
    contentDigest: text('content-digest'),
    signatureInput: text('signature-input'),
    signature: text('signature'),
  }
  verifyMessage(message, participant, Math.floor(now_ms() / 1000))
}

/** The body is what was signed (RFC 9530), and no more than the adapter takes. */
export const requireSignedBody: Step = (request, services) => {
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
  if (body.length > channelOf(request, services).bytes_max) throw new GatewayError('body-too-large')
  requireDigest(String(request.headers['content-digest'] ?? ''), body)
  request.decoded = body
}
