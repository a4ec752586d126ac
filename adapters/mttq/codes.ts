/** The portal's code lists as this adapter reads them: native code first. The shared side is checked by a unit test. */
import type { Clock, Identifier, Label, Link, Petition } from '../../schemas/generated/types.ts'
import { sharedCodes } from '../sdk/leaves.ts'

export type Table = Readonly<Record<string, string>>

/**
 * `loai`. The Front makes no recommendation to prosecute and discovers nothing by itself (BLTTHS Art. 143, 144(3)): the last two are of matters that
 * others handed over to it.
 */
export const kinds: Table = {
  TG: 'TO_GIAC',
  TB: 'TIN_BAO',
  BC: 'TIN_BAO_TTDC',
  TT: 'TU_THU',
  PA: 'KHAC',
  KN: 'KIEN_NGHI_KHOI_TO',
  TP: 'TRUC_TIEP_PHAT_HIEN',
}

/** `kenh`. */
export const channels: Table = {
  WEB: 'CONG_TTDT',
  APP: 'UNG_DUNG_DI_DONG',
  QUAY: 'TRUC_TIEP',
  THU: 'BUU_CHINH',
  DT: 'DIEN_THOAI',
  TCD: 'TIEP_CONG_DAN',
  MXH: 'MANG_XA_HOI',
  DVC: 'CONG_DVC',
  CV: 'VAN_BAN_CO_QUAN',
  TVB: 'TRUC_VAN_BAN',
  BAO: 'BAO_CHI',
  DGS: 'DOAN_GIAM_SAT',
  MTX: 'MTTQ',
  TTR: 'THANH_TRA',
  KTN: 'KIEM_TOAN',
  TTT: 'TO_TUNG_TRUC_TIEP',
}

/** `mucKhan`. */
export const urgencies: Table = { BT: 'THUONG', K: 'KHAN', TK: 'THUONG_KHAN', HT: 'HOA_TOC' }

/** `tinhChat`. */
export const flags: Table = {
  TN: 'THAM_NHUNG',
  TIC: 'TIEU_CUC',
  LP: 'LANG_PHI',
  BX: 'DU_LUAN_BUC_XUC',
  BC: 'BAO_CHI_PHAN_ANH',
  KD: 'PHUC_TAP_KEO_DAI',
  CB: 'LIEN_QUAN_CBCCVC',
  BM: 'YEU_CAU_BAO_MAT',
}

/** `linhVuc`. */
export const corruptionFields: Table = {
  DD: 'DAT_DAI',
  DT: 'DAU_TU',
  TC: 'TAI_CHINH',
  XD: 'XAY_DUNG_CO_BAN',
  DN: 'DOANH_NGHIEP_NHA_NUOC',
  TS: 'TAI_SAN_CONG',
  MS: 'MUA_SAM',
  GD: 'TUYEN_SINH_DAO_TAO',
  CB: 'TUYEN_DUNG',
  TP: 'HOAT_DONG_TU_PHAP',
  KN: 'TIEP_CONG_DAN',
}

/** The codes of a shared list under their own names, but for those that the portal names in its own way. */
const others = (list: Parameters<typeof sharedCodes>[0], own: Table): Table => ({
  ...own,
  ...Object.fromEntries(Object.entries(sharedCodes(list)).filter(([, code]) => !Object.values(own).includes(code))),
})

/**
 * `trangThai`: how far the Front itself has come; of a matter that was handed over to it, how far that has come where it is resolved, by the codes of the
 * province's list.
 */
export const stages: Table = others('stages', {
  MOI: 'TIEP_NHAN',
  DANG_PHAN_LOAI: 'PHAN_LOAI',
  DA_CHUYEN: 'CHUYEN_DI',
  DA_GOP: 'NHAP',
})

/** Whom the Front passes things on to and hears from: `noiNhan`, `noiChuyen`, `coQuan`. */
export const agencies: Table = {
  CAT: 'CA',
  VKST: 'VKS',
  TAT: 'TA',
  TTT: 'TTr',
  MTT: 'MTTQ',
  QST: 'QS',
  BPT: 'BP',
  NCT: 'NC',
  KTT: 'UBKT',
  UBT: 'UBND',
  SNT: 'SO',
  HQT: 'HQ',
  KLT: 'KL',
  KNT: 'KN',
  CSBV: 'CSB',
  KTNNV: 'KTNN',
  CAXP: 'CAX',
}

/** `tuCach` of those whom a citizen names; roles of the proceedings by the codes of the province's list. */
export const roles: Table = others('participant-roles', {
  BPA: 'NGUOI_BI_TO_GIAC',
  BH: 'BI_HAI',
  NC: 'NGUOI_LAM_CHUNG',
  LQ: 'NGUOI_LIEN_QUAN',
  DD: 'NGUOI_DAI_DIEN',
})

/** `ketQua/loai`: what the resolver decided, by the codes of the province's list. */
export const decisions: Table = sharedCodes('decisions')

