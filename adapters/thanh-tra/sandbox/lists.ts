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
  DINH_CHI: 'DC',
  TRA_HO_SO: 'THS',
}

export const agencies: List = {
  TTr: 'TTRT',
  CA: 'CAT',
  VKS: 'VKST',
  TA: 'TAT',
  MTTQ: 'MTTQT',
  UBND: 'UBND',
  SO: 'SBN',
  KTNN: 'KTNN',
  NC: 'BNC',
  UBKT: 'UBKT',
  QS: 'BCHQS',
  BP: 'BDBP',
  CSB: 'CSB',
  HQ: 'HQ',
  KL: 'KLAM',
  KN: 'KNGU',
  CAX: 'CAXA',
}

export const roles: List = {
  NGUOI_BI_TO_GIAC: 'DT',
  NGUOI_LIEN_QUAN: 'LQ',
  BI_HAI: 'BH',
  NGUOI_LAM_CHUNG: 'LC',
  BI_CAN: 'BC',
  BI_CAO: 'BCAO',
  NGUOI_BI_KIEN_NGHI_KHOI_TO: 'KN',
  NGUOI_BI_GIU_KHAN_CAP: 'GKC',
  NGUOI_BI_BAT: 'BB',
  NGUOI_BI_TAM_GIU: 'TG',
  NGUYEN_DON_DAN_SU: 'NDDS',
  BI_DON_DAN_SU: 'BDDS',
  NGUOI_CHUNG_KIEN: 'CK',
  NGUOI_GIAM_DINH: 'GD',
  NGUOI_DINH_GIA: 'DG',
  NGUOI_PHIEN_DICH: 'PD',
  NGUOI_BAO_CHUA: 'BCHUA',
  NGUOI_BAO_VE_BI_HAI: 'BVBH',
  NGUOI_BAO_VE_NGUOI_BI_TO_GIAC: 'BVDT',
  NGUOI_DAI_DIEN: 'DDIEN',
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
  BAN_AN_PHUC_THAM: 'BAPT',
  KHANG_CAO: 'KCAO',
  KHANG_NGHI: 'KNGHI',
  QD_THI_HANH_AN: 'THA',
  GIAI_QUYET_TRANH_CHAP: 'GQTC',
  HUY_BO_TAM_DINH_CHI: 'HB-TDC',
  HUY_BO_KHOI_TO: 'HB-KT',
  HUY_BO_KHONG_KHOI_TO: 'HB-KKT',
  HUY_BO_KHOI_TO_BI_CAN: 'HB-KTBC',
  THAY_DOI_KHOI_TO: 'TD-KT',
  THAY_DOI_KHOI_TO_BI_CAN: 'TD-KTBC',
  BO_SUNG_KHOI_TO: 'BS-KT',
  BO_SUNG_KHOI_TO_BI_CAN: 'BS-KTBC',
  PHE_CHUAN: 'PCH',
  PHE_CHUAN_KHOI_TO_BI_CAN: 'PCH-KTBC',
  NHAP_VU_AN: 'NH-VA',
  TACH_VU_AN: 'TA-VA',
  CHUYEN_VU_AN: 'CHG-VA',
  GIA_HAN_DIEU_TRA: 'GH-DT',
  GIA_HAN_TRUY_TO: 'GH-TT',
  TAM_DINH_CHI_DIEU_TRA: 'TDC-DT',
  TAM_DINH_CHI_DIEU_TRA_BI_CAN: 'TDC-DTBC',
  TAM_DINH_CHI_VU_AN: 'TDC-VA',
  TAM_DINH_CHI_VU_AN_BI_CAN: 'TDC-VABC',
  DINH_CHI: 'DC',
  DINH_CHI_DIEU_TRA: 'DC-DT',
  DINH_CHI_DIEU_TRA_BI_CAN: 'DC-DTBC',
  DINH_CHI_VU_AN: 'DC-VA',
  DINH_CHI_VU_AN_BI_CAN: 'DC-VABC',
  PHUC_HOI_DIEU_TRA: 'PHOI-DT',
  PHUC_HOI_DIEU_TRA_BI_CAN: 'PHOI-DTBC',
  PHUC_HOI_VU_AN: 'PHOI-VA',
  PHUC_HOI_VU_AN_BI_CAN: 'PHOI-VABC',
  TRUY_NA: 'TN',
  KET_LUAN_DE_NGHI_TRUY_TO: 'KLDT-TT',
  KET_LUAN_DINH_CHI: 'KLDT-DC',
  QUYET_DINH_TRUY_TO: 'TT',
  PHAN_CONG_THAM_PHAN: 'PC-TP',
  GIA_HAN_CHUAN_BI_XET_XU: 'GH-CBXX',
  GUI_VKS: 'G-VKS',
  THONG_BAO: 'TBAO',
  GIAO_BAN_AN: 'G-BA',
  GIAM_DOC_THAM: 'GDT',
  TAI_THAM: 'TTHAM',
}

