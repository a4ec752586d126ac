import type { FastifyRequest } from 'fastify'
import { GatewayError, parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Services, Step } from '../services.ts'
import { requireMediaType } from './media-type.ts'
import { bodyOf, requireSignedBody } from './signed-request.ts'

/** Who is to have it, and whether it is only asked what would become of it. */
export interface TransferTarget {
  /** Registry id, in its form. */
  readonly to: string
  readonly isDryRun: boolean
}

/** `?to=<agency>[&dry-run]`, in its one spelling. Throws GatewayError `parameter-invalid`. */
export function targetOf({ raw }: FastifyRequest): TransferTarget {
  const match = /^\/v1\/transfers\?to=([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(&dry-run)?$/.exec(raw.url ?? '')
  if (!match?.[1] || match[1].length > 64) throw parameterInvalid('to')
  return { to: match[1], isDryRun: match[2] !== undefined }
}

const { key_chars_min, key_chars_max } = limits.transfer
const keyForm = new RegExp(`^"([\\x21\\x23-\\x5b\\x5d-\\x7e]{${key_chars_min},${key_chars_max}})"$`)

/** The one `Idempotency-Key`, a string (RFC 9651 §3.3.3), without its quotes. Throws GatewayError `idempotency-key-invalid`. */
export function idempotencyKeyOf({ raw }: FastifyRequest): string {
  const [line, ...more] = raw.headersDistinct['idempotency-key'] ?? []
  const key = more.length === 0 ? keyForm.exec(line ?? '')?.[1] : undefined
  if (key === undefined) throw new GatewayError('idempotency-key-invalid')
  return key
}

/** Of the agency on this connection: what its own adapter reads. Throws GatewayError `transfer-not-allowed` when it has none. */
export function nativeOf({ inquiry }: FastifyRequest, { reader }: Services) {
  const manifest = inquiry.system && reader.sources.manifestOf(inquiry.system.agency)
  if (!manifest) throw new GatewayError('transfer-not-allowed')
  return manifest.native
}

/** A document of the kind that its sender's adapter reads, for somebody, under a key; a dry run needs none. */
export const requireTransferHead: Step = (request, services) => {
  requireMediaType(request, nativeOf(request, services).mediaType)
  if (!targetOf(request).isDryRun) idempotencyKeyOf(request)
}

/** No more than the adapter takes, as it was signed; the document itself is the adapter's to read. */
export const requireTransferBody: Step = (request, services) => {
  const body = bodyOf(request)
  if (body.length > nativeOf(request, services).bytesMax) throw new GatewayError('body-too-large')
  requireSignedBody(request, services)
  request.decoded = body
}
