/** Errors that the gateway itself has to mend. Part of the catalogue. */
import { limits } from '../limits.ts'
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
    limits.retry.outage_s,
  ),
  'log-unavailable': row(
    503,
    'gateway',
    [
      'Nhật ký kiểm toán không ghi được',
      'Cổng không trả dữ liệu khi không ghi được nhật ký. Thử lại sau; báo đơn vị vận hành.',
    ],
    ['Audit log unavailable', 'Nothing is released without its record. Try again later; tell the operator.'],
    limits.retry.outage_s,
  ),
  'record-pending': row(
    503,
    'gateway',
    [
      'Nút khác của cổng đang ghi nhật ký',
      'Việc này đã được nút khác nhận, nhật ký của nút đó chưa ghi xong. Gửi lại đúng như cũ sau số giây trong Retry-After; gửi nhiều lần chỉ tính một.',
    ],
    [
      'Still being recorded by another node',
      'Another node of the gateway took this, and its log does not tell of it yet. Send the same again after the seconds in Retry-After; it counts once.',
    ],
    limits.retry.soon_s,
  ),
  'log-unwitnessed': row(
    503,
    'gateway',
    [
      'Nhật ký không đủ nhân chứng đã quá lâu',
      'Cho đến khi đủ nhân chứng, cổng chỉ nhận chuyển giao có thời hạn theo luật. Thử lại sau; báo đơn vị vận hành.',
    ],
    [
      'The log has been without its witnesses for too long',
      'Until there is a quorum again only transfers under a legal clock go on. Try again later; tell the operator.',
    ],
    limits.retry.outage_s,
  ),
  'index-unavailable': row(
    503,
    'gateway',
    ['Chỉ mục không truy cập được', 'Thử lại sau; báo đơn vị vận hành.'],
    ['Index unavailable', 'Try again later; tell the operator.'],
    limits.retry.outage_s,
  ),
  'policy-changed': row(
    503,
    'gateway',
    [
      'Chính sách vừa thay đổi',
      'Chính sách, hoặc điều chỉ mục ghi về hồ sơ, thay đổi nhiều lần trong lúc cổng xử lý; cổng không trả theo bản đã hết hiệu lực. Gửi lại yêu cầu.',
    ],
    [
      'The policy has just changed',
      'It, or what the index says of the dossier, changed again and again while the answer was made, and nothing leaves by what is no longer so. Send the request again.',
    ],
    limits.retry.soon_s,
  ),
  'replay-store-unavailable': row(
    503,
    'gateway',
    ['Kho chống phát lại không truy cập được', 'Không cấp mã mới lúc này. Thử lại sau.'],
    ['Replay store unavailable', 'No new tokens are issued now. Try again later.'],
    limits.retry.outage_s,
  ),
  'token-key-distrusted': row(
    503,
    'gateway',
    [
      'Khóa ký mã truy cập đã bị loại bỏ vì lộ',
      'Khóa này có lẽ được khôi phục từ bản sao. Đơn vị vận hành chạy: lienthong token rotate-key.',
    ],
    [
      'The key that signs tokens got out and is distrusted',
      'It was probably restored from a copy. The operator has to run: lienthong token rotate-key.',
    ],
  ),
  'message-key-retired': row(
    503,
    'gateway',
    [
      'Khóa ký thông điệp đã được thay',
      'Khóa này có lẽ được khôi phục từ bản sao; những gì nó ký bây giờ không ai kiểm chứng được. Đơn vị vận hành chạy: lienthong message rotate-key.',
    ],
    [
      'The key that signs messages was rotated before',
      'It was probably restored from a copy, and what it signs now verifies nowhere. The operator has to run: lienthong message rotate-key.',
    ],
  ),
  'shared-keys-differ': row(
    503,
    'gateway',
    [
      'Khóa của nút này khác với khóa của các nút dùng chung cơ sở dữ liệu',
      'Đơn vị vận hành chép index.key, names.key và vault.key từ thư mục keys của nút đang chạy, hoặc từ bản sao.',
    ],
    [
      'The keys of this node are not those of the nodes that share the database',
      'The operator has to copy index.key, names.key and vault.key from the folder keys of a running node, or from a backup.',
    ],
  ),
  'source-unregistered': row(
    503,
    'gateway',
    [
      'Nguồn không còn trong danh bạ',
      'Cổng không hỏi nguồn này, để nguyên tệp của nó và không trả phần hồ sơ của nó: hỏi lại để nhận các phần khác. Nếu nhầm, đơn vị vận hành đăng ký lại.',
    ],
    [
      'Source not in the registry any more',
      'It is not asked, its files stay where they are, its parts of dossiers are not shown: ask again for the others. If that is a mistake, the operator has to register it again.',
    ],
    limits.retry.soon_s,
  ),
  'source-unusable': row(
    503,
    'gateway',
    [
      'Nguồn trong danh bạ không mở được',
      'Sửa bộ chuyển đổi hoặc dòng đăng ký nêu trong reason, rồi gửi SIGHUP; các nguồn khác vẫn chạy.',
    ],
    [
      'Registered source can not be opened',
      'Correct the adapter or the registration that reason names, then send SIGHUP; the other sources go on.',
    ],
  ),
  'x-road-setup': row(
    502,
    'gateway',
    [
      'X-Road không nhận yêu cầu của cổng',
      'Đơn vị vận hành cổng sửa xRoad ở dòng đăng ký của nguồn (mã cổng, mã dịch vụ), hoặc nạp chứng thư TLS của cổng vào máy chủ bảo mật của mình.',
    ],
    [
      "X-Road does not take the gateway's request",
      "The gateway's operator has to correct xRoad in the registration of the source (client, service), or to load the gateway's TLS certificate into its own security server.",
    ],
  ),
  'x-road-server': row(
    502,
    'gateway',
    [
      'Máy chủ bảo mật X-Road của cổng báo lỗi',
      'Đơn vị vận hành cổng xem nhật ký và cấu hình toàn cục của máy chủ bảo mật của mình; không rõ nguồn đã được hỏi hay chưa.',
    ],
    [
      "The gateway's own X-Road security server reports an error",
      "The gateway's operator has to look at the log and the global configuration of its own security server; whether the source was asked is not known.",
    ],
  ),
  'x-road-denied': row(
    502,
    'source',
    [
      'Cơ quan chưa mở dịch vụ X-Road cho cổng',
      'Cơ quan giữ nguồn cấp quyền cho mã cổng ở máy chủ bảo mật của mình, hoặc bật dịch vụ đã đăng ký.',
    ],
    [
      'The agency has not opened its X-Road service to the gateway',
      'The agency has to give access rights to the gateway as a client at its security server, or to enable the service that is registered.',
    ],
  ),
  'x-road-provider': row(
    502,
    'source',
    [
      'Máy chủ bảo mật X-Road của cơ quan báo lỗi',
      'Cơ quan giữ nguồn xem nhật ký máy chủ bảo mật của mình, theo X-Road-Request-Id hoặc mã sự kiện ở đầu X-Road-Id.',
    ],
    [
      "The agency's X-Road security server reports an error",
      'The agency has to look at the log of its security server, by X-Road-Request-Id or by the event id with which X-Road-Id begins.',
    ],
  ),
  'x-road-echo': row(
    502,
    'gateway',
    [
      'Trả lời không có dấu của X-Road',
      'Không có X-Road-Id của câu hỏi nên không được dùng: đơn vị vận hành cổng xem url của nguồn có đúng là máy chủ bảo mật của mình.',
    ],
    [
      'Answer without a sign of X-Road',
      "It lacks the X-Road-Id of the question, and is not used: the gateway's operator has to see whether the url of the source is that of its own security server.",
    ],
  ),
  draining: row(
    503,
    'gateway',
    ['Cổng đang dừng', 'Kết nối lại với nút khác hoặc thử lại sau.'],
    ['Gateway is shutting down', 'Connect to another node, or try again later.'],
    limits.retry.outage_s,
  ),
  internal: row(
    500,
    'gateway',
    ['Lỗi của cổng', 'Báo đơn vị vận hành kèm mã instance.'],
    ['Gateway fault', 'Report the instance id to the operator.'],
  ),
} as const satisfies Record<string, Row>
