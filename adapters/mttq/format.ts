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
  'nguoiDuocNeu/*/hoTen',
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
  'nguoiDuocNeu',
  'donThu',
  'phieuChuyen',
  'lienKet',
  'chuyenXuLy',
  'thoiHan',
  'phanHoi',
  'ghiChuNoiBo',
  'capNhatLuc',
]

export const report = (table: TextTable): readonly Row[] => [
  ['loai', 'kind', coded('kinds', codes.kinds), 'required'],
  ['kenh', 'channels', listOf(coded('channels', codes.channels), 10)],
  ['tiepNhan/luc', 'receivedAt', instant, 'required'],
  ['noiXayRa/thoiGian', 'occurredAt', date],
  ['tiepNhan/vaoSoLuc', 'recordedAt', instant],
  ['noiXayRa/diaChi', 'place/text', typedText(table, 300)],
  ['noiDung', 'summary', typedText(table, 4000)],
  ['linhVuc', 'corruptionField', coded('corruption-fields', codes.corruptionFields)],
  ['trangThai', 'stage', coded('stages', codes.stages), 'required'],
]

export const reporter = (table: TextTable): readonly Row[] => [
  id,
  ['hinhThuc', 'kind', oneOf(codes.reporterKinds), 'required'],
  ['ngay', 'reportedAt', date],
  ['hoTen', 'fullName', typedText(table, 200)],
  ['dienThoai', 'phone', form(/^\+?\d{8,15}$/, '8 to 15 digits')],
  ['diaChi', 'address/text', typedText(table, 300)],
  ['toChuc', 'organisation', typedText(table, 300)],
]

export const participant = (table: TextTable): readonly Row[] => [
  id,
  ['tuCach', 'role', coded('participant-roles', codes.roles), 'required'],
  ['hoTen', 'person/fullName', typedText(table, 200)],
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
  ['noiNhan', 'to', agency],
  ['soPhieu', 'number', text(100)],
  ['lucGui', 'sentAt', moment],
  ['lucNhan', 'acknowledgedAt', moment],
  ['giayTo', 'papers', listOf(typedText(table, 300), 50)],
  ['lyDo', 'reason', typedText(table, 1000)],
  ['quyTac', 'rule', oneOf(codes.clockRules)],
  ['han', 'dueOn', date],
]

/** Another petition of the portal that belongs to this one. */
export const link: readonly Row[] = [
  id,
  ['quanHe', 'relation', oneOf(codes.relations), 'required'],
  ['maPhanAnh', 'identifier/value', text(64), 'required'],
  ['ngay', 'linkedOn', date],
  ['ngayHuy', 'revokedOn', date],
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

/** The number that the agency gave to which the petition was passed on. */
export const passedOn: readonly Row[] = [
  ['soTiepNhan', 'value', text(100)],
  ['coQuan', 'assigner', agency, 'required'],
]
export const passedOnOthers: readonly string[] = ['hinhThuc']
