/** The parts of a facet that both agencies write down alike, each in its own record: people, offences, clocks, and the index row. */

import type { Assignment, Clock, Label, Offence, Participant, Person } from '../../schemas/generated/types.ts'
import type { IndexEntry, NativeFacet, Translation } from '../sdk/adapter.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'
import * as numbers from './numbers.ts'
import { determiner } from './opaque.ts'

export type Reporter = NonNullable<NativeFacet['reporters']>[number]
type Absent = Translation['absent'][number]
type Labelled = Translation['labels'][number]

const IDENTITY = ['fullName', 'birth', 'personalId', 'phone', 'address'] as const
const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

/** Reporters with what may be said of them in clear; a secret identity leaves kind and date only. */
export function reporters(facts: Facts, secret: boolean): readonly Reporter[] {
  return facts.reporters.map((identity, i): Reporter => {
    const { sex: _, ...known } = identity
    const base = { id: `NTG-${i + 1}`, reportedAt: facts.receivedOn }
    if (Object.keys(identity).length === 0) return { ...base, kind: 'AN_DANH' }
    if (facts.kind === 'KIEN_NGHI_KHOI_TO')
      return { ...base, kind: 'CO_QUAN_TO_CHUC', fullName: identity.fullName!, organisation: 'Thanh tra tỉnh An Giang' }
    if (facts.kind === 'TIN_BAO_TTDC' || facts.kind === 'TIN_BAO')
      return { ...base, kind: 'CO_QUAN_TO_CHUC', phone: identity.phone!, organisation: 'Ủy ban MTTQ Việt Nam cấp xã' }
    return secret ? { ...base, kind: 'CA_NHAN' } : { ...base, kind: 'CA_NHAN', ...known }
  })
}

/** Why identity fields of the reporters have no value; a field held only in an opaque part is not absent. */
export function reportersAbsent(of: readonly Reporter[], opaque: boolean): readonly Absent[] {
  return of.flatMap((reporter, i) =>
    IDENTITY.filter((field) => !(field in reporter) && !(opaque && reporter.kind === 'CA_NHAN')).map(
      (field): Absent => ({ path: `/reporters/${i}/${field}`, why: whyOfReporter(reporter.kind, field) }),
    ),
  )
}

function whyOfReporter(kind: Reporter['kind'], field: string): Absent['why'] {
  if (kind !== 'CO_QUAN_TO_CHUC') return 'unknown'
  return field === 'birth' || field === 'personalId' ? 'inapplicable' : 'pending'
}

/** The determiner's mark on each identity field of a reporter whose identity is a state secret. */
export function secretIdentityLabels(of: readonly Reporter[], determinedOn: string): readonly Labelled[] {
  return of.flatMap((_, i) =>
    IDENTITY.map(
      (field): Labelled => ({
        path: `/reporters/${i}/${field}`,
        label: { level: 'MAT', tags: ['NGUOI_TO_GIAC'], by: determiner(determinedOn) },
      }),
    ),
  )
}

/** Suspects, victim and (for who investigates) witness. */
export function participants(facts: Facts, withWitness: boolean): readonly Participant[] {
  const accused = ['KHOI_TO', 'DIEU_TRA', 'TRUY_TO', 'XET_XU_ST'].includes(facts.stage)
  const rows: Omit<Participant, 'id'>[] = facts.suspects.map((person, i) => ({
    role: coded('participant-roles', accused && i === 0 ? 'BI_CAN' : 'NGUOI_BI_TO_GIAC'),
    ...withPerson(person),
    ...(i === 0 ? { note: facts.plot.suspectNote } : {}),
  }))
  if (facts.victim)
    rows.push({ role: coded('participant-roles', 'BI_HAI'), person: facts.victim, minor: facts.minorVictim })
  if (withWitness && facts.witness)
    rows.push({ role: coded('participant-roles', 'NGUOI_LAM_CHUNG'), person: facts.witness })
  return rows.map((row, i) => ({ id: `NTT-${i + 1}`, ...row }))
}

const withPerson = (person: Person): { person?: Person } => (Object.keys(person).length === 0 ? {} : { person })

/** Names, births and numbers of participants that nobody knows yet. */
export function participantsAbsent(of: readonly Participant[]): readonly Absent[] {
  return of.flatMap((participant, i) =>
    (['fullName', 'birth', 'personalId'] as const)
      .filter((field) => participant.person?.[field] === undefined)
      .map((field): Absent => ({ path: `/participants/${i}/person/${field}`, why: 'unknown' })),
  )
}

/** Marks on single participants: minors, protected witnesses, officials under management. */
export function participantLabels(facts: Facts, of: readonly Participant[]): readonly Labelled[] {
  return of.flatMap((participant, i): readonly Labelled[] => {
    const label = labelOf(facts, participant, i)
    return label === undefined ? [] : [{ path: `/participants/${i}`, label }]
  })
}

