/** How far a matter has come with the police: the investigation, the register of suspended sources, second entries. */
import type { Coded, Decision, Link, Proceeding, Suspension } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { addDays, addWorkingDays, earlier } from './calendar.ts'
import { severity } from './charges.ts'
import { coded } from './codes.ts'
import { CASE, type Facts } from './facts.ts'
import * as numbers from './numbers.ts'
import * as suspended from './suspensions.ts'

/** The investigation, and once more when the court returned the file. */
export function proceedings(facts: Facts, unit: string): readonly Proceeding[] {
  const { decidedOn, concludedOn, returnedOn } = facts
  if (!CASE.includes(facts.stage) || decidedOn === undefined) return []
  const base = {
    stage: coded('stages', 'DIEU_TRA'),
    agency: coded('agencies', 'CA'),
    unit,
    number: numbers.caseStart(facts).value,
  }
  const first: Proceeding = {
    id: 'TT-1',
    ...base,
    openedOn: decidedOn,
    ...(concludedOn === undefined ? {} : { closedOn: concludedOn, outcome: coded('decisions', 'KET_LUAN_DIEU_TRA') }),
    severity: severity(),
  }
  return returnedOn === undefined
    ? [first]
    : [first, { id: 'TT-2', ...base, openedOn: returnedOn, severity: severity() }]
}

/** Suspended matters are looked through again every fortnight. */
const REVIEW_DAYS = 14

/** What holds of a register entry on the day it ended, or today. */
function reviews(
  facts: Facts,
  suspendedOn: string,
  resumedOn: string | undefined,
): Pick<Suspension, 'reviewedOn' | 'nextReviewOn'> {
  const until = resumedOn ?? facts.today
  const reviewedOn: string[] = []
  let next = addDays(suspendedOn, REVIEW_DAYS)
  for (; next <= until; next = addDays(next, REVIEW_DAYS)) reviewedOn.push(next)
  return {
    ...(reviewedOn.length === 0 ? {} : { reviewedOn }),
    ...(resumedOn === undefined ? { nextReviewOn: next } : {}),
  }
}

/** The entry of the register of suspended sources. */
export const suspensions = (facts: Facts, decisions: readonly Decision[]): readonly Suspension[] =>
  suspended.suspensions(facts, decisions, suspended.limitationOf, reviews)

/** Nobody knows when the time to prosecute ends if nobody knows when the deed was done. */
export const suspensionsAbsent = (of: readonly Suspension[]): Translation['absent'] =>
  of.flatMap((row, i) =>
    row.limitationOn === undefined ? [{ path: `/suspensions/${i}/limitationOn`, why: 'unknown' as const }] : [],
  )

/** A report that came in twice was entered twice; the second entry was found to be the same. */
export function links(facts: Facts): readonly Link[] {
  if (facts.story?.name !== 'trung-hai-kenh') return []
  const first = numbers.reception(facts)
  // Of the three numbers that are kept for each matter (facts.ts) the first entry has one.
  const base = 1000 + facts.n * 3
  const second = base + ((facts.numbers.reception - base + 1) % 3)
  return [
    {
      id: 'LK-1',
      relation: 'TRUNG_VOI',
      identifier: { ...first, value: first.value.replace(/^\d+/, String(second)) },
      agency: coded('agencies', 'CA'),
      linkedOn: earlier(addWorkingDays(facts.receivedOn, 1), facts.today),
    },
  ]
}

const CORRUPTION = ['353', '354', '355', '356', '357', '358', '359']

/** What the register of receipt says of the nature of a matter, in the order of the list. */
export function flags(facts: Facts, conceal: boolean): readonly Coded[] {
  const { plot, channels, story } = facts
  const offence = (articles: readonly string[]): boolean =>
    plot.offences.some(({ code }) => articles.includes(code.slice('BLHS.'.length)))
  const held: readonly (readonly [code: string, holds: boolean])[] = [
    ['THAM_NHUNG', offence(CORRUPTION)],
    ['LANG_PHI', offence(['219'])],
    ['BAO_CHI_PHAN_ANH', channels.includes('BAO_CHI')],
    ['PHUC_TAP_KEO_DAI', facts.complicated && addDays(facts.receivedOn, 60) < facts.today],
    ['LIEN_QUAN_CBCCVC', plot.field !== undefined],
    ['YEU_CAU_BAO_MAT', conceal || story?.secretReporter === true],
  ]
  return held.flatMap(([code, holds]) => (holds ? [coded('flags', code)] : []))
}
