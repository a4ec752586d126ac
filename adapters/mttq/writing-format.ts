/** The native format as tables for writing: the way back of format.ts, in the order in which the portal has its members. */
import { jsonText } from '../codecs/text-checks.ts'
import type { Outcome } from '../sdk/adapter.ts'
import { asCode, asCount, asForm, asText, type Way } from '../sdk/ways.ts'
import type { WritingRow } from '../sdk/writing.ts'
import { asWhen } from '../sdk/writing-dates.ts'
import * as codes from './codes.ts'
import { readAs } from './leaves.ts'

/** Text that the portal would take for VNI can't be handed over as it is. */
function unicodeText(text: string): Outcome<string> {
  const checked = jsonText(text)
  if (!checked.ok || readAs('UNICODE', text) === text) return checked
  const expected = 'text that is not taken for VNI'
  return { ok: false, findings: [{ code: 'text-garbled', effect: 'reject-document', pointer: '', expected }] }
}

/** Text that stands in the portal's forms, and any other. */
export const typed = (lengthMax: number): Way<string> => asText(lengthMax, unicodeText)
const text = (lengthMax: number): Way<string> => asText(lengthMax, jsonText)

export const isPortalNumber = (value: unknown): boolean => text(64)(value).value !== undefined

const day = asWhen('dd/MM/yyyy', 'MM/yyyy', 'yyyy')
const minute = asWhen('dd/MM/yyyy HH:mm', 'dd/MM/yyyy HH:mm:ss')
export const second = asWhen('dd/MM/yyyy HH:mm:ss')
const moment = asWhen('dd/MM/yyyy HH:mm', 'dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy', 'MM/yyyy', 'yyyy')

export const agency = asCode(codes.agencies)
export const channel = asCode(codes.channels)
export const flag = asCode(codes.flags)

const id: WritingRow = ['ma', 'id', text(64), 'required']
const personalId = asForm(/^(\d{9}|\d{12})$/, '9 or 12 digits')

export const report: readonly WritingRow[] = [
  ['loai', 'kind', asCode(codes.kinds), 'required'],
  ['linhVuc', 'corruptionField', asCode(codes.corruptionFields)],
  ['mucKhan', 'urgency', asCode(codes.urgencies)],
  ['trangThai', 'stage', asCode(codes.stages), 'required'],
  ['tiepNhan/luc', 'receivedAt', minute, 'required'],
  ['tiepNhan/vaoSoLuc', 'recordedAt', minute],
  ['tiepNhan/nhanTu', 'receivedFrom', agency],
  ['noiDung', 'summary', typed(4000)],
  ['noiXayRa/diaChi', 'place/text', typed(300)],
  ['noiXayRa/thoiGian', 'occurredAt', day],
]

export const anonymous: readonly WritingRow[] = [
  id,
  ['hinhThuc', 'kind', asCode(codes.reporterKinds), 'required'],
  ['ngay', 'reportedAt', day],
]
export const reporter: readonly WritingRow[] = [
  ...anonymous,
  ['hoTen', 'fullName', typed(200)],
  ['ngaySinh', 'birth', day],
  ['soGiayTo', 'personalId', personalId],
  ['dienThoai', 'phone', asForm(/^\+?\d{8,15}$/, '8 to 15 digits')],
  ['diaChi', 'address/text', typed(300)],
  ['toChuc', 'organisation', typed(300)],
]

export const participant: readonly WritingRow[] = [
  id,
  ['tuCach', 'role', asCode(codes.roles), 'required'],
  ['hoTen', 'person/fullName', typed(200)],
  ['ngaySinh', 'person/birth', day],
  ['soGiayTo', 'person/personalId', personalId],
  ['diaChi', 'person/address/text', typed(300)],
  ['coQuan', 'organisation/name', typed(300)],
  ['ghiChu', 'note', typed(2000)],
]

