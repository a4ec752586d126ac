/** The true part that Công an (the investigation body) holds of a matter. */

import type { Assignment, Clock, Custody, Decision } from '../../schemas/generated/types.ts'
import type { IndexEntry, NativeFacet } from '../sdk/adapter.ts'
import { addDays, earlier, instant } from './calendar.ts'
import { charges } from './charges.ts'
import { coded } from './codes.ts'
import * as deadlines from './deadlines.ts'
import { CASE, type Facts } from './facts.ts'
import { withGrounds } from './grounds.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import { sealedIdentity } from './opaque.ts'
import * as parts from './parts.ts'
import * as course from './police-course.ts'
import { custodyAbsent, policeCustody } from './police-custody.ts'
import { extension, policeAssignment, policeDecisions } from './police-decisions.ts'
import { known, knownAbsent } from './police-people.ts'
import { concealed } from './stories.ts'

const UNIT =
  'Phòng Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu, môi trường (PC03), Công an tỉnh An Giang'
const SUPERVISING = 'Viện kiểm sát nhân dân tỉnh An Giang'

function assignment(facts: Facts, supervised: boolean): Assignment {
  const base: Assignment = {
    id: 'PC-1',
    task: 'GIAI_QUYET',
    unit: UNIT,
    ...(supervised ? { competentProcuracy: SUPERVISING } : {}),
  }
  if (facts.stage === 'TIEP_NHAN' || facts.stage === 'PHAN_LOAI') return base
  const { number, decidedOn } = policeAssignment(facts)
  return { ...base, decisionNumber: number, decidedOn, officer: `Điều tra viên ${facts.officers.investigator}` }
}

/** Who passed the matter on, each with the number by which it knows it. */
const ORIGINS = [
  { holder: 'thanh-tra', agency: 'TTr', number: numbers.inspection },
  { holder: 'mttq', agency: 'MTTQ', number: numbers.petition },
] as const
const originsOf = (facts: Facts) =>
  facts.origin === undefined ? [] : ORIGINS.filter(({ holder }) => facts.holders.includes(holder))

function identifiers(facts: Facts, act: Assignment): NativeFacet['identifiers'] {
  const number = { system: 'cong-an:dieu-tra', assigner: coded('agencies', 'CA') }
  return [
    numbers.reception(facts),
    ...(act.decisionNumber === undefined
      ? []
      : [{ ...number, type: 'SO_QUYET_DINH' as const, value: act.decisionNumber }]),
    ...(CASE.includes(facts.stage) ? [numbers.caseStart(facts)] : []),
    ...originsOf(facts).map(({ number }) => number(facts)),
  ]
}

function confirms(facts: Facts, supervised: boolean): Pick<IndexEntry, 'confirms'> {
  const named = [
    ...(supervised ? [{ relation: 'supervising', agency: 'VKS' } as const] : []),
    ...originsOf(facts).map(({ agency }) => ({ relation: 'originator', agency }) as const),
    ...(facts.courtOn === undefined ? [] : [{ relation: 'adjudicating', agency: 'TA' } as const]),
    ...(facts.story?.inspected ? [{ relation: 'inspecting', agency: 'TTr' } as const] : []),
  ]
  return named.length === 0 ? {} : { confirms: named }
}

/** The police note of an extension who gave it, when, and until when. */
const withExtension = (clock: Clock, { number, agency, decidedOn, effectiveTo }: Decision): Clock =>
  clock.extensions === undefined
    ? clock
    : {
        ...clock,
        extensions: [
          {
            ...(number === undefined ? {} : { number }),
            agency,
            ...(decidedOn === undefined ? {} : { decidedOn }),
            ...(effectiveTo === undefined ? {} : { dueOn: effectiveTo }),
          },
        ],
      }

function clocks(facts: Facts, extended: Decision | undefined): readonly Clock[] {
  if (facts.stage === 'CHUYEN_DI') return deadlines.passingOn(facts)
  return deadlines.numbered([
    ...parts.clocks(facts, extended?.number).map((clock) => (extended ? withExtension(clock, extended) : clock)),
    ...deadlines.handingOver(facts),
    ...deadlines.laterClocks(facts),
  ])
}

