/** The inspection system's own code lists, written from its side: shared meaning first. The adapter has its own reading of them. */

type List = Readonly<Record<string, string>>

export const kinds: List = {
  KIEN_NGHI_KHOI_TO: 'KN',
  TO_GIAC: 'TG',
  TIN_BAO: 'TB',
  TIN_BAO_TTDC: 'BC',
  TU_THU: 'TT',
  TRUC_TIEP_PHAT_HIEN: 'PH',
  KHAC: 'KH',
}

export const channels: List = {
  THANH_TRA: 'N12',
  KIEM_TOAN: 'N13',
  MTTQ: 'N14',
  DOAN_GIAM_SAT: 'N15',
  TO_TUNG_TRUC_TIEP: 'N16',
  TRUC_TIEP: 'N01',
  DIEN_THOAI: 'N02',
  BUU_CHINH: 'N03',
  VAN_BAN_CO_QUAN: 'N04',
  TRUC_VAN_BAN: 'N05',
  CONG_DVC: 'N06',
  CONG_TTDT: 'N07',
  UNG_DUNG_DI_DONG: 'N08',
  BAO_CHI: 'N09',
  MANG_XA_HOI: 'N10',
  TIEP_CONG_DAN: 'N11',
}

export const fields: List = {
  DAT_DAI: 'L1',
  DAU_TU: 'L2',
  TAI_CHINH: 'L3',
  XAY_DUNG_CO_BAN: 'L4',
  DOANH_NGHIEP_NHA_NUOC: 'L5',
  TAI_SAN_CONG: 'L6',
  MUA_SAM: 'L7',
  TUYEN_SINH_DAO_TAO: 'L8',
  TUYEN_DUNG: 'L9',
  HOAT_DONG_TU_PHAP: 'L10',
  TIEP_CONG_DAN: 'L11',
}

export const stages: List = {
  TIEP_NHAN: 'TN',
  PHAN_LOAI: 'PL',
  CHUYEN_DI: 'CD',
  PHAN_CONG: 'PC',
  XAC_MINH: 'XM',
  GIA_HAN: 'GH',
  TAM_DINH_CHI: 'TDC',
  PHUC_HOI: 'PHOI',
  KHOI_TO: 'KT',
  KHONG_KHOI_TO: 'KKT',
  CHUYEN: 'CHG',
  NHAP: 'NHAP',
  DIEU_TRA: 'DT',
  TRUY_TO: 'TRT',
  XET_XU_ST: 'XXST',
  XET_XU_PT: 'XXPT',
  THI_HANH_AN: 'THA',
}

export const agencies: List = { TTr: 'TTRT', CA: 'CAT', VKS: 'VKST', TA: 'TAT', MTTQ: 'MTTQT' }

export const roles: List = {
  NGUOI_BI_TO_GIAC: 'DT',
  NGUOI_LIEN_QUAN: 'LQ',
  BI_HAI: 'BH',
  NGUOI_LAM_CHUNG: 'LC',
  BI_CAN: 'BC',
  BI_CAO: 'BCAO',
}

export const decisions: List = {
  KET_LUAN_THANH_TRA: 'KLTT',
  KIEN_NGHI_KHOI_TO: 'KNKT',
  CHUYEN: 'CHG',
  PHAN_CONG: 'PC',
  KHOI_TO: 'KT',
  KHONG_KHOI_TO: 'KKT',
  TAM_DINH_CHI: 'TDC',
  PHUC_HOI: 'PHOI',
  GIA_HAN: 'GH',
  HUY_BO: 'HB',
  KHOI_TO_BI_CAN: 'KTBC',
  KET_LUAN_DIEU_TRA: 'KLDT',
  CAO_TRANG: 'CT',
  THU_LY: 'TL',
  DUA_RA_XET_XU: 'DRXX',
  TRA_HO_SO: 'THS',
  BAN_AN_SO_THAM: 'BA',
}

export const recommendations: List = {
  KHOI_TO: 'KNKT',
  THU_HOI_TAI_SAN: 'THTS',
  XU_LY_HANH_CHINH: 'XLHC',
  CHAN_CHINH_QUAN_LY: 'CCQL',
}
export const progress: List = { CHUA_THUC_HIEN: '0', DANG_THUC_HIEN: '1', DA_THUC_HIEN: '2' }
export const rules: List = { 'TTLT03-2018.5': 'TT03/2018-5' }
export const clockStates: List = { DANG_CHAY: 'CH', DUNG_HAN: 'DH', QUA_HAN: 'QH', TAM_DUNG: 'TD' }
export const sexes: List = { NAM: 'Nam', NU: 'Nữ', KHAC: 'Khác' }
export const absences: List = { unknown: '?', inapplicable: '/', pending: '...' }
export const levels: List = {
  CONG_KHAI: 'CK',
  NOI_BO: 'TH',
  HAN_CHE: 'HC',
  MAT: 'BMNN-C',
  TOI_MAT: 'BMNN-B',
  TUYET_MAT: 'BMNN-A',
}

export const tags: List = {
  NGUOI_TO_GIAC: 'NTG',
  NGUOI_CHUA_THANH_NIEN: 'CTN',
  BAO_VE_NHAN_CHUNG: 'BVNC',
  DLCN_CO_BAN: 'CB',
  DLCN_NHAY_CAM: 'NC',
  CAN_BO_QUAN_LY: 'CBQL',
}
