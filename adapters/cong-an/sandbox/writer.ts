/** Writes what Công an holds of a matter as its own system does: `HoSo` and `MucHoSo` in the data namespace. */
import type { Identifier, OpaquePart, Participant, Person } from '../../../schemas/generated/types.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import type { ConfirmedRelation, NativeFacet } from '../../sdk/adapter.ts'
import { writeActs } from './acts.ts'
import { code } from './codes.ts'
import { organisation, writePapers } from './papers.ts'
import { address, determinerOf, element, flag, list, makeRemarks, markOf, plain, plains, type Remarks } from './xml.ts'

type Reporter = NonNullable<NativeFacet['reporters']>[number]

/** `HoSo`: the whole dossier. Throws when the true form holds what this format has no place for. */
export function writeDossier({ nativeKey, translation }: TrueFacet): string {
  const { facet, updatedAt } = translation
  const remarks = makeRemarks(translation)
  const written =
    plain('MaHoSo', nativeKey) +
    plain('CapNhatLuc', updatedAt) +
    markOf(facet.label) +
    element('DanhSachSo', facet.identifiers.map((id) => identifier(id, id.assigner.code)).join('')) +
    report(facet, remarks) +
    list('DanhSachNguoiToGiac', '/reporters', facet.reporters, (of, path) => reporter(of, path, remarks), remarks) +
    list(
      'DanhSachDoiTuong',
      '/participants',
      facet.participants,
      (of, path) => participant(of, path, remarks),
      remarks,
    ) +
    writeActs(facet, remarks) +
    writePapers(facet, remarks) +
    list('DanhSachPhanMat', '/opaque', facet.opaque, (of, path) => opaque(of, path, facet, remarks), remarks)
  const left = [...remarks.left(), ...(facet.hearings === undefined ? [] : ['/hearings'])]
  if (left.length > 0) throw new Error(`the format has no place for ${left.join(', ')}`)
  return written
}

/** `MucHoSo`: the row of the list and of the change feed. */
export function writeRow({ index }: TrueFacet): string {
  const named = (relation: ConfirmedRelation): readonly (string | undefined)[] =>
    (index.confirms ?? []).filter((of) => of.relation === relation).map(({ agency }) => code('agencies', agency))
  return (
    plain('MaHoSo', index.nativeKey) +
    element('DanhSachSo', index.identifiers.map((id) => identifier(id, id.assigner)).join('')) +
    plain('LoaiTin', code('kinds', index.kind)) +
    plain('GiaiDoan', code('stages', index.stage)) +
    plain('ThoiDiemTiepNhan', index.receivedAt) +
    plain('CapNhatLuc', index.updatedAt) +
    plain('LinhVuc', code('corruptionFields', index.corruptionField)) +
    plain('HanGiaiQuyet', index.dueOn) +
    markOf(index.label) +
    plain('CheGiau', flag(index.conceal)) +
    plain('ThuLy', flag(index.resolves)) +
    plain('VKSKiemSat', named('supervising')[0]) +
    (named('originator').length === 0
      ? ''
      : element(
          'DanhSachCoQuanChuyenDen',
          named('originator')
            .map((agency) => plain('CoQuan', agency))
            .join(''),
        )) +
    plain('ToaAnThuLy', named('adjudicating')[0]) +
    plain('CoQuanTienHanhThanhTra', named('inspecting')[0])
  )
}

const numberNames = { SO_TIEP_NHAN: 'SoTiepNhan', SO_QUYET_DINH: 'SoQuyetDinh', SO_HO_SO: 'SoHoSo' } as const

function identifier(
  { type, system, value }: { type: string; system: string; value: string },
  assigner: string,
): string {
  const content = plain('HeThong', system) + plain('GiaTri', value) + plain('CoQuanCap', code('agencies', assigner))
  return element(numberNames[type as Identifier['type']], content)
}

