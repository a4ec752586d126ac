/** The court's own code lists of matters and people, native code first; those of acts stand in codes-acts.ts. The shared side is checked against schemas/codes by a unit test. */
import { codeLists } from '../../schemas/generated/codes.ts'
import type { Identifier, Label, Organisation } from '../../schemas/generated/types.ts'
import type { AbsenceReason, NativeFacet } from '../sdk/adapter.ts'
import { agencies, type Table } from './organ-ids.ts'

export type { Table }
export { agencies }

export const kinds: Table = {
  TG: 'TO_GIAC',
  TB: 'TIN_BAO',
  TTDC: 'TIN_BAO_TTDC',
  KN: 'KIEN_NGHI_KHOI_TO',
  TT: 'TU_THU',
  PH: 'TRUC_TIEP_PHAT_HIEN',
  K: 'KHAC',
}

/** `GiaiDoan`: stages of proceedings, numbered in hundreds by who conducts them. */
export const stages: Table = {
  '101': 'TIEP_NHAN',
  '102': 'PHAN_LOAI',
  '103': 'CHUYEN_DI',
  '104': 'PHAN_CONG',
  '105': 'XAC_MINH',
  '106': 'GIA_HAN',
  '107': 'TAM_DINH_CHI',
  '108': 'PHUC_HOI',
  '109': 'KHONG_KHOI_TO',
  '110': 'CHUYEN',
  '111': 'NHAP',
  '120': 'KHOI_TO',
  '121': 'DIEU_TRA',
  '130': 'DINH_CHI',
  '200': 'TRUY_TO',
  '210': 'TRA_HO_SO',
  '300': 'XET_XU_ST',
  '310': 'XET_XU_PT',
  '400': 'THI_HANH_AN',
}

export const corruptionFields: Table = {
  A1: 'DAT_DAI',
  A2: 'DAU_TU',
  A3: 'TAI_CHINH',
  A4: 'XAY_DUNG_CO_BAN',
  A5: 'DOANH_NGHIEP_NHA_NUOC',
  A6: 'TAI_SAN_CONG',
  A7: 'MUA_SAM',
  B1: 'TUYEN_SINH_DAO_TAO',
  B2: 'TUYEN_DUNG',
  B3: 'HOAT_DONG_TU_PHAP',
  B4: 'TIEP_CONG_DAN',
}

/** `Priority` of edXML (NĐ 30/2020). */
export const urgency: Table = { '0': 'THUONG', '1': 'KHAN', '2': 'THUONG_KHAN', '3': 'HOA_TOC' }

/** `KenhTiepNhan`. */
export const channels: Table = {
  '01': 'TRUC_TIEP',
  '02': 'DIEN_THOAI',
  '03': 'BUU_CHINH',
  '04': 'VAN_BAN_CO_QUAN',
  '05': 'TRUC_VAN_BAN',
  '06': 'CONG_DVC',
  '07': 'CONG_TTDT',
  '08': 'UNG_DUNG_DI_DONG',
  '09': 'BAO_CHI',
  '10': 'MANG_XA_HOI',
  '11': 'TIEP_CONG_DAN',
  '12': 'THANH_TRA',
  '13': 'KIEM_TOAN',
  '14': 'MTTQ',
  '15': 'DOAN_GIAM_SAT',
  '16': 'TO_TUNG_TRUC_TIEP',
}

/** `TinhChat`. */
export const flags: Table = {
  TN: 'THAM_NHUNG',
  TC: 'TIEU_CUC',
  LP: 'LANG_PHI',
  DL: 'DU_LUAN_BUC_XUC',
  BC: 'BAO_CHI_PHAN_ANH',
  PT: 'PHUC_TAP_KEO_DAI',
  CB: 'LIEN_QUAN_CBCCVC',
  BM: 'YEU_CAU_BAO_MAT',
}

/** The registered system whose numbers the cited acts of an agency have (policies/participants). */
export const systems: Table = {
  TA: 'toa-an:xet-xu',
  VKS: 'vien-kiem-sat:kiem-sat',
  CA: 'cong-an:dieu-tra',
}

