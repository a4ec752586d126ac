/** The inspectorate's code lists as this adapter reads them: native code first. The shared side is checked by a unit test. */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type {
  Assignment,
  Clock,
  Identifier,
  Label,
  Link,
  Organisation,
  Petition,
  Recommendation,
} from '../../schemas/generated/types.ts'
import type { AbsenceReason } from '../sdk/adapter.ts'

export type Table = Readonly<Record<string, string>>

export const kinds: Table = {
  TG: 'TO_GIAC',
  TB: 'TIN_BAO',
  BC: 'TIN_BAO_TTDC',
  KN: 'KIEN_NGHI_KHOI_TO',
  TT: 'TU_THU',
  PH: 'TRUC_TIEP_PHAT_HIEN',
  KH: 'KHAC',
}

export const channels: Table = {
  N01: 'TRUC_TIEP',
  N02: 'DIEN_THOAI',
  N03: 'BUU_CHINH',
  N04: 'VAN_BAN_CO_QUAN',
  N05: 'TRUC_VAN_BAN',
  N06: 'CONG_DVC',
  N07: 'CONG_TTDT',
  N08: 'UNG_DUNG_DI_DONG',
  N09: 'BAO_CHI',
  N10: 'MANG_XA_HOI',
  N11: 'TIEP_CONG_DAN',
  N12: 'THANH_TRA',
  N13: 'KIEM_TOAN',
  N14: 'MTTQ',
  N15: 'DOAN_GIAM_SAT',
  N16: 'TO_TUNG_TRUC_TIEP',
}

export const corruptionFields: Table = {
  L1: 'DAT_DAI',
  L2: 'DAU_TU',
  L3: 'TAI_CHINH',
  L4: 'XAY_DUNG_CO_BAN',
  L5: 'DOANH_NGHIEP_NHA_NUOC',
  L6: 'TAI_SAN_CONG',
  L7: 'MUA_SAM',
  L8: 'TUYEN_SINH_DAO_TAO',
  L9: 'TUYEN_DUNG',
  L10: 'HOAT_DONG_TU_PHAP',
  L11: 'TIEP_CONG_DAN',
}

export const stages: Table = {
  TN: 'TIEP_NHAN',
  PL: 'PHAN_LOAI',
  CD: 'CHUYEN_DI',
  PC: 'PHAN_CONG',
  XM: 'XAC_MINH',
  GH: 'GIA_HAN',
  TDC: 'TAM_DINH_CHI',
  PHOI: 'PHUC_HOI',
  KT: 'KHOI_TO',
  KKT: 'KHONG_KHOI_TO',
  CHG: 'CHUYEN',
  NHAP: 'NHAP',
  DT: 'DIEU_TRA',
  TRT: 'TRUY_TO',
  XXST: 'XET_XU_ST',
  XXPT: 'XET_XU_PT',
  THA: 'THI_HANH_AN',
  DC: 'DINH_CHI',
  THS: 'TRA_HO_SO',
}

export const agencies: Table = {
  CAT: 'CA',
  VKST: 'VKS',
  TAT: 'TA',
  TTRT: 'TTr',
  MTTQT: 'MTTQ',
  BCHQS: 'QS',
  BDBP: 'BP',
  BNC: 'NC',
  UBKT: 'UBKT',
  UBND: 'UBND',
  SBN: 'SO',
  HQ: 'HQ',
  KLAM: 'KL',
  KNGU: 'KN',
  CSB: 'CSB',
  KTNN: 'KTNN',
  CAXA: 'CAX',
  TTS: 'TTr',
  TTH: 'TTr',
  CAH: 'CA',
  VKSH: 'VKS',
  TAH: 'TA',
}

/** The last day on which a native code was in force: inspectorates of departments, and the districts, ended on 01/07/2025. */
export const lastDays: Table = {
  TTS: '2025-06-30',
  TTH: '2025-06-30',
  CAH: '2025-06-30',
  VKSH: '2025-06-30',
  TAH: '2025-06-30',
}