export const petition: readonly WritingRow[] = [
  id,
  ['soDon', 'number', text(100)],
  ['ngayNhan', 'receivedOn', day],
  ['kenh', 'channel', channel],
  ['trichYeu', 'subject', typed(500)],
  ['phanLoai', 'classification', asCode(codes.classifications)],
  ['ngayPhanLoai', 'classifiedOn', day],
  ['soNguoiKy', 'signers', asCount(1_000_000)],
  ['noiChuyen', 'forwardedTo', agency],
  ['ngayChuyen', 'forwardedOn', day],
  ['tinhTrang', 'state', asCode(codes.petitionStates)],
  ['ngayTraLoi', 'answeredOn', day],
]

/** Without its papers. A note that does not say whose it is would pass for the Front's. */
export const custody: readonly WritingRow[] = [
  id,
  ['noiGui', 'from', agency, 'required'],
  ['noiNhan', 'to', agency],
  ['soPhieu', 'number', text(100)],
  ['lucGui', 'sentAt', moment],
  ['lucNhan', 'acknowledgedAt', moment],
  ['lyDo', 'reason', typed(1000)],
  ['quyTac', 'rule', asCode(codes.clockRules)],
  ['han', 'dueOn', day],
]

export const number: readonly WritingRow[] = [
  ['heThong', 'system', text(100), 'required'],
  ['loai', 'type', asCode(codes.numberTypes), 'required'],
  ['so', 'value', text(100), 'required'],
  ['coQuan', 'assigner', agency, 'required'],
]
/** What `maPhanAnh` says without saying so. */
export const ownNumber: readonly WritingRow[] = number
/** What `chuyenXuLy` says: the system and the type of the number follow from the agency. */
export const passedOn: readonly WritingRow[] = [
  ['coQuan', 'assigner', agency, 'required'],
  ['soTiepNhan', 'value', text(100), 'required'],
]

const linked: readonly WritingRow[] = [
  ['soQuyetDinh', 'decisionNumber', text(100)],
  ['ngay', 'linkedOn', day],
  ['ngayHuy', 'revokedOn', day],
]
const relation: WritingRow = ['quanHe', 'relation', asCode(codes.relations), 'required']
export const linkHere: readonly WritingRow[] = [
  id,
  relation,
  ['maPhanAnh', 'identifier/value', text(64), 'required'],
  ['coQuan', 'agency', agency, 'required'],
  ...linked,
]
export const linkElsewhere: readonly WritingRow[] = [
  id,
  relation,
  ...number.map(([native, shared, way]): WritingRow => [`vuViec/${native}`, `identifier/${shared}`, way, 'required']),
  ['coQuan', 'agency', agency],
  ...linked,
]

export const clock: readonly WritingRow[] = [
  id,
  ['quyTac', 'rule', asCode(codes.clockRules), 'required'],
  ['canCu', 'legalBasis', text(200)],
  ['suKien', 'startEvent', text(100)],
  ['tuNgay', 'startedOn', day],
  ['denNgay', 'dueOn', day],
  ['tinhTrang', 'state', asCode(codes.clockStates)],
]

export const feedback: readonly WritingRow[] = [
  id,
  ['coQuan', 'from', agency, 'required'],
  ['soVanBan', 'number', text(100)],
  ['ngayNhan', 'receivedOn', day],
  ['noiDung', 'content', text(2000)],
  ['baoNguoiDan', 'toldReporterOn', day],
]

export const result: readonly WritingRow[] = [
  id,
  ['loai', 'type', asCode(codes.decisions), 'required'],
  ['so', 'number', text(100)],
  ['ngay', 'decidedOn', day],
  ['coQuan', 'agency', agency, 'required'],
  ['lyDo', 'ground', text(1000)],
]

export const paper: readonly WritingRow[] = [
  id,
  ['loai', 'type', text(100), 'required'],
  ['so', 'number', text(100)],
  ['ngay', 'issuedOn', day],
  ['trichYeu', 'title', text(500)],
  ['tenTep', 'fileName', text(200)],
  ['dinhDang', 'mediaType', text(100)],
  ['dungLuong', 'bytes', asCount(1_073_741_824)],
]