/** Last part of `CodeNotation`: the book that the court entered it in. */
export const notations: Readonly<Record<string, Identifier['type']>> = {
  'TLST-HS': 'SO_HO_SO',
  'TB-TA': 'SO_TIEP_NHAN',
}

/** `Loai` of a number of the matter. */
export const numberTypes: Readonly<Record<string, Identifier['type']>> = {
  TN: 'SO_TIEP_NHAN',
  QD: 'SO_QUYET_DINH',
  HS: 'SO_HO_SO',
}

export const roles: Table = {
  BCO: 'BI_CAO',
  BCN: 'BI_CAN',
  BH: 'BI_HAI',
  LC: 'NGUOI_LAM_CHUNG',
  LQ: 'NGUOI_LIEN_QUAN',
  TG: 'NGUOI_BI_TO_GIAC',
  KN: 'NGUOI_BI_KIEN_NGHI_KHOI_TO',
  GKC: 'NGUOI_BI_GIU_KHAN_CAP',
  BB: 'NGUOI_BI_BAT',
  BTG: 'NGUOI_BI_TAM_GIU',
  ND: 'NGUYEN_DON_DAN_SU',
  BD: 'BI_DON_DAN_SU',
  CK: 'NGUOI_CHUNG_KIEN',
  GD: 'NGUOI_GIAM_DINH',
  DG: 'NGUOI_DINH_GIA',
  PD: 'NGUOI_PHIEN_DICH',
  BC: 'NGUOI_BAO_CHUA',
  BVH: 'NGUOI_BAO_VE_BI_HAI',
  BVT: 'NGUOI_BAO_VE_NGUOI_BI_TO_GIAC',
  DD: 'NGUOI_DAI_DIEN',
}

/** Who gave the information (BLTTHS Art. 55 has them among those who take part). */
export const reporterKinds: Readonly<Record<string, NonNullable<NativeFacet['reporters']>[number]['kind']>> = {
  CN: 'CA_NHAN',
  CQ: 'CO_QUAN_TO_CHUC',
  AD: 'AN_DANH',
}

export const organisationKinds: Readonly<Record<string, NonNullable<Organisation['kind']>>> = {
  NN: 'CO_QUAN_NHA_NUOC',
  SN: 'DON_VI_SU_NGHIEP',
  DNNN: 'DOANH_NGHIEP_NHA_NUOC',
  DN: 'DOANH_NGHIEP',
  K: 'TO_CHUC_KHAC',
}

export const sexes: Table = { M: 'NAM', F: 'NU', X: 'KHAC' }

/** `thieu`: why a field has no value. */
export const absences: Readonly<Record<string, AbsenceReason>> = {
  'khong-ro': 'unknown',
  'khong-co': 'inapplicable',
  'cho-bo-sung': 'pending',
}

/** `muc`, without the levels of state secrets. */
export const levels: Readonly<Record<string, Label['level']>> = { CK: 'CONG_KHAI', NB: 'NOI_BO', HC: 'HAN_CHE' }

/** Levels that may not stand in a file of this system at all: edXML never carries state secrets. */
export const secretLevels: Readonly<Record<string, Label['level']>> = { M: 'MAT', TM: 'TOI_MAT', TUM: 'TUYET_MAT' }

/** `muc` of a person or a paper: the mark of the record holds. */
export const AS_RECORD = 'THS'

/** `dau`, several with spaces between. */
export const tags: Readonly<Record<string, Label['tags'][number]>> = {
  '1': 'NGUOI_TO_GIAC',
  '2': 'NGUOI_CHUA_THANH_NIEN',
  '3': 'BAO_VE_NHAN_CHUNG',
  '4': 'DLCN_CO_BAN',
  '5': 'DLCN_NHAY_CAM',
  '6': 'CAN_BO_QUAN_LY',
}

/** Commune codes are the State's own (QĐ 19/2025/QĐ-TTg), the same on both sides. */
export const communes: Table = Object.fromEntries(codeLists.communes.codes.map(({ code }) => [code, code]))
