/**
 * The true part that the Front (Mặt trận Tổ quốc) holds of a matter: what the citizen wrote, whom it was passed to,
 * what came back.
 */

import type { Address, Clock, Feedback, Identifier } from '../../schemas/generated/types.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import { addWorkingDays, earlier, instant } from './calendar.ts'
import { coded, communeRows } from './codes.ts'
import type { Facts } from './facts.ts'
import { daysOf, type FrontDays, late, passOnDueOn } from './front-days.ts'
import * as register from './front-register.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import * as parts from './parts.ts'
import { concealed } from './stories.ts'

/** Channels by which citizens reach the Front. */
const CHANNELS = ['CONG_TTDT', 'TRUC_TIEP', 'BUU_CHINH', 'CONG_TTDT', 'TIEP_CONG_DAN']

/**
 * Kinds that only bodies of the State and of the proceedings can make (BLTTHS Art. 143, 144(3)): from the Front they
 * are a tip.
 */
const NOT_THE_FRONTS = ['KIEN_NGHI_KHOI_TO', 'TRUC_TIEP_PHAT_HIEN']

const STARTED = 'Cơ quan Cảnh sát điều tra đã ra quyết định khởi tố vụ án hình sự.'

/** What the resolver tells of its decision, by the stage that the decision led to. */
const RESULTS: Readonly<Record<string, string>> = {
  KHOI_TO: STARTED,
  DIEU_TRA: STARTED,
  TRUY_TO: STARTED,
  XET_XU_ST: STARTED,
  KHONG_KHOI_TO: 'Đã có quyết định không khởi tố vụ án hình sự; lý do: hành vi không cấu thành tội phạm.',
  TAM_DINH_CHI: 'Việc giải quyết nguồn tin tạm đình chỉ vì chưa có kết quả định giá tài sản.',
  PHUC_HOI: 'Việc giải quyết nguồn tin đã được phục hồi.',
  GIA_HAN: 'Thời hạn giải quyết nguồn tin đã được gia hạn.',
}

/** The address as somebody types it into one line: the portal has no commune codes. */
function freeText({ commune, text }: Address): Address {
  const name = communeRows.find(({ code }) => code === commune?.code)?.vi
  return { text: [text, name, 'tỉnh An Giang'].filter((part) => part !== undefined).join(', ') }
}

function identifiers(facts: Facts): readonly Identifier[] {
  return [numbers.petition(facts), ...(facts.holders.includes('cong-an') ? [numbers.reception(facts)] : [])]
}

/** The citizen; nothing but the day of one who stays anonymous, or whose identity is a state secret. */
function reporter(facts: Facts, day: string): parts.Reporter {
  const { fullName, phone, address } = facts.reporters[0] ?? {}
  const base = { id: 'NPA-1', reportedAt: day }
  if (fullName === undefined) return { ...base, kind: 'AN_DANH' }
  if (facts.story?.secretReporter === true) return { ...base, kind: 'CA_NHAN' }
  return { ...base, kind: 'CA_NHAN', fullName, phone: phone!, address: freeText(address!) }
}

function participants(facts: Facts): NonNullable<NativeFacet['participants']> {
  const fullName = facts.suspects[0]?.fullName
  if (fullName === undefined) return []
  return [{ id: 'NDN-1', role: coded('participant-roles', 'NGUOI_BI_TO_GIAC'), person: { fullName } }]
}

function clocks({ classified, passedOn }: FrontDays, isLate: boolean): readonly Clock[] {
  if (classified === undefined) return []
  return [
    {
      id: 'TH-1',
      rule: 'BLTTHS.146',
      legalBasis: 'Điều 146 BLTTHS',
      startEvent: 'Phân loại: có dấu hiệu tội phạm',
      startedOn: classified,
      dueOn: passOnDueOn(classified),
      state: isLate ? 'QUA_HAN' : passedOn === undefined ? 'DANG_CHAY' : 'DUNG_HAN',
    },
  ]
}

