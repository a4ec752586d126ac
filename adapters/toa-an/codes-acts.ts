/** The court's own code lists of acts, native code first. The shared side is checked against schemas/codes by a unit test. */
import { codeLists } from '../../schemas/generated/codes.ts'
import type { Charge, Clock, Hearing, Judgment, Link, Suspension } from '../../schemas/generated/types.ts'
import type { Table } from './organ-ids.ts'

export { numberTypes, stages } from './codes.ts'

/** Those of the court, and of others whose acts its files hold. */
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
  GQTC: 'GIAI_QUYET_TRANH_CHAP',
  HTDC: 'HUY_BO_TAM_DINH_CHI',
  TDKT: 'THAY_DOI_KHOI_TO',
  BSKT: 'BO_SUNG_KHOI_TO',
  HKT: 'HUY_BO_KHOI_TO',
  HKKT: 'HUY_BO_KHONG_KHOI_TO',
  TDKB: 'THAY_DOI_KHOI_TO_BI_CAN',
  BSKB: 'BO_SUNG_KHOI_TO_BI_CAN',
  HKB: 'HUY_BO_KHOI_TO_BI_CAN',
  PC: 'PHE_CHUAN',
  TDDT: 'TAM_DINH_CHI_DIEU_TRA',
  TDDB: 'TAM_DINH_CHI_DIEU_TRA_BI_CAN',
  DCDT: 'DINH_CHI_DIEU_TRA',
  DCDB: 'DINH_CHI_DIEU_TRA_BI_CAN',
  PHDT: 'PHUC_HOI_DIEU_TRA',
  PHDB: 'PHUC_HOI_DIEU_TRA_BI_CAN',
  KLDC: 'KET_LUAN_DINH_CHI',
  GHTT: 'GIA_HAN_TRUY_TO',
  GVKS: 'GUI_VKS',
  TBAO: 'THONG_BAO',
}

export const tasks: Table = { XX: 'XET_XU', KS: 'KIEM_SAT', GQ: 'GIAI_QUYET' }
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

/** Rules of limits, of clocks and of hand-overs, that the court has a code of its own for. */
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

/** `CanCuTheoMuc`: by article, clause and point, with dots between. */
export const grounds: Table = Object.fromEntries(
  codeLists.grounds.codes.map(({ code }) => [code.replaceAll('_', '.'), code]),
)

/** `MauSo` of a decision or a hand-over: who issues the form, and its number. */
export const forms: Table = Object.fromEntries(codeLists.forms.codes.map(({ code }) => [code, code]))

/** `HinhThuc` of what the procuracy sends the court. */
export const instruments: Table = {
  KTXM: 'YC_KIEM_TRA_XAC_MINH',
  GQ: 'YC_GIAI_QUYET',
  CCTL: 'YC_CUNG_CAP_TL',
  CH: 'YC_CHUYEN',
  KT: 'YC_KHOI_TO',
  TD: 'YC_THAY_DOI',
  BS: 'YC_BO_SUNG',
  YCH: 'YC_HUY',
  TTKS: 'TRUC_TIEP_KIEM_SAT',
  KPVP: 'KIEN_NGHI_KHAC_PHUC',
  PNVP: 'KIEN_NGHI_PHONG_NGUA',
  KN: 'KHANG_NGHI',
  PC: 'PHE_CHUAN',
  HB: 'HUY_BO',
}

export const suspensionStates: Readonly<Record<string, NonNullable<Suspension['state']>>> = {
  TDC: 'DANG_TAM_DINH_CHI',
  PH: 'DA_PHUC_HOI',
  CD: 'DA_CHAM_DUT',
}

export const approvals: Readonly<Record<string, NonNullable<Charge['approval']>>> = {
  CHO: 'CHO_PHE_CHUAN',
  CO: 'DA_PHE_CHUAN',
  KHONG: 'KHONG_PHE_CHUAN',
}

export const relations: Readonly<Record<string, Link['relation']>> = {
  NV: 'NHAP_VAO',
  TT: 'TACH_TU',
  TR: 'TRUNG_VOI',
  LQ: 'LIEN_QUAN',
}

/** `MaToi`: articles of the Criminal Code 2015. */
export const articles: Table = Object.fromEntries(
  codeLists.offences.codes.map(({ code }) => [code.slice('BLHS.'.length), code]),
)
