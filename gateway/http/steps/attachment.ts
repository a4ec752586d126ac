import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import { type DigestCheck, digestCheck } from '../../identity/content-digest.ts'
import { limits } from '../../limits.ts'
import { pace } from '../paced.ts'
import type { Step } from '../services.ts'

const token = "[\\w!#$%&'*+.^`|~-]+"
/** RFC 9110 §8.3.1; a parameter's value is a token. */
const mediaTypeForm = new RegExp(`^${token}/${token}(?: *; *${token}=${token})*$`)

/** Throws GatewayError `media-type-unsupported` when it is none, or the body is coded. */
export function attachmentTypeOf({ headers }: FastifyRequest): string {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers
  const fits = type.length <= limits.attachment.media_type_chars_max && mediaTypeForm.test(type)
  if (!fits || encoding.toLowerCase() !== 'identity')
    throw new GatewayError('media-type-unsupported', { told: { takes: '*/*' } })
  return type
}

/** For the body as it comes. Throws GatewayError `digest-mismatch` when there is nothing to compare it with. */
export const attachmentDigestOf = ({ raw }: FastifyRequest): DigestCheck =>
  digestCheck(raw.headersDistinct['content-digest']?.join(', '))

/** A paper of any kind, from whoever may hand over; one that says that it is too large is not waited for. */
export const requireAttachmentHead: Step = (request, { reader }) => {
  const { inquiry, headers } = request
  if (!inquiry.system || !reader.sources.manifestOf(inquiry.system.agency))
    throw new GatewayError('transfer-not-allowed')
  attachmentTypeOf(request)
  attachmentDigestOf(request)
  if (Number(headers['content-length'] ?? 0) > limits.attachment.bytes_max)
    throw new GatewayError('attachment-too-large')
}

/** So many uploads at once, of one agency and of all, each of which holds a chunk and waits for the store. As limitActs. From here on it may take its time. */
export const limitUploads: Step = (request, { uploadPlaces }) => {
  request.place = uploadPlaces.take(request.inquiry.system!.agency)
  pace(request.raw)
}
