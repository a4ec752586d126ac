/** Papers that come to the police file from others, or go out of it: requests of the procuracy, notices, judgments, petitions, what the inspectorate sends, and the list of documents. */
import * as codes from './codes.ts'
import * as own from './codes-papers.ts'
import { agency, date, flag, oneOf, ref, required, type Struct, text } from './fields.ts'
import { organisation } from './format-people.ts'
import * as leaf from './leaves.ts'

/** Đồng: more than all the money there is. */
const VND_MAX = Number.MAX_SAFE_INTEGER
const vnd = (shared: string) => ({ shared, leaf: leaf.count(VND_MAX) })

/** `SoYeuCauVKS`: what the procuracy asked of the investigation body. Its forms are told by the number that is printed on them. */
export const request: Struct = {
  keyed: 'YC',
  fields: {
    HinhThuc: required({
      shared: 'instrument',
      leaf: leaf.coded('supervision-instruments', own.supervisionInstruments),
    }),
    So: text('number', 100),
    Ngay: date('issuedOn'),
    SoBieuMau: text('form', 20),
    NoiDung: text('content', 2000),
    NgayTraLoi: date('answeredOn'),
  },
}

/** `SoThongBao`: notices of receipt and of the result, and when the reporter was told. */
export const notice: Struct = {
  keyed: 'TB',
  fields: {
    CoQuan: required(agency('from')),
    So: text('number', 100),
    NgayNhan: date('receivedOn'),
    NoiDung: text('content', 2000),
    NgayBaoNguoiToGiac: date('toldReporterOn'),
  },
}

const sentence: Struct = {
  fields: {
    NguoiBiKetAn: ref('convicted', 'participants'),
    MaTD: ref('convictedOf', 'offences'),
    HinhPhat: { shared: 'penalty', leaf: leaf.coded('penalties', own.penalties) },
    SoThang: { shared: 'months', leaf: leaf.count(360) },
    AnTreo: flag('probation'),
    BoiThuong: vnd('compensationVnd'),
  },
}

/** The judgment that the court sends to the investigation body (BLTTHS Art. 262). */
export const judgment: Struct = {
  keyed: 'BA',
  fields: {
    CapXetXu: required(oneOf('instance', 'CapXetXu', own.instances)),
    So: text('number', 100),
    NgayTuyenAn: date('pronouncedOn'),
    ToaAn: text('court', 300),
    HieuLucTu: date('effectiveFrom'),
    NgayNhan: date('deliveredOn'),
    KhangCao: oneOf('appeal', 'KhangCao', own.appeals),
    NgayKhangCao: date('appealedOn'),
    DanhSachHinhPhat: { shared: 'sentences', itemsMax: 100, list: { MucHinhPhat: { shared: '', struct: sentence } } },
  },
}

/** `SoDon`: petitions that led to the report. */
export const petition: Struct = {
  keyed: 'DON',
  fields: {
    So: text('number', 100),
    NgayNhan: date('receivedOn'),
    Kenh: { shared: 'channel', leaf: leaf.coded('channels', codes.channels) },
    TrichYeu: text('subject', 500),
    PhanLoai: oneOf('classification', 'PhanLoai', own.petitionKinds),
    NgayPhanLoai: date('classifiedOn'),
    SoNguoiKy: { shared: 'signers', leaf: leaf.count(1_000_000) },
    NoiChuyen: agency('forwardedTo'),
    NgayChuyen: date('forwardedOn'),
    TinhTrang: oneOf('state', 'TinhTrang', own.petitionStates),
    NgayTraLoi: date('answeredOn'),
  },
}

/** What a recommendation to start a case rests on (TTLT 03/2018 Art. 5). */
export const conclusion: Struct = {
  keyed: 'KLTT',
  fields: {
    So: text('number', 100),
    QuyetDinhThanhTra: text('mandate', 100),
    NgayQuyetDinh: date('mandatedOn'),
    DonViDuocThanhTra: { shared: 'inspected', struct: organisation },
    TuNgay: date('periodFrom'),
    DenNgay: date('periodTo'),
    NgayKetLuan: date('concludedOn'),
    NguoiKy: text('signer', 200),
    NoiDung: text('findings', 4000),
    GiaTriSaiPham: vnd('damageVnd'),
    DauHieuToiPham: flag('signsOfCrime'),
  },
}

export const recommendation: Struct = {
  keyed: 'KN',
  fields: {
    LoaiKienNghi: required(oneOf('kind', 'LoaiKienNghi', own.recommendationKinds)),
    NoiDung: text('content', 2000),
    NoiThucHien: text('addressee', 300),
    SoTien: vnd('amountVnd'),
    DaThuHoi: vnd('recoveredVnd'),
    NgayThuHoi: date('recoveredOn'),
    ThoiHan: date('dueOn'),
    TinhTrang: oneOf('state', 'TinhTrang', own.recommendationStates),
    TheoDoi: text('followUp', 2000),
  },
}

/** `BangKeTaiLieu`: the list of what lies in the file; the documents themselves are no part of the answer. */
export const document: Struct = {
  keyed: 'TL',
  fields: {
    LoaiTaiLieu: required(text('type', 100)),
    So: text('number', 100),
    NgayBanHanh: date('issuedOn'),
    TrichYeu: text('title', 500),
    TenTep: text('fileName', 200),
    DinhDang: text('mediaType', 100),
    KichThuoc: { shared: 'bytes', leaf: leaf.count(1_073_741_824) },
  },
}
