/** The portal's own code lists as its writer has them: shared code first. */

type List = Readonly<Record<string, string>>

export const kinds: List = { TO_GIAC: 'TG', TIN_BAO: 'TB', TIN_BAO_TTDC: 'BC', TU_THU: 'TT', KHAC: 'PA' }

export const channels: List = {
  TRUC_TIEP: 'QUAY',
  DIEN_THOAI: 'DT',
  BUU_CHINH: 'THU',
  VAN_BAN_CO_QUAN: 'CV',
  TRUC_VAN_BAN: 'TVB',
  CONG_DVC: 'DVC',
  CONG_TTDT: 'WEB',
  UNG_DUNG_DI_DONG: 'APP',
  BAO_CHI: 'BAO',
  MANG_XA_HOI: 'MXH',
  TIEP_CONG_DAN: 'TCD',
  MTTQ: 'MTX',
  DOAN_GIAM_SAT: 'DGS',
}

export const fields: List = {
  DAT_DAI: 'DD',
  DAU_TU: 'DT',
  TAI_CHINH: 'TC',
  XAY_DUNG_CO_BAN: 'XD',
  DOANH_NGHIEP_NHA_NUOC: 'DN',
  TAI_SAN_CONG: 'TS',
  MUA_SAM: 'MS',
  TUYEN_SINH_DAO_TAO: 'GD',
  TUYEN_DUNG: 'CB',
  HOAT_DONG_TU_PHAP: 'TP',
  TIEP_CONG_DAN: 'KN',
}

export const stages: List = { TIEP_NHAN: 'MOI', PHAN_LOAI: 'DANG_PHAN_LOAI', CHUYEN_DI: 'DA_CHUYEN', NHAP: 'DA_GOP' }

export const agencies: List = {
  CA: 'CAT',
  VKS: 'VKST',
  TA: 'TAT',
  TTr: 'TTT',
  MTTQ: 'MTT',
  QS: 'QST',
  BP: 'BPT',
  NC: 'NCT',
  UBKT: 'KTT',
  UBND: 'UBT',
  SO: 'SNT',
  HQ: 'HQT',
  KL: 'KLT',
  KN: 'KNT',
  CSB: 'CSBV',
  KTNN: 'KTNNV',
}

export const roles: List = {
  NGUOI_BI_TO_GIAC: 'BPA',
  BI_HAI: 'BH',
  NGUOI_LAM_CHUNG: 'NC',
  NGUOI_LIEN_QUAN: 'LQ',
  NGUOI_DAI_DIEN: 'DD',
}

export const classifications: List = {
  TO_GIAC: 'TG',
  TIN_BAO: 'TB',
  TO_CAO: 'TC',
  KHIEU_NAI: 'KN',
  KIEN_NGHI_PHAN_ANH: 'KNPA',
}

export const petitionStates: List = {
  DANG_XU_LY: 'DANG_XL',
  DA_CHUYEN: 'DA_CHUYEN',
  DA_TRA_LOI: 'DA_TL',
  LUU: 'LUU_DON',
}

export const relations: List = {
  TRUNG_VOI: 'TRUNG',
  NHAP_VAO: 'GOP_VAO',
  TACH_TU: 'TACH_TU',
  LIEN_QUAN: 'LIEN_QUAN',
}

export const reporterKinds: List = { CA_NHAN: 'CN', CO_QUAN_TO_CHUC: 'TC', AN_DANH: 'AD' }
export const clockRules: List = { 'BLTTHS.146': 'CHUYEN_TIN' }

export const clockStates: List = {
  DANG_CHAY: 'CON_HAN',
  DUNG_HAN: 'DUNG_HAN',
  QUA_HAN: 'TRE_HAN',
  TAM_DUNG: 'TAM_DUNG',
}

export const levels: List = { NOI_BO: 'NB', HAN_CHE: 'HC' }

export const tags: List = {
  NGUOI_TO_GIAC: 'NTG',
  NGUOI_CHUA_THANH_NIEN: 'CTN',
  BAO_VE_NHAN_CHUNG: 'BVNC',
  DLCN_CO_BAN: 'DLCB',
  DLCN_NHAY_CAM: 'DLNC',
  CAN_BO_QUAN_LY: 'CBQL',
}
