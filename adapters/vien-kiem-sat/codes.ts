/** The procuracy's code lists as this adapter reads them: native code first. The shared side is checked by a unit test. */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Assignment, Identifier, Label, Link, Petition } from '../../schemas/generated/types.ts'
import type { AbsenceReason } from '../sdk/adapter.ts'

export type Table = Readonly<Record<string, string>>

export const kinds: Table = {
  '1': 'TO_GIAC',
  '2': 'TIN_BAO',
  '3': 'KIEN_NGHI_KHOI_TO',
  '4': 'TIN_BAO_TTDC',
  '5': 'TU_THU',
  '6': 'TRUC_TIEP_PHAT_HIEN',
  '9': 'KHAC',
}

export const channels: Table = {
  '1': 'TRUC_TIEP',
  '2': 'BUU_CHINH',
  '3': 'DIEN_THOAI',
  '4': 'VAN_BAN_CO_QUAN',
  '5': 'TRUC_VAN_BAN',
  '6': 'CONG_DVC',
  '7': 'CONG_TTDT',
  '8': 'UNG_DUNG_DI_DONG',
  '9': 'TIEP_CONG_DAN',
  '10': 'BAO_CHI',
  '11': 'MANG_XA_HOI',
  '12': 'THANH_TRA',
  '13': 'KIEM_TOAN',
  '14': 'MTTQ',
  '15': 'DOAN_GIAM_SAT',
  '16': 'TO_TUNG_TRUC_TIEP',
}

export const corruptionFields: Table = {
  '10': 'DAT_DAI',
  '20': 'DAU_TU',
  '30': 'TAI_CHINH',
  '40': 'XAY_DUNG_CO_BAN',
  '50': 'DOANH_NGHIEP_NHA_NUOC',
  '60': 'TAI_SAN_CONG',
  '70': 'MUA_SAM',
  '80': 'TUYEN_SINH_DAO_TAO',
  '90': 'TUYEN_DUNG',
  '100': 'HOAT_DONG_TU_PHAP',
  '110': 'TIEP_CONG_DAN',
}

export const stages: Table = {
  '101': 'TIEP_NHAN',
  '102': 'PHAN_LOAI',
  '103': 'CHUYEN_DI',
  '201': 'PHAN_CONG',
  '202': 'XAC_MINH',
  '203': 'GIA_HAN',
  '204': 'TAM_DINH_CHI',
  '205': 'PHUC_HOI',
  '301': 'KHOI_TO',
  '302': 'KHONG_KHOI_TO',
  '303': 'CHUYEN',
  '304': 'NHAP',
  '401': 'DIEU_TRA',
  '402': 'TRUY_TO',
  '403': 'XET_XU_ST',
  '404': 'XET_XU_PT',
  '405': 'THI_HANH_AN',
  '305': 'DINH_CHI',
  '406': 'TRA_HO_SO',
}

export const flags: Table = {
  '1': 'THAM_NHUNG',
  '2': 'TIEU_CUC',
  '3': 'LANG_PHI',
  '4': 'DU_LUAN_BUC_XUC',
  '5': 'BAO_CHI_PHAN_ANH',
  '6': 'PHUC_TAP_KEO_DAI',
  '7': 'LIEN_QUAN_CBCCVC',
  '8': 'YEU_CAU_BAO_MAT',
}

export const urgency: Table = { '0': 'THUONG', '1': 'KHAN', '2': 'THUONG_KHAN', '3': 'HOA_TOC' }

export const agencies: Table = {
  '1': 'CA',
  '2': 'VKS',
  '3': 'TA',
  '4': 'TTr',
  '5': 'MTTQ',
  '6': 'QS',
  '7': 'BP',
  '8': 'HQ',
  '9': 'KL',
  '10': 'KN',
  '11': 'CSB',
  '12': 'KTNN',
  '13': 'NC',
  '14': 'UBKT',
  '15': 'UBND',
  '16': 'SO',
  '17': 'CAX',
}

/** Naming who took the file gives it rights over the record: only a court tries. */
export const courts: Table = { '3': 'TA' }

export const roles: Table = {
  '1': 'NGUOI_BI_TO_GIAC',
  '2': 'BI_CAN',
  '3': 'BI_HAI',
  '4': 'NGUOI_LAM_CHUNG',
  '5': 'NGUOI_LIEN_QUAN',
  '6': 'BI_CAO',
  '7': 'NGUOI_BI_KIEN_NGHI_KHOI_TO',
  '8': 'NGUOI_BI_GIU_KHAN_CAP',
  '9': 'NGUOI_BI_BAT',
  '10': 'NGUOI_BI_TAM_GIU',
  '11': 'NGUYEN_DON_DAN_SU',
  '12': 'BI_DON_DAN_SU',
  '13': 'NGUOI_CHUNG_KIEN',
  '14': 'NGUOI_GIAM_DINH',
  '15': 'NGUOI_DINH_GIA',
  '16': 'NGUOI_PHIEN_DICH',
  '17': 'NGUOI_BAO_CHUA',
  '18': 'NGUOI_BAO_VE_BI_HAI',
  '19': 'NGUOI_BAO_VE_NGUOI_BI_TO_GIAC',
  '20': 'NGUOI_DAI_DIEN',
}