export const roles: Table = {
  DT: 'NGUOI_BI_TO_GIAC',
  LQ: 'NGUOI_LIEN_QUAN',
  BH: 'BI_HAI',
  LC: 'NGUOI_LAM_CHUNG',
  BC: 'BI_CAN',
  BCAO: 'BI_CAO',
  KN: 'NGUOI_BI_KIEN_NGHI_KHOI_TO',
  GKC: 'NGUOI_BI_GIU_KHAN_CAP',
  BB: 'NGUOI_BI_BAT',
  TG: 'NGUOI_BI_TAM_GIU',
  NDDS: 'NGUYEN_DON_DAN_SU',
  BDDS: 'BI_DON_DAN_SU',
  CK: 'NGUOI_CHUNG_KIEN',
  GD: 'NGUOI_GIAM_DINH',
  DG: 'NGUOI_DINH_GIA',
  PD: 'NGUOI_PHIEN_DICH',
  BCHUA: 'NGUOI_BAO_CHUA',
  BVBH: 'NGUOI_BAO_VE_BI_HAI',
  BVDT: 'NGUOI_BAO_VE_NGUOI_BI_TO_GIAC',
  DDIEN: 'NGUOI_DAI_DIEN',
}

/** What the inspectorate signs, and what comes of a matter that it passed on, as far as it is told. */
export const decisions: Table = {
  KLTT: 'KET_LUAN_THANH_TRA',
  KNKT: 'KIEN_NGHI_KHOI_TO',
  PC: 'PHAN_CONG',
  KT: 'KHOI_TO',
  KKT: 'KHONG_KHOI_TO',
  TDC: 'TAM_DINH_CHI',
  PHOI: 'PHUC_HOI',
  CHG: 'CHUYEN',
  GH: 'GIA_HAN',
  HB: 'HUY_BO',
  KTBC: 'KHOI_TO_BI_CAN',
  KLDT: 'KET_LUAN_DIEU_TRA',
  CT: 'CAO_TRANG',
  TL: 'THU_LY',
  DRXX: 'DUA_RA_XET_XU',
  THS: 'TRA_HO_SO',
  BA: 'BAN_AN_SO_THAM',
  GQTC: 'GIAI_QUYET_TRANH_CHAP',
  'HB-TDC': 'HUY_BO_TAM_DINH_CHI',
  'TD-KT': 'THAY_DOI_KHOI_TO',
  'BS-KT': 'BO_SUNG_KHOI_TO',
  'HB-KT': 'HUY_BO_KHOI_TO',
  'HB-KKT': 'HUY_BO_KHONG_KHOI_TO',
  'TD-KTBC': 'THAY_DOI_KHOI_TO_BI_CAN',
  'BS-KTBC': 'BO_SUNG_KHOI_TO_BI_CAN',
  'HB-KTBC': 'HUY_BO_KHOI_TO_BI_CAN',
  PCH: 'PHE_CHUAN',
  'PCH-KTBC': 'PHE_CHUAN_KHOI_TO_BI_CAN',
  'NH-VA': 'NHAP_VU_AN',
  'TA-VA': 'TACH_VU_AN',
  'CHG-VA': 'CHUYEN_VU_AN',
  'GH-DT': 'GIA_HAN_DIEU_TRA',
  'TDC-DT': 'TAM_DINH_CHI_DIEU_TRA',
  'TDC-DTBC': 'TAM_DINH_CHI_DIEU_TRA_BI_CAN',
  DC: 'DINH_CHI',
  'DC-DT': 'DINH_CHI_DIEU_TRA',
  'DC-DTBC': 'DINH_CHI_DIEU_TRA_BI_CAN',
  'PHOI-DT': 'PHUC_HOI_DIEU_TRA',
  'PHOI-DTBC': 'PHUC_HOI_DIEU_TRA_BI_CAN',
  TN: 'TRUY_NA',
  'KLDT-TT': 'KET_LUAN_DE_NGHI_TRUY_TO',
  'KLDT-DC': 'KET_LUAN_DINH_CHI',
  'GH-TT': 'GIA_HAN_TRUY_TO',
  TT: 'QUYET_DINH_TRUY_TO',
  'TDC-VA': 'TAM_DINH_CHI_VU_AN',
  'TDC-VABC': 'TAM_DINH_CHI_VU_AN_BI_CAN',
  'DC-VA': 'DINH_CHI_VU_AN',
  'DC-VABC': 'DINH_CHI_VU_AN_BI_CAN',
  'PHOI-VA': 'PHUC_HOI_VU_AN',
  'PHOI-VABC': 'PHUC_HOI_VU_AN_BI_CAN',
  KCAO: 'KHANG_CAO',
  KNGHI: 'KHANG_NGHI',
  BAPT: 'BAN_AN_PHUC_THAM',
  THA: 'QD_THI_HANH_AN',
  'PC-TP': 'PHAN_CONG_THAM_PHAN',
  'GH-CBXX': 'GIA_HAN_CHUAN_BI_XET_XU',
  'G-VKS': 'GUI_VKS',
  TBAO: 'THONG_BAO',
  'G-BA': 'GIAO_BAN_AN',
  GDT: 'GIAM_DOC_THAM',
  TTHAM: 'TAI_THAM',
}