export const grounds: List = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`KKT_${n}`, `157.${n}`])),
  TDC_148_1_A: '148.1.a',
  TDC_148_1_B: '148.1.b',
  TDC_148_1_C: '148.1.c',
  TDC_229_1_A: '229.1.a',
  TDC_229_1_B: '229.1.b',
  TDC_229_1_C: '229.1.c',
  TDC_229_1_D: '229.1.d',
  DC_230_1_A: '230.1.a',
  DC_230_1_B: '230.1.b',
  TDC_247_1_A: '247.1.a',
  TDC_247_1_B: '247.1.b',
  TDC_247_1_C: '247.1.c',
  TDC_247_1_D: '247.1.d',
  TDC_281_1_A: '281.1.a',
  TDC_281_1_B: '281.1.b',
  TDC_281_1_C: '281.1.c',
}

export const flags: List = {
  THAM_NHUNG: 'TN',
  TIEU_CUC: 'TC',
  LANG_PHI: 'LP',
  DU_LUAN_BUC_XUC: 'DLBX',
  BAO_CHI_PHAN_ANH: 'BCPA',
  PHUC_TAP_KEO_DAI: 'PTKD',
  LIEN_QUAN_CBCCVC: 'CBCC',
  YEU_CAU_BAO_MAT: 'YCBM',
}
export const urgencies: List = { THUONG: 'T', KHAN: 'K', THUONG_KHAN: 'TK', HOA_TOC: 'HT' }
export const numberTypes: List = { SO_TIEP_NHAN: 'TN', SO_QUYET_DINH: 'QD', SO_HO_SO: 'HS' }
export const tasks: List = { GIAI_QUYET: 'GQ', KIEM_SAT: 'KS', XET_XU: 'XX' }
export const petitionClasses: List = {
  TO_GIAC: 'TG',
  TIN_BAO: 'TB',
  TO_CAO: 'TC',
  KHIEU_NAI: 'KN',
  KIEN_NGHI_PHAN_ANH: 'PA',
}
export const petitionStates: List = { DANG_XU_LY: 'XL', DA_CHUYEN: 'CD', DA_TRA_LOI: 'TL', LUU: 'LUU' }
export const relations: List = { NHAP_VAO: 'NV', TACH_TU: 'TT', TRUNG_VOI: 'TV', LIEN_QUAN: 'LQ' }

export const recommendations: List = {
  KHOI_TO: 'KNKT',
  THU_HOI_TAI_SAN: 'THTS',
  XU_LY_HANH_CHINH: 'XLHC',
  CHAN_CHINH_QUAN_LY: 'CCQL',
}
export const progress: List = { CHUA_THUC_HIEN: '0', DANG_THUC_HIEN: '1', DA_THUC_HIEN: '2' }
export const clockStates: List = { DANG_CHAY: 'CH', DUNG_HAN: 'DH', QUA_HAN: 'QH', TAM_DUNG: 'TD' }
export const organisationKinds: List = {
  CO_QUAN_NHA_NUOC: 'CQNN',
  DON_VI_SU_NGHIEP: 'DVSN',
  DOANH_NGHIEP_NHA_NUOC: 'DNNN',
  DOANH_NGHIEP: 'DN',
  TO_CHUC_KHAC: 'KHAC',
}
export const yesNo: List = { true: 'Có', false: 'Không' }
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
