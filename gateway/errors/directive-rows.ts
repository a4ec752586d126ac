/** Errors of directives that follow a record to those who were given something of it. Part of the catalogue. */
import { type Row, row } from './row.ts'

export const directiveRows = {
  'directive-record-not-found': row(
    404,
    'caller',
    [
      'Cơ quan không giữ hồ sơ nào có số này',
      'Ghi số do chính cơ quan cấp (system, type, value) như trong tài liệu của cơ quan; hồ sơ mới thì chờ cổng đọc danh sách lần tới. Hồ sơ của cơ quan khác cũng được trả lời như vậy.',
    ],
    [
      'Your agency holds no record under this number',
      "Give a number that your own agency assigned (system, type, value) as its documents have it; a new record is known after the next reading of your list. Another agency's record is answered the same.",
    ],
  ),
  'directive-not-found': row(
    404,
    'caller',
    [
      'Không có chỉ dẫn này',
      'Kiểm tra mã trong /v1/directives. Chỉ dẫn giữa các cơ quan khác cũng được trả lời như vậy.',
    ],
    ['No such directive', 'Check the id in /v1/directives. Directives between other agencies are answered the same.'],
  ),
  'directive-answered': row(
    409,
    'caller',
    [
      'Đã trả lời chỉ dẫn này khác rồi',
      'Lời đầu tiên của cơ quan giữ nguyên và bên ra chỉ dẫn đã thấy. Cần thay đổi thì trao đổi với bên ra chỉ dẫn.',
    ],
    [
      'This directive was answered otherwise before',
      "Your agency's first word stands, and the giver has seen it. To change it speak with the giver.",
    ],
  ),
} as const satisfies Record<string, Row>
