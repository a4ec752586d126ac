/** What is handed over from agency to agency, and what each of the two says of it. */
import { limits } from '../../limits.ts'
import { doneCodes, recallCodes } from '../../release/transfers/recall-rows.ts'
import { transferStates } from '../../release/transfers/transfer.ts'
import { count, flag, matching, members, oneOf, said, textForm } from '../forms.ts'
import { bytes, type Contracts, code, jws, object, pageOf, ref, time, whole } from './contract.ts'
import { agencyId, attachmentId, attachmentNumber, eventId, transferId } from './ids.ts'

/** Pattern of the number of a paper in its document. */
export const paperNumber = String.raw`(?:0|[1-9]\d{0,2})`
const place = `(?:/(?:[A-Za-z]{1,40}|${paperNumber})){1,8}`
/** Pattern of the places of a record that a paper shows. */
export const shownPlaces = `${place}(?:,${place})*`

/** In the one spelling of steps/transfer.ts. */
export const targetQuery = {
  to: agencyId,
  attachment: matching(`dk-[a-z2-7]{26}@(?:opaque-)?${paperNumber}`),
  shows: matching(shownPlaces),
  'dry-run': textForm({ const: '' }, (text) => text === ''),
} as const

const pageQuery = {
  state: oneOf(transferStates),
  first: count(limits.inbox.page_items_max, limits.inbox.page_items_default),
  after: transferId,
} as const
export const inboxQuery = pageQuery
export const sentQuery = { ...pageQuery, overdue: flag } as const

export const clocksQuery = {
  state: oneOf(['due', 'met', 'overdue']),
  first: count(limits.transfer.clocks_page_max, limits.transfer.clocks_page_default),
  after: matching('cg-[a-z2-7]{26}:[A-Z0-9_-]+(?:\\.[A-Z0-9_]+)+', 100),
} as const

export const noticesQuery = {
  state: oneOf(['made', 'known', 'failed']),
  first: count(limits.notices.page_items_max, limits.notices.page_items_default),
  after: matching('hs-[a-z2-7]{26}:[a-z][a-z0-9]*(?:-[a-z0-9]+)*', 100),
} as const

const text = said(limits.transfer.recall_text_chars_max)
export const recallBody = members({ reason: members({ code: oneOf(recallCodes), text }) })
export const recallDoneBody = members({ done: members({ code: oneOf(doneCodes), text }) })
/** Of a request that says all by being sent. */
export const nothing = members({})

const id = transferId.schema
const event = eventId.schema
const receipt = ref('LogReceipt')
const acknowledged = object({ id, state: code(['acknowledged', 'refused']), at: time, event, receipt })

