/** The procuracy system's own code lists, written from its side: shared meaning first. The adapter has its own reading of them. */

type List = Readonly<Record<string, number>>

export const kinds: List = {
  TO_GIAC: 1,
  TIN_BAO: 2,
  KIEN_NGHI_KHOI_TO: 3,
  TIN_BAO_TTDC: 4,
  TU_THU: 5,
  TRUC_TIEP_PHAT_HIEN: 6,
  KHAC: 9,
}

export const channels: List = {
  TRUC_TIEP: 1,
  BUU_CHINH: 2,
  DIEN_THOAI: 3,
  VAN_BAN_CO_QUAN: 4,
  TRUC_VAN_BAN: 5,
  CONG_DVC: 6,
  CONG_TTDT: 7,
  UNG_DUNG_DI_DONG: 8,
  TIEP_CONG_DAN: 9,
  BAO_CHI: 10,
  MANG_XA_HOI: 11,
  THANH_TRA: 12,
  KIEM_TOAN: 13,
  MTTQ: 14,
  DOAN_GIAM_SAT: 15,
  TO_TUNG_TRUC_TIEP: 16,
}

export const fields: List = {
  DAT_DAI: 10,
  DAU_TU: 20,
  TAI_CHINH: 30,
  XAY_DUNG_CO_BAN: 40,
  DOANH_NGHIEP_NHA_NUOC: 50,
  TAI_SAN_CONG: 60,
  MUA_SAM: 70,
  TUYEN_SINH_DAO_TAO: 80,
  TUYEN_DUNG: 90,
  HOAT_DONG_TU_PHAP: 100,
  TIEP_CONG_DAN: 110,
}

export const stages: List = {
  TIEP_NHAN: 101,
  PHAN_LOAI: 102,
  CHUYEN_DI: 103,
  PHAN_CONG: 201,
  XAC_MINH: 202,
  GIA_HAN: 203,
  TAM_DINH_CHI: 204,
  PHUC_HOI: 205,
  KHOI_TO: 301,
  KHONG_KHOI_TO: 302,
  CHUYEN: 303,
  NHAP: 304,
  DIEU_TRA: 401,
  TRUY_TO: 402,
  XET_XU_ST: 403,
  XET_XU_PT: 404,
  THI_HANH_AN: 405,
}

export const urgency: List = { THUONG: 0, KHAN: 1, THUONG_KHAN: 2, HOA_TOC: 3 }
export const agencies: List = { CA: 1, VKS: 2, TA: 3, TTr: 4, MTTQ: 5 }
export const roles: List = {
  NGUOI_BI_TO_GIAC: 1,
  BI_CAN: 2,
  BI_HAI: 3,
  NGUOI_LAM_CHUNG: 4,
  NGUOI_LIEN_QUAN: 5,
  BI_CAO: 6,
}

export const decisions: List = {
  PHAN_CONG: 3,
  GIA_HAN: 9,
  TAM_DINH_CHI: 10,
  PHUC_HOI: 12,
  KHONG_KHOI_TO: 21,
  HUY_BO: 22,
  KHOI_TO: 23,
  CHUYEN: 85,
  TRA_HO_SO: 145,
  CAO_TRANG: 156,
  KHOI_TO_BI_CAN: 901,
  KET_LUAN_DIEU_TRA: 902,
  THU_LY: 903,
  DUA_RA_XET_XU: 904,
  BAN_AN_SO_THAM: 905,
  KET_LUAN_THANH_TRA: 906,
  KIEN_NGHI_KHOI_TO: 907,
}

export const instruments: List = {
  YC_KIEM_TRA_XAC_MINH: 5,
  YC_GIAI_QUYET: 6,
  YC_CUNG_CAP_TL: 7,
  YC_CHUYEN: 8,
  HUY_BO: 11,
  TRUC_TIEP_KIEM_SAT: 14,
  YC_KHOI_TO: 17,
  KIEN_NGHI_KHAC_PHUC: 139,
}

/** Stamps of state secrets. */
export const stamps: Readonly<Record<string, string>> = { MAT: 'C', TOI_MAT: 'B', TUYET_MAT: 'A' }

export const tags: List = {
  NGUOI_TO_GIAC: 1,
  NGUOI_CHUA_THANH_NIEN: 2,
  BAO_VE_NHAN_CHUNG: 3,
  DLCN_CO_BAN: 4,
  DLCN_NHAY_CAM: 5,
  CAN_BO_QUAN_LY: 6,
}

export const clockRules: Readonly<Record<string, string>> = {
  'BLTTHS.146': 'D146',
  'BLTTHS.147.1': 'D147K1',
  'BLTTHS.147.2': 'D147K2',
  'BLTTHS.149': 'D149',
  'BLTTHS.172': 'D172',
  'BLTTHS.174': 'D174',
  'BLTTHS.240': 'D240',
  'TTLT01-2017.14.1': 'TT01D14K1',
}

/** An overdue clock is kept as running: that it is overdue is computed and shown as status 5 of the whole record. */
export const clockStates: List = { DANG_CHAY: 1, QUA_HAN: 1, DUNG_HAN: 2, TAM_DUNG: 3 }
export const reporterKinds: List = { CA_NHAN: 1, CO_QUAN_TO_CHUC: 2, AN_DANH: 3 }
export const sexes: List = { NU: 0, NAM: 1, KHAC: 2 }
export const absences: List = { unknown: 1, inapplicable: 2, pending: 3 }
