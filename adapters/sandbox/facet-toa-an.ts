/**
 * The true part that the court (Tòa án) holds of a matter: the case that it registered, or a crime that it found
 * itself.
 */
import type {
  Assignment,
  Clock,
  Decision,
  DocumentReference,
  Hearing,
  Identifier,
  Participant,
} from '../../schemas/generated/types.ts'
import type { NativeFacet, Translation } from '../sdk/adapter.ts'
import { addDays, addWorkingDays, instant, workingDayFrom } from './calendar.ts'
import { coded } from './codes.ts'
import { numbered } from './deadlines.ts'
import type { Facts } from './facts.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import * as parts from './parts.ts'
import { concealed } from './stories.ts'

const UNIT = 'Tòa án nhân dân khu vực 1 - An Giang'
const PROCURACY = 'Viện kiểm sát nhân dân tỉnh An Giang'
/** OrganId in the document axis, as it stands in every DocumentId. */
const ORGAN_ID = 'C05.91.01'

const year = (date: string): string => date.slice(0, 4)

/** A case from the day on which it was registered. */
type Case = Facts & { readonly courtOn: string; readonly indictedOn: string }
const isCase = (facts: Facts): facts is Case => facts.courtOn !== undefined && facts.indictedOn !== undefined

/** The day of the decision to bring the case to trial; it opens within 15 days. */
function toTrialOn(facts: Facts): string | undefined {
  const decidedOn = facts.hearingOn === undefined ? undefined : addDays(facts.hearingOn, -14)
  return decidedOn !== undefined && decidedOn <= facts.today ? decidedOn : undefined
}

const courtNumber = (facts: Facts, date: string, notation: string, offset = 0): string =>
  `${facts.numbers.courtAct + offset}/${year(date)}/${notation}`

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

function assignments(facts: Facts): readonly Assignment[] {
  if (!isCase(facts)) return []
  return [
    {
      id: 'PC-1',
      task: 'XET_XU',
      agency: coded('agencies', 'TA'),
      unit: UNIT,
      decisionNumber: `${facts.numbers.courtFile}/${year(facts.courtOn)}/QĐ-PCTP`,
      decidedOn: facts.courtOn,
      officer: `Thẩm phán ${facts.officers.judge}`,
      competentProcuracy: PROCURACY,
    },
  ]
}

function decisions(facts: Facts): readonly Decision[] {
  if (!isCase(facts)) return []
  const trialOn = toTrialOn(facts)
  const signed = { agency: coded('agencies', 'TA'), signer: facts.officers.judge, signerTitle: 'Thẩm phán' }
  const rows: Omit<Decision, 'id'>[] = [
    {
      type: coded('decisions', 'THU_LY'),
      number: numbers.courtFile(facts).value,
      decidedOn: facts.courtOn,
      ...signed,
      legalBasis: ['Điều 276 BLTTHS'],
      effectiveFrom: facts.courtOn,
    },
  ]
  if (facts.returnedOn !== undefined)
    rows.push({
      type: coded('decisions', 'TRA_HO_SO'),
      number: numbers.fileReturn(facts),
      decidedOn: facts.returnedOn,
      ...signed,
      legalBasis: ['Điều 280 khoản 1 điểm a BLTTHS'],
      ground: 'Thiếu chứng cứ dùng để chứng minh tính chất, mức độ thiệt hại mà không thể bổ sung tại phiên tòa.',
      effectiveFrom: facts.returnedOn,
    })
  if (trialOn !== undefined)
    rows.push({
      type: coded('decisions', 'DUA_RA_XET_XU'),
      number: courtNumber(facts, trialOn, 'QĐXXST-HS'),
      decidedOn: trialOn,
      ...signed,
      legalBasis: ['Điều 255 BLTTHS', 'Điều 277 BLTTHS', ...(facts.minorVictim ? ['Điều 25 BLTTHS'] : [])],
      effectiveFrom: trialOn,
    })
  if (facts.judgedOn !== undefined)
    rows.push({
      type: coded('decisions', 'BAN_AN_SO_THAM'),
      number: courtNumber(facts, facts.judgedOn, 'HS-ST', 1),
      decidedOn: facts.judgedOn,
      ...signed,
      signerTitle: 'Thẩm phán - Chủ tọa phiên tòa',
      legalBasis: ['Điều 260 BLTTHS', 'Điều 326 BLTTHS'],
    })
  return rows.map((row, i) => ({ id: `QD-${i + 1}`, ...row }))
}

function hearings(facts: Facts): readonly Hearing[] {
  if (facts.hearingOn === undefined) return []
  return [
    {
      id: 'PT-1',
      instance: 'SO_THAM',
      scheduledAt: instant(facts.hearingOn, '07:30:00'),
      place: `Phòng xử án số ${1 + (facts.n % 3)}, trụ sở ${UNIT}`,
      presiding: `Thẩm phán ${facts.officers.judge}`,
      closed: facts.minorVictim,
      state: facts.judgedOn === undefined ? 'DA_LEN_LICH' : 'DA_XET_XU',
    },
  ]
}

function state(facts: Facts, dueOn: string, done: boolean): Pick<Clock, 'dueOn' | 'state'> {
  return { dueOn, state: done ? 'DUNG_HAN' : dueOn < facts.today ? 'QUA_HAN' : 'DANG_CHAY' }
}