export const handingOver: Contracts = {
  'POST /v1/transfers': {
    ...{
      id: 'handOver',
      tag: 'handing-over',
      query: targetQuery,
      queryRequired: ['to'],
      queryRepeated: ['attachment', 'shows'],
      body: bytes,
    },
    title: {
      vi: 'Chuyển giao một tài liệu của cơ quan mình cho cơ quan khác',
      en: "Hands one of the agency's own documents over to another agency",
    },
    note: {
      vi: 'Thứ tự: to, rồi attachment=<mã>@<số> (mỗi cái có thể kèm shows ngay sau), cuối cùng dry-run, không có dấu "=" sau nó. Kiểu nội dung là kiểu mà bộ chuyển đổi của cơ quan đọc.',
      en: 'In this order: to, then attachment=<id>@<number> (each may have its shows after it), last dry-run, with no "=" after it. The media type is that which the agency\'s adapter reads.',
    },
    answers: {
      200: { schema: { anyOf: [ref('Handed'), ref('DryRun')] }, headers: ['Location'] },
      201: { schema: ref('Handed'), headers: ['Location'] },
    },
    refuses: [
      ...(['document-rejected', 'document-untranslatable', 'state-secret-in-clear', 'route-not-allowed'] as const),
      ...(['not-for-receiver', 'receiver-form-refuses', 'receiver-unavailable', 'attachment-not-found'] as const),
      ...(['attachment-without-paper', 'attachment-shows-unknown', 'attachment-differs'] as const),
      ...(['idempotency-key-reused', 'transfers-unavailable'] as const),
    ],
  },
  'GET /v1/transfers': {
    ...{ id: 'listTransfers', tag: 'handing-over', query: sentQuery },
    title: { vi: 'Những gì cơ quan đã chuyển, theo trang', en: 'What the agency handed over, in pages' },
    answers: { 200: { schema: pageOf('items', ref('SentItem')) } },
  },
  'GET /v1/transfers/{id}': {
    ...{ id: 'getTransfer', tag: 'handing-over', path: { id: transferId } },
    title: { vi: 'Các bước đã qua, và biên nhận', en: 'The stages that it went through, and its receipt' },
    answers: { 200: { schema: ref('TransferStatus') } },
    refuses: ['transfer-not-found'],
  },
  'POST /v1/transfers/{id}/recall': {
    ...{ id: 'recallTransfer', tag: 'handing-over', path: { id: transferId }, body: recallBody.schema },
    title: { vi: 'Bên giao gọi về', en: 'Its sender calls it back' },
    answers: {
      200: { schema: object({ transfer: id, state: code(['recalled']), event, recall: ref('Recall'), receipt }) },
    },
    refuses: ['transfer-not-found', 'transfer-stage', 'recall-given'],
  },
  'POST /v1/transfers/{id}/push': {
    ...{ id: 'askForPush', tag: 'handing-over', path: { id: transferId }, body: nothing.schema },
    title: {
      vi: 'Bên nhận yêu cầu gửi lại vào hệ thống của mình',
      en: 'Its receiver has it pushed to its system once more',
    },
    answers: { 202: { schema: object({ transfer: id, delivery: ref('PushDelivery') }, { event, receipt }) } },
    refuses: [
      ...(['transfer-not-found', 'transfer-stage', 'transfer-recalled', 'transfer-erased'] as const),
      ...(['push-unavailable', 'push-too-often'] as const),
    ],
  },
  'POST /v1/attachments': {
    ...{ id: 'uploadAttachment', tag: 'handing-over', body: bytes },
    title: { vi: 'Tải lên một tài liệu sẽ gửi kèm', en: 'Uploads a paper that is to go beside a document' },
    answers: { 201: { schema: object({ attachment: attachmentId.schema, bytes: whole, expires_at: time }) } },
    refuses: [
      ...(['attachment-empty', 'attachment-too-large', 'attachment-too-slow', 'attachments-held'] as const),
      ...(['attachments-waiting'] as const),
    ],
  },
  'GET /v1/inbox': {
    ...{ id: 'listInbox', tag: 'handing-over', query: inboxQuery },
    title: { vi: 'Những gì được chuyển cho cơ quan, theo trang', en: 'What was handed over to the agency, in pages' },
    answers: { 200: { schema: pageOf('items', ref('InboxItem')) } },
  },
  'GET /v1/inbox/{id}': {
    ...{ id: 'fetchDocument', tag: 'handing-over', path: { id: transferId } },
    title: { vi: 'Tài liệu, theo biểu mẫu của chính cơ quan nhận', en: "The document, in the receiver's own form" },
    answers: { 200: { mediaTypes: ['*/*'], schema: bytes, headers: ['Content-Disposition', 'Link'] } },
    refuses: [
      ...(['transfer-not-found', 'transfer-stage', 'transfer-recalled', 'transfer-erased'] as const),
      ...(['transfer-held', 'transfers-unavailable'] as const),
    ],
  },
  'GET /v1/inbox/{id}/attachments/{number}': {
    ...{ id: 'fetchAttachment', tag: 'handing-over', path: { id: transferId, number: attachmentNumber } },
    title: { vi: 'Một tài liệu gửi kèm', en: 'What came beside it' },
    answers: { 200: { mediaTypes: ['*/*'], schema: bytes, headers: ['Content-Disposition', 'Opaque-Part'] } },
    refuses: [
      ...(['transfer-not-found', 'transfer-stage', 'transfer-recalled', 'transfer-erased'] as const),
      ...(['transfer-held', 'attachment-not-found', 'transfers-unavailable'] as const),
    ],
  },
  'GET /v1/inbox/{id}/receipt': {
    ...{ id: 'getTransferReceipt', tag: 'handing-over', path: { id: transferId } },
    title: { vi: 'Biên nhận của cổng', en: "The gateway's receipt" },
    answers: { 200: { mediaTypes: ['application/jose'], schema: jws } },
    refuses: ['transfer-not-found'],
  },
  'POST /v1/inbox/{id}/acknowledgement': {
    ...{ id: 'acknowledgeTransfer', tag: 'handing-over', path: { id: transferId }, body: jws },
    title: {
      vi: 'Bên nhận ký xác nhận hoặc từ chối',
      en: 'Its receiver takes or refuses it, by its JWS over the receipt',
    },
    answers: { 200: { schema: acknowledged } },
    refuses: [
      ...(['transfer-not-found', 'transfer-stage', 'transfer-recalled', 'transfer-erased'] as const),
      ...(['transfer-held', 'acknowledgement-invalid', 'acknowledgement-given'] as const),
    ],
  },
  'POST /v1/inbox/{id}/recall-acknowledgement': {
    ...{ id: 'acknowledgeRecall', tag: 'handing-over', path: { id: transferId }, body: recallDoneBody.schema },
    title: { vi: 'Bên nhận nói đã làm gì với lần gọi về', en: 'Its receiver says what it did about a recall' },
    answers: {
      200: {
        schema: object({ id, event, done: object({ code: code(doneCodes), text: text.schema, at: time }), receipt }),
      },
    },
    refuses: ['transfer-not-found', 'transfer-stage', 'acknowledgement-given'],
  },
  'GET /v1/clocks': {
    ...{ id: 'listClocks', tag: 'handing-over', query: clocksQuery },
    title: {
      vi: 'Thời hạn luật định của những gì cơ quan chuyển, nhận hoặc kiểm sát',
      en: 'The legal limits of what the agency handed over, received or supervises',
    },
    answers: { 200: { schema: pageOf('clocks', ref('LegalLimit')) } },
    refuses: ['role-not-allowed'],
  },
  'GET /v1/notices': {
    ...{ id: 'listNotices', tag: 'handing-over', query: noticesQuery },
    title: {
      vi: 'Cổng đã tự báo cho ai về vụ việc của cơ quan',
      en: "Whom the gateway told by itself of the agency's own matters",
    },
    answers: { 200: { schema: pageOf('items', ref('Notice')) } },
  },
}
