/** The true part that the procuracy holds of a matter: what it was told, and what it did in supervision. */

import type { Assignment, Clock, Decision, Identifier, SupervisionAct } from '../../schemas/generated/types.ts'
import type { NativeFacet, Translation } from '../sdk/adapter.ts'
import { addDays, addWorkingDays, earlier, instant } from './calendar.ts'
import { coded } from './codes.ts'
import { extension, policeAssignment, policeDecisions } from './facet-cong-an.ts'
import type { Facts } from './facts.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import * as parts from './parts.ts'
import { concealed } from './stories.ts'

const UNIT = 'Phòng 2, Viện kiểm sát nhân dân tỉnh An Giang'

function identifiers(facts: Facts): readonly Identifier[] {
  const own = { system: 'vien-kiem-sat:kiem-sat', assigner: coded('agencies', 'VKS') }
  const first: Identifier = facts.supervised
    ? numbers.reception(facts)
    : { ...own, type: 'SO_TIEP_NHAN', value: `${facts.numbers.reception}/${facts.receivedOn.slice(0, 4)}/TN-VKS` }
  return [numbers.procuracyFile(facts), first]
}

function assignments(facts: Facts, openedOn: string): readonly Assignment[] {
  const own: Assignment = {
    id: 'PC-1',
    task: 'KIEM_SAT',
    unit: UNIT,
    ...(facts.stage === 'TIEP_NHAN'
      ? {}
      : {
          decisionNumber: `${facts.numbers.procuracyAct}/QĐ-VKS-P2`,
          decidedOn: earlier(addWorkingDays(openedOn, 1), facts.today),
          officer: `Kiểm sát viên ${facts.officers.prosecutor}`,
        }),
  }
  if (!facts.supervised) return [own]
  const { number, decidedOn } = policeAssignment(facts)
  return [
    own,
    {
      id: 'PC-2',
      task: 'GIAI_QUYET',
      unit: 'Cơ quan Cảnh sát điều tra Công an tỉnh An Giang',
      decisionNumber: number,
      decidedOn,
      officer: `Điều tra viên ${facts.officers.investigator}`,
      competentProcuracy: 'Viện kiểm sát nhân dân tỉnh An Giang',
    },
  ]
}

function decisions(facts: Facts): readonly Decision[] {
  if (facts.supervised) {
    const extended = extension(facts)
    return extended ? [extended] : policeDecisions(facts)
  }
  if (facts.stage !== 'CHUYEN_DI' || facts.decidedOn === undefined) return []
  return [
    {
      id: 'QD-1',
      type: coded('decisions', 'CHUYEN'),
      number: `${facts.numbers.decision}/PC-VKS-P2`,
      decidedOn: facts.decidedOn,
      agency: coded('agencies', 'VKS'),
      signer: facts.officers.procuracySigner,
      signerTitle: 'Phó Viện trưởng',
      legalBasis: ['Điều 145 BLTTHS', 'Điều 146 BLTTHS'],
      ground: 'Nguồn tin không thuộc thẩm quyền giải quyết của Viện kiểm sát nhân dân tỉnh.',
      effectiveFrom: facts.decidedOn,
    },
  ]
}

function supervision(facts: Facts, openedOn: string): readonly SupervisionAct[] {
  if (!facts.supervised || facts.stage === 'PHAN_CONG') return []
  const askedOn = earlier(addWorkingDays(openedOn, 2), facts.today)
  const answeredOn = addDays(askedOn, 6)
  const ask: SupervisionAct = {
    id: 'KS-1',
    instrument: coded('supervision-instruments', 'YC_KIEM_TRA_XAC_MINH'),
    number: `${facts.numbers.procuracyAct}/YC-VKS-P2`,
    issuedOn: askedOn,
    form: '05/HS',
    content: facts.plot.verify,
    ...(answeredOn < facts.today && facts.story?.late !== true ? { answeredOn } : {}),
  }
  if (facts.story?.late !== true) return [ask]
  const remedy: SupervisionAct = {
    id: 'KS-2',
    instrument: coded('supervision-instruments', 'KIEN_NGHI_KHAC_PHUC'),
    number: `${facts.numbers.procuracyAct + 1}/KN-VKS-P2`,
    issuedOn: addDays(facts.dueOn, 3),
    form: '139/HS',
    content:
      'Nguồn tin đã quá thời hạn giải quyết mà không có quyết định gia hạn; đề nghị khắc phục ngay và báo cáo kết quả.',
  }
  return [ask, remedy]
}

/** A procuracy that received the tip itself passes it on at once (BLTTHS Art. 146). */
function passingOn(facts: Facts): readonly Clock[] {
  return [
    {
      id: 'TH-1',
      rule: 'BLTTHS.146',
      legalBasis: 'Điều 146 BLTTHS',
      startEvent: 'Tiếp nhận nguồn tin',
      startedOn: facts.receivedOn,
      dueOn: facts.stage === 'CHUYEN_DI' ? facts.dueOn : addWorkingDays(facts.receivedOn, 3),
      state: facts.stage === 'CHUYEN_DI' ? 'DUNG_HAN' : 'DANG_CHAY',
    },
  ]
}

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
export function procuracyFacet(_seed: number, facts: Facts): TrueFacet {
  const secret = facts.story?.secretReporter === true
  const conceal = concealed(facts.story, 'vien-kiem-sat')
  const both = facts.supervised
  const openedOn = both ? earlier(addWorkingDays(facts.receivedOn, 2), facts.today) : facts.receivedOn
  const reporters = parts.reporters(facts, secret)
  const participants = parts.participants(facts, false)
  const extended = both ? extension(facts) : undefined
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
    assignments: assignments(facts, openedOn),
    decisions: decisions(facts),
    clocks: both ? parts.clocks(facts, extended?.number) : passingOn(facts),
    supervision: supervision(facts, openedOn),
    label: parts.recordLabel(facts, conceal),
  }
  const absent: Translation['absent'] = [
    ...(facts.occurredAt === undefined ? [{ path: '/report/occurredAt', why: 'unknown' as const }] : []),
    ...parts.reportersAbsent(reporters, false),
    ...parts.participantsAbsent(participants),
  ]
  const whole = parts.translation(facet, parts.participantLabels(facts, participants), absent, updatedAt(facts, facet))
  const nativeKey = `TB-${facts.receivedOn.slice(0, 4)}-${String(facts.numbers.procuracyFile).padStart(5, '0')}`
  return { nativeKey, index: parts.indexEntry(nativeKey, whole, { conceal, resolves: false }), translation: whole }
}
