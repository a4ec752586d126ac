/** The procuracy system's own codes for what is done in a matter, written from its side: shared meaning first. */
import type { Coded } from '../../../schemas/generated/types.ts'
import type { List } from './lists.ts'

type Names = Readonly<Record<string, string>>

/** Own forms by their number, 901 and up for those of others and for what has no number here. */
export const decisions: List = {
  CHUYEN: 2,
  PHAN_CONG: 3,
  GIA_HAN: 9,
  TAM_DINH_CHI: 10,
  HUY_BO_TAM_DINH_CHI: 11,
  PHUC_HOI: 12,
  GIAI_QUYET_TRANH_CHAP: 13,
  KHONG_KHOI_TO: 21,
  HUY_BO_KHONG_KHOI_TO: 22,
  KHOI_TO: 23,
  THAY_DOI_KHOI_TO: 24,
  BO_SUNG_KHOI_TO: 25,
  HUY_BO_KHOI_TO: 26,
  THONG_BAO: 30,
  CHUYEN_VU_AN: 85,
  PHE_CHUAN_KHOI_TO_BI_CAN: 90,
  THAY_DOI_KHOI_TO_BI_CAN: 99,
  BO_SUNG_KHOI_TO_BI_CAN: 101,
  HUY_BO_KHOI_TO_BI_CAN: 102,
  GIA_HAN_DIEU_TRA: 104,
  NHAP_VU_AN: 142,
  TACH_VU_AN: 143,
  GIA_HAN_TRUY_TO: 144,
  TRA_HO_SO: 145,
  TAM_DINH_CHI_VU_AN: 146,
  TAM_DINH_CHI_VU_AN_BI_CAN: 148,
  DINH_CHI_VU_AN: 150,
  DINH_CHI_VU_AN_BI_CAN: 152,
  PHUC_HOI_VU_AN: 154,
  PHUC_HOI_VU_AN_BI_CAN: 155,
  CAO_TRANG: 156,
  KHOI_TO_BI_CAN: 901,
  KET_LUAN_DIEU_TRA: 902,
  THU_LY: 903,
  DUA_RA_XET_XU: 904,
  BAN_AN_SO_THAM: 905,
  KET_LUAN_THANH_TRA: 906,
  KIEN_NGHI_KHOI_TO: 907,
  KET_LUAN_DE_NGHI_TRUY_TO: 908,
  KET_LUAN_DINH_CHI: 909,
  TAM_DINH_CHI_DIEU_TRA: 910,
  TAM_DINH_CHI_DIEU_TRA_BI_CAN: 911,
  DINH_CHI_DIEU_TRA: 912,
  DINH_CHI_DIEU_TRA_BI_CAN: 913,
  PHUC_HOI_DIEU_TRA: 914,
  PHUC_HOI_DIEU_TRA_BI_CAN: 915,
  TRUY_NA: 916,
  PHAN_CONG_THAM_PHAN: 917,
  GIA_HAN_CHUAN_BI_XET_XU: 918,
  KHANG_CAO: 919,
  BAN_AN_PHUC_THAM: 920,
  GIAM_DOC_THAM: 921,
  TAI_THAM: 922,
  QD_THI_HANH_AN: 923,
  GUI_VKS: 924,
  GIAO_BAN_AN: 925,
  KHANG_NGHI: 951,
  QUYET_DINH_TRUY_TO: 952,
  HUY_BO: 991,
  PHE_CHUAN: 992,
  DINH_CHI: 993,
}

export const instruments: List = {
  YC_KIEM_TRA_XAC_MINH: 5,
  YC_GIAI_QUYET: 6,
  YC_CUNG_CAP_TL: 7,
  YC_CHUYEN: 8,
  HUY_BO: 11,
  TRUC_TIEP_KIEM_SAT: 14,
  YC_KHOI_TO: 17,
  YC_THAY_DOI: 18,
  YC_BO_SUNG: 19,
  YC_HUY: 20,
  PHE_CHUAN: 90,
  KIEN_NGHI_KHAC_PHUC: 139,
  KIEN_NGHI_PHONG_NGUA: 140,
  KHANG_NGHI: 951,
}

export const grounds: Names = {
  TDC_148_1_A: 'D148K1A',
  TDC_148_1_B: 'D148K1B',
  TDC_148_1_C: 'D148K1C',
  KKT_1: 'D157K1',
  KKT_2: 'D157K2',
  KKT_3: 'D157K3',
  KKT_4: 'D157K4',
  KKT_5: 'D157K5',
  KKT_6: 'D157K6',
  KKT_7: 'D157K7',
  KKT_8: 'D157K8',
  TDC_229_1_A: 'D229K1A',
  TDC_229_1_B: 'D229K1B',
  TDC_229_1_C: 'D229K1C',
  TDC_229_1_D: 'D229K1D',
  DC_230_1_A: 'D230K1A',
  DC_230_1_B: 'D230K1B',
  TDC_247_1_A: 'D247K1A',
  TDC_247_1_B: 'D247K1B',
  TDC_247_1_C: 'D247K1C',
  TDC_247_1_D: 'D247K1D',
  TDC_281_1_A: 'D281K1A',
  TDC_281_1_B: 'D281K1B',
  TDC_281_1_C: 'D281K1C',
}

