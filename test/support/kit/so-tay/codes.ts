/** The notebook's own code lists, native code first. */
import type { Label } from '../../../../schemas/generated/types.ts'

export type Table = Readonly<Record<string, string>>

export const kinds: Table = { TG: 'TO_GIAC', TB: 'TIN_BAO', KN: 'KIEN_NGHI_KHOI_TO' }
export const stages: Table = { '1': 'TIEP_NHAN', '2': 'XAC_MINH', '3': 'KHOI_TO' }
export const roles: Table = { BT: 'NGUOI_BI_TO_GIAC', BH: 'BI_HAI', LC: 'NGUOI_LAM_CHUNG' }
export const levels: Readonly<Record<string, Label['level']>> = { CK: 'CONG_KHAI', NB: 'NOI_BO', HC: 'HAN_CHE' }
export const tags: Readonly<Record<string, Label['tags'][number]>> = {
  TG: 'NGUOI_TO_GIAC',
  CTN: 'NGUOI_CHUA_THANH_NIEN',
  NC: 'BAO_VE_NHAN_CHUNG',
}
export const sealed: Readonly<Record<string, boolean>> = { C: true, K: false }
