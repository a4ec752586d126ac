/** The true part that the inspectorate (Thanh tra tỉnh) holds of a matter: conclusion, recommendations, and what came of them. */

import type { Clock, Decision, Feedback, Participant, Recommendation } from '../../schemas/generated/types.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import { addDays, addWorkingDays, earlier, instant, workingDayFrom } from './calendar.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'
import type { TrueFacet } from './matter.ts'
import * as numbers from './numbers.ts'
import * as parts from './parts.ts'
import { concealed } from './stories.ts'

/** What the inspection came to, and when: always in this order, and never after the world's today. */
interface Course {
  readonly openedOn: string
  readonly concludedOn?: string
  /** The recommendation to prosecute went out: before the police received it. */
  readonly sentOn?: string
  /** Signs of a crime: the limit for passing the file on runs from the conclusion (TTLT 03/2018 Art. 5). */
  readonly crime: boolean
}

/** An inspection of a few days has no conclusion yet. */
const CONCLUDED_FROM_DAYS = 10

/** The day itself, or the last working day before it. */
function workingDayUpTo(date: string): string {
  let day = date
  while (workingDayFrom(day) !== day) day = addDays(day, -1)
  return day
}

function courseOf(facts: Facts): Course {
  const { n, today, receivedOn, kind, story } = facts
  if (facts.origin === 'thanh-tra') {
    const sentOn = workingDayUpTo(addDays(receivedOn, -1))
    const late = story?.breaks === 'TTLT03-2018.5'
    const concludedOn = workingDayUpTo(addDays(sentOn, late ? -14 : -2 - (n % 3)))
    return { openedOn: workingDayUpTo(addDays(concludedOn, -40 - (n % 20))), concludedOn, sentOn, crime: true }
  }
  const crime = kind === 'KIEN_NGHI_KHOI_TO'
  const concludedOn = workingDayUpTo(crime ? addDays(today, -2) : addDays(receivedOn, CONCLUDED_FROM_DAYS - 1))
  const concluded = addDays(receivedOn, CONCLUDED_FROM_DAYS) <= today
  return { openedOn: receivedOn, ...(concluded ? { concludedOn } : {}), crime }
}

/** Who the inspection names. Whom it does not know by name it leaves to the investigation body. */
function participants(facts: Facts, { sentOn }: Course): readonly Participant[] {
  const role = coded('participant-roles', sentOn === undefined ? 'NGUOI_LIEN_QUAN' : 'NGUOI_BI_TO_GIAC')
  return facts.suspects
    .filter(({ fullName }) => fullName !== undefined)
    .slice(0, 2)
    .map((person, i) => ({
      id: `DT-${i + 1}`,
      role,
      person,
      ...(i === 0 ? { note: facts.plot.suspectNote } : {}),
    }))
}

function decisions(facts: Facts, { concludedOn, sentOn }: Course): readonly Decision[] {
  if (concludedOn === undefined) return []
  const signed = { agency: coded('agencies', 'TTr'), signer: facts.officers.chiefInspector }
  const conclusion: Decision = {
    id: 'VB-1',
    type: coded('decisions', 'KET_LUAN_THANH_TRA'),
    number: `${facts.numbers.inspection}/KL-TTr`,
    decidedOn: concludedOn,
    ...signed,
    signerTitle: 'Chánh Thanh tra tỉnh An Giang',
    legalBasis: ['Luật Thanh tra số 84/2025/QH15'],
    effectiveFrom: concludedOn,
  }
  if (sentOn === undefined) return [conclusion]
  const letter: Decision = {
    id: 'VB-2',
    type: coded('decisions', 'KIEN_NGHI_KHOI_TO'),
    number: numbers.inspection(facts).value,
    decidedOn: sentOn,
    ...signed,
    signerTitle: 'Chánh Thanh tra tỉnh An Giang',
    legalBasis: ['Điều 144 khoản 3 BLTTHS', 'Điều 5 TTLT 03/2018/TTLT-VKSNDTC-BCA-BQP-TTCP'],
    ground: 'Kết quả thanh tra cho thấy có dấu hiệu tội phạm; chuyển hồ sơ để xem xét khởi tố.',
  }
  return [conclusion, letter]
}

const CASE = ['KHOI_TO', 'DIEU_TRA', 'TRUY_TO', 'XET_XU_ST']

/** What the investigation body decided on the recommendation, in the words of its answer. */
function outcome(facts: Facts): string | undefined {
  if (CASE.includes(facts.stage))
    return `Đã khởi tố vụ án hình sự theo Quyết định số ${numbers.caseStart(facts).value}.`
  if (facts.stage === 'KHONG_KHOI_TO') return 'Không khởi tố vụ án hình sự: hành vi không cấu thành tội phạm.'
  return facts.stage === 'TAM_DINH_CHI'
    ? 'Tạm đình chỉ giải quyết kiến nghị khởi tố: đang chờ định giá tài sản.'
    : undefined
}

function feedback(facts: Facts, { sentOn }: Course): readonly Feedback[] {
  const content = outcome(facts)
  if (sentOn === undefined || content === undefined || facts.decidedOn === undefined) return []
  return [
    {
      id: 'PH-1',
      from: coded('agencies', 'CA'),
      number: `${facts.numbers.decision + 300}/CSKT-PC03`,
      receivedOn: earlier(addWorkingDays(facts.decidedOn, 2), facts.today),
      content,
    },
  ]
}

const MILLION_VND = 1_000_000

