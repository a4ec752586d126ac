/** Fields of people, of the numbers of the matter, and of papers in the court's own file. */
import * as codes from './codes.ts'
import { agency, type Row } from './format.ts'
import { birthDay, coded, count, date, flag, form, moment, name, oneOf, text } from './leaves.ts'

const personalId = form(/^(\d{9}|\d{12})$/, '9 or 12 digits')
const phone = form(/^\+?\d{8,15}$/, '8 to 15 digits')
const year = form(/^(?!0000)\d{4}$/, 'yyyy')

/** `NoiO` and the like: `native` is the element, `shared` the place. */
const address = (native: string, shared: string): readonly Row[] => [
  [`${native}/MaXa`, `${shared}/commune`, coded('communes', codes.communes)],
  [`${native}/ChiTiet`, `${shared}/text`, text(300)],
]

/** `SoVuViec`: a number under which an agency has the matter. */
export const number: readonly Row[] = [
  ['HeThong', 'system', text(100), 'required'],
  ['Loai', 'type', oneOf('numberTypes', codes.numberTypes), 'required'],
  ['So', 'value', text(100), 'required'],
  ['CoQuan', 'assigner', agency, 'required'],
]

export const reporter: readonly Row[] = [
  ['Loai', 'kind', oneOf('reporterKinds', codes.reporterKinds), 'required'],
  ['NgayBao', 'reportedAt', moment],
  ['HoTen', 'fullName', name(200)],
  ['NgaySinh', 'birth', birthDay],
  ['NamSinh', 'birth', year],
  ['SoDinhDanh', 'personalId', personalId],
  ['DienThoai', 'phone', phone],
  ...address('NoiO', 'address'),
  ['CoQuanToChuc', 'organisation', text(300)],
]

export const participant: readonly Row[] = [
  ['TuCach', 'role', coded('participant-roles', codes.roles), 'required'],
  ['HoTen', 'person/fullName', name(200)],
  ['TenKhac', 'person/otherNames', name(200), 10],
  ['NgaySinh', 'person/birth', birthDay],
  ['NamSinh', 'person/birth', year],
  ['GioiTinh', 'person/sex', oneOf('sexes', codes.sexes)],
  ['SoDinhDanh', 'person/personalId', personalId],
  ['QuocTich', 'person/nationality', form(/^[A-Z]{3}$/, 'three capitals of ISO 3166-1')],
  ['SoHoChieu', 'person/travelDocument', text(30)],
  ['DienThoai', 'person/phone', phone],
  ...address('NoiO', 'person/address'),
  ['ToChuc/Ten', 'organisation/name', text(300)],
  ['ToChuc/LoaiHinh', 'organisation/kind', oneOf('organisationKinds', codes.organisationKinds)],
  ['ToChuc/MaSo', 'organisation/registrationNumber', text(40)],
  ['ToChuc/NguoiDaiDien', 'organisation/representative', name(200)],
  ...address('ToChuc/TruSo', 'organisation/address'),
  ['ChuaThanhNien', 'minor', flag],
  ['TuNgay', 'from', date],
  ['DenNgay', 'to', date],
  ['GhiChu', 'note', text(2000)],
]

/** What the file tells of a paper; which attachment it is, if it came along, stands in `TepDinhKem` (papers.ts). */
export const paper: readonly Row[] = [
  ['Loai', 'type', text(100), 'required'],
  ['So', 'number', text(100)],
  ['NgayBanHanh', 'issuedOn', date],
  ['TrichYeu', 'title', text(500)],
  ['TenTep', 'fileName', text(200)],
  ['DinhDang', 'mediaType', text(100)],
  ['DungLuong', 'bytes', count(1_073_741_824)],
]