/** Of those against whom the matter is. */
export const accusedRoles: ReadonlySet<string> = new Set([
  'NGUOI_BI_TO_GIAC',
  'NGUOI_BI_KIEN_NGHI_KHOI_TO',
  'NGUOI_BI_GIU_KHAN_CAP',
  'NGUOI_BI_BAT',
  'NGUOI_BI_TAM_GIU',
  'BI_CAN',
  'BI_CAO',
])

export const reporterKinds: Table = { '1': 'CA_NHAN', '2': 'CO_QUAN_TO_CHUC', '3': 'AN_DANH' }
export const sexes: Table = { '0': 'NU', '1': 'NAM', '2': 'KHAC' }
export const organisationKinds: Table = {
  '1': 'CO_QUAN_NHA_NUOC',
  '2': 'DON_VI_SU_NGHIEP',
  '3': 'DOANH_NGHIEP_NHA_NUOC',
  '4': 'DOANH_NGHIEP',
  '9': 'TO_CHUC_KHAC',
}

/** `lyDoTrong`: why a field is empty. */
export const absences: Readonly<Record<string, AbsenceReason>> = { '1': 'unknown', '2': 'inapplicable', '3': 'pending' }

/** `dauXuLy`. */
export const tags: Readonly<Record<string, Label['tags'][number]>> = {
  '1': 'NGUOI_TO_GIAC',
  '2': 'NGUOI_CHUA_THANH_NIEN',
  '3': 'BAO_VE_NHAN_CHUNG',
  '4': 'DLCN_CO_BAN',
  '5': 'DLCN_NHAY_CAM',
  '6': 'CAN_BO_QUAN_LY',
}

/** `mucChiaSe`. What is private is no less restricted than what is protected, and is concealed besides. */
export const shareLevels: Readonly<Record<string, { readonly level: Label['level']; readonly conceal: boolean }>> = {
  INTERNAL: { level: 'NOI_BO', conceal: false },
  PROTECTED: { level: 'HAN_CHE', conceal: false },
  PRIVATE: { level: 'HAN_CHE', conceal: true },
}

/** `doMat`: the signs on the stamps of state secrets. */
export const secretLevels: Readonly<Record<string, Label['level']>> = { A: 'TUYET_MAT', B: 'TOI_MAT', C: 'MAT' }

/** Commune codes are the State's own (QĐ 19/2025/QĐ-TTg), the same on both sides. */
export const communes: Table = Object.fromEntries(codeSystem('communes').codes.map(({ code }) => [code, code]))

/** Articles of the Criminal Code 2015. */
export const articles: Table = Object.fromEntries(
  codeSystem('offences').codes.map(({ code }) => [code.slice('BLHS.'.length), code]),
)

/** The registered system in which an agency numbers what it received and the cases it started (policies/participants). */
export const numberSystems: Table = { CA: 'cong-an:dieu-tra', VKS: 'vien-kiem-sat:kiem-sat' }

/** Of agencies by their native code: the registered system in which each numbers its files. */
export const fileSystems: Table = {
  '1': 'cong-an:dieu-tra',
  '2': 'vien-kiem-sat:kiem-sat',
  '3': 'toa-an:xet-xu',
  '4': 'thanh-tra:ket-luan',
  '5': 'mttq:tiep-nhan',
}

type Of<Value> = Readonly<Record<string, NonNullable<Value>>>

/** `loaiSo`: of a number that an agency gave. */
export const numberTypes: Of<Identifier['type']> = { '1': 'SO_TIEP_NHAN', '2': 'SO_QUYET_DINH', '3': 'SO_HO_SO' }
export const tasks: Of<Assignment['task']> = { '1': 'KIEM_SAT', '2': 'GIAI_QUYET', '3': 'XET_XU' }
export const relations: Of<Link['relation']> = { '1': 'NHAP_VAO', '2': 'TACH_TU', '3': 'TRUNG_VOI', '4': 'LIEN_QUAN' }

/** What a citizen's letter was taken for. */
export const letterKinds: Of<Petition['classification']> = {
  '1': 'TO_GIAC',
  '2': 'TIN_BAO',
  '3': 'TO_CAO',
  '4': 'KHIEU_NAI',
  '5': 'KIEN_NGHI_PHAN_ANH',
}
export const letterStates: Of<Petition['state']> = {
  '1': 'DANG_XU_LY',
  '2': 'DA_CHUYEN',
  '3': 'DA_TRA_LOI',
  '4': 'LUU',
}
