/** What could not be translated, and what officers do about it. */
import { limits } from '../../limits.ts'
import { count, type Form, members, oneOf, said } from '../forms.ts'
import { bytes, type Contract, type Contracts, list, object, pageOf, ref } from './contract.ts'
import { agencyFilter, itemId } from './ids.ts'

export const quarantineQuery = {
  agency: agencyFilter,
  state: oneOf(['held', 'released', 'returned', 'expired', 'superseded', 'shredded']),
  first: count(limits.quarantine.page_items_max, limits.quarantine.page_items_default),
  after: itemId,
} as const

const reason = said(limits.quarantine.reason_chars_max)
export const reasonBody = members({ reason })

/** Whatever stands there: how large it may be the agency's adapter says. */
const base64: Form<unknown> = {
  schema: { type: 'string', contentEncoding: 'base64', minLength: 1 },
  read: (value) => value,
}
export const correctionBody = members({ reason, document: base64 })

const path = { id: itemId }
const found = ['token-scope', 'quarantine-not-found'] as const
const acted = ['quarantine-not-own', 'quarantine-clearance', 'quarantine-ended', ...found] as const
const kept = ['quarantine-erased', ...acted] as const
const translated = [
  ...([
    'quarantine-still-rejected',
    'quarantine-other-records',
    'state-secret-in-clear',
    'deposits-unavailable',
  ] as const),
  ...kept,
] as const

const act = (id: string, vi: string, en: string, more: Partial<Contract>): Contract => ({
  ...{ id, tag: 'quarantine', path, title: { vi, en }, body: reasonBody.schema },
  ...{ answers: { 200: { schema: ref('Handled') } }, refuses: acted, ...more },
})

export const quarantine: Contracts = {
  'GET /v1/quarantine': {
    ...{ id: 'listQuarantine', tag: 'quarantine', query: quarantineQuery },
    title: { vi: 'Những gì chưa chuyển đổi được, theo trang', en: 'What could not be translated, in pages' },
    answers: { 200: { schema: pageOf('items', ref('QuarantineItem')) } },
    refuses: ['token-scope'],
  },
  'GET /v1/quarantine/{id}': {
    ...{ id: 'getQuarantined', tag: 'quarantine', path },
    title: { vi: 'Một mục, và những việc đã làm', en: 'An item, with what was done so far' },
    answers: { 200: { schema: object({ item: ref('QuarantineItem'), acts: list(ref('QuarantineAct')) }) } },
    refuses: ['token-scope', 'quarantine-not-found'],
  },
  'POST /v1/quarantine/{id}/open': act('openQuarantined', 'Mở chính tài liệu đã nhận', 'The very bytes that came', {
    answers: {
      200: { mediaTypes: ['application/octet-stream'], schema: bytes, headers: ['Content-Disposition'] },
    },
    refuses: kept,
  }),
  'POST /v1/quarantine/{id}/correct': act(
    ...(['correctQuarantined', 'Thay bằng bản đã sửa', 'Puts a corrected document in its place'] as const),
    { body: correctionBody.schema, refuses: ['quarantine-not-correctable', 'body-too-large', ...translated] },
  ),
  'POST /v1/quarantine/{id}/try': act('tryQuarantined', 'Thử chuyển đổi lại', 'Tries to translate it again', {
    refuses: translated,
  }),
  'POST /v1/quarantine/{id}/release': act('releaseQuarantined', 'Nhận vào sau khi chuyển đổi được', 'Takes it in', {
    refuses: translated,
  }),
  'POST /v1/quarantine/{id}/return': act('returnQuarantined', 'Trả lại bên gửi', 'Gives it back to who sent it', {
    refuses: ['quarantine-held', 'quarantine-fetchable', ...acted],
  }),
  'POST /v1/quarantine/{id}/expire': act('expireQuarantined', 'Xóa nội dung', 'Erases its content', {
    refuses: ['quarantine-held', 'quarantine-fetchable', ...acted],
  }),
}
