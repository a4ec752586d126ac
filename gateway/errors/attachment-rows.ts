/** Errors of papers that come beside what is handed over. Part of the catalogue. */
import { limits } from '../limits.ts'
import { type Row, row } from './row.ts'

const mebibytes_max = limits.attachment.bytes_max / 2 ** 20
const pace_kibibytes = limits.request.upload_window_bytes_min / 2 ** 10
const pace_s = limits.request.upload_window_ms / 1000

/** Why a paper does not go with its document, for its sender: of what it may show, or what is said of it. */
export const paperFindings = {
  'shows-unsaid': {
    vi: 'Tài liệu có thể cho thấy điều mà bên nhận không được nhận trong hồ sơ này. Nêu trong shows mọi chỗ của hồ sơ mà tài liệu cho thấy; nếu có chỗ bên nhận không được nhận thì che đi trước và tải lên bản đã che.',
    en: 'The paper may show what the receiver may not have of this record. Name in shows every place of the record that it shows; where one is not for the receiver, black it out first and upload that copy.',
  },
  'shows-withheld': {
    vi: 'Theo shows, tài liệu cho thấy điều mà bên nhận không được nhận. Che đi, tải lên bản đã che và chỉ nêu những chỗ còn lại; hoặc chuyển mà không có tài liệu này.',
    en: 'By shows the paper shows what the receiver may not have. Black that out, upload that copy and name only the places that are left; or hand the document over without the paper.',
  },
} as const

export type PaperFinding = keyof typeof paperFindings

/** For its sender: the law expects papers of what it handed over, and the receiver gets none. */
export const papersExpected = {
  vi: 'Theo điều luật nêu ở đây phải gửi kèm tài liệu, chứng cứ, nhưng bên nhận không có tài liệu nào. Việc chuyển giao không vì thế mà bị từ chối. Nêu tài liệu trong hồ sơ, đính kèm nếu có bản quét, rồi chuyển lại; tài liệu đã nêu mà không đi thì xem lý do trong withheld hoặc missing.',
  en: 'By the article told here papers go with it, and the receiver gets none. It is not refused for that. Name the papers in the document, attach those that are scanned, and hand it over again; why one that was named does not go is told in withheld or missing.',
} as const

export const attachmentRows = {
  'attachment-not-found': row(
    404,
    'caller',
    [
      'Không có tài liệu kèm này',
      'Tải lên qua POST /v1/attachments rồi dùng mã được trả lời; cái chưa chuyển giao chỉ được giữ một thời gian. Bên nhận: xem attachments trong /v1/inbox.',
    ],
    [
      'No such attachment',
      'Upload it by POST /v1/attachments and use the id of the answer; what is not handed over is kept for a time only. A receiver: look at attachments in /v1/inbox.',
    ],
  ),
  'attachment-too-slow': row(
    408,
    'caller',
    [
      'Tài liệu kèm gửi quá chậm',
      `Không có gì được giữ. Gửi lại, ít nhất ${pace_kibibytes} KiB mỗi ${pace_s} giây; đường truyền chậm hơn thì giảm độ phân giải khi quét, hoặc chia thành nhiều tài liệu.`,
    ],
    [
      'Attachment came too slowly',
      `Nothing is kept. Send it again, ${pace_kibibytes} KiB at least in each ${pace_s} seconds; on a slower line scan it at a lower resolution, or divide it into several papers.`,
    ],
  ),
  'attachment-empty': row(
    400,
    'caller',
    ['Tài liệu kèm rỗng', 'Không có gì được giữ. Gửi ít nhất một byte.'],
    ['Attachment is empty', 'Nothing is kept. Send one byte at least.'],
  ),
  'attachment-too-large': row(
    413,
    'caller',
    [
      'Tài liệu kèm quá lớn',
      `Không có gì được giữ. Mỗi tài liệu kèm không quá ${mebibytes_max} MiB: giảm độ phân giải khi quét, hoặc chia thành nhiều tài liệu.`,
    ],
    [
      'Attachment too large',
      `Nothing is kept. An attachment has ${mebibytes_max} MiB at most: scan it at a lower resolution, or divide it into several papers.`,
    ],
  ),
  'attachments-waiting': row(
    409,
    'caller',
    [
      'Còn quá nhiều tài liệu kèm chưa chuyển giao',
      'Không có gì được giữ. Chuyển giao những tài liệu kèm đã tải lên, hoặc chờ chúng hết hạn.',
    ],
    [
      'Too much was uploaded and is not handed over',
      'Nothing is kept. Hand over what was uploaded, or wait until it is erased.',
    ],
  ),
  'attachments-held': row(
    409,
    'caller',
    [
      'Các lần chuyển giao của cơ quan đang giữ quá nhiều tài liệu kèm',
      'Không có gì được giữ. Nhắc bên nhận xác nhận, hoặc thu hồi lần chuyển giao không còn cần; tài liệu kèm của lần đã kết thúc được xóa sau số ngày đã định.',
    ],
    [
      'The transfers of this agency hold too much that was uploaded',
      'Nothing is kept. Ask receivers to acknowledge, or recall what is no longer needed; what came with a transfer that has ended is erased after its days.',
    ],
  ),
  'attachments-too-many': row(
    429,
    'caller',
    ['Đang tải lên quá nhiều tài liệu cùng lúc', 'Chờ một lần tải lên xong rồi gửi lại.'],
    ['Too many uploads at once', 'Wait for one of them to end, then send this again.'],
    limits.retry.soon_s,
  ),
  'attachments-busy': row(
    503,
    'gateway',
    ['Cổng đang nhận nhiều tài liệu kèm', 'Chưa nhận gì. Gửi lại sau ít giây.'],
    ['The gateway takes in many attachments now', 'Nothing was taken. Send it again in some seconds.'],
    limits.retry.soon_s,
  ),
  'attachment-without-paper': row(
    422,
    'caller',
    [
      'Tài liệu kèm không thuộc chỗ nào trong tài liệu',
      'Không có gì được chuyển. Số sau @ phải là một tài liệu hoặc phần mật của tài liệu này; chạy thử (dry-run) liệt kê chúng trong places.',
    ],
    [
      'An attachment has no paper in the document',
      'Nothing was handed over. The number after @ must be one of the papers or opaque parts of this document; a dry run lists them in places.',
    ],
  ),
  'attachment-shows-unknown': row(
    422,
    'caller',
    [
      'Chỗ nêu trong shows không có trong hồ sơ',
      'Không có gì được chuyển. Nêu chỗ của hồ sơ ở dạng chung như withheld khi chạy thử (dry-run), ví dụ /report hoặc /participants/0; phần mật và nhãn không nêu được.',
    ],
    [
      'What a paper is said to show is no place of the record',
      'Nothing was handed over. Name places of the shared form as withheld in a dry run does, such as /report or /participants/0; opaque parts and labels can not be named.',
    ],
  ),
  'attachment-differs': row(
    422,
    'caller',
    [
      'Tài liệu kèm khác giá trị băm trong tài liệu',
      'Không có gì được chuyển. Tài liệu cho biết SHA-256 của tài liệu kèm này: đính đúng tệp đó, hoặc sửa tài liệu.',
    ],
    [
      'An attachment is not the one that the document tells of',
      'Nothing was handed over. The document has its SHA-256: attach that very file, or correct the document.',
    ],
  ),
} as const satisfies Record<string, Row>
