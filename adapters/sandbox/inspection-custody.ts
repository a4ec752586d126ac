/** The recommendation to prosecute with its file, as the inspectorate's book of outgoing files has it. */
import type { Custody, Feedback } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { instant } from './calendar.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'
import { passOnDueOn } from './inspection-acts.ts'
import { conclusionNumber } from './inspection-conclusions.ts'
import type { Course } from './inspection-course.ts'
import * as numbers from './numbers.ts'

const pad = (value: number): string => String(value).padStart(2, '0')

/** When the police entered it in their register. Of some receipts the book has the day, and some never came back. */
function receipt({ n, receivedOn }: Facts): Pick<Custody, 'acknowledgedAt'> {
  if (n % 5 === 4) return {}
  return { acknowledgedAt: n % 3 === 0 ? receivedOn : instant(receivedOn, `${pad(8 + (n % 9))}:40:30`) }
}

/** The hand-over to the investigation body, once the file was sent. */
export function custody(facts: Facts, { concludedOn, sentOn }: Course): readonly Custody[] {
  if (sentOn === undefined || concludedOn === undefined) return []
  const { value: number } = numbers.inspection(facts)
  return [
    {
      id: 'GN-1',
      from: coded('agencies', 'TTr'),
      to: coded('agencies', 'CA'),
      number,
      sentAt: instant(sentOn, `14:${10 + (facts.n % 50)}:00`),
      ...receipt(facts),
      papers: [
        `Văn bản kiến nghị khởi tố số ${number}`,
        `Kết luận thanh tra số ${conclusionNumber(facts)}`,
        `Hồ sơ, tài liệu có liên quan (${80 + ((facts.n * 13) % 400)} trang)`,
      ],
      rule: 'TTLT03-2018.5',
      dueOn: passOnDueOn(concludedOn),
    },
  ]
}

/** A receipt is still to come; of who has answered already nobody knows where it went. */
export const custodyAbsent = (of: readonly Custody[], answers: readonly Feedback[]): Translation['absent'] =>
  of.flatMap(({ acknowledgedAt }, i) =>
    acknowledgedAt === undefined
      ? [{ path: `/custody/${i}/acknowledgedAt`, why: answers.length === 0 ? 'pending' : 'unknown' }]
      : [],
  )
