/**
 * The true part that the court (Tòa án) holds of a matter: the case that it registered, or a crime that it found
 * itself.
 */
import type { Identifier, Participant } from '../../schemas/generated/types.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import { instant } from './calendar.ts'
import { coded } from './codes.ts'
import { assignments, clocks, decisions, hearings } from './court-acts.ts'
import { bookAbsent, courtCustody, proceedings } from './court-book.ts'
import { isCase, year } from './court-case.ts'
import { registeredAt } from './court-handover.ts'
import { digests, documentLabels, documents } from './court-papers.ts'
import type { Facts } from './facts.ts'
import { judgmentLabels, judgments, judgmentsAbsent } from './judgments.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import * as parts from './parts.ts'
import { concealed } from './stories.ts'

/** OrganId in the document axis, as it stands in every DocumentId. */
const ORGAN_ID = 'C05.91.01'

/** What the court saw for itself has a number of receipt only. */
function identifiers(facts: Facts): readonly Identifier[] {
  if (isCase(facts)) return [numbers.courtFile(facts), numbers.indictment(facts), numbers.caseStart(facts)]
  const { system, assigner } = numbers.courtFile(facts)
  const value = `${facts.numbers.courtFile}/${year(facts.receivedOn)}/TB-TA`
  return [{ system, assigner, type: 'SO_TIEP_NHAN', value }]
}

/** Only who was indicted stands before the court. */
function participants(facts: Facts): readonly Participant[] {
  const [first] = facts.suspects
  const rows: Omit<Participant, 'id'>[] = [
    {
      role: coded('participant-roles', isCase(facts) ? 'BI_CAO' : 'NGUOI_BI_TO_GIAC'),
      ...(first === undefined ? {} : { person: first }),
      note: facts.plot.suspectNote,
    },
  ]
  if (facts.victim)
    rows.push({ role: coded('participant-roles', 'BI_HAI'), person: facts.victim, minor: facts.minorVictim })
  return rows.map((row, i) => ({ id: `DS-${i + 1}`, ...row }))
}

/** The last day of those. */
const lastChange = (times: readonly (string | undefined)[]): string =>
  times
    .map((time = '') => time.slice(0, 10))
    .sort()
    .at(-1)!

/** What a correct adapter of the court gives for this matter. A court file carries no reporter. */
export function courtFacet(_seed: number, facts: Facts): TrueFacet {
  const conceal = concealed(facts.story, 'toa-an')
  const receivedOn = facts.courtOn ?? facts.receivedOn
  const own = decisions(facts)
  const people = participants(facts)
  const offences = parts.offences(facts)
  const trials = proceedings(facts)
  const custody = courtCustody(facts)
  const judged = judgments(facts, people, offences)
  const papers = documents(facts, own)
  const numbersOf = identifiers(facts)
  const facet: NativeFacet = {
    identifiers: numbersOf,
    report: {
      kind: coded('kinds', facts.kind),
      receivedAt: registeredAt(facts, receivedOn),
      ...(isCase(facts) ? { receivedFrom: coded('agencies', 'VKS') } : {}),
      summary: facts.summary,
      urgency: coded('urgency', facts.urgency),
      ...(facts.plot.field === undefined ? {} : { corruptionField: coded('corruption-fields', facts.plot.field) }),
      stage: coded('stages', facts.stage),
    },
    participants: people,
    offences,
    assignments: assignments(facts),
    custody,
    decisions: own,
    proceedings: trials,
    clocks: clocks(facts),
    hearings: hearings(facts),
    judgments: judged,
    documents: papers,
    label: parts.recordLabel(facts, conceal),
  }
  const last = lastChange([
    receivedOn,
    ...own.map(({ decidedOn }) => decidedOn),
    ...custody.map(({ acknowledgedAt }) => acknowledgedAt),
    ...judged.flatMap(({ deliveredOn, appealedOn, effectiveFrom }) => [deliveredOn, appealedOn, effectiveFrom]),
  ])
  const whole = parts.translation(
    facet,
    [...parts.participantLabels(facts, people), ...judgmentLabels(facts, judged), ...documentLabels(facts, papers)],
    [...parts.participantsAbsent(people), ...bookAbsent(trials, custody), ...judgmentsAbsent(facts, judged)],
    instant(last, `17:${String(5 + (facts.n % 50)).padStart(2, '0')}:30`),
  )
  const nativeKey = `${ORGAN_ID},${receivedOn.replaceAll('-', '/')},${numbersOf[0]!.value}`
  return {
    nativeKey,
    index: parts.indexEntry(nativeKey, whole, {
      conceal,
      resolves: false,
      ...(isCase(facts) ? { confirms: [{ relation: 'supervising', agency: 'VKS' } as const] } : {}),
    }),
    translation: { ...whole, digests: digests(papers) },
  }
}
