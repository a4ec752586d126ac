/**
 * The native format as tables: where each member goes and how it is read. `manifest.json` says the same with reasons.
 */
import * as codes from './codes.ts'
import { coded, count, date, form, instant, listOf, moment, oneOf, type TextTable, text, typedText } from './leaves.ts'
import type { Row } from './reading.ts'

const id: Row = ['ma', 'id', text(64), 'required']
const agency = coded('agencies', codes.agencies)

/**
 * Free text that was typed into the portal's forms, the citizen's and that of the transfer note: the only members that
 * are in VNI where the petition says so. Paths from the petition; `*` is each item of a list.
 */
export const typedTexts = [
  'noiDung',
  'noiXayRa/diaChi',
  'nguoiPhanAnh/hoTen',
  'nguoiPhanAnh/diaChi',
  'nguoiPhanAnh/toChuc',
  'nguoiCungDon/*/hoTen',
  'nguoiCungDon/*/diaChi',
  'nguoiCungDon/*/toChuc',
  'nguoiDuocNeu/*/hoTen',
  'nguoiDuocNeu/*/diaChi',
  'nguoiDuocNeu/*/coQuan',
  'nguoiDuocNeu/*/ghiChu',
  'donThu/*/trichYeu',
  'phieuChuyen/*/giayTo/*',
  'phieuChuyen/*/lyDo',
]

/**
 * The petition's own members that the tables below do not read: read elsewhere, or left behind as the manifest says.
 */
export const petitionOthers: readonly string[] = [
  'maPhanAnh',
  'phienBanMau',
  'bangMa',
  'cheDo',
  'tiepNhan/canBo',
  'nguoiPhanAnh',
  'nguoiCungDon',
  'nguoiDuocNeu',
  'donThu',
  'phieuChuyen',
  'lienKet',
  'chuyenXuLy',
  'soLienQuan',
  'thoiHan',
  'phanHoi',
  'ketQua',
  'taiLieu',
  'ghiChuNoiBo',
  'capNhatLuc',
]

const personalId = form(/^(\d{9}|\d{12})$/, '9 or 12 digits')

export const report = (table: TextTable): readonly Row[] => [
  ['loai', 'kind', coded('kinds', codes.kinds), 'required'],
  ['kenh', 'channels', listOf(coded('channels', codes.channels), 10)],
  ['tiepNhan/luc', 'receivedAt', instant, 'required'],
  ['tiepNhan/nhanTu', 'receivedFrom', agency],
  ['noiXayRa/thoiGian', 'occurredAt', date],
  ['tiepNhan/vaoSoLuc', 'recordedAt', instant],
  ['noiXayRa/diaChi', 'place/text', typedText(table, 300)],
  ['noiDung', 'summary', typedText(table, 4000)],
  ['linhVuc', 'corruptionField', coded('corruption-fields', codes.corruptionFields)],
  ['mucKhan', 'urgency', coded('urgency', codes.urgencies)],
  ['tinhChat', 'flags', listOf(coded('flags', codes.flags), 10)],
  ['trangThai', 'stage', coded('stages', codes.stages), 'required'],
]

export const reporter = (table: TextTable): readonly Row[] => [
  id,
  ['hinhThuc', 'kind', oneOf(codes.reporterKinds), 'required'],
  ['ngay', 'reportedAt', date],
  ['hoTen', 'fullName', typedText(table, 200)],
  ['ngaySinh', 'birth', date],
  ['soGiayTo', 'personalId', personalId],
  ['dienThoai', 'phone', form(/^\+?\d{8,15}$/, '8 to 15 digits')],
  ['diaChi', 'address/text', typedText(table, 300)],
  ['toChuc', 'organisation', typedText(table, 300)],
]

export const participant = (table: TextTable): readonly Row[] => [
  id,
  ['tuCach', 'role', coded('participant-roles', codes.roles), 'required'],
  ['hoTen', 'person/fullName', typedText(table, 200)],
  ['ngaySinh', 'person/birth', date],
  ['soGiayTo', 'person/personalId', personalId],
  ['diaChi', 'person/address/text', typedText(table, 300)],
  ['coQuan', 'organisation/name', typedText(table, 300)],
  ['ghiChu', 'note', typedText(table, 2000)],
]

