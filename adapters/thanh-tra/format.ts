/**
 * The export file as tables: its columns in order and how each is read; the items in a cell stand in entities.ts. `manifest.json`
 * says the same with reasons.
 */
import * as codes from './codes.ts'
import { coded, form, instant, listOf, oneOf, text } from './leaves.ts'
import type { Row } from './reading.ts'

/** `list`: values between `|`. `items`: entities between `|`, read by a table of their own. */
export const columns = [
  ['Mã hồ sơ', 'text'],
  ['Số hồ sơ', 'text'],
  ['Loại việc', 'text'],
  ['Nguồn', 'list'],
  ['Ngày thụ lý', 'text'],
  ['Mã xã', 'text'],
  ['Địa điểm', 'text'],
  ['Nội dung', 'text'],
  ['Lĩnh vực', 'text'],
  ['Giai đoạn', 'text'],
  ['Đối tượng', 'items'],
  ['Tội danh', 'items'],
  ['Kết luận', 'items'],
  ['Văn bản', 'items'],
  ['Kiến nghị', 'items'],
  ['Giao nhận', 'items'],
  ['Thời hạn', 'items'],
  ['Phản hồi', 'items'],
  ['Bản sao gửi', 'list'],
  ['Độ bảo mật', 'text'],
  ['Dấu xử lý', 'list'],
  ['Hiển thị', 'text'],
  ['Cập nhật', 'text'],
  ['Người lập', 'text'],
  ['Ghi chú nội bộ', 'text'],
] as const

export type Column = (typeof columns)[number][0]

/** Columns that exports before version 1.1 don't have: what was deposited then stays readable. */
export const later: readonly string[] = ['Kết luận', 'Giao nhận'] satisfies Column[]

export const report: readonly Row[] = [
  ['Loại việc', 'kind', coded('kinds', codes.kinds), 'required'],
  ['Nguồn', 'channels', listOf(coded('channels', codes.channels), 10)],
  ['Ngày thụ lý', 'receivedAt', instant, 'required'],
  ['Mã xã', 'place/commune', coded('communes', codes.communes)],
  ['Địa điểm', 'place/text', text(300)],
  ['Nội dung', 'summary', text(4000)],
  ['Lĩnh vực', 'corruptionField', coded('corruption-fields', codes.corruptionFields)],
  ['Giai đoạn', 'stage', coded('stages', codes.stages), 'required'],
]

export const head: readonly Row[] = [
  ['Mã hồ sơ', 'nativeKey', form(/^TT\d{4}-\d{4,8}$/, 'TTyyyy-nnnn'), 'required'],
  ['Cập nhật', 'updatedAt', instant, 'required'],
]

export const identifier: readonly Row[] = [['Số hồ sơ', 'value', text(100), 'required']]

/** Agencies that got a copy of the recommendation. */
export const copies: Row = ['Bản sao gửi', 'confirms', listOf(oneOf(codes.agencies), 10)]
