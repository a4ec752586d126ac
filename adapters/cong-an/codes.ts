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
  '34': 'DINH_CHI',
  '51': 'TRA_HO_SO',
}

/** What the police decide, and what of others comes to their files. */
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
  GQTC: 'GIAI_QUYET_TRANH_CHAP',
  HTDC: 'HUY_BO_TAM_DINH_CHI',
  TDKT: 'THAY_DOI_KHOI_TO',
  BSKT: 'BO_SUNG_KHOI_TO',
  HKT: 'HUY_BO_KHOI_TO',
  HKKT: 'HUY_BO_KHONG_KHOI_TO',
  TDBC: 'THAY_DOI_KHOI_TO_BI_CAN',
  BSBC: 'BO_SUNG_KHOI_TO_BI_CAN',
  HBC: 'HUY_BO_KHOI_TO_BI_CAN',
  PHC: 'PHE_CHUAN',
  PCBC: 'PHE_CHUAN_KHOI_TO_BI_CAN',
  NVA: 'NHAP_VU_AN',
  TVA: 'TACH_VU_AN',
  CVA: 'CHUYEN_VU_AN',
  GHDT: 'GIA_HAN_DIEU_TRA',
  TDDT: 'TAM_DINH_CHI_DIEU_TRA',
  TDDTBC: 'TAM_DINH_CHI_DIEU_TRA_BI_CAN',
  DC: 'DINH_CHI',
  DCDT: 'DINH_CHI_DIEU_TRA',
  DCDTBC: 'DINH_CHI_DIEU_TRA_BI_CAN',
  PHDT: 'PHUC_HOI_DIEU_TRA',
  PHDTBC: 'PHUC_HOI_DIEU_TRA_BI_CAN',
  TNA: 'TRUY_NA',
  KLDN: 'KET_LUAN_DE_NGHI_TRUY_TO',
  KLDC: 'KET_LUAN_DINH_CHI',
  GHTT: 'GIA_HAN_TRUY_TO',
  QDTT: 'QUYET_DINH_TRUY_TO',
  TDVA: 'TAM_DINH_CHI_VU_AN',
  TDVABC: 'TAM_DINH_CHI_VU_AN_BI_CAN',
  DCVA: 'DINH_CHI_VU_AN',
  DCVABC: 'DINH_CHI_VU_AN_BI_CAN',
  PHVA: 'PHUC_HOI_VU_AN',
  PHVABC: 'PHUC_HOI_VU_AN_BI_CAN',
  KCAO: 'KHANG_CAO',
  KNGHI: 'KHANG_NGHI',
  BAPT: 'BAN_AN_PHUC_THAM',
  THA: 'QD_THI_HANH_AN',
  PCTP: 'PHAN_CONG_THAM_PHAN',
  GHXX: 'GIA_HAN_CHUAN_BI_XET_XU',
  GDT: 'GIAM_DOC_THAM',
  TTH: 'TAI_THAM',
  GVKS: 'GUI_VKS',
  TBAO: 'THONG_BAO',
  GBA: 'GIAO_BAN_AN',
}

export const roles: Table = {
  DT: 'NGUOI_BI_TO_GIAC',
  BH: 'BI_HAI',
  LC: 'NGUOI_LAM_CHUNG',
  LQ: 'NGUOI_LIEN_QUAN',
  BC: 'BI_CAN',
  BCO: 'BI_CAO',
  KN: 'NGUOI_BI_KIEN_NGHI_KHOI_TO',
  GKC: 'NGUOI_BI_GIU_KHAN_CAP',
  BB: 'NGUOI_BI_BAT',
  TGI: 'NGUOI_BI_TAM_GIU',
  NDS: 'NGUYEN_DON_DAN_SU',
  BDS: 'BI_DON_DAN_SU',
  CK: 'NGUOI_CHUNG_KIEN',
  GD: 'NGUOI_GIAM_DINH',
  DG: 'NGUOI_DINH_GIA',
  PD: 'NGUOI_PHIEN_DICH',
  BCH: 'NGUOI_BAO_CHUA',
  BVH: 'NGUOI_BAO_VE_BI_HAI',
  BVT: 'NGUOI_BAO_VE_NGUOI_BI_TO_GIAC',
  DD: 'NGUOI_DAI_DIEN',
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

export const agencies: Table = {
  '01': 'CA',
  '02': 'VKS',
  '03': 'TA',
  '04': 'TTr',
  '05': 'MTTQ',
  '06': 'QS',
  '07': 'BP',
  '08': 'NC',
  '09': 'UBKT',
  '10': 'UBND',
  '11': 'SO',
  '12': 'HQ',
  '13': 'KL',
  '14': 'KN',
  '15': 'CSB',
  '16': 'KTNN',
  '17': 'CAX',
}

/** A record gives others rights over it by naming them: only a procuracy supervises, only a court tries, only the inspectorate inspects. */
export const procuracies: Table = { '02': 'VKS' }
export const courts: Table = { '03': 'TA' }
export const inspectorates: Table = { '04': 'TTr' }

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

/** Article, clause and point, as the law counts them. */
export const grounds: Table = {
  '148.1a': 'TDC_148_1_A',
  '148.1b': 'TDC_148_1_B',
  '148.1c': 'TDC_148_1_C',
  '157.1': 'KKT_1',
  '157.2': 'KKT_2',
  '157.3': 'KKT_3',
  '157.4': 'KKT_4',
  '157.5': 'KKT_5',
  '157.6': 'KKT_6',
  '157.7': 'KKT_7',
  '157.8': 'KKT_8',
  '229.1a': 'TDC_229_1_A',
  '229.1b': 'TDC_229_1_B',
  '229.1c': 'TDC_229_1_C',
  '229.1d': 'TDC_229_1_D',
  '230.1a': 'DC_230_1_A',
  '230.1b': 'DC_230_1_B',
  '247.1a': 'TDC_247_1_A',
  '247.1b': 'TDC_247_1_B',
  '247.1c': 'TDC_247_1_C',
  '247.1d': 'TDC_247_1_D',
  '281.1a': 'TDC_281_1_A',
  '281.1b': 'TDC_281_1_B',
  '281.1c': 'TDC_281_1_C',
}

export const flags: Table = {
  TN: 'THAM_NHUNG',
  TC: 'TIEU_CUC',
  LP: 'LANG_PHI',
  DL: 'DU_LUAN_BUC_XUC',
  BCH: 'BAO_CHI_PHAN_ANH',
  PT: 'PHUC_TAP_KEO_DAI',
  CB: 'LIEN_QUAN_CBCCVC',
  BM: 'YEU_CAU_BAO_MAT',
}

export const severity: Table = {
  '1': 'IT_NGHIEM_TRONG',
  '2': 'NGHIEM_TRONG',
  '3': 'RAT_NGHIEM_TRONG',
  '4': 'DAC_BIET_NGHIEM_TRONG',
}

export const suspensionStates: Table = { '1': 'DANG_TAM_DINH_CHI', '2': 'DA_PHUC_HOI', '3': 'DA_CHAM_DUT' }
export const approvals: Table = { '0': 'CHO_PHE_CHUAN', '1': 'DA_PHE_CHUAN', '2': 'KHONG_PHE_CHUAN' }
export const relations: Table = { NV: 'NHAP_VAO', TT: 'TACH_TU', TV: 'TRUNG_VOI', LQ: 'LIEN_QUAN' }
export const numberTypes: Table = { TN: 'SO_TIEP_NHAN', QD: 'SO_QUYET_DINH', HS: 'SO_HO_SO' }
