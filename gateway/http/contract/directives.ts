/** What the holder of a record directs those to do who were given something of it. */
import { limits } from '../../limits.ts'
import { doneCodes, kindCodes, reasonCodes } from '../../release/directives/kinds.ts'
import { count, date, distinct, flag, matching, members, oneOf, said } from '../forms.ts'
import { type Contracts, code, object, pageOf, ref, time } from './contract.ts'
import { directiveId, eventId, transferId } from './ids.ts'

const { text_chars_max, member_chars_max, transfers_max, page_items_default, page_items_max } = limits.directive
const { key_chars_min, key_chars_max } = limits.transfer
const name = said(member_chars_max)
const text = said(text_chars_max)

export const directiveBody = members(
  {
    key: matching(`[\\x21-\\x7e]{${key_chars_min},${key_chars_max}}`),
    record: members({ system: name, type: name, value: name }),
    kind: oneOf(kindCodes),
    reason: members({ code: oneOf(reasonCodes), text }),
  },
  {
    determined: members({ agency: name, at: date, listItem: name }, { officer: name }),
    transfers: distinct(transferId, transfers_max),
  },
)

export const directiveDoneBody = members({ done: members({ code: oneOf(doneCodes), text }) })

export const directivesQuery = {
  given: flag,
  supervised: flag,
  overdue: flag,
  state: oneOf(['open', 'acknowledged']),
  first: count(page_items_max, page_items_default),
  after: matching('[\\w-]+', limits.list.cursor_bytes_max),
} as const

const any = { anyOf: [ref('GivenDirective'), ref('ReceivedDirective'), ref('SupervisedDirective')] }

export const directives: Contracts = {
  'POST /v1/directives': {
    ...{ id: 'giveDirective', tag: 'directives', body: directiveBody.schema },
    title: {
      vi: 'Cơ quan giữ hồ sơ đính chính, xác định lại, giải mật, niêm phong hoặc tiêu hủy',
      en: 'The agency that holds a record corrects, relabels, declassifies, seals or destroys it',
    },
    answers: {
      200: { schema: ref('GivenDirective'), headers: ['Location'] },
      201: { schema: ref('GivenDirective'), headers: ['Location'] },
    },
    refuses: [
      ...(['directive-record-not-found', 'transfer-not-found', 'transfer-held'] as const),
      ...(['idempotency-key-reused'] as const),
    ],
  },
  'GET /v1/directives': {
    ...{ id: 'listDirectives', tag: 'directives', query: directivesQuery },
    title: {
      vi: 'Yêu cầu gửi đến cơ quan, do cơ quan đưa ra (given) hoặc về vụ việc mà cơ quan kiểm sát (supervised)',
      en: 'Directives that reached the agency, that it gave (given), or about what it supervises (supervised)',
    },
    answers: { 200: { schema: pageOf('items', any) } },
    refuses: ['cursor-invalid'],
  },
  'GET /v1/directives/{id}': {
    ...{ id: 'getDirective', tag: 'directives', path: { id: directiveId } },
    title: { vi: 'Một yêu cầu, và ai còn phải trả lời', en: 'A directive, with who owes an answer' },
    answers: { 200: { schema: any } },
    refuses: ['directive-not-found'],
  },
  'POST /v1/directives/{id}/acknowledgement': {
    ...{ id: 'acknowledgeDirective', tag: 'directives', path: { id: directiveId }, body: directiveDoneBody.schema },
    title: { vi: 'Bên nhận nói đã làm gì', en: 'A receiver says what it did' },
    answers: {
      200: {
        schema: object({
          ...{ id: directiveId.schema, event: eventId.schema, receipt: ref('LogReceipt') },
          done: object({ code: code(doneCodes), text: text.schema, at: time }),
        }),
      },
    },
    refuses: ['directive-not-found', 'directive-answered'],
  },
}