/** `mã căn cứ`: article, clause and point of BLTTHS. */
export const grounds: Table = {
  '148.1.a': 'TDC_148_1_A',
  '148.1.b': 'TDC_148_1_B',
  '148.1.c': 'TDC_148_1_C',
  '157.1': 'KKT_1',
  '157.2': 'KKT_2',
  '157.3': 'KKT_3',
  '157.4': 'KKT_4',
  '157.5': 'KKT_5',
  '157.6': 'KKT_6',
  '157.7': 'KKT_7',
  '157.8': 'KKT_8',
  '229.1.a': 'TDC_229_1_A',
  '229.1.b': 'TDC_229_1_B',
  '229.1.c': 'TDC_229_1_C',
  '229.1.d': 'TDC_229_1_D',
  '230.1.a': 'DC_230_1_A',
  '230.1.b': 'DC_230_1_B',
  '247.1.a': 'TDC_247_1_A',
  '247.1.b': 'TDC_247_1_B',
  '247.1.c': 'TDC_247_1_C',
  '247.1.d': 'TDC_247_1_D',
  '281.1.a': 'TDC_281_1_A',
  '281.1.b': 'TDC_281_1_B',
  '281.1.c': 'TDC_281_1_C',
}

/** `Tính chất`. */
export const flags: Table = {
  TN: 'THAM_NHUNG',
  TC: 'TIEU_CUC',
  LP: 'LANG_PHI',
  DLBX: 'DU_LUAN_BUC_XUC',
  BCPA: 'BAO_CHI_PHAN_ANH',
  PTKD: 'PHUC_TAP_KEO_DAI',
  CBCC: 'LIEN_QUAN_CBCCVC',
  YCBM: 'YEU_CAU_BAO_MAT',
}

/** `Độ khẩn` (NĐ 30/2020/NĐ-CP). */
export const urgencies: Table = { T: 'THUONG', K: 'KHAN', TK: 'THUONG_KHAN', HT: 'HOA_TOC' }

export const numberTypes: Readonly<Record<string, Identifier['type']>> = {
  TN: 'SO_TIEP_NHAN',
  QD: 'SO_QUYET_DINH',
  HS: 'SO_HO_SO',
}

export const tasks: Readonly<Record<string, Assignment['task']>> = {
  GQ: 'GIAI_QUYET',
  KS: 'KIEM_SAT',
  XX: 'XET_XU',
}

