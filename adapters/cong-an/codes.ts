/** Công an's own code lists, native code first. The shared side is checked against schemas/codes by a unit test. */
import type { Label } from '../../schemas/generated/types.ts'

type Table = Readonly<Record<string, string>>

export const kinds: Table = {
  '1': 'TO_GIAC',
  '2': 'TIN_BAO',
  '3': 'TIN_BAO_TTDC',
  '4': 'KIEN_NGHI_KHOI_TO',
  '5': 'TU_THU',
  '6': 'TRUC_TIEP_PHAT_HIEN',
  '9': 'KHAC',
}

export const channels: Table = {
  A: 'TRUC_TIEP',
  B: 'DIEN_THOAI',
  C: 'BUU_CHINH',
  D: 'VAN_BAN_CO_QUAN',
  E: 'TRUC_VAN_BAN',
  F: 'CONG_DVC',
  G: 'CONG_TTDT',
  H: 'UNG_DUNG_DI_DONG',
  I: 'BAO_CHI',
  K: 'MANG_XA_HOI',
  L: 'TIEP_CONG_DAN',
  M: 'THANH_TRA',
  N: 'KIEM_TOAN',
  O: 'MTTQ',
  P: 'DOAN_GIAM_SAT',
  Q: 'TO_TUNG_TRUC_TIEP',
}

export const stages: Table = {
  '10': 'TIEP_NHAN',
  '11': 'PHAN_LOAI',
  '12': 'CHUYEN_DI',
  '20': 'PHAN_CONG',
  '21': 'XAC_MINH',
  '22': 'GIA_HAN',
  '23': 'TAM_DINH_CHI',
  '24': 'PHUC_HOI',
  '30': 'KHOI_TO',
  '31': 'KHONG_KHOI_TO',
  '32': 'CHUYEN',
  '33': 'NHAP',
  '40': 'DIEU_TRA',
  '50': 'TRUY_TO',
  '60': 'XET_XU_ST',
  '61': 'XET_XU_PT',
  '70': 'THI_HANH_AN',
}

export const decisions: Table = {
  PC: 'PHAN_CONG',
  KT: 'KHOI_TO',
  KKT: 'KHONG_KHOI_TO',
  TDC: 'TAM_DINH_CHI',
  PH: 'PHUC_HOI',
  CT: 'CHUYEN',
  GH: 'GIA_HAN',
  HB: 'HUY_BO',
  KTBC: 'KHOI_TO_BI_CAN',
  KLDT: 'KET_LUAN_DIEU_TRA',
  CTR: 'CAO_TRANG',
  TL: 'THU_LY',
  DXX: 'DUA_RA_XET_XU',
  THS: 'TRA_HO_SO',
  BAST: 'BAN_AN_SO_THAM',
  KLTT: 'KET_LUAN_THANH_TRA',
  KNKT: 'KIEN_NGHI_KHOI_TO',
}

export const roles: Table = {
  DT: 'NGUOI_BI_TO_GIAC',
  BH: 'BI_HAI',
  LC: 'NGUOI_LAM_CHUNG',
  LQ: 'NGUOI_LIEN_QUAN',
  BC: 'BI_CAN',
  BCO: 'BI_CAO',
}

export const urgency: Table = { '0': 'THUONG', '1': 'KHAN', '2': 'THUONG_KHAN', '3': 'HOA_TOC' }

export const corruptionFields: Table = {
  L01: 'DAT_DAI',
  L02: 'DAU_TU',
  L03: 'TAI_CHINH',
  L04: 'XAY_DUNG_CO_BAN',
  L05: 'DOANH_NGHIEP_NHA_NUOC',
  L06: 'TAI_SAN_CONG',
  L07: 'MUA_SAM',
  L08: 'TUYEN_SINH_DAO_TAO',
  L09: 'TUYEN_DUNG',
  L10: 'HOAT_DONG_TU_PHAP',
  L11: 'TIEP_CONG_DAN',
}

export const agencies: Table = { '01': 'CA', '02': 'VKS', '03': 'TA', '04': 'TTr', '05': 'MTTQ' }
/** A record gives others rights over it by naming them: only a procuracy supervises, only a court tries. */
export const procuracies: Table = { '02': 'VKS' }
export const courts: Table = { '03': 'TA' }

export const reporterKinds: Table = { C: 'CA_NHAN', T: 'CO_QUAN_TO_CHUC', A: 'AN_DANH' }
export const sexes: Table = { '1': 'NAM', '2': 'NU', '3': 'KHAC' }
export const tasks: Table = { GQ: 'GIAI_QUYET', KS: 'KIEM_SAT', XX: 'XET_XU' }
export const clockStates: Table = { '1': 'DANG_CHAY', '2': 'DUNG_HAN', '3': 'QUA_HAN', '4': 'TAM_DUNG' }

/** `lyDoThieu`: why a field has no value. */
export const absenceReasons: Readonly<Record<string, 'unknown' | 'inapplicable' | 'pending'>> = {
  CR: 'unknown',
  KAD: 'inapplicable',
  CBS: 'pending',
}

/** `DoMat`: A, B and C are the signs on the stamps of the three levels of state secrets. */
export const levels: Readonly<Record<string, Label['level']>> = {
  K: 'CONG_KHAI',
  NB: 'NOI_BO',
  HC: 'HAN_CHE',
  C: 'MAT',
  B: 'TOI_MAT',
  A: 'TUYET_MAT',
}

export const secretLevels: Table = { C: 'MAT', B: 'TOI_MAT', A: 'TUYET_MAT' }

/** `DauXuLy`: handling marks, several with spaces between. */
export const tags: Readonly<Record<string, Label['tags'][number]>> = {
  TG: 'NGUOI_TO_GIAC',
  CTN: 'NGUOI_CHUA_THANH_NIEN',
  BV: 'BAO_VE_NHAN_CHUNG',
  CB: 'DLCN_CO_BAN',
  NC: 'DLCN_NHAY_CAM',
  QL: 'CAN_BO_QUAN_LY',
}
