/** The procuracy system's own code lists, written from its side: shared meaning first. The adapter has its own reading of them. */

export type List = Readonly<Record<string, number>>

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

export const flags: List = {
  THAM_NHUNG: 1,
  TIEU_CUC: 2,
  LANG_PHI: 3,
  DU_LUAN_BUC_XUC: 4,
  BAO_CHI_PHAN_ANH: 5,
  PHUC_TAP_KEO_DAI: 6,
  LIEN_QUAN_CBCCVC: 7,
  YEU_CAU_BAO_MAT: 8,
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
  DINH_CHI: 305,
  TRA_HO_SO: 406,
}

export const urgency: List = { THUONG: 0, KHAN: 1, THUONG_KHAN: 2, HOA_TOC: 3 }

export const agencies: List = {
  CA: 1,
  VKS: 2,
  TA: 3,
  TTr: 4,
  MTTQ: 5,
  QS: 6,
  BP: 7,
  HQ: 8,
  KL: 9,
  KN: 10,
  CSB: 11,
  KTNN: 12,
  NC: 13,
  UBKT: 14,
  UBND: 15,
  SO: 16,
  CAX: 17,
}

export const agencyNames: Readonly<Record<string, string>> = {
  CA: 'Công an tỉnh An Giang',
  VKS: 'Viện kiểm sát nhân dân tỉnh An Giang',
  TA: 'Tòa án nhân dân tỉnh An Giang',
  TTr: 'Thanh tra tỉnh An Giang',
  MTTQ: 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh An Giang',
}

export const roles: List = {
  NGUOI_BI_TO_GIAC: 1,
  BI_CAN: 2,
  BI_HAI: 3,
  NGUOI_LAM_CHUNG: 4,
  NGUOI_LIEN_QUAN: 5,
  BI_CAO: 6,
  NGUOI_BI_KIEN_NGHI_KHOI_TO: 7,
  NGUOI_BI_GIU_KHAN_CAP: 8,
  NGUOI_BI_BAT: 9,
  NGUOI_BI_TAM_GIU: 10,
  NGUYEN_DON_DAN_SU: 11,
  BI_DON_DAN_SU: 12,
  NGUOI_CHUNG_KIEN: 13,
  NGUOI_GIAM_DINH: 14,
  NGUOI_DINH_GIA: 15,
  NGUOI_PHIEN_DICH: 16,
  NGUOI_BAO_CHUA: 17,
  NGUOI_BAO_VE_BI_HAI: 18,
  NGUOI_BAO_VE_NGUOI_BI_TO_GIAC: 19,
  NGUOI_DAI_DIEN: 20,
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

export const reporterKinds: List = { CA_NHAN: 1, CO_QUAN_TO_CHUC: 2, AN_DANH: 3 }
export const sexes: List = { NU: 0, NAM: 1, KHAC: 2 }
export const absences: List = { unknown: 1, inapplicable: 2, pending: 3 }
export const organisationKinds: List = {
  CO_QUAN_NHA_NUOC: 1,
  DON_VI_SU_NGHIEP: 2,
  DOANH_NGHIEP_NHA_NUOC: 3,
  DOANH_NGHIEP: 4,
  TO_CHUC_KHAC: 9,
}
export const numberTypes: List = { SO_TIEP_NHAN: 1, SO_QUYET_DINH: 2, SO_HO_SO: 3 }
export const tasks: List = { KIEM_SAT: 1, GIAI_QUYET: 2, XET_XU: 3 }
export const relations: List = { NHAP_VAO: 1, TACH_TU: 2, TRUNG_VOI: 3, LIEN_QUAN: 4 }
export const letterKinds: List = { TO_GIAC: 1, TIN_BAO: 2, TO_CAO: 3, KHIEU_NAI: 4, KIEN_NGHI_PHAN_ANH: 5 }
export const letterStates: List = { DANG_XU_LY: 1, DA_CHUYEN: 2, DA_TRA_LOI: 3, LUU: 4 }
