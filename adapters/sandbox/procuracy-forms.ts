/** Which form of the procuracy a decision of its own is written on (Thông tư 03/2026/TT-VKSTC). */
import type { Decision } from '../../schemas/generated/types.ts'
import { coded } from './codes.ts'

/** The forms are of this day; what is older has others, which nobody lists. */
const FORMS_FROM = '2026-02-09'

const FORMS: Readonly<Record<string, string>> = { CHUYEN: 'VKS.02', GIA_HAN: 'VKS.09', CAO_TRANG: 'VKS.156' }

/** The form of a decision of type `code` that was signed on this day, as a member or none. */
export function formsOf(code: string, decidedOn: string): Pick<Decision, 'form'> {
  const form = FORMS[code]
  return form === undefined || decidedOn < FORMS_FROM ? {} : { form: coded('forms', form) }
}

/** The decisions with their forms; those of other agencies are on forms of theirs. */
export const withForms = (decisions: readonly Decision[]): readonly Decision[] =>
  decisions.map((decision) =>
    decision.agency.code === 'VKS'
      ? { ...decision, ...formsOf(decision.type.code, decision.decidedOn ?? '') }
      : decision,
  )