/** Forms are cited as they are printed: 05/HS, 156/HS; those of the police under their ministry. */
export function formNumber(form: Coded | undefined): string | null {
  const [, series, number] = /^(VKS|CA)\.(\d+)$/.exec(form?.code ?? '') ?? []
  return series === undefined ? null : `${number}/${series === 'CA' ? 'BCA' : 'HS'}`
}

export const severity: List = {
  IT_NGHIEM_TRONG: 1,
  NGHIEM_TRONG: 2,
  RAT_NGHIEM_TRONG: 3,
  DAC_BIET_NGHIEM_TRONG: 4,
}

export const clockRules: Names = {
  'BLTTHS.146': 'D146',
  'BLTTHS.146.VKS': 'D146VKS',
  'BLTTHS.147.1': 'D147K1',
  'BLTTHS.147.2': 'D147K2',
  'BLTTHS.148.2': 'D148K2',
  'BLTTHS.148.3': 'D148K3',
  'BLTTHS.149': 'D149',
  'BLTTHS.149.2': 'D149K2',
  'BLTTHS.154': 'D154',
  'BLTTHS.158': 'D158',
  'BLTTHS.172': 'D172',
  'BLTTHS.174': 'D174',
  'BLTTHS.174.VKS': 'D174VKS',
  'BLTTHS.179': 'D179',
  'BLTTHS.179.GUI': 'D179GUI',
  'BLTTHS.240': 'D240',
  'BLTTHS.244': 'D244',
  'BLTTHS.262': 'D262',
  'BLTTHS.277': 'D277',
  'BLTTHS.277.2': 'D277K2',
  'BLTTHS.277.3': 'D277K3',
  'BLTTHS.333.1': 'D333K1',
  'BLTTHS.333.2': 'D333K2',
  'BLTTHS.337.1': 'D337K1',
  'BLTTHS.337.1.TREN': 'D337K1TREN',
  'BLTTHS.337.2': 'D337K2',
  'BLTTHS.337.2.TREN': 'D337K2TREN',
  'BLTTHS.346': 'D346',
  'BLTTHS.346.TREN': 'D346TREN',
  'TTLT01-2017.24H': 'TT0124H',
  'TTLT01-2017.48H': 'TT0148H',
  'TTLT01-2017.TRAM': 'TT01TRAM',
  'TTLT01-2017.14.1': 'TT01D14K1',
  'TTLT01-2017.14.3': 'TT01D14K3',
  'TTLT01-2017.PHAN_CONG': 'TT01PC',
  'TTLT01-2017.CHUYEN': 'TT01CHUYEN',
  'TTLT03-2018.5': 'TT03D5',
  'TTLT03-2018.5.NGAY': 'TT03D5NGAY',
}

/** An overdue clock is kept as running: that it is overdue is computed and shown as status 5 of the whole record. */
export const clockStates: List = { DANG_CHAY: 1, QUA_HAN: 1, DUNG_HAN: 2, TAM_DUNG: 3 }
export const suspensionStates: List = { DANG_TAM_DINH_CHI: 1, DA_PHUC_HOI: 2, DA_CHAM_DUT: 3 }
export const approvals: List = { CHO_PHE_CHUAN: 0, DA_PHE_CHUAN: 1, KHONG_PHE_CHUAN: 2 }
export const fileLevels: Names = { CONG_KHAI: '0', NOI_BO: '1', HAN_CHE: '2', MAT: 'C', TOI_MAT: 'B', TUYET_MAT: 'A' }
export const hearingInstances: List = { SO_THAM: 1, PHUC_THAM: 2 }
export const hearingStates: List = { DA_LEN_LICH: 1, HOAN: 2, DA_XET_XU: 3 }
export const judgmentInstances: List = { SO_THAM: 1, PHUC_THAM: 2, GIAM_DOC_THAM: 3, TAI_THAM: 4 }
export const appeals: List = { KHONG: 0, KHANG_CAO: 1, KHANG_NGHI: 2, CA_HAI: 3 }
export const penalties: List = {
  CANH_CAO: 1,
  PHAT_TIEN: 2,
  CAI_TAO_KHONG_GIAM_GIU: 3,
  TRUC_XUAT: 4,
  TU_CO_THOI_HAN: 5,
  TU_CHUNG_THAN: 6,
  TU_HINH: 7,
  CAM_DAM_NHIEM_CHUC_VU: 11,
  CAM_CU_TRU: 12,
  QUAN_CHE: 13,
  TUOC_QUYEN_CONG_DAN: 14,
  TICH_THU_TAI_SAN: 15,
  AN_TREO: 21,
  MIEN_HINH_PHAT: 22,
  KHONG_CO_TOI: 23,
}
