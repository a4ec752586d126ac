/** The native form as tables: which element means which shared field. `manifest.json` says the same, with reasons. */
import * as codes from './codes.ts'
import { coded, date, day, flag, form, instant, type Leaf, oneOf, text } from './leaves.ts'

/** The court's own structured attachment, and its listings of messages. */
export const FILE_NS = 'urn:toaan.angiang:hosovuan:1'
export const LIST_NS = 'urn:toaan.angiang:trucvanban:1'
export const FILE_NAME = 'hoso.xml'

/**
 * Native path and shared path (relative, steps joined by `/`), and how the text is read; a number allows as many of the
 * element.
 */
export type Row = readonly [native: string, shared: string, leaf: Leaf, need?: 'required' | number]

/** `marked`: each item must carry a mark. */
export interface List {
  readonly wrapper: string
  readonly item: string
  readonly key: 'ma' | 'tep'
  readonly shared: 'participants' | 'offences' | 'assignments' | 'decisions' | 'clocks' | 'hearings' | 'documents'
  readonly rows: readonly Row[]
  readonly itemsMax: number
  readonly marked?: true
}

const agency = coded('agencies', codes.agencies)

/** What of the message's own header is carried; the rest belongs to the post. Below `MessageHeader`. */
export const header: readonly (readonly [native: string, shared: string])[] = [
  ['From/OrganId', '/facet/identifiers/*/assigner'],
  ['Code/CodeNumber', '/facet/identifiers/*/value'],
  ['Code/CodeNotation', '/facet/identifiers/*/value'],
  ['ResponseFor/OrganId', '/facet/identifiers/*/assigner'],
  ['ResponseFor/Code', '/facet/identifiers/*/value'],
  ['Content', '/facet/report/summary'],
  ['OtherInfo/Priority', '/facet/report/urgency'],
]
export const summary = text(4000)
export const priority = coded('urgency', codes.urgency)
export const number = text(100)

export const updatedAt: Row = ['CapNhatLuc', 'updatedAt', instant, 'required']

/** `ThongTinChung`. */
export const report: readonly Row[] = [
  ['NguonAn', 'kind', coded('kinds', codes.kinds), 'required'],
  ['NgayNhan', 'receivedAt', instant, 'required'],
  ['NoiChuyen', 'receivedFrom', agency],
  ['LinhVuc', 'corruptionField', coded('corruption-fields', codes.corruptionFields)],
  ['GiaiDoan', 'stage', coded('stages', codes.stages), 'required'],
]

const participant: readonly Row[] = [
  ['TuCach', 'role', coded('participant-roles', codes.roles), 'required'],
  ['HoTen', 'person/fullName', text(200)],
  ['NgaySinh', 'person/birth', date],
  ['NamSinh', 'person/birth', form(/^(?!0000)\d{4}$/, 'yyyy')],
  ['GioiTinh', 'person/sex', oneOf(codes.sexes)],
  ['SoDinhDanh', 'person/personalId', form(/^(\d{9}|\d{12})$/, '9 or 12 digits')],
  ['DienThoai', 'person/phone', form(/^\+?\d{8,15}$/, '8 to 15 digits')],
  ['NoiO/MaXa', 'person/address/commune', coded('communes', codes.communes)],
  ['NoiO/ChiTiet', 'person/address/text', text(300)],
  ['ChuaThanhNien', 'minor', flag],
  ['GhiChu', 'note', text(2000)],
]

const offence: readonly Row[] = [
  ['Dieu', 'offence', coded('offences', codes.articles), 'required'],
  ['Dieu', 'article', text(20)],
  ['Khoan', 'clause', text(20)],
  ['Diem', 'point', text(20)],
]

const assignment: readonly Row[] = [
  ['NhiemVu', 'task', oneOf(codes.tasks), 'required'],
  ['CoQuan', 'agency', agency],
  ['DonVi', 'unit', text(300)],
  ['CanBo', 'officer', text(200)],
  ['SoQuyetDinh', 'decisionNumber', text(100)],
  ['NgayQuyetDinh', 'decidedOn', date],
  ['VienKiemSat', 'competentProcuracy', text(300)],
]

