/** The items in the cells of a row, as tables: the members of each in order, and how each is read. */
import * as codes from './codes.ts'
import type { Column } from './format.ts'
import { amount, coded, date, day, form, inside, listOf, name, oneOf, text, time, title } from './leaves.ts'
import type { Row } from './reading.ts'

export type ListName =
  | 'participants'
  | 'offences'
  | 'inspectionConclusions'
  | 'decisions'
  | 'recommendations'
  | 'custody'
  | 'clocks'
  | 'feedback'

/** How the items of a cell are read. `members` in the order in which an item has them. */
export interface Items {
  readonly column: Column
  readonly list: ListName
  readonly itemsMax: number
  readonly members: readonly string[]
  readonly rows: readonly Row[]
  /** Each item bears handling marks of its own, in its member `MARK`. */
  readonly marked?: true
  /** Native members that hold the id of an item of another list. */
  readonly references?: Readonly<Record<string, ListName>>
  /** Members that items from before version 1.1 don't have. */
  readonly later?: readonly string[]
}

export const MARK = 'độ bảo mật'

const items = (
  column: Column,
  list: ListName,
  itemsMax: number,
  rows: readonly Row[],
  more: Pick<Items, 'marked' | 'references' | 'later'> = {},
): Items => {
  const members = [...new Set(rows.map(([native]) => native)), ...(more.marked ? [MARK] : [])]
  return { column, list, itemsMax, rows, members, ...more }
}

const id: Row = ['mã', 'id', text(64), 'required']
const commune = coded('communes', codes.communes)
const agency = coded('agencies', codes.agencies)

/** An organisation at `shared`; `named` is what its name is called. */
const organisation = (shared: string, named: string): readonly Row[] => [
  [named, `${shared}/name`, title(300)],
  ['loại hình', `${shared}/kind`, oneOf(codes.organisationKinds)],
  ['mã số thuế', `${shared}/registrationNumber`, form(/^\d{10}(-\d{3})?$/, '10 digits, of a branch three more')],
  ['người đại diện', `${shared}/representative`, name(200)],
  ['mã xã trụ sở', `${shared}/address/commune`, commune],
  ['trụ sở', `${shared}/address/text`, text(300)],
]

const participant: readonly Row[] = [
  id,
  ['tư cách', 'role', coded('participant-roles', codes.roles), 'required'],
  ['họ tên', 'person/fullName', name(200)],
  ['ngày sinh', 'person/birth', date],
  ['giới tính', 'person/sex', oneOf(codes.sexes)],
  ['số định danh', 'person/personalId', form(/^(\d{9}|\d{12})$/, '9 or 12 digits')],
  ['mã xã', 'person/address/commune', commune],
  ['địa chỉ', 'person/address/text', text(300)],
  ...organisation('organisation', 'tổ chức'),
  ['từ ngày', 'from', date],
  ['ghi chú', 'note', text(2000)],
]

const offence: readonly Row[] = [
  id,
  ['điều', 'offence', coded('offences', codes.articles), 'required'],
  ['điều', 'article', text(20)],
  ['khoản', 'clause', text(20)],
  ['điểm', 'point', text(20)],
]

const conclusion: readonly Row[] = [
  id,
  ['số', 'number', text(100)],
  ['quyết định', 'mandate', text(100)],
  ['ngày quyết định', 'mandatedOn', date],
  ...organisation('inspected', 'đơn vị'),
  ['thời kỳ từ', 'periodFrom', date],
  ['thời kỳ đến', 'periodTo', date],
  ['ngày ký', 'concludedOn', date],
  ['người ký', 'signer', name(200)],
  ['nội dung', 'findings', text(4000)],
  ['sai phạm', 'damageVnd', amount],
  ['dấu hiệu tội phạm', 'signsOfCrime', oneOf(codes.yesNo)],
]

const decision: readonly Row[] = [
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
]

const recommendation: readonly Row[] = [
  id,
  ['loại', 'kind', oneOf(codes.recommendationKinds), 'required'],
  ['nội dung', 'content', text(2000)],
  ['nơi thực hiện', 'addressee', title(300)],
  ['số tiền', 'amountVnd', amount],
  ['đã thu', 'recoveredVnd', amount],
  ['thu gần nhất', 'recoveredOn', date],
  ['hạn', 'dueOn', date],
  ['tình trạng', 'state', oneOf(codes.recommendationStates)],
  ['đôn đốc', 'followUp', text(2000)],
]

const handOver: readonly Row[] = [
  id,
  ['bên giao', 'from', agency],
  ['bên nhận', 'to', agency],
  ['số', 'number', text(100)],
  ['giao lúc', 'sentAt', time],
  ['nhận lúc', 'acknowledgedAt', time],
  ['giấy tờ', 'papers', listOf(text(300), 50)],
  ['quy tắc', 'rule', oneOf(codes.clockRules)],
  ['hạn giao', 'dueOn', date],
]

const clock: readonly Row[] = [
  id,
  ['quy tắc', 'rule', oneOf(codes.clockRules), 'required'],
  ['căn cứ', 'legalBasis', text(200)],
  ['sự kiện', 'startEvent', text(100)],
  ['từ ngày', 'startedOn', date],
  ['đến ngày', 'dueOn', day],
  ['gia hạn theo', 'extensions', listOf(inside('number', text(100)), 10)],
  ['tình trạng', 'state', oneOf(codes.clockStates)],
]

const answer: readonly Row[] = [
  id,
  ['cơ quan', 'from', agency, 'required'],
  ['số', 'number', text(100)],
  ['ngày nhận', 'receivedOn', date],
  ['nội dung', 'content', text(2000)],
]

export const lists: readonly Items[] = [
  items('Đối tượng', 'participants', 200, participant, {
    marked: true,
    later: [...organisation('', 'tổ chức').map(([native]) => native), 'từ ngày'],
  }),
  items('Tội danh', 'offences', 50, offence),
  items('Kết luận', 'inspectionConclusions', 20, conclusion, { marked: true }),
  items('Văn bản', 'decisions', 200, decision, { references: { 'thay bởi': 'decisions' } }),
  items('Kiến nghị', 'recommendations', 100, recommendation, { later: ['nơi thực hiện', 'thu gần nhất', 'đôn đốc'] }),
  items('Giao nhận', 'custody', 50, handOver),
  items('Thời hạn', 'clocks', 50, clock),
  items('Phản hồi', 'feedback', 100, answer),
]