function labelOf(facts: Facts, participant: Participant, i: number): Label | undefined {
  if (participant.minor === true) return { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN', 'DLCN_NHAY_CAM'] }
  if (participant.role.code === 'NGUOI_LAM_CHUNG' && facts.n % 2 === 0)
    return { level: 'HAN_CHE', tags: ['BAO_VE_NHAN_CHUNG'] }
  return i === 0 && facts.plot.field !== undefined && facts.n % 3 === 0
    ? { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] }
    : undefined
}

/** Offences as article, clause and point of the Criminal Code. */
export function offences(facts: Facts): readonly Offence[] {
  return facts.plot.offences.map(({ code, clause, point }, i) => ({
    id: `TD-${i + 1}`,
    offence: coded('offences', code),
    article: code.slice('BLHS.'.length),
    ...(clause === undefined ? {} : { clause }),
    ...(point === undefined ? {} : { point }),
  }))
}

/** The court that took the file, as who sent it there writes it down: on which indictment, and since when. */
export function trial(facts: Facts, id: string): readonly Assignment[] {
  if (facts.courtOn === undefined) return []
  return [
    {
      id,
      task: 'XET_XU',
      agency: coded('agencies', 'TA'),
      unit: 'Tòa án nhân dân khu vực 1 - An Giang',
      decisionNumber: numbers.indictment(facts).value,
      decidedOn: facts.courtOn,
    },
  ]
}

/** The period of BLTTHS Art. 147, with the number of what extended it, and the notice of TTLT 01/2017 Art. 14. */
export function clocks(facts: Facts, extendedBy: string | undefined): readonly Clock[] {
  const longer = facts.complicated
  const rows: Omit<Clock, 'id'>[] = [
    {
      rule: longer ? 'BLTTHS.147.2' : 'BLTTHS.147.1',
      legalBasis: `Điều 147 khoản ${longer ? 2 : 1} BLTTHS`,
      startEvent: 'Tiếp nhận nguồn tin',
      startedOn: facts.receivedOn,
      dueOn: facts.dueOn,
      ...(extendedBy === undefined ? {} : { extensions: [{ number: extendedBy }] }),
      state: mainState(facts),
    },
  ]
  if (facts.story?.namesProcuracy !== true)
    rows.push({
      rule: 'TTLT01-2017.14.1',
      legalBasis: 'Điều 14 khoản 1 TTLT 01/2017/TTLT-BCA-BQP-BTC-BNN&PTNT-VKSNDTC',
      startEvent: 'Tiếp nhận nguồn tin',
      startedOn: facts.receivedOn,
      dueOn: facts.noticeDueOn,
      state: facts.supervised ? 'DUNG_HAN' : facts.noticeDueOn < facts.today ? 'QUA_HAN' : 'DANG_CHAY',
    })
  return rows.map((row, i) => ({ id: `TH-${i + 1}`, ...row }))
}

function mainState(facts: Facts): NonNullable<Clock['state']> {
  if (facts.stage === 'TAM_DINH_CHI') return 'TAM_DUNG'
  if (facts.decidedOn !== undefined && facts.stage !== 'GIA_HAN') return 'DUNG_HAN'
  return facts.dueOn < facts.today ? 'QUA_HAN' : 'DANG_CHAY'
}

/** The record's own label. */
export function recordLabel(facts: Facts, conceal: boolean): Label {
  const official = facts.story?.official ?? facts.n % 5 === 4
  const narrow = conceal || facts.story?.secretReporter === true || facts.minorVictim || official
  return narrow ? { level: 'HAN_CHE', tags: official ? ['CAN_BO_QUAN_LY'] : [] } : { level: 'NOI_BO', tags: [] }
}

/** A translation with its two lists in the order of their paths. */
export function translation(
  facet: NativeFacet,
  labels: readonly Labelled[],
  absent: readonly Absent[],
  updatedAt: string,
): Translation {
  return { facet, labels: [...labels].sort(byPath), absent: [...absent].sort(byPath), updatedAt }
}

/** The index row that follows from a translation. */
export function indexEntry(
  nativeKey: string,
  of: Translation,
  role: Pick<IndexEntry, 'conceal' | 'resolves' | 'confirms'>,
): IndexEntry {
  const { facet, updatedAt } = of
  const running = facet.clocks?.find(({ state }) => state === 'DANG_CHAY' || state === 'QUA_HAN')
  return {
    nativeKey,
    identifiers: facet.identifiers.map(({ assigner, system, type, value }) => ({
      system,
      type,
      value,
      assigner: assigner.code,
    })),
    kind: facet.report.kind.code,
    stage: facet.report.stage.code,
    receivedAt: facet.report.receivedAt,
    updatedAt,
    ...(facet.report.corruptionField === undefined ? {} : { corruptionField: facet.report.corruptionField.code }),
    ...(running?.dueOn === undefined ? {} : { dueOn: running.dueOn }),
    label: facet.label,
    ...role,
  }
}
