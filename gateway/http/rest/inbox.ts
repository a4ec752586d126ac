/** `/v1/inbox`: what other agencies handed over to the one whose system asks, by its certificate alone; acknowledged or refused by its own signature. */
import { prepareAnswer } from '../../release/door.ts'
import type { InboxRow } from '../../release/transfers/inbox.ts'
import { inboxQuery } from '../contract/handing-over.ts'
import { queryOf } from '../forms.ts'
import type { Handler } from '../services.ts'
import { bodyOf } from '../steps/signed-request.ts'
import { recallTold } from './recalls.ts'
import { answerPage, givenUpTold, transferIdOf } from './transfer-pages.ts'

const toldItem = (transfer: InboxRow, dossier: string | undefined) => ({
  id: transfer.id,
  from: transfer.sender,
  kind: transfer.kind,
  state: transfer.state,
  receivedAt: transfer.received_at.toISOString(),
  mediaType: transfer.translated_media_type,
  bytes: transfer.translated_bytes,
  ...givenUpTold(transfer),
  ...(dossier !== undefined && { dossier }),
  ...(transfer.attachments.length > 0 && {
    attachments: transfer.attachments.map(({ number, media_type: mediaType, bytes }) => ({ number, mediaType, bytes })),
  }),
  // Neither which nor how many: a title or a size may tell what is kept.
  ...(transfer.papers_withheld && { attachmentsWithheld: true }),
  ...(transfer.recall && { recall: recallTold(transfer.recall) }),
})

/** `GET /v1/inbox`: oldest first, in pages (`next` → `after`). `dossier`: the one that the agency may ask for. No content. */
export const listInbox: Handler = async ({ inquiry, query }, { inbox, toldRecords }) =>
  answerPage(inquiry, query, queryOf(query, inboxQuery), async (page) => {
    const { agency } = inquiry.system!
    const items = await inbox.list(agency, page)
    const dossiers = await toldRecords.dossiers(inquiry, items)
    return items.map((item) => toldItem(item, dossiers.get(item.id)))
  })

/** `GET /v1/inbox/{id}`: the very bytes that were written for the receiver. That they are delivered is durable. */
export const getInboxDocument: Handler = async ({ inquiry, params, query }, { inbox }) => {
  const id = transferIdOf(params, query)
  const { told, document } = await inbox.fetch(inquiry, id)
  const { buffer, byteOffset, byteLength } = document.body
  return prepareAnswer(inquiry, {
    body: Buffer.from(buffer, byteOffset, byteLength),
    mediaType: document.mediaType,
    headers: {
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      // RFC 8288.
      link: `</v1/inbox/${id}/receipt>; rel="describedby"; type="application/jose"`,
    },
    detail: { transfer: told },
  })
}

/** `GET /v1/inbox/{id}/receipt`: the gateway's receipt, a compact JWS (RFC 7515). */
export const getInboxReceipt: Handler = async ({ inquiry, params, query }, { inbox }) => {
  const id = transferIdOf(params, query)
  const body = await inbox.receipt(inquiry.system!.agency, id)
  return prepareAnswer(inquiry, { body, mediaType: 'application/jose', detail: { note: id } })
}

/** `POST /v1/inbox/{id}/acknowledgement`: the receiver's compact JWS over the receipt. Signature and digest of the request have been verified by the pipeline. */
export const postAcknowledgement: Handler = async (request, { inbox }) => {
  const { inquiry, params, query } = request
  const id = transferIdOf(params, query)
  const jws = Buffer.from(bodyOf(request)).toString('latin1')
  const { state, at, event, receipt } = await inbox.acknowledge(inquiry, id, jws)
  return prepareAnswer(inquiry, { body: JSON.stringify({ id, state, at, event, receipt }), detail: { note: id } })
}
