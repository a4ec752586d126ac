/** The true part that the procuracy holds of a matter: what it was told, and what it did in supervision. */

import type { Clock, Identifier } from '../../schemas/generated/types.ts'
import type { NativeFacet, Translation } from '../sdk/adapter.ts'
import { addWorkingDays, earlier, instant } from './calendar.ts'
import { coded } from './codes.ts'
import * as deadlines from './deadlines.ts'
import { CASE, type Facts } from './facts.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import * as parts from './parts.ts'
import { extension } from './police-decisions.ts'
import * as acts from './procuracy-acts.ts'
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
    facts.receivedOn,
    ...(of.decisions ?? []).map((d) => d.decidedOn ?? ''),
    ...(of.supervision ?? []).map((s) => s.issuedOn ?? ''),
  ]
  const last = [...dates, ...(of.assignments ?? []).map((a) => a.decidedOn ?? '')].sort().at(-1)!
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
  const extended = both ? extension(facts) : undefined
  const supervising = acts.supervision(facts, openedOn)
  const opinion = acts.secretOpinion(seed, facts, supervising)
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
    offences: parts.offences(facts),
    assignments: acts.assignments(facts, openedOn),
    decisions: acts.decisions(facts),
    clocks: clocks(facts, extended?.number),
    supervision: supervising,
    ...opinion.opaque,
    label: parts.recordLabel(facts, conceal),
  }
  const absent: Translation['absent'] = [
    ...(facts.occurredAt === undefined ? [{ path: '/report/occurredAt', why: 'unknown' as const }] : []),
    ...parts.reportersAbsent(reporters, false),
    ...parts.participantsAbsent(participants),
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
