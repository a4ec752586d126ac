/** The vocabulary of Công an's data namespace: which element means which shared field. `manifest.json` says the same for people. */

import { asJoined } from '../sdk/ways.ts'
import * as codes from './codes.ts'
import { agency, date, type Field, flag, list, oneOf, required, type Struct, text, values } from './fields.ts'
import * as acts from './format-acts.ts'
import * as papers from './format-papers.ts'
import { address, participant, reporter } from './format-people.ts'
import * as leaf from './leaves.ts'

/** Two levels: messages wrap data, and the two can change apart. */
export const MESSAGE_NS = 'urn:conganangiang:hoso:thongdiep:1'
export const DATA_NS = 'urn:conganangiang:hoso:dulieu:1'

const determiner: Struct = {
  fields: {
    CoQuan: required(agency('agency')),
    CanBo: text('officer', 200),
    ThoiDiem: required(date('at')),
    MucDanhMuc: required(text('listItem', 300)),
    BaoVeDenNgay: date('expiresOn'),
  },
}

const tag = leaf.oneOf('DauXuLy', codes.tags)
const tags: leaf.Leaf = {
  read: (found) => {
    const read = found.split(/\s+/).map(tag.read)
    return read.find((one) => !one.ok) ?? { ok: true, value: read.flatMap((one) => (one.ok ? [one.value] : [])) }
  },
  write: asJoined(tag.write, ' '),
}

/** `DauMat`: a level, handling marks, and who determined it. */
export const mark: Struct = {
  fields: {
    DoMat: required(oneOf('level', 'DoMat', codes.levels)),
    DauXuLy: { shared: 'tags', leaf: tags },
    NguoiXacDinh: { shared: 'by', struct: determiner },
  },
}

/** Already ciphertext: its `DoMat` says what the plain text is, not how this element is to be handled. */
const opaque: Struct = {
  keyed: 'PM',
  fields: {
    ThayCho: required({ shared: 'covers', leaf: leaf.form(/^NguoiToGiac:\S{1,64}$/, 'NguoiToGiac: and its key') }),
    DoMat: required(oneOf('level', 'DoMat', codes.secretLevels)),
    NguoiXacDinh: { shared: 'determinedBy', struct: determiner },
    NoiNhan: agency('recipient'),
    SanPham: text('product', 200),
    GiaTriBam: required({ shared: 'digest', leaf: leaf.form(/^[A-Za-z0-9+/]{43}=$/, 'SHA-256 in base64') }),
    BanMa: { shared: '', discard: 'ciphertext' },
  },
}

/** `DanhSachSo`: linking identifiers, each under the name of its type. */
function identifiers(assigner: Field): Field {
  const fields = {
    HeThong: required(text('system', 100)),
    GiaTri: required(text('value', 100)),
    CoQuanCap: required(assigner),
  }
  const ofType = (type: string): Field => ({ shared: '', struct: { fixed: { type }, fields } })
  return {
    shared: 'identifiers',
    required: true,
    itemsMax: 20,
    list: {
      SoTiepNhan: ofType('SO_TIEP_NHAN'),
      SoQuyetDinh: ofType('SO_QUYET_DINH'),
      SoHoSo: ofType('SO_HO_SO'),
    },
  }
}

const report: Struct = {
  fields: {
    LoaiTin: required({ shared: 'kind', leaf: leaf.coded('kinds', codes.kinds) }),
    DanhSachKenh: values('channels', 'Kenh', { shared: '', leaf: leaf.coded('channels', codes.channels) }, 10),
    ThoiDiemTiepNhan: required({ shared: 'receivedAt', leaf: leaf.instant }),
    ThoiGianXayRa: date('occurredAt'),
    ThoiDiemGhiSo: { shared: 'recordedAt', leaf: leaf.instant },
    NoiXayRa: { shared: 'place', struct: address },
    NoiDung: text('summary', 4000),
    DoKhan: { shared: 'urgency', leaf: leaf.coded('urgency', codes.urgency) },
    LinhVuc: { shared: 'corruptionField', leaf: leaf.coded('corruption-fields', codes.corruptionFields) },
    DanhSachTinhChat: values('flags', 'TinhChat', { shared: '', leaf: leaf.coded('flags', codes.flags) }, 10),
    GiaiDoan: required({ shared: 'stage', leaf: leaf.coded('stages', codes.stages) }),
    PhucTap: flag('complicated'),
    CoQuanChuyenDen: agency('receivedFrom'),
  },
}

