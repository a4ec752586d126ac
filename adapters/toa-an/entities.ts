/** The lists of the court's own file as tables: people, acts, hand-overs, trials, judgments, papers. */
import * as codes from './codes.ts'
import { agency, type Row } from './format.ts'
import { coded, count, date, dong, flag, form, instant, moment, oneOf, text } from './leaves.ts'

/** Lists of the facet that the court's own file has. */
export type ListName =
  | 'participants'
  | 'offences'
  | 'assignments'
  | 'custody'
  | 'decisions'
  | 'proceedings'
  | 'clocks'
  | 'hearings'
  | 'judgments'
  | 'documents'

/** Shared fields that hold keys of items, and the list where those must stand. */
export type References = Readonly<Record<string, ListName>>

/** What an item has several of, one element each: no entities, so without keys. */
export interface Inner {
  readonly item: string
  readonly shared: string
  readonly rows: readonly Row[]
  readonly itemsMax: number
  readonly references?: References
}

/** `marked`: each item must carry a mark. */
export interface List {
  readonly wrapper: string
  readonly item: string
  readonly key: 'ma' | 'tep'
  readonly shared: ListName
  readonly rows: readonly Row[]
  readonly itemsMax: number
  readonly marked?: true
  readonly references?: References
  readonly inner?: Inner
}

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

const custody: readonly Row[] = [
  ['BenGiao', 'from', agency],
  ['BenNhan', 'to', agency],
  ['SoPhieu', 'number', text(100)],
  ['LucGiao', 'sentAt', moment],
  ['LucNhan', 'acknowledgedAt', moment],
  ['GiayTo', 'papers', text(300), 50],
  ['LyDo', 'reason', text(1000)],
  ['QuyTac', 'rule', oneOf(codes.clockRules)],
  ['HanGiao', 'dueOn', date],
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

const proceeding: readonly Row[] = [
  ['GiaiDoan', 'stage', coded('stages', codes.stages), 'required'],
  ['CoQuan', 'agency', agency],
  ['DonVi', 'unit', text(300)],
  ['SoThuLy', 'number', text(100)],
  ['TuNgay', 'openedOn', date],
  ['DenNgay', 'closedOn', date],
  ['LoaiToiPham', 'severity', coded('severity', codes.severity)],
  ['KetThucBang', 'outcome', coded('decisions', codes.decisions)],
]

const clock: readonly Row[] = [
  ['QuyTac', 'rule', oneOf(codes.clockRules), 'required'],
  ['CanCu', 'legalBasis', text(200)],
  ['SuKien', 'startEvent', text(100)],
  ['TuNgay', 'startedOn', date],
  ['DenNgay', 'dueOn', date],
  ['TinhTrang', 'state', oneOf(codes.clockStates)],
]

const extension: readonly Row[] = [
  ['SoQuyetDinh', 'number', text(100)],
  ['CoQuan', 'agency', agency],
  ['NgayQuyetDinh', 'decidedOn', date],
  ['DenNgay', 'dueOn', date],
]

const hearing: readonly Row[] = [
  ['CapXetXu', 'instance', oneOf(codes.instances), 'required'],
  ['LucMo', 'scheduledAt', instant],
  ['DiaDiem', 'place', text(300)],
  ['ChuToa', 'presiding', text(200)],
  ['XetXuKin', 'closed', flag],
  ['TinhTrang', 'state', oneOf(codes.hearingStates)],
]

const judgment: readonly Row[] = [
  ['CapXetXu', 'instance', oneOf(codes.judgmentInstances), 'required'],
  ['SoBanAn', 'number', text(100)],
  ['NgayTuyenAn', 'pronouncedOn', date],
  ['ToaAn', 'court', text(300)],
  ['PhienToa', 'hearing', text(64)],
  ['HieuLucTu', 'effectiveFrom', date],
  ['NgayGiao', 'deliveredOn', date],
  ['KhangCaoKhangNghi', 'appeal', oneOf(codes.appeals)],
  ['NgayKhangCao', 'appealedOn', date],
]

const sentence: readonly Row[] = [
  ['BiCao', 'convicted', text(64)],
  ['ToiDanh', 'convictedOf', text(64)],
  ['Loai', 'penalty', coded('penalties', codes.penalties)],
  ['SoThang', 'months', count(360)],
  ['AnTreo', 'probation', flag],
  ['BoiThuong', 'compensationVnd', dong],
]

/** What the manifest of the message does not say of an attachment. */
const paper: readonly Row[] = [
  ['Loai', 'type', text(100), 'required'],
  ['So', 'number', text(100)],
  ['NgayBanHanh', 'issuedOn', date],
]

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
  { ...keyed, wrapper: 'GiaoNhanHoSo', item: 'LanGiaoNhan', shared: 'custody', rows: custody, itemsMax: 50 },
  {
    ...keyed,
    wrapper: 'CacQuyetDinh',
    item: 'QuyetDinh',
    shared: 'decisions',
    rows: decision,
    itemsMax: 200,
    references: { supersededBy: 'decisions' },
  },
  {
    ...keyed,
    wrapper: 'QuaTrinhToTung',
    item: 'GiaiDoanToTung',
    shared: 'proceedings',
    rows: proceeding,
    itemsMax: 20,
  },
  {
    ...keyed,
    wrapper: 'CacThoiHan',
    item: 'ThoiHan',
    shared: 'clocks',
    rows: clock,
    itemsMax: 50,
    inner: { item: 'GiaHan', shared: 'extensions', rows: extension, itemsMax: 10 },
  },
  { ...keyed, wrapper: 'LichXetXu', item: 'PhienToa', shared: 'hearings', rows: hearing, itemsMax: 50 },
  {
    ...keyed,
    wrapper: 'CacBanAn',
    item: 'BanAn',
    shared: 'judgments',
    rows: judgment,
    itemsMax: 20,
    marked: true,
    references: { hearing: 'hearings' },
    inner: {
      item: 'HinhPhat',
      shared: 'sentences',
      rows: sentence,
      itemsMax: 100,
      references: { convicted: 'participants', convictedOf: 'offences' },
    },
  },
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
