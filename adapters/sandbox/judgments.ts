/** The first-instance judgment: when it was given, to whom, and whether it is in force. */
import type { Judgment, Offence, Participant } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { addDays, workingDayFrom } from './calendar.ts'
import { judgmentNumber, UNIT } from './court-case.ts'
import type { Facts } from './facts.ts'
import { sentences, sentencesAbsent } from './sentences.ts'

/** BLTTHS Art. 262. */
const DELIVERY_DAYS = 10
/**
 * The accused have 15 days (BLTTHS Art. 333(1)), the procuracy above has 30 (Art. 337(1)); only what neither contests is in force
 * (Art. 343), so the longer period decides.
 */
const APPEAL_DAYS = 15
const PROTEST_DAYS = 30

const APPEALS = ['KHANG_CAO', 'KHANG_NGHI', 'CA_HAI'] as const

type Outcome = Pick<Judgment, 'appeal' | 'appealedOn' | 'effectiveFrom'>

/** One judgment in three is contested; what may still be is not known yet. */
function outcome({ n, today }: Facts, judgedOn: string): Outcome {
  const appealedOn = workingDayFrom(addDays(judgedOn, APPEAL_DAYS - 8 + (n % 7)))
  const lastOn = workingDayFrom(addDays(judgedOn, PROTEST_DAYS))
  if (n % 3 === 0 && appealedOn <= today) return { appeal: APPEALS[Math.floor(n / 3) % 3]!, appealedOn }
  return lastOn < today ? { appeal: 'KHONG', effectiveFrom: addDays(lastOn, 1) } : {}
}

/** On the accused and the offences of the facet, by their ids there. Empty before the judgment is pronounced. */
export function judgments(
  facts: Facts,
  people: readonly Participant[],
  offences: readonly Offence[],
): readonly Judgment[] {
  const { judgedOn, n, today } = facts
  const accused = people.find(({ role }) => role.code === 'BI_CAO')
  if (judgedOn === undefined || accused === undefined) return []
  const deliveredOn = workingDayFrom(addDays(judgedOn, DELIVERY_DAYS - 7 + (n % 4)))
  return [
    {
      id: 'BA-1',
      instance: 'SO_THAM',
      number: judgmentNumber(facts, judgedOn),
      pronouncedOn: judgedOn,
      court: UNIT,
      hearing: 'PT-1',
      ...(deliveredOn > today ? {} : { deliveredOn }),
      ...outcome(facts, judgedOn),
      sentences: sentences(facts, accused.id, offences),
    },
  ]
}

/** What a judgment can't say yet: whether it was handed out, is contested or in force, and what is still to be paid. */
export function judgmentsAbsent(facts: Facts, of: readonly Judgment[]): Translation['absent'] {
  return of.flatMap((judgment, i) => [
    ...(['deliveredOn', 'appeal', 'effectiveFrom'] as const)
      .filter((field) => judgment[field] === undefined)
      .map((field) => ({ path: `/judgments/${i}/${field}`, why: 'pending' as const })),
    ...sentencesAbsent(facts, judgment.sentences ?? [], `/judgments/${i}/sentences`),
  ])
}

/** Behind closed doors the judgment tells of the child as the file does. */
export const judgmentLabels = ({ minorVictim }: Facts, of: readonly Judgment[]): Translation['labels'] =>
  minorVictim
    ? of.map((_, i) => ({ path: `/judgments/${i}`, label: { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] } }))
    : []
