/** Errors of what may be handed over to whom, and in which form. Part of the catalogue. */
import { limits } from '../limits.ts'
import { type Row, row } from './row.ts'

export const routeRows = {
  'route-not-allowed': row(
    403,
    'caller',
    [
      'Không được chuyển loại nguồn tin này cho cơ quan đó',
      'Không có gì được nhận. Trong article là điều luật; trong open là các tuyến chuyển có cho loại này, của cơ quan gửi hoặc đến bên nhận đó. Kiểm tra loại nguồn tin và bên nhận.',
    ],
    [
      'This kind of matter does not go to that agency',
      'Nothing was taken. In article stands the law, in open the routes that there are for this kind, of its sender or to that receiver. Check the kind and the receiver.',
    ],
  ),
  'not-for-receiver': row(
    403,
    'caller',
    [
      'Nhãn của hồ sơ không cho phép bên nhận đọc',
      'Không có gì được nhận. Người có thẩm quyền xem lại nhãn của cả hồ sơ, hoặc chuyển theo đường khác.',
    ],
    [
      'The label of the record does not let that agency read it',
      'Nothing was taken. Let those competent look at the label of the record as a whole, or hand it over in another way.',
    ],
  ),
  'receiver-form-refuses': row(
    422,
    'caller',
    [
      'Không viết được tài liệu theo dạng của bên nhận',
      'Không có gì được nhận. Trong places là những chỗ mà dạng của bên nhận không thể hiện được: nhãn không có dấu tương ứng, hoặc quá lớn.',
    ],
    [
      "It can't be written in the receiver's form",
      'Nothing was taken. In places stand those that its form can not say: a label without a mark there, or something too large.',
    ],
  ),
  'receiver-unavailable': row(
    503,
    'gateway',
    [
      'Tạm thời chưa viết được cho bên nhận',
      'Chưa nhận gì. Gửi lại sau với cùng Idempotency-Key; bên vận hành kiểm tra bộ chuyển đổi và hệ thống của bên nhận.',
    ],
    [
      'Nothing can be written for that receiver at present',
      "Nothing was taken. Send it again later with the same Idempotency-Key; the operator is to look at the receiver's adapter and system.",
    ],
    limits.retry.outage_s,
  ),
} as const satisfies Record<string, Row>
