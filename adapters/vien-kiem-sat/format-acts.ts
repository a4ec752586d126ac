/** What is done in a matter, as tables: decisions, limits, acts of supervision, and the registers that the procuracy keeps. */

import { stages } from './codes.ts'
import * as codes from './codes-acts.ts'
import { agency, id } from './format.ts'
import { coded, date, key, type Leaf, listOf, moment, oneOf, text } from './leaves.ts'
import type { Row } from './reading.ts'

const form = coded('forms', codes.forms)
const severity = coded('severity', codes.severity)
const ground = coded('grounds', codes.grounds)

export const decision: readonly Row[] = [
  id,
  ['loai', 'type', coded('decisions', codes.decisions), 'required'],
  ['so', 'number', text(100)],
  ['ngay', 'decidedOn', date],
  ['coQuan', 'agency', agency, 'required'],
  ['nguoiKy', 'signer', text(200)],
  ['chucVu', 'signerTitle', text(200)],
  ['mau', 'form', form],
  ['canCu', 'legalBasis', listOf(text(200), 20)],
  ['lyDo', 'ground', text(1000)],
  ['maCanCu', 'grounds', listOf(ground, 10)],
  ['hieuLucTu', 'effectiveFrom', date],
  ['hieuLucDen', 'effectiveTo', date],
  ['thayTheBoi', 'supersededBy', key('decisions')],
  ['huyBoBoi', 'cancelledBy', key('decisions')],
]

const known = oneOf(codes.clockStates)
/** An overdue limit runs; that it is overdue says the status of the whole record. */
const clockState: Leaf = {
  read: known.read,
  write: (value) => known.write(value === 'QUA_HAN' ? 'DANG_CHAY' : value),
}

const extension: readonly Row[] = [
  ['so', 'number', text(100)],
  ['coQuan', 'agency', agency],
  ['ngay', 'decidedOn', date],
  ['hanMoi', 'dueOn', date],
]

export const clock: readonly Row[] = [
  id,
  ['quyTac', 'rule', oneOf(codes.clockRules), 'required'],
  ['canCu', 'legalBasis', text(200)],
  ['suKien', 'startEvent', text(100)],
  ['tuNgay', 'startedOn', date],
  ['denNgay', 'dueOn', date],
  ['giaHan', 'extensions', { rows: extension, itemsMax: 10 }],
  ['tinhTrang', 'state', clockState],
]

export const supervisionAct: readonly Row[] = [
  id,
  ['hinhThuc', 'instrument', coded('supervision-instruments', codes.instruments), 'required'],
  ['so', 'number', text(100)],
  ['ngay', 'issuedOn', date],
  ['mau', 'form', text(20)],
  ['noiDung', 'content', text(2000)],
  ['ngayTraLoi', 'answeredOn', date],
]

/** `soTamDinhChi`: the register of suspended sources. */
export const suspension: readonly Row[] = [
  id,
  ['quyetDinh', 'decision', key('decisions')],
  ['canCu', 'ground', ground],
  ['ngayTamDinhChi', 'suspendedOn', date],
  ['hetThoiHieu', 'limitationOn', date],
  ['ngayRaSoat', 'reviewedOn', listOf(date, 50)],
  ['raSoatTiep', 'nextReviewOn', date],
  ['ngayPhucHoi', 'resumedOn', date],
  ['tinhTrang', 'state', oneOf(codes.suspensionStates)],
]

/** `giaiDoanToTung`: the stages of a case that the procuracy leads. */
export const proceeding: readonly Row[] = [
  id,
  ['giaiDoan', 'stage', coded('stages', stages), 'required'],
  ['coQuan', 'agency', agency],
  ['donVi', 'unit', text(300)],
  ['soVuAn', 'number', text(100)],
  ['tuNgay', 'openedOn', date],
  ['denNgay', 'closedOn', date],
  ['mucDo', 'severity', severity],
  ['ketThucBang', 'outcome', coded('decisions', codes.decisions)],
]

/** `soKhoiToBiCan`: who is charged, and whether the procuracy has approved it. */
export const charge: readonly Row[] = [
  id,
  ['biCan', 'accused', key('participants')],
  ['toiDanh', 'chargedWith', listOf(key('offences'), 20)],
  ['quyetDinh', 'decision', key('decisions')],
  ['mucDo', 'severity', severity],
  ['ngayKhoiTo', 'chargedOn', date],
  ['pheChuan', 'approval', oneOf(codes.approvals)],
  ['ngayPheChuan', 'approvedOn', date],
  ['soPheChuan', 'approvalNumber', text(100)],
]

/** `soGiaoNhan`: the book of hand-overs. `mucMat` is said of the papers and marks nothing of this record. */
export const custody: readonly Row[] = [
  id,
  ['benGiao', 'from', agency],
  ['benNhan', 'to', agency],
  ['so', 'number', text(100)],
  ['mau', 'form', form],
  ['giaoLuc', 'sentAt', moment],
  ['nhanLuc', 'acknowledgedAt', moment],
  ['giayTo', 'papers', listOf(text(300), 50)],
  ['mucMat', 'level', oneOf(codes.fileLevels, 'this field', 'text')],
  ['lyDo', 'reason', text(1000)],
  ['quyTac', 'rule', oneOf(codes.clockRules)],
  ['hanGiao', 'dueOn', date],
]
