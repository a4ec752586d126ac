/** Errors of what is asked. Part of the catalogue. */
import { type Row, row } from './row.ts'

export const requestRows = {
  'route-not-found': row(
    404,
    'caller',
    ['Không có địa chỉ này', 'Xem README để biết các địa chỉ của cổng.'],
    ['No such route', 'See the README for the routes of the gateway.'],
  ),
  'receipt-not-found': row(
    404,
    'caller',
    ['Không có biên nhận này', 'Dùng số index trong Audit-Receipt mà chính hệ thống này đã nhận.'],
    ['No such receipt', 'Use an index from an Audit-Receipt that this very system was given.'],
  ),
  'log-file-not-found': row(
    404,
    'caller',
    ['Nhật ký không có tệp này', 'Lấy /log/checkpoint trước; chỉ yêu cầu ô nằm trong kích thước đó (C2SP tlog-tiles).'],
    ['The log has no such file', 'Get /log/checkpoint first; ask only for tiles within its size (C2SP tlog-tiles).'],
  ),
  'method-not-allowed': row(
    405,
    'caller',
    ['Phương thức không được phép', 'Dùng phương thức nêu trong Allow.'],
    ['Method not allowed', 'Use a method named in Allow.'],
  ),
  'not-acceptable': row(
    406,
    'caller',
    ['Không có dạng trả lời được yêu cầu', 'Gửi Accept là application/json hoặc application/graphql-response+json.'],
    ['Not acceptable', 'Send Accept: application/json or application/graphql-response+json.'],
  ),
  'media-type-unsupported': row(
    415,
    'caller',
    [
      'Kiểu nội dung không được hỗ trợ',
      'Gửi Content-Type nêu trong takes, mã hóa UTF-8, không nén (Content-Encoding).',
    ],
    ['Media type not supported', 'Send the Content-Type that takes names, in UTF-8 and without Content-Encoding.'],
  ),
  'body-too-large': row(
    413,
    'caller',
    ['Nội dung quá lớn', 'Gửi không quá bytes_max byte trong một yêu cầu.'],
    ['Body too large', 'Send no more than bytes_max bytes in one request.'],
  ),
  'body-malformed': row(
    400,
    'caller',
    ['Nội dung không đọc được', 'Gửi JSON hợp lệ, mã hóa UTF-8.'],
    ['Body not readable', 'Send well-formed JSON in UTF-8.'],
  ),
  'request-malformed': row(
    400,
    'caller',
    ['Yêu cầu HTTP không hợp lệ', 'Kiểm tra dòng yêu cầu, tiêu đề và độ dài.'],
    ['HTTP request malformed', 'Check the request line, headers and lengths.'],
  ),
  'rate-limited': row(
    429,
    'caller',
    ['Vượt hạn mức yêu cầu', 'Thử lại sau số giây nêu trong Retry-After; hạn mức nêu trong RateLimit-Policy.'],
    ['Too many requests', 'Try again after Retry-After seconds; RateLimit-Policy names the quota.'],
  ),
  'request-timeout': row(
    408,
    'caller',
    ['Yêu cầu gửi quá chậm', 'Gửi trọn yêu cầu nhanh hơn.'],
    ['Request too slow', 'Send the whole request sooner.'],
  ),
  'headers-too-large': row(
    431,
    'caller',
    ['Tiêu đề quá lớn', 'Bớt tiêu đề.'],
    ['Headers too large', 'Send fewer or shorter headers.'],
  ),
  'parameter-invalid': row(
    400,
    'caller',
    [
      'Tham số không hợp lệ',
      'Sửa tham số nêu trong parameter; tên và dạng có trong README và các trang README dẫn tới.',
    ],
    [
      'Parameter not valid',
      'Correct the one that parameter names; names and forms stand in the README and the pages that it links.',
    ],
  ),
  'cursor-invalid': row(
    400,
    'caller',
    ['Con trỏ trang không hợp lệ', 'Bắt đầu lại từ trang đầu với cùng bộ lọc.'],
    ['Cursor not valid', 'Start again from the first page with the same filter.'],
  ),
  'graphql-invalid': row(
    400,
    'caller',
    ['Truy vấn GraphQL không hợp lệ', 'Sửa truy vấn theo lược đồ của cổng.'],
    ['GraphQL query not valid', "Correct the query against the gateway's schema."],
  ),
  'graphql-too-complex': row(
    400,
    'caller',
    ['Truy vấn quá sâu hoặc quá rộng', 'Chia truy vấn thành nhiều truy vấn nhỏ.'],
    ['Query too deep or too wide', 'Split the query.'],
  ),
  'answer-too-large': row(
    400,
    'caller',
    ['Câu trả lời quá lớn', 'Hỏi ít trường, ít bí danh hoặc ít hồ sơ hơn trong một yêu cầu.'],
    ['Answer too large', 'Ask for fewer fields, aliases or dossiers in one request.'],
  ),
  'dossier-not-found': row(
    404,
    'caller',
    ['Không có hồ sơ này', 'Kiểm tra mã hồ sơ.'],
    ['No such dossier', 'Check the dossier id.'],
  ),
} as const satisfies Record<string, Row>