/** The police's notice of receipt and of the result, and when the citizen was told; nothing of the days to come. */
function feedback(facts: Facts, anonymous: boolean): readonly Feedback[] {
  if (!facts.holders.includes('cong-an')) return []
  const told = facts.decidedOn === undefined ? undefined : addWorkingDays(facts.decidedOn, 1)
  const citizenTold = told === undefined ? undefined : addWorkingDays(told, 1)
  const content = RESULTS[facts.stage]
  const rows: (Omit<Feedback, 'id' | 'from'> & { readonly receivedOn: string })[] = [
    {
      number: `${facts.numbers.reception}/TB-PC03`,
      receivedOn: addWorkingDays(facts.receivedOn, 1 + (facts.n % 2)),
      content: `Đã tiếp nhận nguồn tin, số tiếp nhận ${numbers.reception(facts).value}.`,
    },
  ]
  if (told !== undefined && content !== undefined)
    rows.push({
      number: `${facts.numbers.decision}/TB-CSKT`,
      receivedOn: told,
      content,
      ...(anonymous || citizenTold! > facts.today ? {} : { toldReporterOn: citizenTold! }),
    })
  return rows
    .filter(({ receivedOn }) => receivedOn <= facts.today)
    .map((row, i) => ({ id: `PH-${i + 1}`, from: coded('agencies', 'CA'), ...row }))
}

function label(facts: Facts, conceal: boolean): NativeFacet['label'] {
  if (facts.story?.official === true) return { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] }
  return { level: conceal ? 'HAN_CHE' : 'NOI_BO', tags: [] }
}

/** What a correct adapter of the Front gives for this matter. */
export function frontFacet(_seed: number, facts: Facts): TrueFacet {
  const conceal = concealed(facts.story, 'mttq')
  const days = daysOf(facts)
  const citizen = reporter(facts, days.received)
  const anonymous = citizen.kind === 'AN_DANH'
  const named = participants(facts)
  const answers = feedback(facts, anonymous)
  const channel = anonymous ? 'CONG_TTDT' : CHANNELS[facts.n % CHANNELS.length]!
  const petitions = register.petitions(facts, days, channel, answers, anonymous)
  const facet: NativeFacet = {
    identifiers: identifiers(facts),
    report: {
      kind: coded('kinds', NOT_THE_FRONTS.includes(facts.kind) ? 'TIN_BAO' : facts.kind),
      channels: petitions.flatMap((petition) => petition.channel ?? []),
      receivedAt: instant(days.received, `${String(7 + (facts.n % 8)).padStart(2, '0')}:${10 + (facts.n % 45)}:00`),
      ...(facts.occurredAt === undefined ? {} : { occurredAt: facts.occurredAt }),
      recordedAt: instant(days.received, '15:45:00'),
      place: freeText(facts.place),
      summary: `Kính gửi Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh An Giang. Tôi xin phản ánh: ${facts.summary} ${
        anonymous ? 'Tôi xin giấu tên vì sợ bị trả thù.' : 'Đề nghị cho tôi biết kết quả giải quyết.'
      }`,
      ...(facts.plot.field === undefined ? {} : { corruptionField: coded('corruption-fields', facts.plot.field) }),
      stage: coded('stages', days.passedOn === undefined ? facts.stage : 'CHUYEN_DI'),
    },
    reporters: [citizen],
    participants: named,
    petitions,
    custody: register.custody(facts, days),
    links: register.links(facts, days),
    clocks: clocks(days, late(facts)),
    feedback: answers,
    label: label(facts, conceal),
  }
  const last = [
    days.received,
    days.sorted,
    days.passedOn,
    ...petitions.flatMap(({ receivedOn, answeredOn }) => [receivedOn, answeredOn]),
    ...answers.map((row) => row.toldReporterOn ?? row.receivedOn),
  ]
  const whole = parts.translation(
    facet,
    [],
    [
      ...(facts.occurredAt === undefined ? [{ path: '/report/occurredAt', why: 'unknown' as const }] : []),
      ...parts.reportersAbsent([citizen], false),
      ...parts.participantsAbsent(named),
      ...register.petitionsAbsent(petitions, anonymous),
    ],
    instant(
      earlier(
        last
          .filter((day) => day !== undefined)
          .sort()
          .at(-1)!,
        facts.today,
      ),
      `17:${10 + (facts.n % 50)}:00`,
    ),
  )
  const nativeKey = numbers.petition(facts).value
  return { nativeKey, index: parts.indexEntry(nativeKey, whole, { conceal, resolves: false }), translation: whole }
}
