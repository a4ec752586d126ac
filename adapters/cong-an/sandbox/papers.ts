/** Papers of others in the police file, as this system writes them down. */
import type {
  DocumentReference,
  Feedback,
  InspectionConclusion,
  Judgment,
  Organisation,
  Petition,
  Recommendation,
  Sentence,
  SupervisionAct,
} from '../../../schemas/generated/types.ts'
import type { NativeFacet } from '../../sdk/adapter.ts'
import { code } from './codes.ts'
import { address, element, flag, list, plain, type Remarks } from './xml.ts'

type Written = readonly [name: string, content: string]

const digits = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value))

/** An organisation that takes part or was inspected. */
export function organisation(name: string, of: Organisation | undefined, path: string, remarks: Remarks): string {
  if (of === undefined) return remarks.field(name, path, undefined)
  return element(
    name,
    remarks.field('TenToChuc', `${path}/name`, of.name) +
      remarks.field('LoaiHinh', `${path}/kind`, code('organisationKinds', of.kind)) +
      remarks.field('MaSo', `${path}/registrationNumber`, of.registrationNumber) +
      remarks.field('NguoiDaiDien', `${path}/representative`, of.representative) +
      address('DiaChi', `${path}/address`, of.address, remarks) +
      remarks.mark(path),
  )
}

function request(of: SupervisionAct, path: string, remarks: Remarks): Written {
  return [
    'YeuCauVKS',
    plain('HinhThuc', code('instruments', of.instrument)) +
      remarks.field('So', `${path}/number`, of.number) +
      remarks.field('Ngay', `${path}/issuedOn`, of.issuedOn) +
      remarks.field('SoBieuMau', `${path}/form`, of.form) +
      remarks.field('NoiDung', `${path}/content`, of.content) +
      remarks.field('NgayTraLoi', `${path}/answeredOn`, of.answeredOn),
  ]
}

function notice(of: Feedback, path: string, remarks: Remarks): Written {
  return [
    'ThongBao',
    plain('CoQuan', code('agencies', of.from)) +
      remarks.field('So', `${path}/number`, of.number) +
      remarks.field('NgayNhan', `${path}/receivedOn`, of.receivedOn) +
      remarks.field('NoiDung', `${path}/content`, of.content) +
      remarks.field('NgayBaoNguoiToGiac', `${path}/toldReporterOn`, of.toldReporterOn),
  ]
}

const sentence = (of: Sentence): string =>
  element(
    'MucHinhPhat',
    plain('NguoiBiKetAn', of.convicted) +
      plain('MaTD', of.convictedOf) +
      plain('HinhPhat', code('penalties', of.penalty)) +
      plain('SoThang', digits(of.months)) +
      plain('AnTreo', flag(of.probation)) +
      plain('BoiThuong', digits(of.compensationVnd)),
  )

function judgment(of: Judgment, path: string, remarks: Remarks): Written {
  if (of.hearing !== undefined) throw new Error('the format has no place for a hearing')
  return [
    'BanAn',
    plain('CapXetXu', code('instances', of.instance)) +
      remarks.field('So', `${path}/number`, of.number) +
      remarks.field('NgayTuyenAn', `${path}/pronouncedOn`, of.pronouncedOn) +
      remarks.field('ToaAn', `${path}/court`, of.court) +
      remarks.field('HieuLucTu', `${path}/effectiveFrom`, of.effectiveFrom) +
      remarks.field('NgayNhan', `${path}/deliveredOn`, of.deliveredOn) +
      remarks.field('KhangCao', `${path}/appeal`, code('appeals', of.appeal)) +
      remarks.field('NgayKhangCao', `${path}/appealedOn`, of.appealedOn) +
      (of.sentences === undefined ? '' : element('DanhSachHinhPhat', of.sentences.map(sentence).join(''))),
  ]
}

