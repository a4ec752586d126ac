/** Errors of work with what is in quarantine. Part of the catalogue. */
import { limits } from '../limits.ts'
import { type Row, row } from './row.ts'

export const quarantineRows = {
  'quarantine-not-found': row(
    404,
    'caller',
    ['Không có mục cách ly này', 'Kiểm tra mã mục. Mục của cơ quan khác cũng được trả lời như vậy.'],
    ['No such item in quarantine', 'Check its id. Items of other agencies are answered the same.'],
  ),
  'quarantine-not-own': row(
    403,
    'caller',
    [
      'Chỉ cơ quan đã gửi mới được mở hoặc sửa nội dung',
      'Không có gì thay đổi. Bên vận hành có thể thử lại, nhận, trả lại hoặc xóa; nội dung do cán bộ của cơ quan gửi mở.',
    ],
    [
      'Only the agency that sent it opens or corrects its content',
      'Nothing was changed. An operator may try, release, return or erase it; its content is for officers of its sender.',
    ],
  ),
  'quarantine-clearance': row(
    403,
    'caller',
    [
      'Cán bộ chưa đủ mức để mở nội dung chưa xác định mức',
      'Chưa ai biết mức của nội dung này. Dùng cán bộ có mức cao nhất mà danh bạ cho phép cơ quan.',
    ],
    [
      'Clearance too low to open what has no level yet',
      'Nobody knows the level of its content. Let an officer open it who has the highest clearance of the agency.',
    ],
  ),
  'quarantine-erased': row(
    410,
    'caller',
    ['Nội dung đã bị xóa', 'Nội dung chỉ được giữ trong thời hạn đã đặt. Gửi lại tài liệu nếu còn cần.'],
    ['Its content has been erased', 'Content is kept for a set time only. Send the document again if it is needed.'],
  ),
  'quarantine-ended': row(
    409,
    'caller',
    [
      'Mục cách ly đã kết thúc',
      'Không có gì thay đổi: mục đã được nhận, trả lại, xóa hoặc thay thế. Xem trạng thái và các việc đã làm của mục.',
    ],
    [
      'The item has ended',
      'Nothing was changed: it was released, returned, erased or superseded. Look at its state and at what was done with it.',
    ],
  ),
  'quarantine-held': row(
    409,
    'caller',
    [
      'Mục còn được giữ: trả lại trước khi xóa',
      'Không có gì thay đổi. Trước thời hạn, chỉ cơ quan đã gửi được xóa nội dung chưa xử lý; bên vận hành trả lại trước rồi mới xóa.',
    ],
    [
      'It is held: return it before it is erased',
      'Nothing was changed. Before its time only the agency that sent it erases what nobody has dealt with; an operator returns it first.',
    ],
  ),
  'quarantine-acts-too-many': row(
    429,
    'caller',
    [
      'Cơ quan đang có quá nhiều thao tác với mục cách ly',
      'Không có gì được làm. Chờ các thao tác đang chạy xong, rồi gửi lại sau số giây trong Retry-After, ký lại.',
    ],
    [
      'Too many acts of the agency upon the quarantine at once',
      'Nothing was done. Wait until those under way have ended, and send it signed anew after the seconds in Retry-After.',
    ],
    limits.retry.soon_s,
  ),
  'quarantine-busy': row(
    503,
    'gateway',
    [
      'Cổng đang xử lý hết mức các thao tác với mục cách ly',
      'Không có gì được làm. Gửi lại sau số giây trong Retry-After, ký lại.',
    ],
    [
      'The gateway has all acts upon the quarantine under way that it can',
      'Nothing was done. Send it signed anew after the seconds in Retry-After.',
    ],
    limits.retry.soon_s,
  ),
  'quarantine-fetchable': row(
    409,
    'caller',
    [
      'Bên gửi còn được lấy lại nội dung',
      'Không có gì thay đổi. Người vận hành chỉ xóa khi mục đã kết thúc đủ số ngày của LIENTHONG_QUARANTINE_OWNER_DAYS; cơ quan gửi thì xóa được ngay.',
    ],
    [
      'Its sender may still fetch it',
      'Nothing was changed. An operator erases what ended LIENTHONG_QUARANTINE_OWNER_DAYS ago; the agency that sent it may at once.',
    ],
  ),
  'quarantine-still-rejected': row(
    409,
    'caller',
    [
      'Tài liệu vẫn chưa chuyển đổi được',
      'Không có gì được nhận. Sửa những chỗ nêu trong comparison, sửa bộ chuyển đổi, hoặc trả lại bên gửi.',
    ],
    [
      'Still not translatable',
      'Nothing was taken. Correct the places in comparison, mend the adapter, or return it to its sender.',
    ],
  ),
  'quarantine-not-correctable': row(
    409,
    'caller',
    [
      'Mục này không sửa ở đây được',
      'Nội dung là câu trả lời của một nguồn, hoặc để chuyển giao: sửa tại nguồn, rồi hỏi lại hoặc chuyển lại.',
    ],
    ['Not to be corrected here', 'It is the answer of a source that is asked: mend it there, and ask again.'],
  ),
  'quarantine-other-records': row(
    409,
    'caller',
    [
      'Bản sửa có bản ghi mà bản gốc không có',
      'Không có gì được nhận. Bản sửa chỉ gồm những bản ghi của tài liệu đang giữ, cùng khóa; bản ghi khác thì gửi như một tài liệu mới.',
    ],
    [
      'The correction brings records that the original does not have',
      'Nothing was taken. Correct with the records of the held document alone, under their keys; deposit other records as a document of their own.',
    ],
  ),
  'deposit-not-found': row(
    404,
    'caller',
    [
      'Không có lần gửi này',
      'Kiểm tra mã sự kiện trong biên nhận. Lần gửi của cơ quan khác cũng được trả lời như vậy.',
    ],
    ['No such deposit', 'Check the event in your receipt. Deposits of other agencies are answered the same.'],
  ),
} as const satisfies Record<string, Row>
