/** What this system takes as a dossier of its form: its own check, by its own lists. */
import * as lists from './lists.ts'
import * as acts from './lists-acts.ts'

/** One fault, as its error form tells it: the place (RFC 6901) and what is wrong there, never what stands there. */
export interface Fault {
  readonly truong: string
  readonly loi: 'THIEU' | 'SAI_KIEU' | 'NGOAI_DANH_MUC' | 'SAI_NGAY' | 'QUA_DAI' | 'TRUNG_MA' | 'TAI_LIEU_MAT'
}

/** Beyond these a document is hopeless. */
const FAULTS_MAX = 50

const PEOPLE = ['nguoiToGiac', 'danhSachNguoiBiToGiac', 'nguoiThamGiaKhac']
const MARKED = [...PEOPLE, 'soBanAn', 'taiLieu']
const KEYED = [
  ...[...MARKED, 'toiDanh', 'quyetDinh', 'thoiHan', 'yeuCauKiemTraXacMinh', 'soTamDinhChi', 'giaiDoanToTung'],
  ...['soKhoiToBiCan', 'soGiaoNhan', 'phanCongKhac', 'soXetXu', 'hoSoLienQuan', 'soDon', 'soPhanHoi'],
]

const shareLevels = { INTERNAL: 'INTERNAL', PROTECTED: 'PROTECTED', PRIVATE: 'PRIVATE' }
const statuses = { notStarted: 1, inProgress: 2, suspended: 3, settled: 4, overdue: 5 }

const marksAt = (at: string): readonly (readonly [string, lists.List | Readonly<Record<string, string>>])[] => [
  [`${at}/mucChiaSe`, shareLevels],
  [`${at}/dauXuLy/*`, lists.tags],
]

/** Places of codes, `*` for each item of a list. */
const codes = new Map<string, lists.List | Readonly<Record<string, string>>>([
  ...marksAt(''),
  ...MARKED.flatMap((list) => marksAt(`/${list}/*/danhDau`)),
  ['/chuyenGiao/benGiao/ma', lists.agencies],
  ['/chuyenGiao/benNhan/ma', lists.agencies],
  ['/trangThai', statuses],
  ['/giaiDoan', lists.stages],
  ['/phanLoaiTin', lists.kinds],
  ['/nguonTin/*', lists.channels],
  ['/linhVuc', lists.fields],
  ['/mucKhan', lists.urgency],
  ['/tinhChat/*', lists.flags],
  ['/coQuanChuyenDen', lists.agencies],
  ['/tinBaoDauTien/donVi', lists.agencies],
  ['/vuAn/coQuanKhoiTo', lists.agencies],
  ['/soKhac/*/donVi', lists.agencies],
  ['/soKhac/*/loaiSo', lists.numberTypes],
  ['/nguoiToGiac/*/loai', lists.reporterKinds],
  ...PEOPLE.slice(1).flatMap((list) => [
    [`/${list}/*/tuCach`, lists.roles] as const,
    [`/${list}/*/gioiTinh`, lists.sexes] as const,
    [`/${list}/*/toChuc/loaiHinh`, lists.organisationKinds] as const,
  ]),
  ['/phanCongKhac/*/nhiemVu', lists.tasks],
  ['/quyetDinh/*/loai', acts.decisions],
  ['/quyetDinh/*/coQuan', lists.agencies],
  ['/quyetDinh/*/maCanCu/*', acts.grounds],
  ['/yeuCauKiemTraXacMinh/*/hinhThuc', acts.instruments],
  ['/thoiHan/*/quyTac', acts.clockRules],
  ['/thoiHan/*/tinhTrang', acts.clockStates],
  ['/soTamDinhChi/*/canCu', acts.grounds],
  ['/soTamDinhChi/*/tinhTrang', acts.suspensionStates],
  ['/giaiDoanToTung/*/giaiDoan', lists.stages],
  ['/soKhoiToBiCan/*/pheChuan', acts.approvals],
  ['/soGiaoNhan/*/mucMat', acts.fileLevels],
  ['/soXetXu/*/capXetXu', acts.hearingInstances],
  ['/soBanAn/*/capXetXu', acts.judgmentInstances],
  ['/soBanAn/*/hinhPhat/*/loai', acts.penalties],
  ['/hoSoLienQuan/*/quanHe', lists.relations],
  ['/soDon/*/phanLoai', lists.letterKinds],
  ['/soPhanHoi/*/coQuan', lists.agencies],
])