function petition(of: Petition, path: string, remarks: Remarks): Written {
  return [
    'Don',
    remarks.field('So', `${path}/number`, of.number) +
      remarks.field('NgayNhan', `${path}/receivedOn`, of.receivedOn) +
      remarks.field('Kenh', `${path}/channel`, code('channels', of.channel)) +
      remarks.field('TrichYeu', `${path}/subject`, of.subject) +
      remarks.field('PhanLoai', `${path}/classification`, code('petitionKinds', of.classification)) +
      remarks.field('NgayPhanLoai', `${path}/classifiedOn`, of.classifiedOn) +
      remarks.field('SoNguoiKy', `${path}/signers`, digits(of.signers)) +
      remarks.field('NoiChuyen', `${path}/forwardedTo`, code('agencies', of.forwardedTo)) +
      remarks.field('NgayChuyen', `${path}/forwardedOn`, of.forwardedOn) +
      remarks.field('TinhTrang', `${path}/state`, code('petitionStates', of.state)) +
      remarks.field('NgayTraLoi', `${path}/answeredOn`, of.answeredOn),
  ]
}

function conclusion(of: InspectionConclusion, path: string, remarks: Remarks): Written {
  return [
    'KetLuanThanhTra',
    remarks.field('So', `${path}/number`, of.number) +
      remarks.field('QuyetDinhThanhTra', `${path}/mandate`, of.mandate) +
      remarks.field('NgayQuyetDinh', `${path}/mandatedOn`, of.mandatedOn) +
      organisation('DonViDuocThanhTra', of.inspected, `${path}/inspected`, remarks) +
      remarks.field('TuNgay', `${path}/periodFrom`, of.periodFrom) +
      remarks.field('DenNgay', `${path}/periodTo`, of.periodTo) +
      remarks.field('NgayKetLuan', `${path}/concludedOn`, of.concludedOn) +
      remarks.field('NguoiKy', `${path}/signer`, of.signer) +
      remarks.field('NoiDung', `${path}/findings`, of.findings) +
      remarks.field('GiaTriSaiPham', `${path}/damageVnd`, digits(of.damageVnd)) +
      remarks.field('DauHieuToiPham', `${path}/signsOfCrime`, flag(of.signsOfCrime)),
  ]
}

function recommendation(of: Recommendation, path: string, remarks: Remarks): Written {
  return [
    'KienNghi',
    plain('LoaiKienNghi', code('recommendationKinds', of.kind)) +
      remarks.field('NoiDung', `${path}/content`, of.content) +
      remarks.field('NoiThucHien', `${path}/addressee`, of.addressee) +
      remarks.field('SoTien', `${path}/amountVnd`, digits(of.amountVnd)) +
      remarks.field('DaThuHoi', `${path}/recoveredVnd`, digits(of.recoveredVnd)) +
      remarks.field('NgayThuHoi', `${path}/recoveredOn`, of.recoveredOn) +
      remarks.field('ThoiHan', `${path}/dueOn`, of.dueOn) +
      remarks.field('TinhTrang', `${path}/state`, code('recommendationStates', of.state)) +
      remarks.field('TheoDoi', `${path}/followUp`, of.followUp),
  ]
}

function document(of: DocumentReference, path: string, remarks: Remarks): Written {
  return [
    'TaiLieu',
    plain('LoaiTaiLieu', of.type) +
      remarks.field('So', `${path}/number`, of.number) +
      remarks.field('NgayBanHanh', `${path}/issuedOn`, of.issuedOn) +
      remarks.field('TrichYeu', `${path}/title`, of.title) +
      remarks.field('TenTep', `${path}/fileName`, of.fileName) +
      remarks.field('DinhDang', `${path}/mediaType`, of.mediaType) +
      remarks.field('KichThuoc', `${path}/bytes`, digits(of.bytes)),
  ]
}

/** The lists of papers, in the order of the format. */
export function writePapers(facet: NativeFacet, remarks: Remarks): string {
  const one = <T extends { readonly id: string }>(
    name: string,
    path: string,
    items: readonly T[] | undefined,
    write: (item: T, path: string, remarks: Remarks) => Written,
  ): string => list(name, path, items, (of, at) => write(of, at, remarks), remarks)
  return (
    one('SoYeuCauVKS', '/supervision', facet.supervision, request) +
    one('SoThongBao', '/feedback', facet.feedback, notice) +
    one('DanhSachBanAn', '/judgments', facet.judgments, judgment) +
    one('SoDon', '/petitions', facet.petitions, petition) +
    one('DanhSachKetLuanThanhTra', '/inspectionConclusions', facet.inspectionConclusions, conclusion) +
    one('DanhSachKienNghi', '/recommendations', facet.recommendations, recommendation) +
    one('BangKeTaiLieu', '/documents', facet.documents, document)
  )
}
