/** A case before the court, and what every part of the court's record says of it alike. */
import type { Facts } from './facts.ts'

/** The court whose record it is. */
export const UNIT = 'Tòa án nhân dân khu vực 1 - An Giang'

/** A case from the day on which it was registered; what the court only saw for itself is none. */
export type Case = Facts & { readonly courtOn: string; readonly indictedOn: string }
export const isCase = (facts: Facts): facts is Case => facts.courtOn !== undefined && facts.indictedOn !== undefined

/** `yyyy` of a date. */
export const year = (date: string): string => date.slice(0, 4)

/** Number of an act of the court; `offset` tells acts of one matter with one notation apart. */
export const courtNumber = (facts: Facts, date: string, notation: string, offset = 0): string =>
  `${facts.numbers.courtAct + offset}/${year(date)}/${notation}`

/** The number of the first-instance judgment. */
export const judgmentNumber = (facts: Facts, judgedOn: string): string => courtNumber(facts, judgedOn, 'HS-ST', 1)
