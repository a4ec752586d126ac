/** The court's own code lists, native code first. The shared side is checked against schemas/codes by a unit test. */
import { codeLists } from '../../schemas/generated/codes.ts'
import type { Clock, Hearing, Identifier, Judgment, Label } from '../../schemas/generated/types.ts'
import type { AbsenceReason } from '../sdk/adapter.ts'

export type Table = Readonly<Record<string, string>>

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

/** OrganIds of the agencies; the old form is still in circulation (QĐ 20/2020/QĐ-TTg). */
export const agencies: Table = {
  'C05.91.01': 'TA',
  'B05.91': 'VKS',
  'G01.91': 'CA',
  'H01.12': 'TTr',
  'D05.91': 'MTTQ',
  '000.01.91.C05': 'TA',
  '000.00.91.B05': 'VKS',
  '000.00.91.G01': 'CA',
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

/** Those of the court, and of others as far as its files have them; of the rest it has no code. */
export const decisions: Table = {
  TLY: 'THU_LY',
  DXX: 'DUA_RA_XET_XU',
  THS: 'TRA_HO_SO',
  BAST: 'BAN_AN_SO_THAM',
  PCG: 'PHAN_CONG',
  KTVA: 'KHOI_TO',
  KKT: 'KHONG_KHOI_TO',
  KTBC: 'KHOI_TO_BI_CAN',
  TDC: 'TAM_DINH_CHI',
  PHOI: 'PHUC_HOI',
  CHN: 'CHUYEN',
  GHAN: 'GIA_HAN',
  HBO: 'HUY_BO',
  KLDT: 'KET_LUAN_DIEU_TRA',
  CTR: 'CAO_TRANG',
  KLTT: 'KET_LUAN_THANH_TRA',
  KNKT: 'KIEN_NGHI_KHOI_TO',
  PCTP: 'PHAN_CONG_THAM_PHAN',
  GHXX: 'GIA_HAN_CHUAN_BI_XET_XU',
  NVA: 'NHAP_VU_AN',
  TVA: 'TACH_VU_AN',
  CVA: 'CHUYEN_VU_AN',
  TDVA: 'TAM_DINH_CHI_VU_AN',
  TDBC: 'TAM_DINH_CHI_VU_AN_BI_CAN',
  DC: 'DINH_CHI',
  DCVA: 'DINH_CHI_VU_AN',
  DCBC: 'DINH_CHI_VU_AN_BI_CAN',
  PHVA: 'PHUC_HOI_VU_AN',
  PHBC: 'PHUC_HOI_VU_AN_BI_CAN',
  GHDT: 'GIA_HAN_DIEU_TRA',
  PCBC: 'PHE_CHUAN_KHOI_TO_BI_CAN',
  TNA: 'TRUY_NA',
  KLTO: 'KET_LUAN_DE_NGHI_TRUY_TO',
  QDTT: 'QUYET_DINH_TRUY_TO',
  GBA: 'GIAO_BAN_AN',
  KCAO: 'KHANG_CAO',
  KNGHI: 'KHANG_NGHI',
  BAPT: 'BAN_AN_PHUC_THAM',
  GDT: 'GIAM_DOC_THAM',
  TTH: 'TAI_THAM',
  THA: 'QD_THI_HANH_AN',
}

export const tasks: Table = { XX: 'XET_XU', KS: 'KIEM_SAT', GQ: 'GIAI_QUYET' }
export const sexes: Table = { M: 'NAM', F: 'NU', X: 'KHAC' }

export const instances: Readonly<Record<string, Hearing['instance']>> = { ST: 'SO_THAM', PT: 'PHUC_THAM' }
export const hearingStates: Readonly<Record<string, NonNullable<Hearing['state']>>> = {
  LL: 'DA_LEN_LICH',
  HO: 'HOAN',
  XX: 'DA_XET_XU',
}

export const judgmentInstances: Readonly<Record<string, Judgment['instance']>> = {
  ST: 'SO_THAM',
  PT: 'PHUC_THAM',
  GDT: 'GIAM_DOC_THAM',
  TTH: 'TAI_THAM',
}

/** `KhangCaoKhangNghi`: who contests the judgment. */
export const appeals: Readonly<Record<string, NonNullable<Judgment['appeal']>>> = {
  '0': 'KHONG',
  '1': 'KHANG_CAO',
  '2': 'KHANG_NGHI',
  '3': 'CA_HAI',
}

export const penalties: Table = {
  CC: 'CANH_CAO',
  PTI: 'PHAT_TIEN',
  CTKGG: 'CAI_TAO_KHONG_GIAM_GIU',
  TX: 'TRUC_XUAT',
  TCTH: 'TU_CO_THOI_HAN',
  TCHT: 'TU_CHUNG_THAN',
  THI: 'TU_HINH',
  AT: 'AN_TREO',
  MHP: 'MIEN_HINH_PHAT',
  KCT: 'KHONG_CO_TOI',
  CDN: 'CAM_DAM_NHIEM_CHUC_VU',
  CCT: 'CAM_CU_TRU',
  QCH: 'QUAN_CHE',
  TQCD: 'TUOC_QUYEN_CONG_DAN',
  TTTS: 'TICH_THU_TAI_SAN',
}

/** `LoaiToiPham` (BLHS Art. 9). */
export const severity: Table = {
  L1: 'IT_NGHIEM_TRONG',
  L2: 'NGHIEM_TRONG',
  L3: 'RAT_NGHIEM_TRONG',
  L4: 'DAC_BIET_NGHIEM_TRONG',
}

/** Rules of limits, of clocks and of hand-overs. */
export const clockRules: Table = {
  'CBXX-277.1': 'BLTTHS.277',
  'MPT-277.3': 'BLTTHS.277.3',
  'CNT-146': 'BLTTHS.146',
  'GHS-244': 'BLTTHS.244',
}
export const clockStates: Readonly<Record<string, NonNullable<Clock['state']>>> = {
  CON: 'DANG_CHAY',
  XONG: 'DUNG_HAN',
  QUA: 'QUA_HAN',
  NGUNG: 'TAM_DUNG',
}

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

/** Articles of the Criminal Code 2015. */
export const articles: Table = Object.fromEntries(
  codeLists.offences.codes.map(({ code }) => [code.slice('BLHS.'.length), code]),
)
