/** The native format as tables: where each member goes and how it is read. `manifest.json` says the same with reasons. */
import * as codes from './codes.ts'
import { coded, date, day, flag, form, fullDate, instant, listOf, oneOf, text, year } from './leaves.ts'
import type { Row } from './reading.ts'

/** The key of an entity within its dossier. */
export const id: Row = ['ma', 'id', text(64), 'required']
const personalId = form(/^(\d{9}|\d{12})$/, '9 or 12 digits')
const phone = form(/^\+?\d{8,15}$/, '8 to 15 digits')
const commune = coded('communes', codes.communes, 'text')
export const agency = coded('agencies', codes.agencies)

export const MARKS = ['mucChiaSe', 'dauXuLy', 'doMat'] as const

/** `capNhatLuc`. */
export const updatedAt = instant

export const report: readonly Row[] = [
  ['phanLoaiTin', 'kind', coded('kinds', codes.kinds), 'required'],
  ['nguonTin', 'channels', listOf(coded('channels', codes.channels), 10)],
  ['coQuanTiepNhan/luc', 'receivedAt', instant, 'required'],
  ['thoiDiemXayRa', 'occurredAt', date],
  ['ngayNhapMay', 'recordedAt', instant],
  ['noiXayRa/maXa', 'place/commune', commune],
  ['noiXayRa/chiTiet', 'place/text', text(300)],
  ['noiDung', 'summary', text(4000)],
  ['mucKhan', 'urgency', coded('urgency', codes.urgency)],
  ['linhVuc', 'corruptionField', coded('corruption-fields', codes.corruptionFields)],
  ['giaiDoan', 'stage', coded('stages', codes.stages), 'required'],
  ['phucTap', 'complicated', flag],
  ['tinhChat', 'flags', listOf(coded('flags', codes.flags), 10)],
  ['coQuanChuyenDen', 'receivedFrom', agency],
]

/** Members of the dossier whose marks are read with them. */
export const dossierParts: readonly string[] = [
  ...MARKS,
  'nguoiToGiac',
  'danhSachNguoiBiToGiac',
  'nguoiThamGiaKhac',
  'toiDanh',
  'kiemSatVien',
  'donViDieuTra',
  'quyetDinh',
  'thoiHan',
  'yeuCauKiemTraXacMinh',
  'toaAnXetXu',
  'phanMat',
  'soTamDinhChi',
  'giaiDoanToTung',
  'soKhoiToBiCan',
  'soGiaoNhan',
  'phanCongKhac',
  'soXetXu',
  'soBanAn',
  'taiLieu',
  'hoSoLienQuan',
  'soDon',
  'soPhanHoi',
]

/** Members of the dossier that other tables read, or that the manifest says are left behind. */
export const dossierOthers: readonly string[] = [
  ...dossierParts,
  'phienBan',
  'maTinBao',
  'soHoSo',
  'tinBaoDauTien',
  'trangThai',
  'capNhatLuc',
  'nguoiNhap',
  'ghiChuNoiBo',
  'lyDoTrong',
  'vuAn',
  'soKhac',
  'nguoiXacDinh',
  'chuyenGiao',
]

export const reporter: readonly Row[] = [
  id,
  ['loai', 'kind', oneOf(codes.reporterKinds), 'required'],
  ['ngayToGiac', 'reportedAt', date],
  ['hoTen', 'fullName', text(200)],
  ['ngaySinh', 'birth', fullDate],
  ['namSinh', 'birth', year],
  ['soDinhDanh', 'personalId', personalId],
  ['dienThoai', 'phone', phone],
  ['noiCuTru/maXa', 'address/commune', commune],
  ['noiCuTru/chiTiet', 'address/text', text(300)],
  ['daiDienCho', 'organisation', text(300)],
]

