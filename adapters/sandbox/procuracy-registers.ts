/** Registers that the procuracy keeps for itself: of suspended sources, of the cases that came to it for prosecution, of charges. */
import type { Charge, Decision, Proceeding, Suspension } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { addMonths, workingDayFrom } from './calendar.ts'
import { severity } from './charges.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'
import * as numbers from './numbers.ts'
import * as suspended from './suspensions.ts'

/** From the conclusion of the investigation, with which the file came, to the indictment. */
export function proceedings(facts: Facts, unit: string): readonly Proceeding[] {
  const { concludedOn, indictedOn } = facts
  if (concludedOn === undefined) return []
  return [
    {
      id: 'TT-1',
      stage: coded('stages', 'TRUY_TO'),
      agency: coded('agencies', 'VKS'),
      unit,
      number: numbers.caseStart(facts).value,
      openedOn: concludedOn,
      ...(indictedOn === undefined ? {} : { closedOn: indictedOn, outcome: coded('decisions', 'CAO_TRANG') }),
      severity: severity(),
    },
  ]
}

export const proceedingsAbsent = (of: readonly Proceeding[]): Translation['absent'] =>
  of.flatMap(({ closedOn }, i) =>
    closedOn === undefined ? [{ path: `/proceedings/${i}/closedOn`, why: 'pending' as const }] : [],
  )

/** The procuracy has the year of the deed alone. */
const limitationOn = (occurredAt: string): string => suspended.limitationOf(occurredAt.slice(0, 4))

/** The register is looked through on the first working day of a month. */
const firstReviewAfter = (date: string): string => workingDayFrom(`${addMonths(date, 1).slice(0, 7)}-01`)

/** One matter in three nobody has looked through: its review stays where it was first set. */
const isForgotten = ({ n }: Facts): boolean => n % 3 === 1

function reviews(
  facts: Facts,
  suspendedOn: string,
  resumedOn: string | undefined,
): Pick<Suspension, 'reviewedOn' | 'nextReviewOn'> {
  const reviewedOn: string[] = []
  const until = isForgotten(facts) ? '' : (resumedOn ?? facts.today)
  let next = firstReviewAfter(suspendedOn)
  for (; next <= until; next = firstReviewAfter(next)) reviewedOn.push(next)
  return {
    ...(reviewedOn.length === 0 ? {} : { reviewedOn }),
    ...(resumedOn === undefined ? { nextReviewOn: next } : {}),
  }
}

/** The entry of the register of suspended sources. */
export const suspensions = (facts: Facts, decisions: readonly Decision[]): readonly Suspension[] =>
  suspended.suspensions(facts, decisions, limitationOn, reviews)

/** The end of limitation of a deed whose day nobody knows, and reviews that are to come, or never came about. */
export const suspensionsAbsent = (of: readonly Suspension[]): Translation['absent'] =>
  of.flatMap(({ limitationOn, reviewedOn, resumedOn }, i) => [
    ...(limitationOn === undefined ? [{ path: `/suspensions/${i}/limitationOn`, why: 'unknown' as const }] : []),
    ...(reviewedOn === undefined
      ? [
          {
            path: `/suspensions/${i}/reviewedOn`,
            why: resumedOn === undefined ? ('pending' as const) : ('inapplicable' as const),
          },
        ]
      : []),
  ])

/** The day of an approval that is still awaited (BLTTHS Art. 179). */
export const chargesAbsent = (of: readonly Charge[]): Translation['absent'] =>
  of.flatMap(({ approval }, i) =>
    approval === 'CHO_PHE_CHUAN' ? [{ path: `/charges/${i}/approvedOn`, why: 'pending' as const }] : [],
  )
