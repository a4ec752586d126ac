/** The members of the items in the cells of a row: where each goes, and how it is read. */
import { clockRules } from './clock-rules.ts'
import * as codes from './codes.ts'
import {
  amount,
  coded,
  count,
  date,
  form,
  listInside,
  listOf,
  name,
  oneOf,
  type Row,
  text,
  time,
  title,
} from './leaves.ts'

const id: Row = ['mã', 'id', text(64), 'required']
const commune = coded('communes', codes.communes)
const agency = coded('agencies', codes.agencies)

/** An organisation at `shared`; `named` is what its name is called. */
export const organisation = (shared: string, named: string): readonly Row[] => [
  [named, `${shared}/name`, title(300)],
  ['loại hình', `${shared}/kind`, oneOf(codes.organisationKinds, 'kind of an organisation')],
  ['mã số thuế', `${shared}/registrationNumber`, text(40)],
  ['người đại diện', `${shared}/representative`, name(200)],
  ['mã xã trụ sở', `${shared}/address/commune`, commune],
  ['trụ sở', `${shared}/address/text`, text(300)],
]

export const participant: readonly Row[] = [
  id,
  ['tư cách', 'role', coded('participant-roles', codes.roles), 'required'],
  ['họ tên', 'person/fullName', name(200)],
  ['tên khác', 'person/otherNames', listOf(name(200), 10)],
  ['ngày sinh', 'person/birth', date],
  ['giới tính', 'person/sex', oneOf(codes.sexes, 'sex of a person')],
  ['số định danh', 'person/personalId', form(/^(\d{9}|\d{12})$/, '9 or 12 digits')],
  ['quốc tịch', 'person/nationality', form(/^[A-Z]{3}$/, 'three capitals (ISO 3166-1)')],
  ['hộ chiếu', 'person/travelDocument', text(30)],
  ['điện thoại', 'person/phone', form(/^\+?\d{8,15}$/, '8 to 15 digits, + before them or not')],
  ['mã xã', 'person/address/commune', commune],
  ['địa chỉ', 'person/address/text', text(300)],
  ...organisation('organisation', 'tổ chức'),
  ['chưa thành niên', 'minor', oneOf(codes.yesNo, 'yes or no')],
  ['từ ngày', 'from', date],
  ['đến ngày', 'to', date],
  ['ghi chú', 'note', text(2000)],
]

export const offence: readonly Row[] = [
  id,
  ['điều', 'offence', coded('offences', codes.articles), 'required'],
  ['điều', 'article', text(20)],
  ['khoản', 'clause', text(20)],
  ['điểm', 'point', text(20)],
]

export const conclusion: readonly Row[] = [
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
  ['dấu hiệu tội phạm', 'signsOfCrime', oneOf(codes.yesNo, 'yes or no')],
]

export const decision: readonly Row[] = [
  id,
  ['loại', 'type', coded('decisions', codes.decisions), 'required'],
  ['số', 'number', text(100)],
  ['ngày', 'decidedOn', date],
  ['cơ quan', 'agency', agency, 'required'],
  ['người ký', 'signer', name(200)],
  ['chức vụ', 'signerTitle', text(200)],
  ['căn cứ', 'legalBasis', listOf(text(200), 20)],
  ['lý do', 'ground', text(1000)],
  ['mã căn cứ', 'grounds', listOf(coded('grounds', codes.grounds), 10)],
  ['hiệu lực từ', 'effectiveFrom', date],
  ['hiệu lực đến', 'effectiveTo', date],
  ['thay bởi', 'supersededBy', text(64)],
  ['hủy bởi', 'cancelledBy', text(64)],
]

export const recommendation: readonly Row[] = [
  id,
  ['loại', 'kind', oneOf(codes.recommendationKinds, 'kind of a recommendation'), 'required'],
  ['nội dung', 'content', text(2000)],
  ['nơi thực hiện', 'addressee', title(300)],
  ['số tiền', 'amountVnd', amount],
  ['đã thu', 'recoveredVnd', amount],
  ['thu gần nhất', 'recoveredOn', date],
  ['hạn', 'dueOn', date],
  ['tình trạng', 'state', oneOf(codes.recommendationStates, 'state of a recommendation')],
  ['đôn đốc', 'followUp', text(2000)],
]

