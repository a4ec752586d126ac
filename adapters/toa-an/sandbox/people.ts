/** People and papers in the court's own file. */
import type { Address, Organisation, Person } from '../../../schemas/generated/types.ts'
import { code, date, each, type Field, flag, type Item, moment } from './fields.ts'
import { element, plain } from './xml.ts'

/** A commune and the words beside it; when neither is known, why, or nothing. `member` is the place in the true form. */
export function address(name: string, member: string, of: Address | undefined, field: Field): string {
  const content = field('MaXa', `${member}/commune`, of?.commune?.code) + field('ChiTiet', `${member}/text`, of?.text)
  return content === '' ? field(name, member, undefined) : element(name, content)
}

/** Of a year alone there is another field than of a day. */
const birth = (member: string, value: string | undefined, field: Field): string =>
  field(value?.length === 4 ? 'NamSinh' : 'NgaySinh', member, date(value))

const person = (of: Person | undefined, field: Field): string =>
  field('HoTen', 'person/fullName', of?.fullName) +
  each('TenKhac', of?.otherNames) +
  birth('person/birth', of?.birth, field) +
  field('GioiTinh', 'person/sex', code('sexes', of?.sex)) +
  field('SoDinhDanh', 'person/personalId', of?.personalId) +
  field('QuocTich', 'person/nationality', of?.nationality) +
  field('SoHoChieu', 'person/travelDocument', of?.travelDocument) +
  field('DienThoai', 'person/phone', of?.phone) +
  address('NoiO', 'person/address', of?.address, field)

function organisation(of: Organisation | undefined, field: Field): string {
  const content =
    field('Ten', 'organisation/name', of?.name) +
    field('LoaiHinh', 'organisation/kind', code('organisationKinds', of?.kind)) +
    field('MaSo', 'organisation/registrationNumber', of?.registrationNumber) +
    field('NguoiDaiDien', 'organisation/representative', of?.representative) +
    address('TruSo', 'organisation/address', of?.address, field)
  return content === '' ? '' : element('ToChuc', content)
}

/** Who gave the information: the fields of `NguoiCungCap`. */
export const reporter = (of: Item<'reporters'>, field: Field): string =>
  field('Loai', 'kind', code('reporterKinds', of.kind)) +
  field('NgayBao', 'reportedAt', moment(of.reportedAt)) +
  field('HoTen', 'fullName', of.fullName) +
  birth('birth', of.birth, field) +
  field('SoDinhDanh', 'personalId', of.personalId) +
  field('DienThoai', 'phone', of.phone) +
  address('NoiO', 'address', of.address, field) +
  field('CoQuanToChuc', 'organisation', of.organisation)

/** Who takes part: the fields of `DuongSu`. */
export const participant = (of: Item<'participants'>, field: Field): string =>
  field('TuCach', 'role', code('roles', of.role)) +
  person(of.person, field) +
  organisation(of.organisation, field) +
  field('ChuaThanhNien', 'minor', flag(of.minor)) +
  field('TuNgay', 'from', date(of.from)) +
  field('DenNgay', 'to', date(of.to)) +
  field('GhiChu', 'note', of.note)

/** A paper: the fields of `TaiLieu`; one whose content came along is the attachment with its key. */
export const paper = (of: Item<'documents'>, field: Field, attached: boolean): string =>
  field('Loai', 'type', of.type) +
  field('So', 'number', of.number) +
  field('NgayBanHanh', 'issuedOn', date(of.issuedOn)) +
  field('TrichYeu', 'title', of.title) +
  field('TenTep', 'fileName', of.fileName) +
  field('DinhDang', 'mediaType', of.mediaType) +
  field('DungLuong', 'bytes', of.bytes === undefined ? undefined : String(of.bytes)) +
  (attached ? plain('TepDinhKem', of.id) : '')
