/** Code lists of what is done in a matter, as this adapter reads them: native code first. The shared side is checked by a unit test. */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Charge, Clock, Custody, Hearing, Judgment, Suspension } from '../../schemas/generated/types.ts'
import type { Table } from './codes.ts'

type Of<Value> = Readonly<Record<string, NonNullable<Value>>>

/**
 * Decisions go by the number of their form (Thông tư 03/2026/TT-VKSTC); those of others from 901 on, own ones without a form here from
 * 951 on, and what is told without its kind from 991 on.
 */
export const decisions: Table = {
  '2': 'CHUYEN',
  '3': 'PHAN_CONG',
  '9': 'GIA_HAN',
  '10': 'TAM_DINH_CHI',
  '11': 'HUY_BO_TAM_DINH_CHI',
  '12': 'PHUC_HOI',
  '13': 'GIAI_QUYET_TRANH_CHAP',
  '21': 'KHONG_KHOI_TO',
  '22': 'HUY_BO_KHONG_KHOI_TO',
  '23': 'KHOI_TO',
  '24': 'THAY_DOI_KHOI_TO',
  '25': 'BO_SUNG_KHOI_TO',
  '26': 'HUY_BO_KHOI_TO',
  '30': 'THONG_BAO',
  '85': 'CHUYEN_VU_AN',
  '90': 'PHE_CHUAN_KHOI_TO_BI_CAN',
  '99': 'THAY_DOI_KHOI_TO_BI_CAN',
  '101': 'BO_SUNG_KHOI_TO_BI_CAN',
  '102': 'HUY_BO_KHOI_TO_BI_CAN',
  '104': 'GIA_HAN_DIEU_TRA',
  '142': 'NHAP_VU_AN',
  '143': 'TACH_VU_AN',
  '144': 'GIA_HAN_TRUY_TO',
  '145': 'TRA_HO_SO',
  '146': 'TAM_DINH_CHI_VU_AN',
  '148': 'TAM_DINH_CHI_VU_AN_BI_CAN',
  '150': 'DINH_CHI_VU_AN',
  '152': 'DINH_CHI_VU_AN_BI_CAN',
  '154': 'PHUC_HOI_VU_AN',
  '155': 'PHUC_HOI_VU_AN_BI_CAN',
  '156': 'CAO_TRANG',
  '901': 'KHOI_TO_BI_CAN',
  '902': 'KET_LUAN_DIEU_TRA',
  '903': 'THU_LY',
  '904': 'DUA_RA_XET_XU',
  '905': 'BAN_AN_SO_THAM',
  '906': 'KET_LUAN_THANH_TRA',
  '907': 'KIEN_NGHI_KHOI_TO',
  '908': 'KET_LUAN_DE_NGHI_TRUY_TO',
  '909': 'KET_LUAN_DINH_CHI',
  '910': 'TAM_DINH_CHI_DIEU_TRA',
  '911': 'TAM_DINH_CHI_DIEU_TRA_BI_CAN',
  '912': 'DINH_CHI_DIEU_TRA',
  '913': 'DINH_CHI_DIEU_TRA_BI_CAN',
  '914': 'PHUC_HOI_DIEU_TRA',
  '915': 'PHUC_HOI_DIEU_TRA_BI_CAN',
  '916': 'TRUY_NA',
  '917': 'PHAN_CONG_THAM_PHAN',
  '918': 'GIA_HAN_CHUAN_BI_XET_XU',
  '919': 'KHANG_CAO',
  '920': 'BAN_AN_PHUC_THAM',
  '921': 'GIAM_DOC_THAM',
  '922': 'TAI_THAM',
  '923': 'QD_THI_HANH_AN',
  '924': 'GUI_VKS',
  '925': 'GIAO_BAN_AN',
  '951': 'KHANG_NGHI',
  '952': 'QUYET_DINH_TRUY_TO',
  '991': 'HUY_BO',
  '992': 'PHE_CHUAN',
  '993': 'DINH_CHI',
}

/** By the number of the form as well. */
export const instruments: Table = {
  '5': 'YC_KIEM_TRA_XAC_MINH',
  '6': 'YC_GIAI_QUYET',
  '7': 'YC_CUNG_CAP_TL',
  '8': 'YC_CHUYEN',
  '11': 'HUY_BO',
  '14': 'TRUC_TIEP_KIEM_SAT',
  '17': 'YC_KHOI_TO',
  '18': 'YC_THAY_DOI',
  '19': 'YC_BO_SUNG',
  '20': 'YC_HUY',
  '90': 'PHE_CHUAN',
  '139': 'KIEN_NGHI_KHAC_PHUC',
  '140': 'KIEN_NGHI_PHONG_NGUA',
  '951': 'KHANG_NGHI',
}

/** Article, clause and point of the procedure code. */
export const grounds: Table = {
  D148K1A: 'TDC_148_1_A',
  D148K1B: 'TDC_148_1_B',
  D148K1C: 'TDC_148_1_C',
  D157K1: 'KKT_1',
  D157K2: 'KKT_2',
  D157K3: 'KKT_3',
  D157K4: 'KKT_4',
  D157K5: 'KKT_5',
  D157K6: 'KKT_6',
  D157K7: 'KKT_7',
  D157K8: 'KKT_8',
  D229K1A: 'TDC_229_1_A',
  D229K1B: 'TDC_229_1_B',
  D229K1C: 'TDC_229_1_C',
  D229K1D: 'TDC_229_1_D',
  D230K1A: 'DC_230_1_A',
  D230K1B: 'DC_230_1_B',
  D247K1A: 'TDC_247_1_A',
  D247K1B: 'TDC_247_1_B',
  D247K1C: 'TDC_247_1_C',
  D247K1D: 'TDC_247_1_D',
  D281K1A: 'TDC_281_1_A',
  D281K1B: 'TDC_281_1_B',
  D281K1C: 'TDC_281_1_C',
}