function recommendations(facts: Facts, { concludedOn, sentOn }: Course): readonly Recommendation[] {
  if (concludedOn === undefined) return []
  const { n } = facts
  const amountVnd = (120 + ((n * 37) % 480) * 10) * MILLION_VND
  const recoveredVnd = [0, amountVnd / 2, amountVnd][n % 3]!
  const rows: Omit<Recommendation, 'id'>[] = [
    {
      kind: 'THU_HOI_TAI_SAN',
      content: 'Thu hồi, nộp ngân sách nhà nước số tiền sai phạm đã kết luận.',
      amountVnd,
      recoveredVnd,
      dueOn: workingDayFrom(addDays(concludedOn, 30)),
      state: (['CHUA_THUC_HIEN', 'DANG_THUC_HIEN', 'DA_THUC_HIEN'] as const)[n % 3]!,
    },
  ]
  if (sentOn !== undefined)
    rows.unshift({
      kind: 'KHOI_TO',
      content: 'Đề nghị Cơ quan Cảnh sát điều tra Công an tỉnh xem xét khởi tố vụ án hình sự.',
      state: outcome(facts) === undefined ? 'DANG_THUC_HIEN' : 'DA_THUC_HIEN',
    })
  if (n % 2 === 0)
    rows.push({
      kind: 'XU_LY_HANH_CHINH',
      content: 'Kiểm điểm, xử lý trách nhiệm tập thể, cá nhân có liên quan theo thẩm quyền.',
      dueOn: workingDayFrom(addDays(concludedOn, 45)),
      state: 'DANG_THUC_HIEN',
    })
  if (n % 3 === 0)
    rows.push({
      kind: 'CHAN_CHINH_QUAN_LY',
      content: 'Rà soát, sửa đổi quy chế nội bộ; chấm dứt việc chia nhỏ gói thầu, cho thuê không qua đấu giá.',
      state: 'CHUA_THUC_HIEN',
    })
  return rows.map((row, i) => ({ id: `KN-${i + 1}`, ...row }))
}

function clocks(facts: Facts, { concludedOn, sentOn, crime }: Course): readonly Clock[] {
  if (concludedOn === undefined || !crime) return []
  const dueOn = addWorkingDays(concludedOn, 5)
  const inTime = (sentOn ?? facts.today) <= dueOn
  return [
    {
      id: 'TH-1',
      rule: 'TTLT03-2018.5',
      legalBasis: 'Điều 5 TTLT 03/2018/TTLT-VKSNDTC-BCA-BQP-TTCP',
      startEvent: 'Ký kết luận thanh tra',
      startedOn: concludedOn,
      dueOn,
      state: inTime ? (sentOn === undefined ? 'DANG_CHAY' : 'DUNG_HAN') : 'QUA_HAN',
    },
  ]
}

const TONED_CAPITAL = /[ÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ]/gu

/** As a system holds it whose text is TCVN3: there is no capital with a tone, so such a letter is kept as the small one. */
export function heldInTcvn3<T>(value: T): T {
  if (typeof value === 'string') return value.replace(TONED_CAPITAL, (letter) => letter.toLowerCase()) as T
  if (Array.isArray(value)) return value.map(heldInTcvn3) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, heldInTcvn3(inner)])) as T
}

function updatedAt(facts: Facts, of: NativeFacet): string {
  const dates = [
    of.report.receivedAt.slice(0, 10),
    ...(of.decisions ?? []).map(({ decidedOn }) => decidedOn ?? ''),
    ...(of.feedback ?? []).map(({ receivedOn }) => receivedOn ?? ''),
  ]
  return instant(earlier(dates.sort().at(-1)!, facts.today), `16:${String(5 + (facts.n % 50)).padStart(2, '0')}:20`)
}

/**
 * What a correct adapter of the inspectorate gives for this matter. Its system keeps text in TCVN3, so this is the matter as far
 * as TCVN3 holds it: `Ngọc Ánh` is `Ngọc ánh` here (see heldInTcvn3), and an adapter can and must give exactly that.
 */
export function inspectionFacet(_seed: number, facts: Facts): TrueFacet {
  const course = courseOf(facts)
  const passedOn = course.sentOn !== undefined
  const conceal = concealed(facts.story, 'thanh-tra')
  const people = participants(facts, course)
  const facet: NativeFacet = heldInTcvn3({
    identifiers: [numbers.inspection(facts)],
    report: {
      kind: coded('kinds', course.crime ? 'KIEN_NGHI_KHOI_TO' : 'KHAC'),
      channels: (passedOn ? ['THANH_TRA'] : facts.channels).map((code) => coded('channels', code)),
      receivedAt: instant(course.openedOn, `${String(7 + (facts.n % 9)).padStart(2, '0')}:45:00`),
      place: facts.place,
      summary: facts.summary,
      ...(facts.plot.field === undefined ? {} : { corruptionField: coded('corruption-fields', facts.plot.field) }),
      stage: coded('stages', passedOn ? 'CHUYEN_DI' : facts.stage),
    },
    participants: people,
    offences: passedOn ? parts.offences(facts) : [],
    decisions: decisions(facts, course),
    recommendations: recommendations(facts, course),
    clocks: clocks(facts, course),
    feedback: feedback(facts, course),
    label: parts.recordLabel(facts, conceal),
  })
  const whole = parts.translation(
    facet,
    parts.participantLabels(facts, people),
    parts.participantsAbsent(people),
    updatedAt(facts, facet),
  )
  const nativeKey = `TT${facts.receivedOn.slice(0, 4)}-${String(facts.numbers.inspection).padStart(4, '0')}`
  const supervised = passedOn && facts.holders.includes('vien-kiem-sat')
  return {
    nativeKey,
    index: parts.indexEntry(nativeKey, whole, {
      conceal,
      resolves: false,
      ...(supervised ? { confirms: [{ relation: 'supervising', agency: 'VKS' } as const] } : {}),
    }),
    translation: whole,
  }
}