/** `HoSo`: one dossier. */
export const dossier: Struct = {
  fields: {
    MaHoSo: { shared: '', discard: 'clear' },
    CapNhatLuc: required({ shared: 'updatedAt', leaf: leaf.instant }),
    DanhSachSo: identifiers(agency('assigner')),
    TinBao: required({ shared: 'report', struct: report }),
    DanhSachNguoiToGiac: list('reporters', 'NguoiToGiac', reporter, 50),
    DanhSachDoiTuong: list('participants', 'DoiTuong', participant, 200),
    DanhSachToiDanh: list('offences', 'ToiDanh', acts.offence, 50),
    DanhSachPhanCong: list('assignments', 'PhanCong', acts.assignment, 50),
    SoGiaoNhan: list('custody', 'GiaoNhan', acts.custody, 50),
    DanhSachQuyetDinh: list('decisions', 'QuyetDinh', acts.decision, 200),
    SoTamDinhChi: list('suspensions', 'TamDinhChi', acts.suspension, 20),
    DanhSachToTung: list('proceedings', 'ToTung', acts.proceeding, 20),
    DanhSachKhoiToBiCan: list('charges', 'KhoiToBiCan', acts.charge, 100),
    DanhSachThoiHan: list('clocks', 'ThoiHan', acts.clock, 50),
    DanhSachLienKet: list('links', 'LienKet', acts.link, 50),
    SoYeuCauVKS: list('supervision', 'YeuCauVKS', papers.request, 200),
    SoThongBao: list('feedback', 'ThongBao', papers.notice, 100),
    DanhSachBanAn: list('judgments', 'BanAn', papers.judgment, 20),
    SoDon: list('petitions', 'Don', papers.petition, 50),
    DanhSachKetLuanThanhTra: list('inspectionConclusions', 'KetLuanThanhTra', papers.conclusion, 20),
    DanhSachKienNghi: list('recommendations', 'KienNghi', papers.recommendation, 100),
    BangKeTaiLieu: list('documents', 'TaiLieu', papers.document, 200),
    DanhSachPhanMat: { ...list('opaque', 'PhanMat', opaque, 20), unwritten: true },
  },
}

const agencyCode = oneOf('assigner', 'CoQuan', codes.agencies)

/** `MucHoSo`: one row of the list and of the change feed. The index keeps shared codes alone. */
export const row: Struct = {
  fields: {
    MaHoSo: required(text('nativeKey', 200)),
    DanhSachSo: identifiers(agencyCode),
    LoaiTin: required(oneOf('kind', 'LoaiTin', codes.kinds)),
    GiaiDoan: required(oneOf('stage', 'GiaiDoan', codes.stages)),
    ThoiDiemTiepNhan: required({ shared: 'receivedAt', leaf: leaf.instant }),
    CapNhatLuc: required({ shared: 'updatedAt', leaf: leaf.instant }),
    LinhVuc: oneOf('corruptionField', 'LinhVuc', codes.corruptionFields),
    HanGiaiQuyet: { shared: 'dueOn', leaf: leaf.day },
    CheGiau: flag('conceal'),
    ThuLy: flag('resolves'),
    VKSKiemSat: oneOf('supervising', 'procuracies', codes.procuracies),
    DanhSachCoQuanChuyenDen: {
      shared: 'originators',
      itemsMax: 5,
      list: { CoQuan: oneOf('', 'CoQuan', codes.agencies) },
    },
    ToaAnThuLy: oneOf('adjudicating', 'courts', codes.courts),
    CoQuanTienHanhThanhTra: oneOf('inspecting', 'inspectorates', codes.inspectorates),
  },
}