const decision: readonly Row[] = [
  ['Loai', 'type', coded('decisions', codes.decisions), 'required'],
  ['So', 'number', text(100)],
  ['Ngay', 'decidedOn', date],
  ['CoQuan', 'agency', agency, 'required'],
  ['NguoiKy', 'signer', text(200)],
  ['ChucVu', 'signerTitle', text(200)],
  ['CanCu', 'legalBasis', text(200), 20],
  ['LyDo', 'ground', text(1000)],
  ['HieuLucTu', 'effectiveFrom', date],
  ['HieuLucDen', 'effectiveTo', date],
  ['ThayTheBoi', 'supersededBy', text(64)],
]

const clock: readonly Row[] = [
  ['QuyTac', 'rule', oneOf(codes.clockRules), 'required'],
  ['CanCu', 'legalBasis', text(200)],
  ['SuKien', 'startEvent', text(100)],
  ['TuNgay', 'startedOn', date],
  ['DenNgay', 'dueOn', date],
  ['GiaHanTheo', 'extendedBy', text(100)],
  ['TinhTrang', 'state', oneOf(codes.clockStates)],
]

const hearing: readonly Row[] = [
  ['CapXetXu', 'instance', oneOf(codes.instances), 'required'],
  ['LucMo', 'scheduledAt', instant],
  ['DiaDiem', 'place', text(300)],
  ['ChuToa', 'presiding', text(200)],
  ['XetXuKin', 'closed', flag],
  ['TinhTrang', 'state', oneOf(codes.hearingStates)],
]

/** What the manifest of the message does not say of an attachment. */
const paper: readonly Row[] = [
  ['Loai', 'type', text(100), 'required'],
  ['So', 'number', text(100)],
  ['NgayBanHanh', 'issuedOn', date],
]

/** What the message says of an attachment: its name, its declared type, the words beside it. */
export const attached = {
  fileName: text(200),
  mediaType: text(100),
  title: text(500),
} as const

const keyed = { key: 'ma' } as const

/** Lists of `HoSoVuAn`. */
export const lists: readonly List[] = [
  {
    ...keyed,
    wrapper: 'NguoiThamGia',
    item: 'DuongSu',
    shared: 'participants',
    rows: participant,
    itemsMax: 200,
    marked: true,
  },
  { ...keyed, wrapper: 'CacToiDanh', item: 'ToiDanh', shared: 'offences', rows: offence, itemsMax: 50 },
  { ...keyed, wrapper: 'CacPhanCong', item: 'PhanCong', shared: 'assignments', rows: assignment, itemsMax: 50 },
  { ...keyed, wrapper: 'CacQuyetDinh', item: 'QuyetDinh', shared: 'decisions', rows: decision, itemsMax: 200 },
  { ...keyed, wrapper: 'CacThoiHan', item: 'ThoiHan', shared: 'clocks', rows: clock, itemsMax: 50 },
  { ...keyed, wrapper: 'LichXetXu', item: 'PhienToa', shared: 'hearings', rows: hearing, itemsMax: 50 },
  {
    wrapper: 'DanhMucTaiLieu',
    item: 'TaiLieu',
    key: 'tep',
    shared: 'documents',
    rows: paper,
    itemsMax: 200,
    marked: true,
  },
]

/** `HoSo` of a listed message. The index keeps shared codes alone. */
export const row: readonly Row[] = [
  ['NguonAn', 'kind', oneOf(codes.kinds), 'required'],
  ['GiaiDoan', 'stage', oneOf(codes.stages), 'required'],
  ['NgayNhan', 'receivedAt', instant, 'required'],
  ['CapNhatLuc', 'updatedAt', instant, 'required'],
  ['LinhVuc', 'corruptionField', oneOf(codes.corruptionFields)],
  ['HanToTung', 'dueOn', day],
  ['CheGiau', 'conceal', flag],
  ['KiemSatXetXu', 'supervising', oneOf(codes.agencies)],
]
