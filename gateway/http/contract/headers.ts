/** The headers of requests and answers, as the API description has them. */
import type { Text } from '../../../schemas/validation/texts.ts'
import { limits } from '../../limits.ts'
import type { JsonSchema } from '../forms.ts'

interface Header {
  readonly schema: JsonSchema
  readonly title: Text
}
const header = (vi: string, en: string, schema: JsonSchema = {}): Header => ({
  schema: { type: 'string', ...schema },
  title: { vi, en },
})

const { key_chars_min, key_chars_max } = limits.transfer

/** Of answers. */
export const answerHeaders = {
  'Audit-Receipt': header(
    'Mục nhật ký ghi câu trả lời này (RFC 9651): origin, index, leaf',
    'The log entry that tells of this answer (RFC 9651): origin, index, leaf',
    { pattern: '^origin="' },
  ),
  RateLimit: header('Hạn mức còn lại', 'What is left of the quota'),
  'RateLimit-Policy': header('Hạn mức', 'The quota'),
  'Retry-After': header('Số giây nên chờ', 'Seconds after which to ask again', { pattern: '^\\d+$' }),
  'Content-Language': header('Ngôn ngữ của thông báo', 'Language of the texts', { enum: ['vi', 'en'] }),
  'WWW-Authenticate': header('Vì sao token không được nhận (RFC 6750)', 'Why the token was not taken (RFC 6750)'),
  'Content-Digest': header('Mã băm của nội dung (RFC 9530)', 'Digest of the body (RFC 9530)', {
    pattern: '^sha-256=:',
  }),
  'Signature-Input': header(
    'Phạm vi chữ ký (RFC 9421); có khi yêu cầu đã được ký hoặc đã gửi Accept-Signature',
    'What the signature covers (RFC 9421); there when the request was signed or had Accept-Signature',
  ),
  Signature: header('Chữ ký của cổng (RFC 9421)', 'Signature of the gateway (RFC 9421)'),
  Location: header('Nơi xem tiếp', 'Where to look from now on'),
  Link: header('Biên nhận của nó (RFC 8288)', 'Its receipt (RFC 8288)'),
  'Content-Disposition': header('Lưu thành tệp', 'To be kept as a file'),
  'Opaque-Part': header('Bản mã này thay cho phần nào (RFC 9651)', 'Of what this ciphertext is (RFC 9651)'),
} as const satisfies Readonly<Record<string, Header>>

export type HeaderName = keyof typeof answerHeaders

const wished = (...given: Parameters<typeof header>) => ({ ...header(...given), required: false })
/** Of a request that is to be signed. */
const signed = (...given: Parameters<typeof header>) => ({ ...header(...given), required: true })

/** Of requests. Content-Type, Accept and Authorization are told by body, answers and security. */
export const requestHeaders = {
  'Accept-Language': wished('vi hoặc en', 'vi or en'),
  traceparent: wished('W3C Trace Context', 'W3C Trace Context'),
  'Accept-Signature': wished(
    'Yêu cầu cổng ký câu trả lời (RFC 9421 §5.1)',
    'Asks for an answer that the gateway signs (RFC 9421 §5.1)',
  ),
  'Content-Digest': signed(
    'Mã băm SHA-256 hoặc SHA-512 của nội dung (RFC 9530)',
    'SHA-256 or SHA-512 of the body (RFC 9530)',
  ),
  'Signature-Input': signed(
    'Phạm vi chữ ký của cơ quan (RFC 9421); tag như nêu ở mô tả',
    "What the agency's signature covers (RFC 9421); its tag as the description says",
  ),
  Signature: signed('Chữ ký của cơ quan (RFC 9421)', "The agency's signature (RFC 9421)"),
  'Idempotency-Key': wished(
    'Khóa chống lặp, trong ngoặc kép (RFC 9651); không cần cho dry-run',
    'Key under which it is taken once, in quotes (RFC 9651); a dry run needs none',
    { pattern: `^"[\\x21\\x23-\\x5b\\x5d-\\x7e]{${key_chars_min},${key_chars_max}}"$` },
  ),
  'Want-Evidence': wished(
    'Yêu cầu kèm dữ liệu mở cam kết trong nhật ký',
    'Asks for what opens the commitments of the log to the answer',
    { enum: ['?0', '?1'] },
  ),
} as const satisfies Readonly<Record<string, Header & { readonly required: boolean }>>

export type RequestHeaderName = keyof typeof requestHeaders