export const participant: readonly Row[] = [
  id,
  ['tuCach', 'role', coded('participant-roles', codes.roles), 'required'],
  ['hoTen', 'person/fullName', text(200)],
  ['tenGoiKhac', 'person/otherNames', listOf(text(200), 10)],
  ['ngaySinh', 'person/birth', fullDate],
  ['namSinh', 'person/birth', year],
  ['gioiTinh', 'person/sex', oneOf(codes.sexes)],
  ['soDinhDanh', 'person/personalId', personalId],
  ['dienThoai', 'person/phone', phone],
  ['quocTich', 'person/nationality', form(/^[A-Z]{3}$/, 'three capitals (ISO 3166-1)')],
  ['soHoChieu', 'person/travelDocument', text(30)],
  ['noiCuTru/maXa', 'person/address/commune', commune],
  ['noiCuTru/chiTiet', 'person/address/text', text(300)],
  ['toChuc/ten', 'organisation/name', text(300)],
  ['toChuc/loaiHinh', 'organisation/kind', oneOf(codes.organisationKinds)],
  ['toChuc/maSo', 'organisation/registrationNumber', text(40)],
  ['toChuc/nguoiDaiDien', 'organisation/representative', text(200)],
  ['toChuc/truSo/maXa', 'organisation/address/commune', commune],
  ['toChuc/truSo/chiTiet', 'organisation/address/text', text(300)],
  ['thamGiaTu', 'from', date],
  ['thamGiaDen', 'to', date],
  ['chuaThanhNien', 'minor', flag],
  ['ghiChu', 'note', text(2000)],
]

export const offence: readonly Row[] = [
  id,
  ['dieu', 'offence', coded('offences', codes.articles, 'text'), 'required'],
  ['dieu', 'article', text(20)],
  ['khoan', 'clause', text(20)],
  ['diem', 'point', text(20)],
]

export const assignment: readonly Row[] = [
  id,
  ['donVi', 'unit', text(300)],
  ['canBo', 'officer', text(200)],
  ['soQuyetDinh', 'decisionNumber', text(100)],
  ['ngayQuyetDinh', 'decidedOn', date],
  ['denNgay', 'until', date],
  ['vienKiemSatThamQuyen', 'competentProcuracy', text(300)],
  ['coQuan', 'agency', agency],
]

/** The unit that settles stands in for one that investigates, where none is named. */
export const investigation: readonly Row[] = [...assignment, ['donViGiaiQuyet', 'unit', text(300)]]

/** Whoever had a task before or beside those who have it now (form 04 changes who has it). */
export const otherAssignment: readonly Row[] = [...assignment, ['nhiemVu', 'task', oneOf(codes.tasks), 'required']]

/** Who determined a level, under the member `nguoiXacDinh`; shared paths from `prefix`. */
const determinerAt = (native: string, prefix: string): readonly Row[] => [
  [`${native}coQuan`, `${prefix}agency`, agency],
  [`${native}canBo`, `${prefix}officer`, text(200)],
  [`${native}ngay`, `${prefix}at`, date],
  [`${native}mucDanhMuc`, `${prefix}listItem`, text(300)],
  [`${native}hetHan`, `${prefix}expiresOn`, date],
]
export const determiner: readonly Row[] = determinerAt('', '')

/** The key of the act whose content an opaque part stands for. */
export const OPAQUE_COVERS = /^yeuCauKiemTraXacMinh\/([^/]{1,64})\/noiDung$/

const covers: Row = [
  'thayCho',
  'covers',
  form(OPAQUE_COVERS, 'yeuCauKiemTraXacMinh, the key of an act, noiDung'),
  'required',
]
export const opaquePartOnly: readonly Row[] = [
  id,
  ['doMat', 'level', oneOf(codes.secretLevels), 'required'],
  ...determinerAt('nguoiXacDinh/', 'determinedBy/'),
  ['noiNhan', 'recipient', agency],
  ['sanPham', 'product', text(200)],
  ['giaTriBam', 'digest', form(/^[A-Za-z0-9+/]{43}=$/, 'SHA-256 in base64'), 'required'],
]
export const opaquePart: readonly Row[] = [covers, ...opaquePartOnly]

/** The row of a dossier in the list and in the change feed. */
export const row: readonly Row[] = [
  ['maTinBao', 'nativeKey', text(64), 'required'],
  ['phanLoaiTin', 'kind', oneOf(codes.kinds, 'the shared list kinds'), 'required'],
  ['giaiDoan', 'stage', oneOf(codes.stages, 'the shared list stages'), 'required'],
  ['linhVuc', 'corruptionField', oneOf(codes.corruptionFields, 'the shared list corruption-fields')],
  ['tiepNhanLuc', 'receivedAt', instant, 'required'],
  ['capNhatLuc', 'updatedAt', instant, 'required'],
  ['hanGiaiQuyet', 'dueOn', day],
  ['toaAnThuLy', 'adjudicating', oneOf(codes.courts)],
]

export const rowOthers: readonly string[] = [...MARKS, 'soHoSo', 'tinBaoDauTien', 'vuAn', 'soKhac', 'trangThai']
