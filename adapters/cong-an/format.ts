/** The vocabulary of Công an's data namespace: which element means which shared field. `manifest.json` says the same for people. */
import * as codes from './codes.ts'
import type { Field, Struct } from './fields.ts'
import * as leaf from './leaves.ts'

/** Two levels: messages wrap data, and the two can change apart. */
export const MESSAGE_NS = 'urn:conganangiang:hoso:thongdiep:1'
export const DATA_NS = 'urn:conganangiang:hoso:dulieu:1'

const text = (shared: string, lengthMax: number): Field => ({ shared, leaf: leaf.text(lengthMax) })
const date = (shared: string): Field => ({ shared, leaf: leaf.date })
const required = (field: Field): Field => ({ ...field, required: true })
const open = (field: Field): Field => ({ ...field, open: true })
const agency = (shared: string): Field => ({ shared, leaf: leaf.coded('agencies', codes.agencies) })

const determiner: Struct = {
  fields: {
    CoQuan: required(agency('agency')),
    CanBo: text('officer', 200),
    ThoiDiem: required(date('at')),
    MucDanhMuc: required(text('listItem', 300)),
  },
}

/** `DauMat`: a level, handling marks, and who determined it. */
export const mark: Struct = {
  fields: {
    DoMat: { shared: 'level', leaf: leaf.oneOf(codes.levels), required: true },
    DauXuLy: {
      shared: 'tags',
      leaf: (found) => {
        const tags = found.split(/\s+/).map((code) => leaf.oneOf(codes.tags)(code))
        return tags.find((tag) => !tag.ok) ?? { ok: true, value: tags.flatMap((tag) => (tag.ok ? [tag.value] : [])) }
      },
    },
    NguoiXacDinh: { shared: 'by', struct: determiner },
  },
}

const address: Struct = {
  fields: {
    MaXa: { shared: 'commune', leaf: leaf.coded('communes', leaf.communes) },
    ChiTiet: text('text', 300),
  },
}

const identity: Struct['fields'] = {
  HoTen: text('fullName', 200),
  NgaySinh: date('birth'),
  NamSinh: { shared: 'birth', leaf: leaf.form(/^\d{4}$/, 'yyyy') },
  SoCMND: { shared: 'personalId', leaf: leaf.form(/^\d{9}$/, '9 digits') },
  SoCCCD: { shared: 'personalId', leaf: leaf.form(/^\d{12}$/, '12 digits') },
  DienThoai: { shared: 'phone', leaf: leaf.form(/^\+?\d{8,15}$/, '8 to 15 digits') },
  DiaChi: { shared: 'address', struct: address },
}

export const reporter: Struct = {
  keyed: true,
  fields: {
    LoaiNguoi: open(required({ shared: 'kind', leaf: leaf.oneOf(codes.reporterKinds) })),
    NgayBao: open(date('reportedAt')),
    ToChuc: text('organisation', 300),
    NhanThan: { shared: '', struct: { fields: identity }, flat: true },
  },
}

const participant: Struct = {
  keyed: true,
  fields: {
    TuCach: open(required({ shared: 'role', leaf: leaf.coded('participant-roles', codes.roles) })),
    NhanThan: {
      shared: 'person',
      struct: { fields: { ...identity, GioiTinh: { shared: 'sex', leaf: leaf.oneOf(codes.sexes) } } },
    },
    ChuaThanhNien: { shared: 'minor', leaf: leaf.flag },
    GhiChu: text('note', 2000),
  },
}

const offence: Struct = {
  keyed: true,
  fields: {
    MaToiDanh: required({ shared: 'offence', leaf: leaf.coded('offences', leaf.offences) }),
    DieuLuat: { shared: 'article', leaf: leaf.article, spread: true },
  },
}

const assignment: Struct = {
  keyed: true,
  fields: {
    NhiemVu: required({ shared: 'task', leaf: leaf.oneOf(codes.tasks) }),
    SoQuyetDinh: text('decisionNumber', 100),
    NgayQuyetDinh: date('decidedOn'),
    DonVi: text('unit', 300),
    CanBo: text('officer', 200),
    VKSCoThamQuyen: text('competentProcuracy', 300),
    CoQuan: agency('agency'),
  },
}

const decision: Struct = {
  keyed: true,
  fields: {
    LoaiQuyetDinh: required({ shared: 'type', leaf: leaf.coded('decisions', codes.decisions) }),
    So: text('number', 100),
    Ngay: date('decidedOn'),
    CoQuan: required(agency('agency')),
    NguoiKy: text('signer', 200),
    ChucVu: text('signerTitle', 200),
    DanhSachCanCu: { shared: 'legalBasis', itemsMax: 20, list: { CanCu: text('', 200) } },
    LyDo: text('ground', 1000),
    HieuLucTu: date('effectiveFrom'),
    HieuLucDen: date('effectiveTo'),
    ThayTheBoi: text('supersededBy', 64),
  },
}

