/** What an inspection recommends, to whom, and what came of it. */
import type { Feedback, Recommendation } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { addDays, addWorkingDays, earlier, workingDayFrom } from './calendar.ts'
import type { Facts } from './facts.ts'
import { type Course, sumsOf } from './inspection-course.ts'

type Row = Omit<Recommendation, 'id'>

const isPast = (facts: Facts, date: string): boolean => date < facts.today

function prosecute(answers: readonly Feedback[]): Row {
  const [answer] = answers
  return {
    kind: 'KHOI_TO',
    content: 'Đề nghị Cơ quan Cảnh sát điều tra Công an tỉnh xem xét khởi tố vụ án hình sự.',
    addressee: 'Cơ quan Cảnh sát điều tra Công an tỉnh An Giang',
    state: answer === undefined ? 'DANG_THUC_HIEN' : 'DA_THUC_HIEN',
    ...(answer === undefined ? {} : { followUp: `Cơ quan điều tra đã trả lời bằng Công văn số ${answer.number}.` }),
  }
}

const RECOVERY = [
  { state: 'CHUA_THUC_HIEN', reminded: 'Đã đôn đốc hai lần; đơn vị chưa nộp, đề nghị xử lý trách nhiệm.' },
  { state: 'DANG_THUC_HIEN', reminded: 'Đã đôn đốc; đơn vị cam kết nộp phần còn lại trong quý.' },
  { state: 'DA_THUC_HIEN', reminded: 'Đã nộp đủ vào tài khoản tạm giữ của cơ quan thanh tra.' },
] as const

/** Some entries of the treasury are known by their month alone. */
function recover(facts: Facts, concludedOn: string, addressee: string): Row {
  const { n } = facts
  const { amountVnd, recoveredVnd } = sumsOf(facts)
  const { state, reminded } = RECOVERY[n % 3]!
  const dueOn = workingDayFrom(addDays(concludedOn, 30))
  const paidOn = earlier(addWorkingDays(concludedOn, 8 + (n % 9)), facts.today)
  return {
    kind: 'THU_HOI_TAI_SAN',
    content: 'Thu hồi, nộp ngân sách nhà nước số tiền sai phạm đã kết luận.',
    addressee,
    amountVnd,
    recoveredVnd,
    ...(recoveredVnd === 0 ? {} : { recoveredOn: n % 4 === 1 ? paidOn.slice(0, 7) : paidOn }),
    dueOn,
    state,
    ...(state === 'DA_THUC_HIEN' || isPast(facts, dueOn) ? { followUp: reminded } : {}),
  }
}

function discipline(facts: Facts, concludedOn: string): Row {
  const dueOn = workingDayFrom(addDays(concludedOn, 45))
  return {
    kind: 'XU_LY_HANH_CHINH',
    content: 'Kiểm điểm, xử lý trách nhiệm tập thể, cá nhân có liên quan theo thẩm quyền.',
    addressee: 'Ủy ban nhân dân tỉnh An Giang',
    dueOn,
    state: 'DANG_THUC_HIEN',
    ...(isPast(facts, dueOn)
      ? { followUp: 'Ủy ban nhân dân tỉnh đã chỉ đạo kiểm điểm; chưa có báo cáo kết quả.' }
      : {}),
  }
}

const reform = (addressee: string): Row => ({
  kind: 'CHAN_CHINH_QUAN_LY',
  content: 'Rà soát, sửa đổi quy chế nội bộ; chấm dứt việc chia nhỏ gói thầu, cho thuê không qua đấu giá.',
  addressee,
  state: 'CHUA_THUC_HIEN',
})

/** The recommendations of a conclusion about the organisation named `unit`, and what was answered to the one to prosecute. */
export function recommendations(
  facts: Facts,
  { concludedOn, sentOn }: Course,
  unit: string,
  answers: readonly Feedback[],
): readonly Recommendation[] {
  if (concludedOn === undefined) return []
  const rows = [
    ...(sentOn === undefined ? [] : [prosecute(answers)]),
    recover(facts, concludedOn, unit),
    ...(facts.n % 2 === 0 ? [discipline(facts, concludedOn)] : []),
    ...(facts.n % 3 === 0 ? [reform(unit)] : []),
  ]
  return rows.map((row, i) => ({ id: `KN-${i + 1}`, ...row }))
}

/** Who is reminded is so in the days after the term. */
export const remindedOn = ({ followUp, dueOn, state }: Recommendation): string | undefined =>
  followUp === undefined || dueOn === undefined || state === 'DA_THUC_HIEN' ? undefined : addWorkingDays(dueOn, 3)

/** Nothing was paid yet, and nothing came of it yet; where nobody follows up there is nothing to say. */
export const recommendationsAbsent = (of: readonly Recommendation[]): Translation['absent'] =>
  of.flatMap(({ kind, recoveredVnd, recoveredOn, followUp }, i) => [
    ...(recoveredVnd === 0 && recoveredOn === undefined
      ? [{ path: `/recommendations/${i}/recoveredOn`, why: 'pending' as const }]
      : []),
    ...(followUp === undefined
      ? [
          {
            path: `/recommendations/${i}/followUp`,
            why: kind === 'CHAN_CHINH_QUAN_LY' ? ('inapplicable' as const) : ('pending' as const),
          },
        ]
      : []),
  ])
