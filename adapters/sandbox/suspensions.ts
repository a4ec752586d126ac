/** The entry of a suspended source (BLTTHS Art. 148), as the police and the procuracy each have it in a register of their own. */
import type { Decision, Suspension } from '../../schemas/generated/types.ts'
import { addMonths } from './calendar.ts'
import type { Facts } from './facts.ts'
import { groundsOf } from './grounds.ts'

/** Limitation of a serious offence, in years (BLHS Art. 27). */
const LIMITATION_YEARS = 10

/** When the time to prosecute a deed of the partial date `occurredAt` ends, as exactly. */
export function limitationOf(occurredAt: string): string {
  if (occurredAt.length === 10) return addMonths(occurredAt, LIMITATION_YEARS * 12)
  const [year, ...month] = occurredAt.split('-')
  return [Number(year) + LIMITATION_YEARS, ...month].join('-')
}

type Reviews = Pick<Suspension, 'reviewedOn' | 'nextReviewOn'>

/** From the decisions of the facet; `limitationOn` and `reviews` are as the register has them. */
export function suspensions(
  facts: Facts,
  decisions: readonly Decision[],
  limitationOn: (occurredAt: string) => string,
  reviews: (facts: Facts, suspendedOn: string, resumedOn: string | undefined) => Reviews,
): readonly Suspension[] {
  const suspended = decisions.find(({ type }) => type.code === 'TAM_DINH_CHI')
  const resumedOn = decisions.find(({ type }) => type.code === 'PHUC_HOI')?.decidedOn
  if (suspended?.decidedOn === undefined) return []
  const [ground] = groundsOf(suspended)
  return [
    {
      id: 'TDC-1',
      decision: suspended.id,
      ...(ground === undefined ? {} : { ground }),
      suspendedOn: suspended.decidedOn,
      ...(facts.occurredAt === undefined ? {} : { limitationOn: limitationOn(facts.occurredAt) }),
      ...reviews(facts, suspended.decidedOn, resumedOn),
      ...(resumedOn === undefined ? {} : { resumedOn }),
      state: resumedOn === undefined ? 'DANG_TAM_DINH_CHI' : 'DA_PHUC_HOI',
    },
  ]
}
