/** The portal's code lists as this adapter reads them: native code first. The shared side is checked by a unit test. */
import type { Clock, Label, Link, Petition } from '../../schemas/generated/types.ts'

export type Table = Readonly<Record<string, string>>

/** `loai`. The Front makes no recommendation to prosecute (BLTTHS Art. 144(3)), so the list has none. */
export const kinds: Table = { TG: 'TO_GIAC', TB: 'TIN_BAO', BC: 'TIN_BAO_TTDC', TT: 'TU_THU', PA: 'KHAC' }

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

/** `trangThai`: how far the Front itself has come. */
export const stages: Table = { MOI: 'TIEP_NHAN', DANG_PHAN_LOAI: 'PHAN_LOAI', DA_CHUYEN: 'CHUYEN_DI', DA_GOP: 'NHAP' }

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
}

/** `tuCach` of those whom a citizen names. */
export const roles: Table = {
  BPA: 'NGUOI_BI_TO_GIAC',
  BH: 'BI_HAI',
  NC: 'NGUOI_LAM_CHUNG',
  LQ: 'NGUOI_LIEN_QUAN',
  DD: 'NGUOI_DAI_DIEN',
}

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

export const clockRules: Table = { CHUYEN_TIN: 'BLTTHS.146' }

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

/** What is told in a webhook: a petition is new, or was changed. */
export const events: readonly string[] = ['TAO_MOI', 'CAP_NHAT']
