/** Errors of what a system pushes (RFC 9421, RFC 9530), and of what became of it. Part of the catalogue. */
import { type Row, row } from './row.ts'

export const depositRows = {
  'deposit-not-allowed': row(
    403,
    'caller',
    [
      'Hệ thống không được gửi tài liệu vào đây',
      'Dùng hệ thống đã đăng ký nguồn với cách truyền https-push; hệ thống khác được cổng hỏi hoặc gửi qua thư mục.',
    ],
    [
      'This system may not deposit here',
      'Use the system that is registered as a source with transport https-push; others are asked, or use their folder.',
    ],
  ),
  'signature-missing': row(
    401,
    'caller',
    ['Thiếu chữ ký thông điệp', 'Gửi Signature-Input và Signature (RFC 9421), nhãn sig1, ký bằng khóa đã đăng ký.'],
    ['No message signature', 'Send Signature-Input and Signature (RFC 9421), label sig1, made by the registered key.'],
  ),
  'signature-invalid': row(
    401,
    'caller',
    [
      'Chữ ký thông điệp không hợp lệ',
      'Ký lại đúng components với tag mà địa chỉ này cần (được nêu nếu sai, hoặc parameter), @target-uri như cổng tự gọi mình, bằng khóa thông điệp còn hiệu lực; ECDSA là r‖s, không phải DER.',
    ],
    [
      'Message signature not valid',
      'Sign the components with the tag that this route wants (told where they differ, or parameter), @target-uri as the gateway calls itself, by a message key that counts today; ECDSA as r‖s, not DER.',
    ],
  ),
  'signature-expired': row(
    401,
    'caller',
    ['Chữ ký đã quá thời hạn', 'Ký lại thông điệp lúc gửi; kiểm tra đồng hồ của hệ thống.'],
    ['Message signature out of time', 'Sign the message anew when it is sent; check the clock of the system.'],
  ),
  'signature-replayed': row(
    401,
    'caller',
    ['Chữ ký đã được dùng', 'Mỗi yêu cầu thay đổi dữ liệu dùng một nonce mới; ký lại rồi gửi.'],
    ['Message signature used before', 'Each request that changes something needs a new nonce: sign it anew.'],
  ),
  'accept-signature-unsupported': row(
    400,
    'caller',
    [
      'Không ký được câu trả lời như yêu cầu',
      'Gửi một Accept-Signature, ví dụ sig1=("@status" "content-type" "content-digest" "audit-receipt" "@method";req "@target-uri";req);created;tag="lienthong-answer".',
    ],
    [
      'Answer can not be signed as asked',
      'Send one Accept-Signature such as sig1=("@status" "content-type" "content-digest" "audit-receipt" "@method";req "@target-uri";req);created;tag="lienthong-answer".',
    ],
  ),
  'digest-mismatch': row(
    400,
    'caller',
    [
      'Nội dung không khớp Content-Digest',
      'Tính Content-Digest (RFC 9530, sha-256 hoặc sha-512) trên đúng các byte gửi đi.',
    ],
    [
      'Body does not match Content-Digest',
      'Compute Content-Digest (RFC 9530, sha-256 or sha-512) over exactly the bytes sent.',
    ],
  ),
  'document-rejected': row(
    422,
    'caller',
    [
      'Tài liệu không chuyển đổi được',
      'Tài liệu được cách ly, chưa có hiệu lực. Sửa những chỗ nêu trong findings rồi gửi lại.',
    ],
    [
      'Document could not be translated',
      'It is quarantined and has no effect. Correct the places in findings and send it again.',
    ],
  ),
  'state-secret-in-clear': row(
    422,
    'caller',
    [
      'Tài liệu chứa bí mật nhà nước ở dạng rõ',
      'Cổng từ chối và không giữ lại gì. Bí mật nhà nước chỉ đi qua kênh mật mã được phê duyệt; báo người phụ trách bảo mật.',
    ],
    [
      'State secret in clear',
      'It was refused and nothing of it is kept. State secrets pass only on an approved cipher channel; tell your security officer.',
    ],
  ),
} as const satisfies Record<string, Row>
