import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import type { PushChannel } from '../../exchange/push.ts'
import type { Services, Step } from '../services.ts'
import { requireMediaType } from './media-type.ts'
import { bodyOf, requireSignedBody } from './signed-request.ts'

/** The channel of the system on this connection. Throws GatewayError `deposit-not-allowed` when it is registered for none. */
export function channelOf({ inquiry }: FastifyRequest, { pushChannels }: Services): PushChannel {
  const channel = inquiry.system && pushChannels.get(inquiry.system.id)
  if (!channel) throw new GatewayError('deposit-not-allowed')
  return channel
}

/** A system that is registered to push, and a document of the kind that its agency's adapter reads. */
export const requirePushChannel: Step = (request, services) =>
  requireMediaType(request, channelOf(request, services).mediaType)

/** No more than the adapter takes, as it was signed; the document itself is the adapter's to read. */
export const requirePushedBody: Step = (request, services) => {
  const body = bodyOf(request)
  const { bytes_max } = channelOf(request, services)
  if (body.length > bytes_max) throw new GatewayError('body-too-large', { told: { bytes_max } })
  requireSignedBody(request, services)
  request.decoded = body
}
