/** `hoso.xml`: what the court holds of a matter and edXML has no place for. Written straight from the true form. */
import type { Address, Person } from '../../../schemas/generated/types.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import type { NativeFacet } from '../../sdk/adapter.ts'
import { code, date, type Field, flag, type Item, list } from './fields.ts'
import { clock, custody, judgment, proceeding } from './trial.ts'
import { AS_RECORD, element, makeRemarks, markOf, ownInstant, plain, type Remarks } from './xml.ts'

const FILE_NS = 'urn:toaan.angiang:hosovuan:1'
/** Members of a facet that are written here, or in the header of the message. */
const WRITTEN: ReadonlySet<string> = new Set([
  'identifiers',
  'report',
  'participants',
  'offences',
  'assignments',
  'custody',
  'decisions',
  'proceedings',
  'clocks',
  'hearings',
  'judgments',
  'documents',
  'label',
])

function address(of: Address | undefined, field: Field): string {
  const content =
    field('MaXa', 'person/address/commune', of?.commune?.code) + field('ChiTiet', 'person/address/text', of?.text)
  return content === '' ? '' : element('NoiO', content)
}

const person = (of: Person | undefined, field: Field): string =>
  field('HoTen', 'person/fullName', of?.fullName) +
  field(of?.birth?.length === 4 ? 'NamSinh' : 'NgaySinh', 'person/birth', date(of?.birth)) +
  field('GioiTinh', 'person/sex', code('sexes', of?.sex)) +
  field('SoDinhDanh', 'person/personalId', of?.personalId) +
  field('DienThoai', 'person/phone', of?.phone) +
  address(of?.address, field)

const participant = (of: Item<'participants'>, field: Field): string =>
  field('TuCach', 'role', code('roles', of.role)) +
  person(of.person, field) +
  field('ChuaThanhNien', 'minor', flag(of.minor)) +
  field('GhiChu', 'note', of.note)

const offence = (of: Item<'offences'>, field: Field): string =>
  field('Dieu', 'offence', of.offence.code.replace('BLHS.', '')) +
  field('Khoan', 'clause', of.clause) +
  field('Diem', 'point', of.point)

const assignment = (of: Item<'assignments'>, field: Field): string =>
  field('NhiemVu', 'task', code('tasks', of.task)) +
  field('CoQuan', 'agency', code('agencies', of.agency)) +
  field('DonVi', 'unit', of.unit) +
  field('CanBo', 'officer', of.officer) +
  field('SoQuyetDinh', 'decisionNumber', of.decisionNumber) +
  field('NgayQuyetDinh', 'decidedOn', date(of.decidedOn)) +
  field('VienKiemSat', 'competentProcuracy', of.competentProcuracy)

const decision = (of: Item<'decisions'>, field: Field): string =>
  field('Loai', 'type', code('decisions', of.type)) +
  field('So', 'number', of.number) +
  field('Ngay', 'decidedOn', date(of.decidedOn)) +
  field('CoQuan', 'agency', code('agencies', of.agency)) +
  field('NguoiKy', 'signer', of.signer) +
  field('ChucVu', 'signerTitle', of.signerTitle) +
  (of.legalBasis ?? []).map((basis) => plain('CanCu', basis)).join('') +
  field('LyDo', 'ground', of.ground) +
  field('HieuLucTu', 'effectiveFrom', date(of.effectiveFrom)) +
  field('HieuLucDen', 'effectiveTo', date(of.effectiveTo)) +
  field('ThayTheBoi', 'supersededBy', of.supersededBy)

const hearing = (of: Item<'hearings'>, field: Field): string =>
  field('CapXetXu', 'instance', code('instances', of.instance)) +
  field('LucMo', 'scheduledAt', of.scheduledAt && ownInstant(of.scheduledAt)) +
  field('DiaDiem', 'place', of.place) +
  field('ChuToa', 'presiding', of.presiding) +
  field('XetXuKin', 'closed', flag(of.closed)) +
  field('TinhTrang', 'state', code('hearingStates', of.state))

const paper = (of: Item<'documents'>, field: Field): string =>
  field('Loai', 'type', of.type) +
  field('So', 'number', of.number) +
  field('NgayBanHanh', 'issuedOn', date(of.issuedOn))

function common({ report: of }: NativeFacet, remarks: Remarks): string {
  const field: Field = (name, member, value) => remarks.field(name, `/report/${member}`, value)
  return element(
    'ThongTinChung',
    field('NguonAn', 'kind', code('kinds', of.kind)) +
      field('NgayNhan', 'receivedAt', ownInstant(of.receivedAt)) +
      field('NoiChuyen', 'receivedFrom', code('agencies', of.receivedFrom)) +
      field('LinhVuc', 'corruptionField', code('corruptionFields', of.corruptionField)) +
      field('GiaiDoan', 'stage', code('stages', of.stage)),
    remarks.mark('/report'),
  )
}

/** The whole file. Throws when the true form holds what this format has no place for. */
export function writeFile({ translation }: TrueFacet): string {
  const { facet, updatedAt } = translation
  const remarks = makeRemarks(translation)
  const parts = [
    plain('CapNhatLuc', ownInstant(updatedAt)),
    common(facet, remarks),
    list(['NguoiThamGia', 'DuongSu', 'ma'], '/participants', facet.participants, remarks, participant, AS_RECORD),
    list(['CacToiDanh', 'ToiDanh', 'ma'], '/offences', facet.offences, remarks, offence),
    list(['CacPhanCong', 'PhanCong', 'ma'], '/assignments', facet.assignments, remarks, assignment),
    list(['GiaoNhanHoSo', 'LanGiaoNhan', 'ma'], '/custody', facet.custody, remarks, custody),
    list(['CacQuyetDinh', 'QuyetDinh', 'ma'], '/decisions', facet.decisions, remarks, decision),
    list(['QuaTrinhToTung', 'GiaiDoanToTung', 'ma'], '/proceedings', facet.proceedings, remarks, proceeding),
    list(['CacThoiHan', 'ThoiHan', 'ma'], '/clocks', facet.clocks, remarks, clock),
    list(['LichXetXu', 'PhienToa', 'ma'], '/hearings', facet.hearings, remarks, hearing),
    list(['CacBanAn', 'BanAn', 'ma'], '/judgments', facet.judgments, remarks, judgment, AS_RECORD),
    list(['DanhMucTaiLieu', 'TaiLieu', 'tep'], '/documents', facet.documents, remarks, paper, AS_RECORD),
  ]
  const left = [...remarks.left(), ...Object.keys(facet).filter((name) => !WRITTEN.has(name))]
  if (left.length > 0) throw new Error(`the format has no place for ${left.join(', ')}`)
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    element('HoSoVuAn', `\n${parts.filter(Boolean).join('\n')}\n`, ` xmlns="${FILE_NS}"${markOf(facet.label)}`)
  )
}
