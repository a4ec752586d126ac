/** Why a receipt or an acknowledgement does not count, for people, in both languages. */
import type { AcknowledgementFault } from '../identity/transfer-acknowledgement.ts'
import type { ReceiptFault } from '../identity/transfer-receipt.ts'

export const faultTexts: Readonly<Record<ReceiptFault | AcknowledgementFault, string>> = {
  malformed: 'không phải JWS dạng gọn, hoặc quá dài · no compact JWS, or too long',
  header:
    'phần đầu không đúng dạng, hoặc JWS loại khác · the header is not of the right form, or it is of another type',
  'unknown-key': 'khóa ký không có trong các khóa đã đưa · signed by none of the keys that were given',
  algorithm: 'thuật toán không phải của khóa đó · the algorithm is not one of that key',
  signature:
    'chữ ký sai: nội dung đã bị sửa, hoặc khóa khác ký · the signature is wrong: it was changed, or signed by another key',
  claims: 'nội dung không đúng lược đồ · the claims break their schema',
  'key-distrusted':
    'khóa đã lộ, chữ ký không đủ để tin: nhờ cán bộ kiểm toán mở bản ghi nhật ký · the key got out, so the signature proves nothing by itself: ask an audit officer to open the entry of the log',
  'key-not-valid': 'khóa không có hiệu lực lúc ký · the key was not valid when it was signed',
  'native-differs': '--native: không phải tài liệu của biên nhận này · not the document of this receipt',
  'translated-differs': '--translated: không phải tài liệu của biên nhận này · not the document of this receipt',
  'attachment-differs':
    '--attachment: không phải tài liệu kèm của biên nhận này dưới số đó · not what this receipt has under that number',
  'other-receipt': 'của biên nhận khác · it is of another receipt',
  reason: 'lý do thiếu khi từ chối, hoặc thừa khi nhận · a refusal lacks its reason, or something else has one',
  time: 'ký quá lâu, hoặc trước giờ hiện tại · signed too long ago, or ahead of the clock',
}