function report({ report: of }: NativeFacet, remarks: Remarks): string {
  const at = (name: string): string => `/report/${name}`
  return element(
    'TinBao',
    remarks.mark('/report') +
      remarks.field('LoaiTin', at('kind'), code('kinds', of.kind)) +
      plains(
        'DanhSachKenh',
        'Kenh',
        of.channels?.map((channel) => code('channels', channel)),
      ) +
      remarks.field('ThoiDiemTiepNhan', at('receivedAt'), of.receivedAt) +
      remarks.field('ThoiGianXayRa', at('occurredAt'), of.occurredAt) +
      remarks.field('ThoiDiemGhiSo', at('recordedAt'), of.recordedAt) +
      address('NoiXayRa', at('place'), of.place, remarks) +
      remarks.field('NoiDung', at('summary'), of.summary) +
      remarks.field('DoKhan', at('urgency'), code('urgency', of.urgency)) +
      remarks.field('LinhVuc', at('corruptionField'), code('corruptionFields', of.corruptionField)) +
      plains(
        'DanhSachTinhChat',
        'TinhChat',
        of.flags?.map((flag) => code('flags', flag)),
      ) +
      remarks.field('GiaiDoan', at('stage'), code('stages', of.stage)) +
      remarks.field('PhucTap', at('complicated'), flag(of.complicated)) +
      remarks.field('CoQuanChuyenDen', at('receivedFrom'), code('agencies', of.receivedFrom)),
  )
}

/** A year alone has an element of its own, and so has the old number of nine digits. */
function identity(of: Omit<Person, 'sex'>, path: string, remarks: Remarks): string {
  const birth = of.birth?.length === 4 ? 'NamSinh' : 'NgaySinh'
  const number = of.personalId?.length === 9 ? 'SoCMND' : 'SoCCCD'
  return (
    remarks.field('HoTen', `${path}/fullName`, of.fullName) +
    remarks.field(birth, `${path}/birth`, of.birth) +
    remarks.field(number, `${path}/personalId`, of.personalId) +
    remarks.field('DienThoai', `${path}/phone`, of.phone) +
    address('DiaChi', `${path}/address`, of.address, remarks)
  )
}

function reporter(of: Reporter, path: string, remarks: Remarks): readonly [string, string] {
  const block = ['fullName', 'birth', 'personalId', 'phone', 'address'].map((name) => `${path}/${name}`)
  const who = remarks.blockMark(block) + identity(of, path, remarks)
  return [
    'NguoiToGiac',
    plain('LoaiNguoi', code('reporterKinds', of.kind)) +
      remarks.field('NgayBao', `${path}/reportedAt`, of.reportedAt) +
      remarks.field('ToChuc', `${path}/organisation`, of.organisation) +
      (who === '' ? '' : element('NhanThan', who)),
  ]
}

function participant(of: Participant, path: string, remarks: Remarks): readonly [string, string] {
  const at = `${path}/person`
  const who =
    identity(of.person ?? {}, at, remarks) +
    plains('DanhSachTenKhac', 'TenKhac', of.person?.otherNames) +
    remarks.field('GioiTinh', `${at}/sex`, code('sexes', of.person?.sex)) +
    remarks.field('QuocTich', `${at}/nationality`, of.person?.nationality) +
    remarks.field('SoHoChieu', `${at}/travelDocument`, of.person?.travelDocument) +
    remarks.mark(at)
  return [
    'DoiTuong',
    plain('TuCach', code('roles', of.role)) +
      (who === '' ? remarks.field('NhanThan', at, undefined) : element('NhanThan', who)) +
      organisation('ToChuc', of.organisation, `${path}/organisation`, remarks) +
      remarks.field('ChuaThanhNien', `${path}/minor`, flag(of.minor)) +
      remarks.field('TuNgay', `${path}/from`, of.from) +
      remarks.field('DenNgay', `${path}/to`, of.to) +
      remarks.field('GhiChu', `${path}/note`, of.note),
  ]
}

/** The part names the reporter that it stands for by the reporter's key. */
function opaque(of: OpaquePart, path: string, facet: NativeFacet, remarks: Remarks): readonly [string, string] {
  const [, at] = /^\/reporters\/(\d+)$/.exec(of.covers) ?? []
  const covered = facet.reporters?.[Number(at)]
  if (covered === undefined) throw new Error(`the format has no place for a part that covers ${of.covers}`)
  return [
    'PhanMat',
    plain('ThayCho', `NguoiToGiac:${covered.id}`) +
      plain('DoMat', code('levels', of.level)) +
      (of.determinedBy === undefined ? '' : determinerOf(of.determinedBy)) +
      remarks.field('NoiNhan', `${path}/recipient`, code('agencies', of.recipient)) +
      remarks.field('SanPham', `${path}/product`, of.product) +
      plain('GiaTriBam', of.digest) +
      plain('BanMa', of.ciphertext),
  ]
}
