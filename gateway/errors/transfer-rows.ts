/** Errors of what one agency hands over to another. Part of the catalogue. */
import { limits } from '../limits.ts'
import { type Row, row } from './row.ts'

export const transferRows = {
  'transfer-not-allowed': row(
    403,
    'caller',
    ['Cơ quan không chuyển giao được qua cổng', 'Cơ quan cần có bộ chuyển đổi đã đăng ký; liên hệ bên vận hành cổng.'],
    [
      'This agency can not hand over here',
      'It needs an adapter that is registered for it; ask those who operate the gateway.',
    ],
  ),
  'idempotency-key-invalid': row(
    400,
    'caller',
    [
      'Thiếu Idempotency-Key, hoặc không đúng dạng',
      'Gửi một Idempotency-Key: chuỗi RFC 9651 trong dấu nháy kép, 8 đến 64 ký tự ASCII nhìn thấy được, không có " và \\.',
    ],
    [
      'No Idempotency-Key, or not in its form',
      'Send one Idempotency-Key: an RFC 9651 string in double quotes, 8 to 64 visible ASCII characters without " and \\.',
    ],
  ),
  'idempotency-key-reused': row(
    422,
    'caller',
    [
      'Idempotency-Key đã dùng cho thông điệp khác',
      'Không có gì được nhận. Dùng khóa mới cho thông điệp mới; khóa cũ chỉ để gửi lại đúng thông điệp cũ.',
    ],
    [
      'Idempotency-Key was used for another message',
      'Nothing was taken. Use a new key for a new message; the old one is for sending the same message again.',
    ],
  ),
  'document-untranslatable': row(
    422,
    'caller',
    ['Tài liệu chạy thử không chuyển đổi được', 'Đây là chạy thử: không giữ lại gì. Sửa những chỗ nêu trong findings.'],
    [
      'Document of the dry run could not be translated',
      'This was a dry run: nothing is kept. Correct the places in findings.',
    ],
  ),
  'transfers-unavailable': row(
    503,
    'gateway',
    [
      'Tạm thời chưa nhận chuyển giao được',
      'Chưa nhận gì. Gửi lại đúng thông điệp này với cùng Idempotency-Key sau; gửi nhiều lần chỉ tính một.',
    ],
    [
      'Transfers unavailable',
      'Nothing was taken. Send the same message with the same Idempotency-Key again later; it counts once.',
    ],
    limits.retry.outage_s,
  ),
  'transfer-not-found': row(
    404,
    'caller',
    [
      'Không có lần chuyển giao này',
      'Kiểm tra mã trong biên nhận. Lần chuyển giao giữa các cơ quan khác cũng được trả lời như vậy.',
    ],
    ['No such transfer', 'Check the id in your receipt. Transfers between other agencies are answered the same.'],
  ),
  'transfer-stage': row(
    409,
    'caller',
    [
      'Lần chuyển giao đang ở bước khác',
      'Không có gì thay đổi. Xem các bước đã qua của lần chuyển giao: việc này chỉ làm được trước khi nó kết thúc, theo thứ tự các bước.',
    ],
    [
      'The transfer is at another stage',
      'Nothing was changed. Look at the stages that it went through: this can be done in their order only, and before its end.',
    ],
  ),
  'transfer-erased': row(
    410,
    'caller',
    [
      'Nội dung chuyển giao đã bị xóa',
      'Nội dung chỉ được giữ đến hết thời hạn sau khi kết thúc. Yêu cầu bên gửi chuyển lại nếu còn cần.',
    ],
    [
      'The content of the transfer has been erased',
      'Content is kept for a set time after its end only. Ask its sender to hand it over again if it is needed.',
    ],
  ),
  'transfer-recalled': row(
    410,
    'caller',
    [
      'Bên gửi đã thu hồi',
      'Không giao nội dung nữa. Xem yêu cầu thu hồi trong /v1/inbox?state=recalled; nếu đã có nội dung thì xử lý và xác nhận trước hạn.',
    ],
    [
      'Recalled by its sender',
      'It is not handed out any more. See the recall in /v1/inbox?state=recalled; if you have its content, act on it and confirm that before it is due.',
    ],
  ),
  'transfer-held': row(
    403,
    'caller',
    [
      'Đang được giữ lại',
      'Từ khi được chuyển, hồ sơ đã thay đổi mức hoặc dấu. Bên gửi thấy lý do; trao đổi với bên gửi.',
    ],
    [
      'Held back',
      'Its record is marked otherwise than when it was handed over. Its sender is shown why; speak with the sender.',
    ],
  ),
  'push-unavailable': row(
    409,
    'caller',
    [
      'Cổng không đẩy vào hệ thống này',
      'Bộ chuyển đổi của cơ quan không khai báo cách nhận, hoặc không nhận lại an toàn được. Lấy tài liệu ở /v1/inbox.',
    ],
    [
      'Nothing is pushed to this system',
      "Your agency's adapter does not say how its system takes documents, or that a repetition does no harm. Fetch it from /v1/inbox.",
    ],
  ),
  'push-too-often': row(
    429,
    'caller',
    [
      'Yêu cầu đẩy lại quá nhiều lần',
      'Không có gì thay đổi. Thử lại sau số giây trong Retry-After; không có Retry-After thì đã hết số lần: lấy tài liệu ở /v1/inbox.',
    ],
    [
      'Push asked for too often',
      'Nothing was changed. Try again after the seconds in Retry-After; without that header it was asked for as often as it may be: fetch it from /v1/inbox.',
    ],
  ),
  'recall-given': row(
    409,
    'caller',
    [
      'Đã thu hồi, hoặc đã xác nhận việc thu hồi, với nội dung khác',
      'Không có gì thay đổi: lời đầu tiên giữ nguyên. Xem lần chuyển giao để biết lý do và lời xác nhận đã ghi.',
    ],
    [
      'Recalled, or the recall was confirmed, otherwise before',
      'Nothing was changed: the first word stands. Look at the transfer for what is noted.',
    ],
  ),
  'acknowledgement-invalid': row(
    422,
    'caller',
    [
      'Xác nhận không hợp lệ',
      'Không có gì thay đổi; fault nêu chỗ sai. Ký lại bằng khóa thông điệp đã đăng ký, trên chính biên nhận này, với thời điểm hiện tại; từ chối thì nêu một lý do trong danh mục, tiếp nhận thì không.',
    ],
    [
      'Acknowledgement not valid',
      "Nothing changed; fault says what is wrong. Sign anew with a registered message key, over this transfer's own receipt, with the time of now; a refusal gives a reason of the list, an acceptance none.",
    ],
  ),
  'acknowledgement-given': row(
    409,
    'caller',
    [
      'Đã xác nhận khác rồi',
      'Lời xác nhận đầu tiên của cơ quan giữ nguyên và bên gửi đã thấy. Cần thay đổi thì trao đổi với bên gửi, hoặc chuyển lại bằng một lần chuyển giao mới.',
    ],
    [
      'Acknowledged otherwise before',
      "Your agency's first acknowledgement stands, and its sender has seen it. To change it speak with the sender, or hand the matter over anew.",
    ],
  ),
} as const satisfies Record<string, Row>