export const handOver: readonly Row[] = [
  id,
  ['bên giao', 'from', agency],
  ['bên nhận', 'to', agency],
  ['số', 'number', text(100)],
  ['giao lúc', 'sentAt', time],
  ['nhận lúc', 'acknowledgedAt', time],
  ['giấy tờ', 'papers', listOf(text(300), 50)],
  ['độ mật', 'level', oneOf(codes.levels, 'level of a hand-over')],
  ['lý do', 'reason', text(1000)],
  ['quy tắc', 'rule', oneOf(clockRules, 'rule of a clock')],
  ['hạn giao', 'dueOn', date],
]

export const clock: readonly Row[] = [
  id,
  ['quy tắc', 'rule', oneOf(clockRules, 'rule of a clock'), 'required'],
  ['căn cứ', 'legalBasis', text(200)],
  ['sự kiện', 'startEvent', text(100)],
  ['từ ngày', 'startedOn', date],
  ['đến ngày', 'dueOn', date],
  ['gia hạn theo', 'extensions', listInside('number', text(100), 10)],
  ['tình trạng', 'state', oneOf(codes.clockStates, 'state of a clock')],
]

export const answer: readonly Row[] = [
  id,
  ['cơ quan', 'from', agency, 'required'],
  ['số', 'number', text(100)],
  ['ngày nhận', 'receivedOn', date],
  ['nội dung', 'content', text(2000)],
  ['báo người cung cấp tin', 'toldReporterOn', date],
]

/** Numbers by which other agencies know the matter. */
export const otherNumber: readonly Row[] = [
  ['loại', 'type', oneOf(codes.numberTypes, 'type of an identifier'), 'required'],
  ['hệ thống', 'system', text(100), 'required'],
  ['số', 'value', text(100), 'required'],
  ['cơ quan', 'assigner', agency, 'required'],
]

export const assignment: readonly Row[] = [
  id,
  ['việc', 'task', oneOf(codes.tasks, 'task of an assignment'), 'required'],
  ['số', 'decisionNumber', text(100)],
  ['ngày', 'decidedOn', date],
  ['cơ quan', 'agency', agency],
  ['đơn vị', 'unit', title(300)],
  ['cán bộ', 'officer', name(200)],
  ['đến ngày', 'until', date],
  ['viện kiểm sát', 'competentProcuracy', title(300)],
]

/** An item of the list of papers and evidence that goes with a recommendation. */
export const document: readonly Row[] = [
  id,
  ['loại', 'type', text(100), 'required'],
  ['số', 'number', text(100)],
  ['ngày', 'issuedOn', date],
  ['trích yếu', 'title', text(500)],
  ['tên tệp', 'fileName', text(200)],
]

export const petition: readonly Row[] = [
  id,
  ['số', 'number', text(100)],
  ['ngày nhận', 'receivedOn', date],
  ['nguồn', 'channel', coded('channels', codes.channels)],
  ['nội dung', 'subject', text(500)],
  ['phân loại', 'classification', oneOf(codes.petitionClasses, 'classification of a petition')],
  ['ngày phân loại', 'classifiedOn', date],
  ['số người ký', 'signers', count],
  ['chuyển đến', 'forwardedTo', agency],
  ['ngày chuyển', 'forwardedOn', date],
  ['tình trạng', 'state', oneOf(codes.petitionStates, 'state of a petition')],
  ['ngày trả lời', 'answeredOn', date],
]

export const link: readonly Row[] = [
  id,
  ['quan hệ', 'relation', oneOf(codes.relations, 'relation of a link'), 'required'],
  ...otherNumber.map(([native, shared, leaf]): Row => [native, `identifier/${shared}`, leaf, 'required']),
  ['theo cơ quan', 'agency', agency],
  ['theo số', 'decisionNumber', text(100)],
  ['từ ngày', 'linkedOn', date],
  ['đến ngày', 'revokedOn', date],
]
