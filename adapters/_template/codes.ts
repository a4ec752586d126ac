/**
 * Native codes and what they stand for. A code that is not here is a finding, never a guess. Shared codes: `lienthong schema codes --list kinds`.
 */
import type { Meaning } from '../sdk/marks.ts'

type Codes = Readonly<Record<string, string>>

/** To the list `kinds`. */
export const kinds: Codes = { '1': 'TO_GIAC', '2': 'TIN_BAO' }

/** To the list `stages`. */
export const stages: Codes = { '1': 'TIEP_NHAN' }

/** To the list `participant-roles`. */
export const roles: Codes = { '1': 'NGUOI_BI_TO_GIAC' }

/** The procuracy that supervises, as a code of the list `agencies`. */
export const procuracies: Codes = { 'VKS-AG': 'VKS' }

/** Handling marks: every code that the agency has, state secrets too, so that they are refused and not passed over. */
export const marks: Readonly<Record<string, Meaning>> = {
  '0': { level: 'NOI_BO' },
  '1': { level: 'HAN_CHE' },
  TE: { tags: ['NGUOI_CHUA_THANH_NIEN'] },
  M: { level: 'MAT' },
  TM: { level: 'TOI_MAT' },
  TUM: { level: 'TUYET_MAT' },
}
