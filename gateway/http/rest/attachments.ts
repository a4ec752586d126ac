/** Papers that come beside what is handed over: uploaded by its sender, fetched by its receiver. */
import { Readable } from 'node:stream'
import type { OpaquePart } from '../../../schemas/generated/types.ts'
import { DisplayString, serializeDictionary } from '../../identity/structured-field.ts'
import { prepareAnswer } from '../../release/door.ts'
import { attachmentNumber } from '../contract/ids.ts'
import { inPace } from '../paced.ts'
import type { Handler } from '../services.ts'
import { attachmentDigestOf, attachmentTypeOf } from '../steps/attachment.ts'
import { transferIdOf } from './transfer-pages.ts'

/** `POST /v1/attachments`: its signature has been verified by the pipeline, its digest is as it comes. Wholly there before it is answered. */
export const postAttachment: Handler = async (request, { uploads, uploadPace }) => {
  const { inquiry, body } = request
  const { id, bytes, expiresAt, told } = await uploads.take(inquiry, {
    ...{
      mediaType: attachmentTypeOf(request),
      digest: attachmentDigestOf(request),
      body: body instanceof Readable ? inPace(body, uploadPace) : Readable.from([]),
    },
  })
  return prepareAnswer(inquiry, {
    status: 201,
    body: JSON.stringify({ attachment: id, bytes, expires_at: expiresAt.toISOString() }),
    detail: { attachment: told },
  })
}

/** Of what the ciphertext is, which nothing in it tells: a dictionary (RFC 9651) of display strings. */
const partTold = ({ covers, level, product, digest, determinedBy }: OpaquePart): string =>
  serializeDictionary(
    new Map(
      Object.entries({
        covers,
        level,
        product,
        digest,
        determiner: determinedBy?.officer,
        item: determinedBy?.listItem,
      })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, [new DisplayString(value!), new Map()]]),
    ),
  )

/** `GET /v1/inbox/{id}/attachments/{number}`: the very bytes that its sender uploaded. That the transfer is delivered is durable. */
export const getAttachment: Handler = async ({ inquiry, params, query }, { inbox }) => {
  const id = transferIdOf(params, query)
  const number = attachmentNumber.read((params as { number: string }).number, 'number')
  const { told, attachment, stream, part } = await inbox.fetchAttachment(inquiry, id, number)
  return prepareAnswer(inquiry, {
    body: stream,
    mediaType: attachment.mediaType,
    headers: {
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      ...(part && { 'opaque-part': partTold(part) }),
    },
    detail: { transfer: told },
  })
}