/** Preparation of the trial (a serious offence: 45 days) and its opening; who found a crime passes it on at once. */
function clocks(facts: Facts): readonly Clock[] {
  const trialOn = toTrialOn(facts)
  if (!isCase(facts))
    return numbered([
      {
        rule: 'BLTTHS.146',
        legalBasis: 'Điều 146 BLTTHS',
        startEvent: 'Phát hiện dấu hiệu tội phạm tại phiên tòa',
        startedOn: facts.receivedOn,
        ...state(facts, addWorkingDays(facts.receivedOn, 3), false),
      },
    ])
  const prepared = facts.returnedOn !== undefined || trialOn !== undefined
  return numbered([
    {
      rule: 'BLTTHS.277',
      legalBasis: 'Điều 277 khoản 1 BLTTHS',
      startEvent: 'Thụ lý vụ án',
      startedOn: facts.courtOn,
      ...state(facts, workingDayFrom(addDays(facts.courtOn, 45)), prepared),
    },
    ...(trialOn === undefined
      ? []
      : [
          {
            rule: 'BLTTHS.277.3',
            legalBasis: 'Điều 277 khoản 3 BLTTHS',
            startEvent: 'Quyết định đưa vụ án ra xét xử',
            startedOn: trialOn,
            ...state(facts, workingDayFrom(addDays(trialOn, 15)), facts.judgedOn !== undefined),
          },
        ]),
  ])
}

const TITLES: Readonly<Record<string, readonly [type: string, title: string, file: string]>> = {
  TRA_HO_SO: ['Quyết định trả hồ sơ', 'Quyết định trả hồ sơ để điều tra bổ sung', 'QD-tra-ho-so'],
  DUA_RA_XET_XU: ['Quyết định', 'Quyết định đưa vụ án ra xét xử sơ thẩm', 'QD-dua-ra-xet-xu'],
  BAN_AN_SO_THAM: ['Bản án', 'Bản án hình sự sơ thẩm', 'Ban-an-so-tham'],
}

/** The papers of the file, as scans: what the procuracy handed over, and what the court itself issued. */
function documents(facts: Facts, own: readonly Decision[]): readonly DocumentReference[] {
  const scan = (i: number, file: string) => ({
    fileName: `${file}.pdf`,
    mediaType: 'application/pdf',
    bytes: 900 + ((facts.n * 397 + i * 211) % 1600),
  })
  const rows: Omit<DocumentReference, 'id'>[] = isCase(facts)
    ? [
        {
          type: 'Cáo trạng',
          number: numbers.indictment(facts).value,
          issuedOn: facts.indictedOn,
          title: `Cáo trạng truy tố bị can ${facts.suspects[0]?.fullName ?? ''}`.trim(),
          ...scan(0, 'Cao-trang'),
        },
        {
          type: 'Quyết định khởi tố vụ án',
          number: numbers.caseStart(facts).value,
          ...(facts.decidedOn === undefined ? {} : { issuedOn: facts.decidedOn }),
          title: 'Quyết định khởi tố vụ án hình sự',
          ...scan(1, 'QD-khoi-to'),
        },
      ]
    : [{ type: 'Biên bản', issuedOn: facts.receivedOn, title: 'Trích biên bản phiên tòa', ...scan(0, 'Bien-ban') }]
  for (const { type, number, decidedOn } of own) {
    const [kind, title, file] = TITLES[type.code] ?? []
    if (kind === undefined || title === undefined || file === undefined) continue
    rows.push({
      type: kind,
      ...(number === undefined ? {} : { number }),
      ...(decidedOn === undefined ? {} : { issuedOn: decidedOn }),
      title,
      ...scan(rows.length, file),
    })
  }
  return rows.map((row, i) => ({ id: `TL-${i + 1}`, ...row }))
}

/** A judgment in a closed trial tells of the child as the file does. */
function documentLabels(facts: Facts, of: readonly DocumentReference[]): Translation['labels'] {
  return of.flatMap(({ type }, i) =>
    facts.minorVictim && type === 'Bản án'
      ? [{ path: `/documents/${i}`, label: { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] } } as const]
      : [],
  )
}

/** What a correct adapter of the court gives for this matter. A court file carries no reporter. */
export function courtFacet(_seed: number, facts: Facts): TrueFacet {
  const conceal = concealed(facts.story, 'toa-an')
  const receivedOn = facts.courtOn ?? facts.receivedOn
  const own = decisions(facts)
  const people = participants(facts)
  const papers = documents(facts, own)
  const numbersOf = identifiers(facts)
  const facet: NativeFacet = {
    identifiers: numbersOf,
    report: {
      kind: coded('kinds', facts.kind),
      receivedAt: instant(receivedOn, `${String(8 + (facts.n % 3)).padStart(2, '0')}:05:00`),
      ...(isCase(facts) ? { receivedFrom: coded('agencies', 'VKS') } : {}),
      summary: facts.summary,
      urgency: coded('urgency', facts.urgency),
      ...(facts.plot.field === undefined ? {} : { corruptionField: coded('corruption-fields', facts.plot.field) }),
      stage: coded('stages', facts.stage),
    },
    participants: people,
    offences: parts.offences(facts),
    assignments: assignments(facts),
    decisions: own,
    clocks: clocks(facts),
    hearings: hearings(facts),
    documents: papers,
    label: parts.recordLabel(facts, conceal),
  }
  const last = [receivedOn, ...own.map(({ decidedOn = '' }) => decidedOn)].sort().at(-1)!
  const whole = parts.translation(
    facet,
    [...parts.participantLabels(facts, people), ...documentLabels(facts, papers)],
    parts.participantsAbsent(people),
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
    translation: whole,
  }
}
