import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import { answerWish, plainWish } from '../../identity/answer-signature.ts'
import { requireDigest } from '../../identity/content-digest.ts'
import {
  attachmentProfile,
  depositProfile,
  requestProfile,
  type SignatureProfile,
  transferProfile,
  verifyMessage,
} from '../../identity/message-signature.ts'
import { takeNonce } from '../../identity/signature-nonce.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { messageOf } from '../message.ts'
import type { Services, SignedRequest, Step } from '../services.ts'

const now_s = (): number => Math.floor(now_ms() / 1000)

/** As it came; nothing when none came. */
export const bodyOf = ({ body }: FastifyRequest): Uint8Array => (body instanceof Uint8Array ? body : new Uint8Array())

/** `Accept-Signature` (RFC 9421 §5.1): the answer, a refusal too, will be signed by the gateway, or the request is refused. */
export const readSignatureWish: Step = (request, services) => {
  const asked = request.raw.headersDistinct['accept-signature']
  if (asked) request.answerWish = answerWish(asked.join(', '), messageOf(request, services), services.messageKey)
}

/**
 * The signature of `request` by a key that its agency has by the registry in force now. Throws GatewayError `certificate-unregistered`, and
 * as verifyMessage, which says what has not been verified.
 */
export function verifySignatureOf(
  request: FastifyRequest,
  services: Services,
  profile: SignatureProfile,
): SignedRequest {
  const participant = services.registry().participantOf(request.inquiry.system?.agency ?? '')
  if (!participant) throw new GatewayError('certificate-unregistered')
  const now = now_s()
  const came_s = (profile.comesSlowly && request.signed?.came_s) || now
  return { ...verifyMessage(messageOf(request, services), profile, participant, now, came_s), profile, came_s }
}

/**
 * The message is signed by the agency whose certificate holds the connection (RFC 9421). Before the body is read: what nobody signed is not
 * waited for. There is nothing after the path. Its answer will be signed in turn.
 */
const verifyBy =
  (profile: SignatureProfile): Step =>
  (request, services) => {
    const { raw, routeOptions, params } = request
    if (raw.url !== pathOf(routeOptions.url, params)) throw new GatewayError('parameter-invalid')
    verify(request, services, profile)
  }

function verify(request: FastifyRequest, services: Services, profile: SignatureProfile): void {
  request.signed = verifySignatureOf(request, services, profile)
  request.answerWish ??= plainWish
}

/** `url` of a route with the parameters as they were read: what was sent in another spelling is another path. */
const pathOf = (url: string | undefined, params: unknown): string | undefined =>
  url?.replace(/:(\w+)/g, (_, name: string) => (params as Readonly<Record<string, string>>)[name] ?? '')

export const verifyDepositSignature = verifyBy(depositProfile)
export const verifyUploadSignature = verifyBy(attachmentProfile)
export const verifyRequestSignature = verifyBy(requestProfile)
/** What stands after the path has its one spelling (transfer.ts). */
export const verifyTransferSignature: Step = (request, services) => verify(request, services, transferProfile)

/** The body is what was signed (RFC 9530). */
export const requireSignedBody: Step = (request) => {
  requireDigest(request.raw.headersDistinct['content-digest']?.join(', '), bodyOf(request))
}

/** The same signed request has its effect once. The last row: what refuses it before leaves it to be sent again. */
export const requireFirstUse: Step = async ({ signed, inquiry }, { replay }) => {
  if (!signed || !inquiry.system) throw new TypeError('the signature comes first')
  await takeNonce(signed, { agency: inquiry.system.agency, replay, now_s: now_s() })
}