export const petitionClasses: Readonly<Record<string, NonNullable<Petition['classification']>>> = {
  TG: 'TO_GIAC',
  TB: 'TIN_BAO',
  TC: 'TO_CAO',
  KN: 'KHIEU_NAI',
  PA: 'KIEN_NGHI_PHAN_ANH',
}

export const petitionStates: Readonly<Record<string, NonNullable<Petition['state']>>> = {
  XL: 'DANG_XU_LY',
  CD: 'DA_CHUYEN',
  TL: 'DA_TRA_LOI',
  LUU: 'LUU',
}

export const relations: Readonly<Record<string, Link['relation']>> = {
  NV: 'NHAP_VAO',
  TT: 'TACH_TU',
  TV: 'TRUNG_VOI',
  LQ: 'LIEN_QUAN',
}

export const recommendationKinds: Readonly<Record<string, Recommendation['kind']>> = {
  KNKT: 'KHOI_TO',
  THTS: 'THU_HOI_TAI_SAN',
  XLHC: 'XU_LY_HANH_CHINH',
  CCQL: 'CHAN_CHINH_QUAN_LY',
}

export const recommendationStates: Readonly<Record<string, NonNullable<Recommendation['state']>>> = {
  '0': 'CHUA_THUC_HIEN',
  '1': 'DANG_THUC_HIEN',
  '2': 'DA_THUC_HIEN',
}

export const clockStates: Readonly<Record<string, NonNullable<Clock['state']>>> = {
  CH: 'DANG_CHAY',
  DH: 'DUNG_HAN',
  QH: 'QUA_HAN',
  TD: 'TAM_DUNG',
}

/** `loại hình` of an organisation. */
export const organisationKinds: Readonly<Record<string, NonNullable<Organisation['kind']>>> = {
  CQNN: 'CO_QUAN_NHA_NUOC',
  DVSN: 'DON_VI_SU_NGHIEP',
  DNNN: 'DOANH_NGHIEP_NHA_NUOC',
  DN: 'DOANH_NGHIEP',
  KHAC: 'TO_CHUC_KHAC',
}

export const yesNo: Readonly<Record<string, boolean>> = { Có: true, Không: false }

export const sexes: Table = { Nam: 'NAM', Nữ: 'NU', Khác: 'KHAC' }

/** A member that holds one of these alone has no value, and says why. */
export const absences: Readonly<Record<string, AbsenceReason>> = {
  '?': 'unknown',
  '/': 'inapplicable',
  '...': 'pending',
}

/** `Độ bảo mật`. */
export const levels: Readonly<Record<string, 'CONG_KHAI' | 'NOI_BO' | 'HAN_CHE'>> = {
  CK: 'CONG_KHAI',
  TH: 'NOI_BO',
  HC: 'HAN_CHE',
}

/** `Dấu xử lý`. */
export const tags: Readonly<Record<string, Label['tags'][number]>> = {
  NTG: 'NGUOI_TO_GIAC',
  CTN: 'NGUOI_CHUA_THANH_NIEN',
  BVNC: 'BAO_VE_NHAN_CHUNG',
  CB: 'DLCN_CO_BAN',
  NC: 'DLCN_NHAY_CAM',
  CBQL: 'CAN_BO_QUAN_LY',
}

/** `Hiển thị`: whether the system shows the record to anybody but its own people. */
export const concealing: Readonly<Record<string, boolean>> = { HIEN: false, AN: true }

/** Commune codes are the State's own (QĐ 19/2025/QĐ-TTg), the same on both sides. */
export const communes: Table = Object.fromEntries(codeSystem('communes').codes.map(({ code }) => [code, code]))

/** Articles of the Criminal Code 2015. */
export const articles: Table = Object.fromEntries(
  codeSystem('offences').codes.map(({ code }) => [code.slice('BLHS.'.length), code]),
)