/** What a dossier, or an item of a list, can't be without. */
const required = new Set([
  ...['/chuyenGiao/soThamChieu', '/chuyenGiao/benGiao/ma', '/mucChiaSe', '/dauXuLy', '/trangThai', '/giaiDoan'],
  ...['/phanLoaiTin', '/coQuanTiepNhan/luc', '/capNhatLuc', '/nguoiToGiac/*/loai', '/quyetDinh/*/loai'],
  ...['/danhSachNguoiBiToGiac/*/tuCach', '/nguoiThamGiaKhac/*/tuCach', '/toiDanh/*/dieu', '/thoiHan/*/quyTac'],
  ...KEYED.map((list) => `/${list}/*/ma`),
])

const INSTANT = /^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}:\d{2}$/
const DATE = /^((\d{2}\/)?\d{2}\/)?\d{4}$/
const INSTANTS = new Set(['/coQuanTiepNhan/luc', '/capNhatLuc', '/chuyenGiao/luc', '/soXetXu/*/moLuc', '/ngayNhapMay'])
const isDateName = (name: string): boolean => /^(ngay[A-Z]?|tuNgay|denNgay|hieuLuc|hanMoi|hetHan)/.test(name)

type Tree = Readonly<Record<string, unknown>>
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a path of a tree; undefined where there is none. */
export const valueAt = (tree: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (isTree(at) && Object.hasOwn(at, name) ? at[name] : undefined), tree)

/** Faults of a dossier that is handed over; none when it is taken. Total. */
export function faultsOf(dossier: Tree): readonly Fault[] {
  const faults: Fault[] = []
  const say = (truong: string, loi: Fault['loi']): void => {
    if (faults.length < FAULTS_MAX) faults.push({ truong, loi })
  }
  /** `general` has `*` for the indexes of `at`. */
  const need = (tree: Tree, at: string, general: string): void => {
    for (const path of required) {
      if (!path.startsWith(`${general}/`) || path.slice(general.length).includes('*')) continue
      const value = valueAt(tree, path.slice(general.length))
      if (value === undefined || value === null || value === '') say(`${at}${path.slice(general.length)}`, 'THIEU')
    }
  }
  const leaf = (value: unknown, at: string, general: string): void => {
    const known = codes.get(general)
    const name = general.split('/').at(-1) ?? ''
    if (general.endsWith(`/lyDoTrong/${name}`)) {
      if (!Object.values<unknown>(lists.absences).includes(value)) say(at, 'NGOAI_DANH_MUC')
    } else if (name === 'doMat') say(at, 'TAI_LIEU_MAT')
    else if (known) {
      if (!Object.values<unknown>(known).includes(value)) say(at, 'NGOAI_DANH_MUC')
    } else if (INSTANTS.has(general)) {
      if (typeof value !== 'string' || !INSTANT.test(value)) say(at, 'SAI_NGAY')
    } else if (isDateName(name)) {
      if (typeof value !== 'string' || !(DATE.test(value) || INSTANT.test(value))) say(at, 'SAI_NGAY')
    } else if (typeof value === 'string' && value.length > 4000) say(at, 'QUA_DAI')
  }
  const visit = (value: unknown, at: string, general: string): void => {
    if (value === null || value === undefined) return
    if (Array.isArray(value)) {
      const keys = value.map((item) => valueAt(item, '/ma')).filter((key) => key !== undefined)
      if (new Set(keys).size < keys.length) say(at, 'TRUNG_MA')
      for (const [i, item] of value.entries()) visit(item, `${at}/${i}`, `${general}/*`)
    } else if (isTree(value)) {
      need(value, at, general)
      for (const [name, inner] of Object.entries(value)) visit(inner, `${at}/${name}`, `${general}/${name}`)
    } else leaf(value, at, general)
  }
  for (const name of KEYED)
    if (dossier[name] !== undefined && !Array.isArray(dossier[name])) say(`/${name}`, 'SAI_KIEU')
  for (const name of MARKED)
    for (const [i, item] of (Array.isArray(dossier[name]) ? dossier[name] : []).entries())
      if (!isTree(item) || item.danhDau === undefined) say(`/${name}/${i}/danhDau`, 'THIEU')
  visit(dossier, '', '')
  return faults
}