export const petition = (table: TextTable): readonly Row[] => [
  id,
  ['soDon', 'number', text(100)],
  ['ngayNhan', 'receivedOn', date],
  ['kenh', 'channel', coded('channels', codes.channels)],
  ['trichYeu', 'subject', typedText(table, 500)],
  ['phanLoai', 'classification', oneOf(codes.classifications)],
  ['ngayPhanLoai', 'classifiedOn', date],
  ['soNguoiKy', 'signers', count(1_000_000)],
  ['noiChuyen', 'forwardedTo', agency],
  ['ngayChuyen', 'forwardedOn', date],
  ['tinhTrang', 'state', oneOf(codes.petitionStates)],
  ['ngayTraLoi', 'answeredOn', date],
]

/** A note with which the Front passed the matter on. */
export const custody = (table: TextTable): readonly Row[] => [
  id,
  ['noiGui', 'from', agency],
  ['noiNhan', 'to', agency],
  ['soPhieu', 'number', text(100)],
  ['lucGui', 'sentAt', moment],
  ['lucNhan', 'acknowledgedAt', moment],
  ['giayTo', 'papers', listOf(typedText(table, 300), 50)],
  ['lyDo', 'reason', typedText(table, 1000)],
  ['quyTac', 'rule', oneOf(codes.clockRules)],
  ['han', 'dueOn', date],
]

/** A number that a connected system gave. */
export const number: readonly Row[] = [
  ['heThong', 'system', text(100), 'required'],
  ['loai', 'type', oneOf(codes.numberTypes), 'required'],
  ['so', 'value', text(100), 'required'],
  ['coQuan', 'assigner', agency, 'required'],
]

const linked: readonly Row[] = [
  id,
  ['quanHe', 'relation', oneOf(codes.relations), 'required'],
  ['coQuan', 'agency', agency],
  ['soQuyetDinh', 'decisionNumber', text(100)],
  ['ngay', 'linkedOn', date],
  ['ngayHuy', 'revokedOn', date],
]
/** Another petition of the portal that belongs to this one. */
export const linkHere: readonly Row[] = [...linked, ['maPhanAnh', 'identifier/value', text(64), 'required']]
/** A matter of another system. */
export const linkElsewhere: readonly Row[] = [
  ...linked,
  ...number.map(([native, shared, leaf]): Row => [`vuViec/${native}`, `identifier/${shared}`, leaf, 'required']),
]

export const clock: readonly Row[] = [
  id,
  ['quyTac', 'rule', oneOf(codes.clockRules), 'required'],
  ['canCu', 'legalBasis', text(200)],
  ['suKien', 'startEvent', text(100)],
  ['tuNgay', 'startedOn', date],
  ['denNgay', 'dueOn', date],
  ['tinhTrang', 'state', oneOf(codes.clockStates)],
]

export const feedback: readonly Row[] = [
  id,
  ['coQuan', 'from', agency, 'required'],
  ['soVanBan', 'number', text(100)],
  ['ngayNhan', 'receivedOn', date],
  ['noiDung', 'content', text(2000)],
  ['baoNguoiDan', 'toldReporterOn', date],
]

/** What the resolver decided, as its notice to the Front says (TTLT 01/2017 Art. 14). */
export const result: readonly Row[] = [
  id,
  ['loai', 'type', coded('decisions', codes.decisions), 'required'],
  ['so', 'number', text(100)],
  ['ngay', 'decidedOn', date],
  ['coQuan', 'agency', agency, 'required'],
  ['lyDo', 'ground', text(1000)],
]

/** A paper that came with the petition; the paper itself stays where it is. */
export const paper: readonly Row[] = [
  id,
  ['loai', 'type', text(100), 'required'],
  ['so', 'number', text(100)],
  ['ngay', 'issuedOn', date],
  ['trichYeu', 'title', text(500)],
  ['tenTep', 'fileName', text(200)],
  ['dinhDang', 'mediaType', text(100)],
  ['dungLuong', 'bytes', count(1_073_741_824)],
]

/** The number that the agency gave to which the petition was passed on. */
export const passedOn: readonly Row[] = [
  ['soTiepNhan', 'value', text(100)],
  ['coQuan', 'assigner', agency, 'required'],
]
export const passedOnOthers: readonly string[] = ['hinhThuc']