/** The number of a form in its own circular: `05/HS` of the procuracy, `03/BCA` of the police. */
export const forms: Table = Object.fromEntries(
  codeSystem('forms').codes.map(({ code }) => {
    const [series, number] = code.split('.')
    return [`${number}/${series === 'VKS' ? 'HS' : 'BCA'}`, code]
  }),
)

export const severity: Table = {
  '1': 'IT_NGHIEM_TRONG',
  '2': 'NGHIEM_TRONG',
  '3': 'RAT_NGHIEM_TRONG',
  '4': 'DAC_BIET_NGHIEM_TRONG',
}

/** Limits of hand-overs too. */
export const clockRules: Table = {
  D146: 'BLTTHS.146',
  D146VKS: 'BLTTHS.146.VKS',
  D147K1: 'BLTTHS.147.1',
  D147K2: 'BLTTHS.147.2',
  D148K2: 'BLTTHS.148.2',
  D148K3: 'BLTTHS.148.3',
  D149: 'BLTTHS.149',
  D149K2: 'BLTTHS.149.2',
  D154: 'BLTTHS.154',
  D158: 'BLTTHS.158',
  D172: 'BLTTHS.172',
  D174: 'BLTTHS.174',
  D174VKS: 'BLTTHS.174.VKS',
  D179: 'BLTTHS.179',
  D179GUI: 'BLTTHS.179.GUI',
  D240: 'BLTTHS.240',
  D244: 'BLTTHS.244',
  D262: 'BLTTHS.262',
  D277: 'BLTTHS.277',
  D277K2: 'BLTTHS.277.2',
  D277K3: 'BLTTHS.277.3',
  D333K1: 'BLTTHS.333.1',
  D333K2: 'BLTTHS.333.2',
  D337K1: 'BLTTHS.337.1',
  D337K1TREN: 'BLTTHS.337.1.TREN',
  D337K2: 'BLTTHS.337.2',
  D337K2TREN: 'BLTTHS.337.2.TREN',
  D346: 'BLTTHS.346',
  D346TREN: 'BLTTHS.346.TREN',
  TT0124H: 'TTLT01-2017.24H',
  TT0148H: 'TTLT01-2017.48H',
  TT01TRAM: 'TTLT01-2017.TRAM',
  TT01D14K1: 'TTLT01-2017.14.1',
  TT01D14K3: 'TTLT01-2017.14.3',
  TT01PC: 'TTLT01-2017.PHAN_CONG',
  TT01CHUYEN: 'TTLT01-2017.CHUYEN',
  TT03D5: 'TTLT03-2018.5',
  TT03D5NGAY: 'TTLT03-2018.5.NGAY',
}

export const clockStates: Of<Clock['state']> = { '1': 'DANG_CHAY', '2': 'DUNG_HAN', '3': 'TAM_DUNG' }
export const suspensionStates: Of<Suspension['state']> = {
  '1': 'DANG_TAM_DINH_CHI',
  '2': 'DA_PHUC_HOI',
  '3': 'DA_CHAM_DUT',
}
export const approvals: Of<Charge['approval']> = { '0': 'CHO_PHE_CHUAN', '1': 'DA_PHE_CHUAN', '2': 'KHONG_PHE_CHUAN' }

/** `mucMat` of a file that changed hands: of the papers, no mark of this record. A state secret has the sign of its stamp. */
export const fileLevels: Of<Custody['level']> = {
  '0': 'CONG_KHAI',
  '1': 'NOI_BO',
  '2': 'HAN_CHE',
  C: 'MAT',
  B: 'TOI_MAT',
  A: 'TUYET_MAT',
}

export const hearingInstances: Of<Hearing['instance']> = { '1': 'SO_THAM', '2': 'PHUC_THAM' }
export const hearingStates: Of<Hearing['state']> = { '1': 'DA_LEN_LICH', '2': 'HOAN', '3': 'DA_XET_XU' }
export const judgmentInstances: Of<Judgment['instance']> = {
  ...hearingInstances,
  '3': 'GIAM_DOC_THAM',
  '4': 'TAI_THAM',
}
export const appeals: Of<Judgment['appeal']> = { '0': 'KHONG', '1': 'KHANG_CAO', '2': 'KHANG_NGHI', '3': 'CA_HAI' }

export const penalties: Table = {
  '1': 'CANH_CAO',
  '2': 'PHAT_TIEN',
  '3': 'CAI_TAO_KHONG_GIAM_GIU',
  '4': 'TRUC_XUAT',
  '5': 'TU_CO_THOI_HAN',
  '6': 'TU_CHUNG_THAN',
  '7': 'TU_HINH',
  '11': 'CAM_DAM_NHIEM_CHUC_VU',
  '12': 'CAM_CU_TRU',
  '13': 'QUAN_CHE',
  '14': 'TUOC_QUYEN_CONG_DAN',
  '15': 'TICH_THU_TAI_SAN',
  '21': 'AN_TREO',
  '22': 'MIEN_HINH_PHAT',
  '23': 'KHONG_CO_TOI',
}
