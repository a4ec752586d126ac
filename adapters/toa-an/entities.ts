/** The lists of the court's own file: which element is which list of the facet, with whose fields. */
import { ATTACHED, type Row } from './format.ts'
import * as acts from './rows-acts.ts'
import * as people from './rows-people.ts'

/** Lists of the facet that the court's own file has. */
export type ListName =
  | 'reporters'
  | 'participants'
  | 'offences'
  | 'assignments'
  | 'custody'
  | 'decisions'
  | 'suspensions'
  | 'proceedings'
  | 'charges'
  | 'clocks'
  | 'supervision'
  | 'hearings'
  | 'judgments'
  | 'feedback'
  | 'documents'
  | 'links'

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

/** Each item has a key, in its attribute `ma`. `marked`: each must carry a mark. */
export interface List {
  readonly wrapper: string
  readonly item: string
  readonly shared: ListName
  readonly rows: readonly Row[]
  readonly itemsMax: number
  readonly marked?: true
  /** An element that no row speaks of: the list's own to read. */
  readonly apart?: string
  readonly references?: References
  readonly inner?: Inner
}

/** Lists of `HoSoVuAn`, in their order. */
export const lists: readonly List[] = [
  {
    wrapper: 'NguoiBaoTin',
    item: 'NguoiCungCap',
    shared: 'reporters',
    rows: people.reporter,
    itemsMax: 50,
    marked: true,
  },
  {
    wrapper: 'NguoiThamGia',
    item: 'DuongSu',
    shared: 'participants',
    rows: people.participant,
    itemsMax: 200,
    marked: true,
  },
  { wrapper: 'CacToiDanh', item: 'ToiDanh', shared: 'offences', rows: acts.offence, itemsMax: 50 },
  { wrapper: 'CacPhanCong', item: 'PhanCong', shared: 'assignments', rows: acts.assignment, itemsMax: 50 },
  { wrapper: 'GiaoNhanHoSo', item: 'LanGiaoNhan', shared: 'custody', rows: acts.custody, itemsMax: 50 },
  {
    wrapper: 'CacQuyetDinh',
    item: 'QuyetDinh',
    shared: 'decisions',
    rows: acts.decision,
    itemsMax: 200,
    references: { supersededBy: 'decisions', cancelledBy: 'decisions' },
  },
  {
    wrapper: 'SoTamDinhChi',
    item: 'TamDinhChi',
    shared: 'suspensions',
    rows: acts.suspension,
    itemsMax: 20,
    references: { decision: 'decisions' },
  },
  { wrapper: 'QuaTrinhToTung', item: 'GiaiDoanToTung', shared: 'proceedings', rows: acts.proceeding, itemsMax: 20 },
  {
    wrapper: 'CacKhoiTo',
    item: 'KhoiToBiCan',
    shared: 'charges',
    rows: acts.charge,
    itemsMax: 100,
    references: { accused: 'participants', chargedWith: 'offences', decision: 'decisions' },
  },
  {
    wrapper: 'CacThoiHan',
    item: 'ThoiHan',
    shared: 'clocks',
    rows: acts.clock,
    itemsMax: 50,
    inner: { item: 'GiaHan', shared: 'extensions', rows: acts.extension, itemsMax: 10 },
  },
  { wrapper: 'KiemSat', item: 'VanBanKiemSat', shared: 'supervision', rows: acts.supervision, itemsMax: 200 },
  { wrapper: 'LichXetXu', item: 'PhienToa', shared: 'hearings', rows: acts.hearing, itemsMax: 50 },
  {
    wrapper: 'CacBanAn',
    item: 'BanAn',
    shared: 'judgments',
    rows: acts.judgment,
    itemsMax: 20,
    marked: true,
    references: { hearing: 'hearings' },
    inner: {
      item: 'HinhPhat',
      shared: 'sentences',
      rows: acts.sentence,
      itemsMax: 100,
      references: { convicted: 'participants', convictedOf: 'offences' },
    },
  },
  { wrapper: 'CacPhanHoi', item: 'PhanHoi', shared: 'feedback', rows: acts.feedback, itemsMax: 100 },
  {
    wrapper: 'DanhMucTaiLieu',
    item: 'TaiLieu',
    shared: 'documents',
    rows: people.paper,
    itemsMax: 200,
    marked: true,
    apart: ATTACHED,
  },
  { wrapper: 'LienKetVuAn', item: 'LienKet', shared: 'links', rows: acts.link, itemsMax: 50 },
]
