/** The log and the gateway itself, and what systems deposit. */

import { matching } from '../forms.ts'
import { bytes, type Contracts, code, list, object, ref, text, time, truth, whole } from './contract.ts'
import { entryIndex, eventId, itemId } from './ids.ts'

const event = eventId.schema
const receipt = ref('LogReceipt')
const findings = list(ref('Finding'))
/** Several segments, each as it stands. */
const segments = matching('[\\w.-]+(?:/[\\w.-]+)*')
const octets = { mediaTypes: ['application/octet-stream'], schema: bytes } as const
const plain = { mediaTypes: ['text/plain'], schema: text } as const

export const depositing: Contracts = {
  'POST /v1/deposits': {
    ...{ id: 'deposit', tag: 'depositing', body: bytes },
    title: { vi: 'Nộp một tài liệu của chính cơ quan', en: "Deposits one of the agency's own documents" },
    note: {
      vi: 'Kiểu nội dung là kiểu mà bộ chuyển đổi của cơ quan đọc.',
      en: "The media type is that which the agency's adapter reads.",
    },
    answers: {
      200: {
        schema: object({ state: code(['accepted', 'duplicate']), event, taken: whole, rejected: findings, receipt }),
      },
    },
    refuses: ['document-rejected', 'state-secret-in-clear', 'deposits-unavailable'],
  },
  'GET /v1/deposits/{event}': {
    ...{ id: 'getDeposit', tag: 'depositing', path: { event: eventId } },
    title: { vi: 'Tài liệu đã nộp nay ra sao', en: 'What has become of a deposit since' },
    answers: {
      200: {
        schema: object(
          {
            ...{ event, state: code(['accepted', 'quarantined', 'refused']), receivedAt: time },
            ...{ taken: whole, rejected: findings, receipt },
          },
          {
            quarantine: object({
              item: itemId.schema,
              state: code(['held', 'released', 'returned', 'expired', 'superseded', 'shredded']),
            }),
          },
        ),
      },
    },
    refuses: ['deposit-not-found'],
  },
}

export const log: Contracts = {
  'GET /v1/audit/receipts/{index}': {
    ...{ id: 'getReceiptProof', tag: 'log', path: { index: entryIndex } },
    title: { vi: 'Bằng chứng (.tlog-proof) cho một Audit-Receipt', en: 'The proof (.tlog-proof) for an Audit-Receipt' },
    answers: { 200: plain },
    refuses: ['receipt-not-found'],
  },
  'GET /log/checkpoint': {
    ...{ id: 'getCheckpoint', tag: 'log', answers: { 200: plain }, refuses: ['log-file-not-found'] },
    title: {
      vi: 'Điểm chốt đã ký của nhật ký (C2SP tlog-tiles)',
      en: 'The signed checkpoint of the log (C2SP tlog-tiles)',
    },
  },
  'GET /log/tile/{path}': {
    ...{ id: 'getHashTile', tag: 'log', path: { path: segments }, answers: { 200: octets } },
    ...{ refuses: ['log-file-not-found'] },
    title: { vi: 'Một ô mã băm', en: 'A tile of hashes' },
  },
  'GET /log/tile/entries/{path}': {
    ...{ id: 'getEntryBundle', tag: 'log', path: { path: segments }, answers: { 200: octets } },
    ...{ refuses: ['log-file-not-found'] },
    title: { vi: 'Một tập mục nhật ký', en: 'A bundle of entries' },
  },
  'GET /log/epochs/{path}': {
    ...{ id: 'getEpochFile', tag: 'log', path: { path: segments }, refuses: ['log-file-not-found'] },
    title: { vi: 'Tệp khóa của một kỳ', en: 'The file of an epoch' },
    answers: { 200: { mediaTypes: ['application/jose+json'], schema: { type: 'object' } } },
  },
}

const state = (answer: Parameters<typeof object>[0]) => ({ schema: object(answer) })
const readiness = state({ status: code(['ready', 'degraded', 'not-ready']), problems: list(text) })
/** RFC 7517, with the time in which it signed (schemas/key-history.json). */
const key = object(
  { kty: text, crv: text, x: text, kid: text },
  { y: text, alg: text, use: text, nbf: whole, exp: whole, distrusted: truth },
)

export const gateway: Contracts = {
  'GET /healthz': {
    ...{ id: 'getHealth', tag: 'gateway', answers: { 200: state({ status: { const: 'ok' } }) } },
    title: { vi: 'Tiến trình còn trả lời', en: 'The process answers' },
  },
  'GET /readyz': {
    ...{ id: 'getReadiness', tag: 'gateway', answers: { 200: readiness, 503: readiness } },
    title: { vi: 'Những gì cần để phục vụ đều có; nếu không, vì sao', en: 'What traffic needs is there; if not, why' },
  },
  'GET /openapi.json': {
    ...{
      id: 'getApiDescription',
      tag: 'gateway',
      answers: { 200: { schema: { type: 'object' } } },
    },
    title: { vi: 'Bản mô tả này', en: 'This description' },
  },
  'GET /.well-known/oauth-authorization-server': {
    ...{ id: 'getTokenMetadata', tag: 'gateway' },
    title: { vi: 'Dịch vụ cấp token (RFC 8414)', en: 'The token service (RFC 8414)' },
    answers: {
      200: state({
        ...{
          issuer: text,
          token_endpoint: text,
          jwks_uri: text,
          revocation_endpoint: text,
          introspection_endpoint: text,
        },
        ...{ grant_types_supported: list(text), response_types_supported: list(text) },
        token_endpoint_auth_methods_supported: list(text),
        revocation_endpoint_auth_methods_supported: list(text),
        introspection_endpoint_auth_methods_supported: list(text),
        tls_client_certificate_bound_access_tokens: truth,
        authorization_details_types_supported: list(text),
      }),
    },
  },
  'GET /.well-known/lienthong-keys': {
    ...{ id: 'getKeyHistory', tag: 'gateway', answers: { 200: state({ iss: text, keys: list(key) }) } },
    title: {
      vi: 'Khóa ký biên nhận và câu trả lời, hiện nay và trước đây',
      en: 'The keys that receipts and answers are signed with, present and former',
    },
    refuses: ['index-unavailable'],
  },
  'GET /oauth2/jwks': {
    ...{ id: 'getKeys', tag: 'gateway', answers: { 200: state({ keys: list(key) }) } },
    title: { vi: 'Khóa công khai hiện dùng (RFC 7517)', en: 'The public keys in use (RFC 7517)' },
  },
}
