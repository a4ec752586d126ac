/** What is done in a matter: who resolves it and has it, what was decided, how long it may take, how far it has come. */

import { readArticle, writeArticle } from './article.ts'
import * as codes from './codes.ts'
import { agency, date, type Field, oneOf, ref, required, type Struct, text, values } from './fields.ts'
import * as leaf from './leaves.ts'

const formAsOf = (asOf: string): Field => ({ shared: 'form', leaf: leaf.coded('forms', leaf.forms), asOf })
const grounds = leaf.coded('grounds', codes.grounds)

export const offence: Struct = {
  keyed: 'TD',
  fields: {
    MaToiDanh: required({ shared: 'offence', leaf: leaf.coded('offences', leaf.offences) }),
    DieuLuat: { shared: 'article', spread: readArticle, compose: writeArticle },
  },
}

export const assignment: Struct = {
  keyed: 'PC',
  fields: {
    NhiemVu: required(oneOf('task', 'tasks', codes.tasks)),
    SoQuyetDinh: text('decisionNumber', 100),
    NgayQuyetDinh: date('decidedOn'),
    DonVi: text('unit', 300),
    CanBo: text('officer', 200),
    DenNgay: date('until'),
    VKSCoThamQuyen: text('competentProcuracy', 300),
    CoQuan: agency('agency'),
  },
}

export const decision: Struct = {
  keyed: 'QD',
  fields: {
    LoaiQuyetDinh: required({ shared: 'type', leaf: leaf.coded('decisions', codes.decisions) }),
    So: text('number', 100),
    Ngay: date('decidedOn'),
    CoQuan: required(agency('agency')),
    NguoiKy: text('signer', 200),
    ChucVu: text('signerTitle', 200),
    BieuMau: formAsOf('decidedOn'),
    DanhSachCanCu: values('legalBasis', 'CanCu', text('', 200), 20),
    LyDo: text('ground', 1000),
    DanhSachMaCanCu: values('grounds', 'MaCanCu', { shared: '', leaf: grounds }, 10),
    HieuLucTu: date('effectiveFrom'),
    HieuLucDen: date('effectiveTo'),
    ThayTheBoi: ref('supersededBy', 'decisions'),
    HuyBoBoi: ref('cancelledBy', 'decisions'),
  },
}

/** A list of these has no keys: their order is theirs. */
const extension: Struct = {
  fields: {
    So: text('number', 100),
    CoQuan: agency('agency'),
    NgayQuyetDinh: date('decidedOn'),
    DenNgay: date('dueOn'),
  },
}

export const clock: Struct = {
  keyed: 'TH',
  fields: {
    QuyTac: required(text('rule', 60)),
    CanCu: text('legalBasis', 200),
    SuKien: text('startEvent', 100),
    TuNgay: date('startedOn'),
    DenNgay: date('dueOn'),
    DanhSachGiaHan: { shared: 'extensions', itemsMax: 10, list: { GiaHan: { shared: '', struct: extension } } },
    TinhTrang: oneOf('state', 'clockStates', codes.clockStates),
  },
}

/** `SoGiaoNhan`: the book of hand-overs. `DoMatHoSo` is said of the papers, which went their own way. */
export const custody: Struct = {
  keyed: 'GN',
  fields: {
    BenGiao: agency('from'),
    BenNhan: agency('to'),
    SoPhieu: text('number', 100),
    BieuMau: formAsOf('sentAt'),
    GiaoLuc: { shared: 'sentAt', leaf: leaf.time },
    NhanLuc: { shared: 'acknowledgedAt', leaf: leaf.time },
    DanhSachGiayTo: values('papers', 'GiayTo', text('', 300), 50),
    DoMatHoSo: oneOf('level', 'levels', codes.levels),
    LyDo: text('reason', 1000),
    QuyTac: text('rule', 60),
    HanGiao: date('dueOn'),
  },
}

/** `SoTamDinhChi`: the register of suspended sources. */
export const suspension: Struct = {
  keyed: 'TDC',
  fields: {
    QuyetDinh: ref('decision', 'decisions'),
    MaCanCu: { shared: 'ground', leaf: grounds, asOf: 'suspendedOn' },
    NgayTamDinhChi: date('suspendedOn'),
    HetThoiHieu: date('limitationOn'),
    DanhSachRaSoat: values('reviewedOn', 'NgayRaSoat', date(''), 50),
    RaSoatLanToi: date('nextReviewOn'),
    NgayPhucHoi: date('resumedOn'),
    TinhTrang: oneOf('state', 'suspensionStates', codes.suspensionStates),
  },
}

export const proceeding: Struct = {
  keyed: 'TT',
  fields: {
    GiaiDoan: required({ shared: 'stage', leaf: leaf.coded('stages', codes.stages) }),
    CoQuan: agency('agency'),
    DonVi: text('unit', 300),
    SoVuAn: text('number', 100),
    NgayBatDau: date('openedOn'),
    NgayKetThuc: date('closedOn'),
    MucDo: { shared: 'severity', leaf: leaf.coded('severity', codes.severity) },
    KetThucBang: { shared: 'outcome', leaf: leaf.coded('decisions', codes.decisions) },
  },
}

export const charge: Struct = {
  keyed: 'KTBC',
  fields: {
    BiCan: ref('accused', 'participants'),
    DanhSachMaTD: values('chargedWith', 'MaTD', ref('', 'offences'), 20),
    QuyetDinh: ref('decision', 'decisions'),
    MucDo: { shared: 'severity', leaf: leaf.coded('severity', codes.severity) },
    NgayKhoiTo: date('chargedOn'),
    PheChuan: oneOf('approval', 'approvals', codes.approvals),
    NgayPheChuan: date('approvedOn'),
    SoPheChuan: text('approvalNumber', 100),
  },
}

const linked: Struct = {
  fields: {
    LoaiSo: required(oneOf('type', 'numberTypes', codes.numberTypes)),
    HeThong: required(text('system', 100)),
    GiaTri: required(text('value', 100)),
    CoQuanCap: required(agency('assigner')),
  },
}

export const link: Struct = {
  keyed: 'LK',
  fields: {
    QuanHe: required(oneOf('relation', 'relations', codes.relations)),
    SoLienKet: required({ shared: 'identifier', struct: linked }),
    CoQuan: agency('agency'),
    SoQuyetDinh: text('decisionNumber', 100),
    NgayLienKet: date('linkedOn'),
    NgayGoBo: date('revokedOn'),
  },
}
