/** Codes of what papers of other agencies say that lie in the police file, native code first. */

type Table = Readonly<Record<string, string>>

export const supervisionInstruments: Table = {
  KTXM: 'YC_KIEM_TRA_XAC_MINH',
  GQ: 'YC_GIAI_QUYET',
  CCTL: 'YC_CUNG_CAP_TL',
  CH: 'YC_CHUYEN',
  KT: 'YC_KHOI_TO',
  TD: 'YC_THAY_DOI',
  BS: 'YC_BO_SUNG',
  H: 'YC_HUY',
  TTKS: 'TRUC_TIEP_KIEM_SAT',
  KNKP: 'KIEN_NGHI_KHAC_PHUC',
  KNPN: 'KIEN_NGHI_PHONG_NGUA',
  KN: 'KHANG_NGHI',
  PC: 'PHE_CHUAN',
  HB: 'HUY_BO',
}

export const organisationKinds: Table = {
  '1': 'CO_QUAN_NHA_NUOC',
  '2': 'DON_VI_SU_NGHIEP',
  '3': 'DOANH_NGHIEP_NHA_NUOC',
  '4': 'DOANH_NGHIEP',
  '9': 'TO_CHUC_KHAC',
}

export const recommendationKinds: Table = {
  KT: 'KHOI_TO',
  TH: 'THU_HOI_TAI_SAN',
  HC: 'XU_LY_HANH_CHINH',
  QL: 'CHAN_CHINH_QUAN_LY',
}
export const recommendationStates: Table = { '0': 'CHUA_THUC_HIEN', '1': 'DANG_THUC_HIEN', '2': 'DA_THUC_HIEN' }

export const petitionKinds: Table = {
  TG: 'TO_GIAC',
  TB: 'TIN_BAO',
  TC: 'TO_CAO',
  KN: 'KHIEU_NAI',
  PA: 'KIEN_NGHI_PHAN_ANH',
}
export const petitionStates: Table = { '1': 'DANG_XU_LY', '2': 'DA_CHUYEN', '3': 'DA_TRA_LOI', '4': 'LUU' }

export const instances: Table = { ST: 'SO_THAM', PT: 'PHUC_THAM', GDT: 'GIAM_DOC_THAM', TT: 'TAI_THAM' }
export const appeals: Table = { '0': 'KHONG', '1': 'KHANG_CAO', '2': 'KHANG_NGHI', '3': 'CA_HAI' }

export const penalties: Table = {
  '01': 'CANH_CAO',
  '02': 'PHAT_TIEN',
  '03': 'CAI_TAO_KHONG_GIAM_GIU',
  '04': 'TRUC_XUAT',
  '05': 'TU_CO_THOI_HAN',
  '06': 'TU_CHUNG_THAN',
  '07': 'TU_HINH',
  '11': 'CAM_DAM_NHIEM_CHUC_VU',
  '12': 'CAM_CU_TRU',
  '13': 'QUAN_CHE',
  '14': 'TUOC_QUYEN_CONG_DAN',
  '15': 'TICH_THU_TAI_SAN',
  '20': 'AN_TREO',
  '21': 'MIEN_HINH_PHAT',
  '22': 'KHONG_CO_TOI',
}