function updatedAt(facts: Facts, { assignments = [], decisions = [], ...of }: NativeFacet): string {
  const dates = [
    ...[...assignments, ...decisions].map(({ decidedOn }) => decidedOn),
    ...(of.custody ?? []).map(({ acknowledgedAt }) => acknowledgedAt?.slice(0, 10)),
    ...(of.suspensions ?? []).flatMap(({ reviewedOn }) => reviewedOn),
    ...(of.charges ?? []).map(({ approvedOn }) => approvedOn),
    ...(of.proceedings ?? []).map(({ openedOn }) => openedOn),
  ].map((date) => date ?? '')
  const last = [facts.receivedOn, addDays(facts.receivedOn, 8), ...dates].sort().at(-1)!
  return instant(earlier(last, facts.today), `17:${String(10 + (facts.n % 50))}:05`)
}

/** The lists that say something. */
const filled = <T extends Readonly<Record<string, readonly unknown[]>>>(lists: T): Partial<T> =>
  Object.fromEntries(Object.entries(lists).filter(([, of]) => of.length > 0)) as Partial<T>

/** What a correct adapter of Công an gives for this matter. */
export function policeFacet(seed: number, facts: Facts): TrueFacet {
  const secret = facts.story?.secretReporter === true
  const conceal = concealed(facts.story, 'cong-an')
  const supervised = facts.supervised || facts.story?.namesProcuracy === true
  const act = assignment(facts, supervised)
  const extended = extension(facts)
  const reporters = parts.reporters(facts, secret)
  const participants = known(facts, parts.participants(facts, true))
  const offences = parts.offences(facts)
  const decisions = withGrounds(extended ? [extended] : policeDecisions(facts))
  const hour = 7 + (facts.n % 9)
  const recordedAt = instant(facts.receivedOn, `${hour + 1 < 10 ? '0' : ''}${hour + 1}:40:30`)
  const [origin] = originsOf(facts)
  const label = parts.recordLabel(facts, conceal)
  // The made-up records bear no level of state secrets, and none is undetermined.
  const custody = policeCustody(facts, recordedAt, decisions, label.level as Custody['level'])
  const suspensions = course.suspensions(facts, decisions)
  const facet: NativeFacet = {
    identifiers: identifiers(facts, act),
    report: {
      kind: coded('kinds', facts.kind),
      channels: facts.channels.map((code) => coded('channels', code)),
      receivedAt: instant(facts.receivedOn, `${String(hour).padStart(2, '0')}:15:00`),
      ...(facts.occurredAt === undefined ? {} : { occurredAt: facts.occurredAt }),
      recordedAt,
      place: facts.place,
      summary: facts.summary,
      urgency: coded('urgency', facts.urgency),
      ...(facts.plot.field === undefined ? {} : { corruptionField: coded('corruption-fields', facts.plot.field) }),
      ...filled({ flags: course.flags(facts, conceal) }),
      stage: coded('stages', facts.stage),
      complicated: facts.complicated,
      ...(origin === undefined ? {} : { receivedFrom: coded('agencies', origin.agency) }),
    },
    reporters,
    participants,
    offences,
    assignments: [act, ...parts.trial(facts, 'PC-2')],
    decisions,
    clocks: clocks(facts, extended),
    ...filled({
      custody,
      suspensions,
      proceedings: course.proceedings(facts, UNIT),
      charges: charges(facts, decisions, participants, offences),
      links: course.links(facts),
    }),
    ...(secret
      ? {
          opaque: facts.reporters.map((identity, i) => ({
            ...sealedIdentity(seed, `/reporters/${i}`, identity, facts.receivedOn),
            id: `PM-${i + 1}`,
          })),
        }
      : {}),
    label,
  }
  const whole = parts.translation(
    facet,
    [
      ...(secret ? parts.secretIdentityLabels(reporters, facts.receivedOn) : []),
      ...parts.participantLabels(facts, participants),
    ],
    [
      ...(facts.occurredAt === undefined ? [{ path: '/report/occurredAt', why: 'unknown' as const }] : []),
      ...parts.reportersAbsent(reporters, secret),
      ...knownAbsent(participants, parts.participantsAbsent(participants)),
      ...custodyAbsent(custody),
      ...course.suspensionsAbsent(suspensions),
    ],
    updatedAt(facts, facet),
  )
  const nativeKey = `HS${facts.receivedOn.slice(0, 4)}${String(facts.numbers.reception).padStart(6, '0')}`
  return {
    nativeKey,
    index: parts.indexEntry(nativeKey, whole, {
      conceal,
      resolves: true,
      ...confirms(facts, supervised),
    }),
    translation: whole,
  }
}