const clock: Struct = {
  keyed: true,
  fields: {
    QuyTac: required(text('rule', 60)),
    CanCu: text('legalBasis', 200),
    SuKien: text('startEvent', 100),
    TuNgay: date('startedOn'),
    DenNgay: date('dueOn'),
    GiaHan: text('extendedBy', 100),
    TinhTrang: { shared: 'state', leaf: leaf.oneOf(codes.clockStates) },
  },
}

/** Already ciphertext: its `DoMat` says what the plain text is, not how this element is to be handled. */
const opaque: Struct = {
  keyed: true,
  fields: {
    ThayCho: required({ shared: 'covers', leaf: leaf.form(/^NguoiToGiac:\S{1,64}$/, 'NguoiToGiac: and its key') }),
    DoMat: required({ shared: 'level', leaf: leaf.oneOf(codes.secretLevels) }),
    NguoiXacDinh: { shared: 'determinedBy', struct: determiner },
    NoiNhan: agency('recipient'),
    SanPham: text('product', 200),
    GiaTriBam: required({ shared: 'digest', leaf: leaf.form(/^[A-Za-z0-9+/]{43}=$/, 'SHA-256 in base64') }),
    BanMa: { shared: '', discard: true },
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
    DanhSachKenh: {
      shared: 'channels',
      itemsMax: 10,
      list: { Kenh: { shared: '', leaf: leaf.coded('channels', codes.channels) } },
    },
    ThoiDiemTiepNhan: required({ shared: 'receivedAt', leaf: leaf.instant }),
    ThoiGianXayRa: date('occurredAt'),
    ThoiDiemGhiSo: { shared: 'recordedAt', leaf: leaf.instant },
    NoiXayRa: { shared: 'place', struct: address },
    NoiDung: text('summary', 4000),
    DoKhan: { shared: 'urgency', leaf: leaf.coded('urgency', codes.urgency) },
    LinhVuc: { shared: 'corruptionField', leaf: leaf.coded('corruption-fields', codes.corruptionFields) },
    GiaiDoan: required({ shared: 'stage', leaf: leaf.coded('stages', codes.stages) }),
    PhucTap: { shared: 'complicated', leaf: leaf.flag },
    CoQuanChuyenDen: agency('receivedFrom'),
  },
}

const list = (shared: string, item: string, struct: Struct, itemsMax: number): Field => ({
  shared,
  itemsMax,
  list: { [item]: { shared: '', struct } },
})

/** `HoSo`: one dossier. */
export const dossier: Struct = {
  fields: {
    MaHoSo: { shared: '', discard: true },
    CapNhatLuc: required({ shared: 'updatedAt', leaf: leaf.instant }),
    DanhSachSo: identifiers(agency('assigner')),
    TinBao: required({ shared: 'report', struct: report }),
    DanhSachNguoiToGiac: list('reporters', 'NguoiToGiac', reporter, 50),
    DanhSachDoiTuong: list('participants', 'DoiTuong', participant, 200),
    DanhSachToiDanh: list('offences', 'ToiDanh', offence, 50),
    DanhSachPhanCong: list('assignments', 'PhanCong', assignment, 50),
    DanhSachQuyetDinh: list('decisions', 'QuyetDinh', decision, 200),
    DanhSachThoiHan: list('clocks', 'ThoiHan', clock, 50),
    DanhSachPhanMat: list('opaque', 'PhanMat', opaque, 20),
  },
}

const agencyCode: Field = { shared: 'assigner', leaf: leaf.oneOf(codes.agencies) }

/** `MucHoSo`: one row of the list and of the change feed. The index keeps shared codes alone. */
export const row: Struct = {
  fields: {
    MaHoSo: required(text('nativeKey', 200)),
    DanhSachSo: identifiers(agencyCode),
    LoaiTin: required({ shared: 'kind', leaf: leaf.oneOf(codes.kinds) }),
    GiaiDoan: required({ shared: 'stage', leaf: leaf.oneOf(codes.stages) }),
    ThoiDiemTiepNhan: required({ shared: 'receivedAt', leaf: leaf.instant }),
    CapNhatLuc: required({ shared: 'updatedAt', leaf: leaf.instant }),
    LinhVuc: { shared: 'corruptionField', leaf: leaf.oneOf(codes.corruptionFields) },
    HanGiaiQuyet: { shared: 'dueOn', leaf: leaf.day },
    CheGiau: { shared: 'conceal', leaf: leaf.flag },
    ThuLy: { shared: 'resolves', leaf: leaf.flag },
    VKSKiemSat: { shared: 'supervising', leaf: leaf.oneOf(codes.procuracies) },
    DanhSachCoQuanChuyenDen: {
      shared: 'originators',
      itemsMax: 5,
      list: { CoQuan: { shared: '', leaf: leaf.oneOf(codes.agencies) } },
    },
    ToaAnThuLy: { shared: 'adjudicating', leaf: leaf.oneOf(codes.courts) },
  },
}
