/** The export file as tables: its columns in order, the members of their items, and how each is read. `manifest.json` says the same with reasons. */
import * as codes from './codes.ts'
import { amount, coded, date, day, form, instant, listOf, name, oneOf, text } from './leaves.ts'
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
  ['Văn bản', 'items'],
  ['Kiến nghị', 'items'],
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

const id: Row = ['mã', 'id', text(64), 'required']
const commune = coded('communes', codes.communes)
const agency = coded('agencies', codes.agencies)

export const report: readonly Row[] = [
  ['Loại việc', 'kind', coded('kinds', codes.kinds), 'required'],
  ['Nguồn', 'channels', listOf(coded('channels', codes.channels), 10)],
  ['Ngày thụ lý', 'receivedAt', instant, 'required'],
  ['Mã xã', 'place/commune', commune],
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

/** How the items of a cell are read. `members` in the order in which an item has them. */
export interface Items {
  readonly column: Column
  readonly list: 'participants' | 'offences' | 'decisions' | 'recommendations' | 'clocks' | 'feedback'
  readonly itemsMax: number
  readonly members: readonly string[]
  readonly rows: readonly Row[]
}

/** The member of a person that bears handling marks of its own. */
export const PERSON_MARK = 'độ bảo mật'

const items = (
  column: Column,
  list: Items['list'],
  itemsMax: number,
  rows: readonly Row[],
  others: readonly string[] = [],
): Items => ({ column, list, itemsMax, rows, members: [...new Set(rows.map(([native]) => native)), ...others] })

export const lists: readonly Items[] = [
  items(
    'Đối tượng',
    'participants',
    200,
    [
      id,
      ['tư cách', 'role', coded('participant-roles', codes.roles), 'required'],
      ['họ tên', 'person/fullName', name(200)],
      ['ngày sinh', 'person/birth', date],
      ['giới tính', 'person/sex', oneOf(codes.sexes)],
      ['số định danh', 'person/personalId', form(/^(\d{9}|\d{12})$/, '9 or 12 digits')],
      ['mã xã', 'person/address/commune', commune],
      ['địa chỉ', 'person/address/text', text(300)],
      ['ghi chú', 'note', text(2000)],
    ],
    [PERSON_MARK],
  ),
  items('Tội danh', 'offences', 50, [
    id,
    ['điều', 'offence', coded('offences', codes.articles), 'required'],
    ['điều', 'article', text(20)],
    ['khoản', 'clause', text(20)],
    ['điểm', 'point', text(20)],
  ]),
  items('Văn bản', 'decisions', 200, [
    id,
    ['loại', 'type', coded('decisions', codes.decisions), 'required'],
    ['số', 'number', text(100)],
    ['ngày', 'decidedOn', date],
    ['cơ quan', 'agency', agency, 'required'],
    ['người ký', 'signer', name(200)],
    ['chức vụ', 'signerTitle', text(200)],
    ['căn cứ', 'legalBasis', listOf(text(200), 20)],
    ['lý do', 'ground', text(1000)],
    ['hiệu lực từ', 'effectiveFrom', date],
    ['hiệu lực đến', 'effectiveTo', date],
    ['thay bởi', 'supersededBy', text(64)],
  ]),
  items('Kiến nghị', 'recommendations', 100, [
    id,
    ['loại', 'kind', oneOf(codes.recommendationKinds), 'required'],
    ['nội dung', 'content', text(2000)],
    ['số tiền', 'amountVnd', amount],
    ['đã thu', 'recoveredVnd', amount],
    ['hạn', 'dueOn', date],
    ['tình trạng', 'state', oneOf(codes.recommendationStates)],
  ]),
  items('Thời hạn', 'clocks', 50, [
    id,
    ['quy tắc', 'rule', oneOf(codes.clockRules), 'required'],
    ['căn cứ', 'legalBasis', text(200)],
    ['sự kiện', 'startEvent', text(100)],
    ['từ ngày', 'startedOn', date],
    ['đến ngày', 'dueOn', day],
    ['gia hạn theo', 'extendedBy', text(100)],
    ['tình trạng', 'state', oneOf(codes.clockStates)],
  ]),
  items('Phản hồi', 'feedback', 100, [
    id,
    ['cơ quan', 'from', agency, 'required'],
    ['số', 'number', text(100)],
    ['ngày nhận', 'receivedOn', date],
    ['nội dung', 'content', text(2000)],
  ]),
]
