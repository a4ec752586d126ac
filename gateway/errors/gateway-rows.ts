/** Errors that the gateway itself has to mend. Part of the catalogue. */
import { type Row, row } from './row.ts'

export const gatewayRows = {
  'deposits-unavailable': row(
    503,
    'gateway',
    [
      'Chưa tiếp nhận được tài liệu',
      'Chưa có gì được tiếp nhận. Gửi lại đúng thông điệp đó sau; kết quả vẫn chỉ tính một lần.',
    ],
    ['Deposits unavailable', 'Nothing was taken. Send the same message again later; it counts once.'],
  ),
  'log-unavailable': row(
    503,
    'gateway',
    [
      'Nhật ký kiểm toán không ghi được',
      'Cổng không trả dữ liệu khi không ghi được nhật ký. Thử lại sau; báo đơn vị vận hành.',
    ],
    ['Audit log unavailable', 'Nothing is released without its record. Try again later; tell the operator.'],
  ),
  'index-unavailable': row(
    503,
    'gateway',
    ['Chỉ mục không truy cập được', 'Thử lại sau; báo đơn vị vận hành.'],
    ['Index unavailable', 'Try again later; tell the operator.'],
  ),
  'replay-store-unavailable': row(
    503,
    'gateway',
    ['Kho chống phát lại không truy cập được', 'Không cấp mã mới lúc này. Thử lại sau.'],
    ['Replay store unavailable', 'No new tokens are issued now. Try again later.'],
  ),
  draining: row(
    503,
    'gateway',
    ['Cổng đang dừng', 'Kết nối lại với nút khác hoặc thử lại sau.'],
    ['Gateway is shutting down', 'Connect to another node, or try again later.'],
  ),
  internal: row(
    500,
    'gateway',
    ['Lỗi của cổng', 'Báo đơn vị vận hành kèm mã instance.'],
    ['Gateway fault', 'Report the instance id to the operator.'],
  ),
} as const satisfies Record<string, Row>
