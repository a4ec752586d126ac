/** The true part that the procuracy holds of a matter: what it was told, and what it did in supervision. */

import type { Clock, Custody, Identifier } from '../../schemas/generated/types.ts'
import type { NativeFacet, Translation } from '../sdk/adapter.ts'
import { addWorkingDays, earlier, instant } from './calendar.ts'
import { charges } from './charges.ts'
import { coded } from './codes.ts'
import * as deadlines from './deadlines.ts'
import { CASE, type Facts } from './facts.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import * as parts from './parts.ts'
import { extension } from './police-decisions.ts'
import * as acts from './procuracy-acts.ts'
import { custodyAbsent, procuracyCustody } from './procuracy-custody.ts'
import * as registers from './procuracy-registers.ts'
import { concealed } from './stories.ts'

function identifiers(facts: Facts): readonly Identifier[] {
  const own = { system: 'vien-kiem-sat:kiem-sat', assigner: coded('agencies', 'VKS') }
  const first: Identifier = facts.supervised
    ? numbers.reception(facts)
    : { ...own, type: 'SO_TIEP_NHAN', value: `${facts.numbers.reception}/${facts.receivedOn.slice(0, 4)}/TN-VKS` }
  return [
    numbers.procuracyFile(facts),
    first,
    ...(facts.supervised && CASE.includes(facts.stage) ? [numbers.caseStart(facts)] : []),
    ...(facts.indictedOn === undefined ? [] : [numbers.indictment(facts)]),
  ]
}

const clocks = (facts: Facts, extendedBy: string | undefined): readonly Clock[] =>
  facts.supervised
    ? deadlines.numbered([
        ...parts.clocks(facts, extendedBy),
        ...deadlines.laterClocks(facts),
        ...deadlines.prosecution(facts),
      ])
    : deadlines.passingOn(facts)

function updatedAt(facts: Facts, of: NativeFacet): string {
  const dates = [
    ...[...(of.decisions ?? []), ...(of.assignments ?? [])].map(({ decidedOn }) => decidedOn),
    ...(of.supervision ?? []).flatMap(({ issuedOn, answeredOn }) => [issuedOn, answeredOn]),
    ...(of.custody ?? []).flatMap(({ sentAt, acknowledgedAt }) => [sentAt?.slice(0, 10), acknowledgedAt?.slice(0, 10)]),
    ...(of.suspensions ?? []).flatMap(({ reviewedOn }) => reviewedOn),
    ...(of.charges ?? []).map(({ approvedOn }) => approvedOn),
  ].map((date) => date ?? '')
  const last = [facts.receivedOn, ...dates].sort().at(-1)!
  return instant(earlier(last, facts.today), `17:${String(5 + (facts.n % 50)).padStart(2, '0')}:00`)
}

/** What a correct adapter of the procuracy gives for this matter. */
export function procuracyFacet(seed: number, facts: Facts): TrueFacet {
  const secret = facts.story?.secretReporter === true
  const conceal = concealed(facts.story, 'vien-kiem-sat')
  const both = facts.supervised
  const openedOn = both ? earlier(addWorkingDays(facts.receivedOn, 2), facts.today) : facts.receivedOn
  const reporters = parts.reporters(facts, secret)
  const participants = parts.participants(facts, false)
  const offences = parts.offences(facts)
  const extended = both ? extension(facts) : undefined
  const decisions = acts.decisions(facts)
  const label = parts.recordLabel(facts, conceal)
  // The made-up records bear no level of state secrets, and none is undetermined.
  const custody = procuracyCustody(facts, decisions, label.level as Custody['level'])
  const suspensions = registers.suspensions(facts, decisions)
  const proceedings = registers.proceedings(facts, acts.UNIT)
  const supervising = acts.supervision(facts, openedOn)
  const opinion = acts.secretOpinion(seed, facts, supervising)
  const charged = charges(facts, decisions, participants, offences)
  const facet: NativeFacet = {
    identifiers: identifiers(facts),
    report: {
      kind: coded('kinds', facts.kind),
      channels: both ? [coded('channels', 'VAN_BAN_CO_QUAN')] : facts.channels.map((code) => coded('channels', code)),
      receivedAt: instant(openedOn, `${String(8 + (facts.n % 8)).padStart(2, '0')}:30:00`),
      ...(facts.occurredAt === undefined ? {} : { occurredAt: facts.occurredAt.slice(0, 4) }),
      recordedAt: instant(openedOn, '16:45:00'),
      place: facts.place,
      summary: both ? `Thụ lý kiểm sát việc giải quyết nguồn tin. ${facts.summary}` : facts.summary,
      urgency: coded('urgency', facts.urgency),
      ...(facts.plot.field === undefined ? {} : { corruptionField: coded('corruption-fields', facts.plot.field) }),
      stage: coded('stages', facts.stage),
      complicated: facts.complicated,
    },
    reporters,
    participants,
    offences,
    assignments: acts.assignments(facts, openedOn),
    custody,
    decisions,
    suspensions,
    proceedings,
    charges: charged,
    clocks: clocks(facts, extended?.number),
    supervision: supervising,
    // Books of this system in which the made-up world enters nothing.
    ...{ hearings: [], judgments: [], documents: [], links: [], petitions: [], feedback: [] },
    ...opinion.opaque,
    label,
  }
  const absent: Translation['absent'] = [
    ...(facts.occurredAt === undefined ? [{ path: '/report/occurredAt', why: 'unknown' as const }] : []),
    ...parts.reportersAbsent(reporters, false),
    ...parts.participantsAbsent(participants),
    ...custodyAbsent(custody),
    ...registers.suspensionsAbsent(suspensions),
    ...registers.proceedingsAbsent(proceedings),
    ...registers.chargesAbsent(charged),
  ]
  const labels = [...parts.participantLabels(facts, participants), ...opinion.labels]
  const whole = parts.translation(facet, labels, absent, updatedAt(facts, facet))
  const nativeKey = `TB-${facts.receivedOn.slice(0, 4)}-${String(facts.numbers.procuracyFile).padStart(5, '0')}`
  const confirms =
    facts.courtOn === undefined ? {} : { confirms: [{ relation: 'adjudicating', agency: 'TA' } as const] }
  return {
    nativeKey,
    index: parts.indexEntry(nativeKey, whole, { conceal, resolves: false, ...confirms }),
    translation: whole,
  }
}
