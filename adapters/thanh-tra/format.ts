/**
 * The export file as tables: its columns in order and how each is read; the items in a cell stand in entities.ts. `manifest.json`
 * says the same with reasons.
 */
import * as codes from './codes.ts'
import { coded, date, form, instant, listOf, oneOf, type Row, text } from './leaves.ts'

/** `list`: values between `|`. `items`: entities between `|`, read by a table of their own. */
export const columns = [
  ['Mã hồ sơ', 'text'],
  ['Số hồ sơ', 'text'],
  ['Số liên quan', 'items'],
  ['Loại việc', 'text'],
  ['Nguồn', 'list'],
  ['Nơi chuyển đến', 'text'],
  ['Ngày thụ lý', 'text'],
  ['Ngày vào sổ', 'text'],
  ['Ngày xảy ra', 'text'],
  ['Mã xã', 'text'],
  ['Địa điểm', 'text'],
  ['Nội dung', 'text'],
  ['Lĩnh vực', 'text'],
  ['Tính chất', 'list'],
  ['Độ khẩn', 'text'],
  ['Phức tạp', 'text'],
  ['Giai đoạn', 'text'],
  ['Đối tượng', 'items'],
  ['Tội danh', 'items'],
  ['Phân công', 'items'],
  ['Kết luận', 'items'],
  ['Văn bản', 'items'],
  ['Tài liệu', 'items'],
  ['Kiến nghị', 'items'],
  ['Giao nhận', 'items'],
  ['Thời hạn', 'items'],
  ['Đơn thư', 'items'],
  ['Phản hồi', 'items'],
  ['Liên quan', 'items'],
  ['Bản sao gửi', 'list'],
  ['Độ bảo mật', 'text'],
  ['Dấu xử lý', 'list'],
  ['Hiển thị', 'text'],
  ['Cập nhật', 'text'],
  ['Người lập', 'text'],
  ['Ghi chú nội bộ', 'text'],
] as const

export type Column = (typeof columns)[number][0]

/** Versions of the format, by the columns of the header: what was deposited in an earlier one stays readable. */
export const versions = [0, 1, 2] as const
export type Version = (typeof versions)[number]

/** The version that brought a column; those that are not here were always there. */
const since: Partial<Readonly<Record<Column, Version>>> = {
  'Kết luận': 1,
  'Giao nhận': 1,
  'Số liên quan': 2,
  'Nơi chuyển đến': 2,
  'Ngày vào sổ': 2,
  'Ngày xảy ra': 2,
  'Tính chất': 2,
  'Độ khẩn': 2,
  'Phức tạp': 2,
  'Phân công': 2,
  'Tài liệu': 2,
  'Đơn thư': 2,
  'Liên quan': 2,
}

export const isColumnOf = (column: Column, version: Version): boolean => (since[column] ?? 0) <= version

/** The columns of a file of that version, in order. */
export const columnsAt = (version: Version): readonly Column[] =>
  columns.map(([column]) => column).filter((column) => isColumnOf(column, version))

export const report: readonly Row[] = [
  ['Loại việc', 'kind', coded('kinds', codes.kinds), 'required'],
  ['Nguồn', 'channels', listOf(coded('channels', codes.channels), 10)],
  ['Nơi chuyển đến', 'receivedFrom', coded('agencies', codes.agencies)],
  ['Ngày thụ lý', 'receivedAt', instant, 'required'],
  ['Ngày vào sổ', 'recordedAt', instant],
  ['Ngày xảy ra', 'occurredAt', date],
  ['Mã xã', 'place/commune', coded('communes', codes.communes)],
  ['Địa điểm', 'place/text', text(300)],
  ['Nội dung', 'summary', text(4000)],
  ['Lĩnh vực', 'corruptionField', coded('corruption-fields', codes.corruptionFields)],
  ['Tính chất', 'flags', listOf(coded('flags', codes.flags), 10)],
  ['Độ khẩn', 'urgency', coded('urgency', codes.urgencies)],
  ['Phức tạp', 'complicated', oneOf(codes.yesNo, 'yes or no')],
  ['Giai đoạn', 'stage', coded('stages', codes.stages), 'required'],
]

/** How the key of a record begins that was handed over to the inspectorate. */
export const HANDED_OVER = 'LT-'

export const head: readonly Row[] = [
  [
    'Mã hồ sơ',
    'nativeKey',
    form(/^(TT\d{4}-\d{4,8}|LT-[a-z0-9-]{1,40})$/, 'TTyyyy-nnnn, of what was handed over LT-…'),
    'required',
  ],
  ['Cập nhật', 'updatedAt', instant, 'required'],
]

export const identifier: readonly Row[] = [['Số hồ sơ', 'value', text(100), 'required']]

/** Agencies that got a copy of the recommendation. */
export const copies: Row = ['Bản sao gửi', 'confirms', listOf(oneOf(codes.agencies, 'the shared list agencies'), 10)]
