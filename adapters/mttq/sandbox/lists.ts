/** The portal's own code lists as its writer has them: shared code first. */

type List = Readonly<Record<string, string>>

/** Codes that the portal took over as they are, from the lists that the province publishes. */
const asPublished = (codes: string): List => Object.fromEntries(codes.split(/\s+/).map((code) => [code, code]))

/** The last two are never the Front's own: they come with what is handed over to it. */
export const kinds: List = {
  TO_GIAC: 'TG',
  TIN_BAO: 'TB',
  TIN_BAO_TTDC: 'BC',
  TU_THU: 'TT',
  KHAC: 'PA',
  KIEN_NGHI_KHOI_TO: 'KN',
  TRUC_TIEP_PHAT_HIEN: 'TP',
}

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
  THANH_TRA: 'TTR',
  KIEM_TOAN: 'KTN',
  TO_TUNG_TRUC_TIEP: 'TTT',
}

export const urgencies: List = { THUONG: 'BT', KHAN: 'K', THUONG_KHAN: 'TK', HOA_TOC: 'HT' }

export const flags: List = {
  THAM_NHUNG: 'TN',
  TIEU_CUC: 'TIC',
  LANG_PHI: 'LP',
  DU_LUAN_BUC_XUC: 'BX',
  BAO_CHI_PHAN_ANH: 'BC',
  PHUC_TAP_KEO_DAI: 'KD',
  LIEN_QUAN_CBCCVC: 'CB',
  YEU_CAU_BAO_MAT: 'BM',
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

/** The Front's own four, and those of whoever resolves what was handed over to it. */
export const stages: List = {
  TIEP_NHAN: 'MOI',
  PHAN_LOAI: 'DANG_PHAN_LOAI',
  CHUYEN_DI: 'DA_CHUYEN',
  NHAP: 'DA_GOP',
  ...asPublished(
    'PHAN_CONG XAC_MINH GIA_HAN TAM_DINH_CHI PHUC_HOI KHOI_TO KHONG_KHOI_TO CHUYEN DIEU_TRA TRUY_TO XET_XU_ST XET_XU_PT THI_HANH_AN DINH_CHI TRA_HO_SO',
  ),
}

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
  CAX: 'CAXP',
}

export const roles: List = {
  NGUOI_BI_TO_GIAC: 'BPA',
  BI_HAI: 'BH',
  NGUOI_LAM_CHUNG: 'NC',
  NGUOI_LIEN_QUAN: 'LQ',
  NGUOI_DAI_DIEN: 'DD',
  ...asPublished(
    'NGUOI_BI_KIEN_NGHI_KHOI_TO NGUOI_BI_GIU_KHAN_CAP NGUOI_BI_BAT NGUOI_BI_TAM_GIU BI_CAN BI_CAO NGUYEN_DON_DAN_SU BI_DON_DAN_SU NGUOI_CHUNG_KIEN',
  ),
  ...asPublished(
    'NGUOI_GIAM_DINH NGUOI_DINH_GIA NGUOI_PHIEN_DICH NGUOI_BAO_CHUA NGUOI_BAO_VE_BI_HAI NGUOI_BAO_VE_NGUOI_BI_TO_GIAC',
  ),
}

export const numberTypes: List = { SO_TIEP_NHAN: 'TN', SO_QUYET_DINH: 'QD', SO_HO_SO: 'HS' }

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
/** The Front's own limit, and those of others that it follows. */
export const clockRules: List = {
  'BLTTHS.146': 'CHUYEN_TIN',
  ...asPublished('BLTTHS.146.VKS TTLT01-2017.24H TTLT01-2017.48H TTLT01-2017.TRAM TTLT01-2017.14.1 TTLT01-2017.14.3'),
  ...asPublished('TTLT01-2017.PHAN_CONG TTLT01-2017.CHUYEN TTLT03-2018.5 TTLT03-2018.5.NGAY'),
  ...asPublished('BLTTHS.147.1 BLTTHS.147.2 BLTTHS.148.2 BLTTHS.148.3 BLTTHS.149 BLTTHS.149.2 BLTTHS.154 BLTTHS.158'),
  ...asPublished('BLTTHS.172 BLTTHS.174 BLTTHS.174.VKS BLTTHS.179.GUI BLTTHS.179 BLTTHS.240 BLTTHS.244 BLTTHS.262'),
  ...asPublished('BLTTHS.277 BLTTHS.277.2 BLTTHS.277.3 BLTTHS.333.1 BLTTHS.333.2 BLTTHS.337.1 BLTTHS.337.1.TREN'),
  ...asPublished('BLTTHS.337.2 BLTTHS.337.2.TREN BLTTHS.346 BLTTHS.346.TREN'),
}

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