/** `donThu/phanLoai`. */
export const classifications: Readonly<Record<string, NonNullable<Petition['classification']>>> = {
  TG: 'TO_GIAC',
  TB: 'TIN_BAO',
  TC: 'TO_CAO',
  KN: 'KHIEU_NAI',
  KNPA: 'KIEN_NGHI_PHAN_ANH',
}

/** `donThu/tinhTrang`. */
export const petitionStates: Readonly<Record<string, NonNullable<Petition['state']>>> = {
  DANG_XL: 'DANG_XU_LY',
  DA_CHUYEN: 'DA_CHUYEN',
  DA_TL: 'DA_TRA_LOI',
  LUU_DON: 'LUU',
}

/** `lienKet/quanHe`: what this petition is to the other. */
export const relations: Readonly<Record<string, Link['relation']>> = {
  TRUNG: 'TRUNG_VOI',
  GOP_VAO: 'NHAP_VAO',
  TACH_TU: 'TACH_TU',
  LIEN_QUAN: 'LIEN_QUAN',
}

/** `hinhThuc`: in whose name a citizen writes. */
export const reporterKinds: Table = { CN: 'CA_NHAN', TC: 'CO_QUAN_TO_CHUC', AD: 'AN_DANH' }

/** `soLienQuan/loai`. */
export const numberTypes: Readonly<Record<string, Identifier['type']>> = {
  TN: 'SO_TIEP_NHAN',
  QD: 'SO_QUYET_DINH',
  HS: 'SO_HO_SO',
}

/** Limits of those who resolve the matter, which the Front follows by the ids of the province's list (schemas/clocks). */
const FOLLOWED = [
  ...[
    'BLTTHS.146.VKS',
    'TTLT01-2017.24H',
    'TTLT01-2017.48H',
    'TTLT01-2017.TRAM',
    'TTLT01-2017.14.1',
    'TTLT01-2017.14.3',
  ],
  ...[
    'TTLT01-2017.PHAN_CONG',
    'TTLT01-2017.CHUYEN',
    'TTLT03-2018.5',
    'TTLT03-2018.5.NGAY',
    'BLTTHS.147.1',
    'BLTTHS.147.2',
  ],
  ...[
    'BLTTHS.148.2',
    'BLTTHS.148.3',
    'BLTTHS.149',
    'BLTTHS.149.2',
    'BLTTHS.154',
    'BLTTHS.158',
    'BLTTHS.172',
    'BLTTHS.174',
  ],
  ...[
    'BLTTHS.174.VKS',
    'BLTTHS.179.GUI',
    'BLTTHS.179',
    'BLTTHS.240',
    'BLTTHS.244',
    'BLTTHS.262',
    'BLTTHS.277',
    'BLTTHS.277.2',
  ],
  ...[
    'BLTTHS.277.3',
    'BLTTHS.333.1',
    'BLTTHS.333.2',
    'BLTTHS.337.1',
    'BLTTHS.337.1.TREN',
    'BLTTHS.337.2',
    'BLTTHS.337.2.TREN',
  ],
  ...['BLTTHS.346', 'BLTTHS.346.TREN'],
]

/** `quyTac`. */
export const clockRules: Table = { CHUYEN_TIN: 'BLTTHS.146', ...Object.fromEntries(FOLLOWED.map((id) => [id, id])) }

export const clockStates: Readonly<Record<string, NonNullable<Clock['state']>>> = {
  CON_HAN: 'DANG_CHAY',
  DUNG_HAN: 'DUNG_HAN',
  TRE_HAN: 'QUA_HAN',
  TAM_DUNG: 'TAM_DUNG',
}

/** `cheDo/muc`. */
export const levels: Readonly<Record<string, Label['level']>> = { NB: 'NOI_BO', HC: 'HAN_CHE' }

/** `cheDo/dau`. */
export const tags: Readonly<Record<string, Label['tags'][number]>> = {
  NTG: 'NGUOI_TO_GIAC',
  CTN: 'NGUOI_CHUA_THANH_NIEN',
  BVNC: 'BAO_VE_NHAN_CHUNG',
  DLCB: 'DLCN_CO_BAN',
  DLNC: 'DLCN_NHAY_CAM',
  CBQL: 'CAN_BO_QUAN_LY',
}

/** `cheDo/doMat`: the stamps of state secrets. */
export const secretLevels: Readonly<Record<string, Label['level']>> = { M: 'MAT', TM: 'TOI_MAT', TUM: 'TUYET_MAT' }

/** The registered system whose numbers the receipts of an agency are (policies/participants). */
export const receptionSystems: Table = { CA: 'cong-an:dieu-tra', VKS: 'vien-kiem-sat:kiem-sat' }

/** What is told in a webhook: a petition is new, was changed, or is handed over to the Front. */
export const events: readonly string[] = ['TAO_MOI', 'CAP_NHAT', 'CHUYEN_DEN']
