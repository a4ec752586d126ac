import type { FastifyRequest } from 'fastify'
import { GatewayError, parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { placeOfNumber } from '../../release/transfers/attachable.ts'
import type { AskedAttachment } from '../../release/transfers/transfers.ts'
import { paperNumber, shownPlaces, targetQuery } from '../contract/handing-over.ts'
import type { Services, Step } from '../services.ts'
import { requireMediaType } from './media-type.ts'
import { bodyOf, requireSignedBody } from './signed-request.ts'

/** Who is to have it, and whether it is only asked what would become of it. */
export interface TransferTarget {
  /** Registry id, in its form. */
  readonly to: string
  readonly isDryRun: boolean
  /** In the order in which they are named. */
  readonly attachments: readonly AskedAttachment[]
}

const shows = `(?:&shows=${shownPlaces})?`
const attachment = `&attachment=dk-[a-z2-7]{26}@(?:opaque-${paperNumber}|${paperNumber}${shows})`
const targetForm = new RegExp(
  String.raw`^/v1/transfers\?to=([a-z][a-z0-9]*(?:-[a-z0-9]+)*)((?:${attachment})*)(&dry-run)?$`,
)

/**
 * `?to=<agency>[&attachment=<id>@<number>[&shows=<place>,…]]…[&dry-run]`, in its one spelling; a number is that of a paper of the document, counted from 0, or
 * `opaque-` and that of an opaque part; `shows`: the places of the record that the paper before it shows. Throws GatewayError `parameter-invalid`, also when two
 * are for one.
 */
export function targetOf({ raw }: FastifyRequest): TransferTarget {
  const [, to, named, dryRun] = targetForm.exec(raw.url ?? '') ?? []
  if (to === undefined || to.length > 64) throw parameterInvalid(misspelt(raw.url ?? ''))
  const attachments = (named ?? '').split('&attachment=').slice(1).map(attachmentIn)
  const places = new Set(attachments.map(({ place }) => place))
  if (places.size < attachments.length || places.size > limits.attachment.per_transfer_max)
    throw parameterInvalid('attachment')
  if (attachments.some(({ shows }) => shows && shows.length > limits.attachment.shows_max))
    throw parameterInvalid('shows')
  return { to, isDryRun: dryRun !== undefined, attachments }
}

/** The parameter to look at first in a target that is not in its one spelling: one of another form, else one that stands in the wrong place. */
function misspelt(url: string): string {
  const given = [...new URLSearchParams(url.split('?')[1])]
  const names = given.map(([name]) => name)
  const [odd] =
    given.find(([name, value]) => !Object.hasOwn(targetQuery, name) || !targetQuery[name as 'to'].fits(value)) ?? []
  if (odd !== undefined) return odd
  if (![-1, names.length - 1].includes(names.indexOf('dry-run')) || url.endsWith('=')) return 'dry-run'
  if (names[0] !== 'to' || names.lastIndexOf('to') > 0) return 'to'
  return names.includes('shows') ? 'shows' : 'attachment'
}

function attachmentIn(named: string): AskedAttachment {
  const [beside = '', shows] = named.split('&shows=')
  const [id = '', number = ''] = beside.split('@')
  return { id, place: placeOfNumber(number), ...(shows !== undefined && { shows: shows.split(',') }) }
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
  const { bytesMax: bytes_max } = nativeOf(request, services)
  if (body.length > bytes_max) throw new GatewayError('body-too-large', { told: { bytes_max } })
  requireSignedBody(request, services)
  request.decoded = body
}
