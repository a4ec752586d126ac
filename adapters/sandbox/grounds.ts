/** Grounds of decisions as codes, beside the words in which a decision gives them. */
import type { Coded, Decision } from '../../schemas/generated/types.ts'
import { coded } from './codes.ts'

/** Of the decisions whose grounds the law lists (BLTTHS Art. 148, 157). */
const GROUNDS: Readonly<Record<string, readonly string[]>> = {
  TAM_DINH_CHI: ['TDC_148_1_A'],
  KHONG_KHOI_TO: ['KKT_2'],
}

/** The grounds of a decision as codes of the shared list; none where the law has no list. */
export const groundsOf = ({ type }: Decision): readonly Coded[] =>
  (GROUNDS[type.code] ?? []).map((code) => coded('grounds', code))

/** The decisions with their grounds as codes. */
export const withGrounds = (decisions: readonly Decision[]): readonly Decision[] =>
  decisions.map((decision) => {
    const grounds = groundsOf(decision)
    return grounds.length === 0 ? decision : { ...decision, grounds }
  })
