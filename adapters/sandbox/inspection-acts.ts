/** What the inspectorate signed, what the investigation body answered, and the time for passing the file on. */
import type { Clock, Decision, Feedback } from '../../schemas/generated/types.ts'
import { addWorkingDays, earlier } from './calendar.ts'
import { coded } from './codes.ts'
import { CASE, type Facts } from './facts.ts'
import { conclusionNumber } from './inspection-conclusions.ts'
import type { Course } from './inspection-course.ts'
import * as numbers from './numbers.ts'

/** The conclusion, and the letter of recommendation once it is sent. */
export function decisions(facts: Facts, { concludedOn, sentOn }: Course): readonly Decision[] {
  if (concludedOn === undefined) return []
  const signed = { agency: coded('agencies', 'TTr'), signer: facts.officers.chiefInspector }
  const conclusion: Decision = {
    id: 'VB-1',
    type: coded('decisions', 'KET_LUAN_THANH_TRA'),
    number: conclusionNumber(facts),
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

/** What the investigation body decided on the recommendation, in the words of its answer. */
function outcome(facts: Facts): string | undefined {
  if (CASE.includes(facts.stage))
    return `Đã khởi tố vụ án hình sự theo Quyết định số ${numbers.caseStart(facts).value}.`
  if (facts.stage === 'KHONG_KHOI_TO') return 'Không khởi tố vụ án hình sự: hành vi không cấu thành tội phạm.'
  return facts.stage === 'TAM_DINH_CHI'
    ? 'Tạm đình chỉ giải quyết kiến nghị khởi tố: đang chờ định giá tài sản.'
    : undefined
}

/** The answer of the investigation body, once it has decided. */
export function feedback(facts: Facts, { sentOn }: Course): readonly Feedback[] {
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

/** The last day to pass a file with signs of a crime on (TTLT 03/2018 Art. 5). */
export const passOnDueOn = (concludedOn: string): string => addWorkingDays(concludedOn, 5)

/** The time for passing on, where there are signs of a crime. */
export function clocks(facts: Facts, { concludedOn, sentOn, crime }: Course): readonly Clock[] {
  if (concludedOn === undefined || !crime) return []
  const dueOn = passOnDueOn(concludedOn)
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
