/** The true part that Công an (the investigation body) holds of a matter. */

import type { Assignment, Decision } from '../../schemas/generated/types.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import { addDays, addWorkingDays, earlier, instant } from './calendar.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import { sealedIdentity } from './opaque.ts'
import * as parts from './parts.ts'
import { concealed } from './stories.ts'

const UNIT =
  'Phòng Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu, môi trường (PC03), Công an tỉnh An Giang'
const SUPERVISING = 'Viện kiểm sát nhân dân tỉnh An Giang'

/** The decision by which the head of the investigation body assigned the matter. */
export function policeAssignment(facts: Facts): { readonly number: string; readonly decidedOn: string } {
  return {
    number: `${facts.numbers.assignment}/QĐ-CSKT`,
    decidedOn: earlier(addWorkingDays(facts.receivedOn, 2), facts.today),
  }
}

const DECISIONS: Readonly<Record<string, { readonly basis: readonly string[]; readonly ground: string }>> = {
  KHOI_TO: {
    basis: ['Điều 143 BLTTHS', 'Điều 153 BLTTHS', 'Điều 154 BLTTHS'],
    ground: 'Đã xác định có dấu hiệu tội phạm.',
  },
  KHONG_KHOI_TO: {
    basis: ['Điều 157 khoản 2 BLTTHS', 'Điều 158 BLTTHS'],
    ground: 'KKT_2: hành vi không cấu thành tội phạm.',
  },
  TAM_DINH_CHI: {
    basis: ['Điều 148 khoản 1 điểm a BLTTHS'],
    ground: 'Đã trưng cầu định giá tài sản nhưng chưa có kết quả khi hết thời hạn giải quyết.',
  },
}

/** Decisions on the outcome that the investigation body has signed so far. */
export function policeDecisions(facts: Facts): readonly Decision[] {
  const about = DECISIONS[facts.stage]
  if (about === undefined || facts.decidedOn === undefined) return []
  return [
    {
      id: 'QD-1',
      type: coded('decisions', facts.stage),
      number: `${facts.numbers.decision}/QĐ-CSKT`,
      decidedOn: facts.decidedOn,
      agency: coded('agencies', 'CA'),
      signer: facts.officers.policeSigner,
      signerTitle: 'Phó Thủ trưởng Cơ quan Cảnh sát điều tra',
      legalBasis: about.basis,
      ground: about.ground,
      effectiveFrom: facts.decidedOn,
    },
  ]
}

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

/** Extensions come from the procuracy and are cited by both (BLTTHS Art. 147(2)). */
export function extension(facts: Facts): Decision | undefined {
  if (facts.stage !== 'GIA_HAN' || facts.decidedOn === undefined) return undefined
  return {
    id: 'QD-1',
    type: coded('decisions', 'GIA_HAN'),
    number: `${facts.numbers.decision}/QĐ-VKS-P2`,
    decidedOn: facts.decidedOn,
    agency: coded('agencies', 'VKS'),
    signer: facts.officers.procuracySigner,
    signerTitle: 'Phó Viện trưởng',
    legalBasis: ['Điều 147 khoản 2 BLTTHS'],
    ground: 'Vụ việc có nhiều tình tiết phức tạp, phải kiểm tra, xác minh tại nhiều địa điểm.',
    effectiveFrom: facts.decidedOn,
    effectiveTo: facts.dueOn,
  }
}

function updatedAt(facts: Facts): string {
  const last = [facts.receivedOn, facts.decidedOn ?? '', addDays(facts.receivedOn, 8)].sort().at(-1)!
  return instant(earlier(last, facts.today), `17:${String(10 + (facts.n % 50))}:05`)
}

/** What a correct adapter of Công an gives for this matter. */
export function policeFacet(seed: number, facts: Facts): TrueFacet {
  const secret = facts.story?.secretReporter === true
  const conceal = concealed(facts.story, 'cong-an')
  const supervised = facts.supervised || facts.story?.namesProcuracy === true
  const act = assignment(facts, supervised)
  const extended = extension(facts)
  const reporters = parts.reporters(facts, secret)
  const participants = parts.participants(facts, true)
  const hour = 7 + (facts.n % 9)
  const number = { system: 'cong-an:dieu-tra', assigner: coded('agencies', 'CA') }
  const facet: NativeFacet = {
    identifiers: [
      numbers.reception(facts),
      ...(act.decisionNumber === undefined
        ? []
        : [{ ...number, type: 'SO_QUYET_DINH' as const, value: act.decisionNumber }]),
    ],
    report: {
      kind: coded('kinds', facts.kind),
      channels: facts.channels.map((code) => coded('channels', code)),
      receivedAt: instant(facts.receivedOn, `${String(hour).padStart(2, '0')}:15:00`),
      ...(facts.occurredAt === undefined ? {} : { occurredAt: facts.occurredAt }),
      recordedAt: instant(facts.receivedOn, `${hour + 1 < 10 ? '0' : ''}${hour + 1}:40:30`),
      place: facts.place,
      summary: facts.summary,
      urgency: coded('urgency', facts.urgency),
      ...(facts.plot.field === undefined ? {} : { corruptionField: coded('corruption-fields', facts.plot.field) }),
      stage: coded('stages', facts.stage),
      complicated: facts.complicated,
    },
    reporters,
    participants,
    offences: parts.offences(facts),
    assignments: [act],
    decisions: extended ? [extended] : policeDecisions(facts),
    clocks: parts.clocks(facts, extended?.number),
    ...(secret
      ? {
          opaque: facts.reporters.map((identity, i) => ({
            ...sealedIdentity(seed, `/reporters/${i}`, identity, facts.receivedOn),
            id: `PM-${i + 1}`,
          })),
        }
      : {}),
    label: parts.recordLabel(facts, conceal),
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
      ...parts.participantsAbsent(participants),
    ],
    updatedAt(facts),
  )
  const nativeKey = `HS${facts.receivedOn.slice(0, 4)}${String(facts.numbers.reception).padStart(6, '0')}`
  return {
    nativeKey,
    index: parts.indexEntry(nativeKey, whole, {
      conceal,
      resolves: true,
      ...(supervised ? { confirms: [{ relation: 'supervising', agency: 'VKS' } as const] } : {}),
    }),
    translation: whole,
  }
}
