/**
 * The Front's own book of a matter: each petition that came of it, the note with which it was passed on, and the
 * earlier file that turned out to be of the same.
 */
import type { Custody, Feedback, Link, Petition } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { addDays, addWorkingDays, instant } from './calendar.ts'
import { coded } from './codes.ts'
import { CASE, type Facts } from './facts.ts'
import { type FrontDays, passOnDueOn } from './front-days.ts'
import * as numbers from './numbers.ts'

type Handling = Pick<Petition, 'forwardedTo' | 'forwardedOn' | 'state' | 'answeredOn'>

/** What has no sign of a crime is one of these. */
const NOT_CRIMINAL = ['KIEN_NGHI_PHAN_ANH', 'KHIEU_NAI', 'TO_CAO'] as const

function classification(facts: Facts): NonNullable<Petition['classification']> {
  if (facts.kind === 'KHAC') return NOT_CRIMINAL[facts.n % NOT_CRIMINAL.length]!
  return facts.kind === 'TO_GIAC' ? 'TO_GIAC' : 'TIN_BAO'
}

/** What the police decide a report with (BLTTHS Art. 147(1)): news before that is no answer yet. */
const RESULTS: readonly string[] = [...CASE, 'KHONG_KHOI_TO', 'TAM_DINH_CHI']

/** Complaints and denunciations go to the administration; what is only a wish the Front answers by itself. */
function handling(facts: Facts, { sorted, passedOn }: FrontDays, answers: readonly Feedback[]): Handling {
  if (passedOn !== undefined) {
    const told = answers.findLast(({ toldReporterOn }) => toldReporterOn !== undefined)?.toldReporterOn
    const answeredOn = RESULTS.includes(facts.stage) ? told : undefined
    return {
      forwardedTo: coded('agencies', 'CA'),
      forwardedOn: passedOn,
      ...(answeredOn === undefined ? { state: 'DA_CHUYEN' } : { state: 'DA_TRA_LOI', answeredOn }),
    }
  }
  if (sorted === undefined || facts.kind !== 'KHAC') return { state: 'DANG_XU_LY' }
  if (classification(facts) !== 'KIEN_NGHI_PHAN_ANH')
    return { forwardedTo: coded('agencies', 'UBND'), forwardedOn: sorted, state: 'DA_CHUYEN' }
  const answeredOn = addWorkingDays(sorted, 5)
  return answeredOn > facts.today ? { state: 'DANG_XU_LY' } : { state: 'DA_TRA_LOI', answeredOn }
}

const cameTwice = (facts: Facts): boolean => facts.story?.name === 'trung-hai-kenh'

/** Who has no answer the next day writes once more, by another way. */
const writesAgain = (facts: Facts, day: string): boolean =>
  day <= facts.today && (cameTwice(facts) || facts.n % 3 === 1)

const signers = ({ n }: Facts, anonymous: boolean): number => {
  if (anonymous) return 0
  return n % 5 === 3 ? 2 + (n % 17) : 1
}

/**
 * The petitions of a matter as they came, the duplicate kept with the first. `channel` is how the first came; `answers`
 * are those of the agency it was passed on to.
 */
export function petitions(
  facts: Facts,
  days: FrontDays,
  channel: string,
  answers: readonly Feedback[],
  anonymous: boolean,
): readonly Petition[] {
  const number = facts.numbers.petition
  const about = facts.summary.split(/[.;] /)[0]!
  const sorted = days.sorted === undefined ? {} : { classification: classification(facts), classifiedOn: days.sorted }
  const first: Petition = {
    id: 'DT-1',
    number: `${number}/ĐT-MTTQ`,
    receivedOn: days.received,
    channel: coded('channels', channel),
    subject: `Phản ánh: ${about}`,
    ...sorted,
    signers: signers(facts, anonymous),
    ...handling(facts, days, answers),
  }
  const nextDay = addDays(days.received, 1)
  if (!writesAgain(facts, nextDay)) return [first]
  const again: Petition = {
    ...first,
    id: 'DT-2',
    number: `${number}.2/ĐT-MTTQ`,
    receivedOn: nextDay,
    channel: coded('channels', channel === 'BUU_CHINH' ? 'TRUC_TIEP' : 'BUU_CHINH'),
    subject: `Đơn gửi lần hai, cùng nội dung: ${about}`,
  }
  return [first, again]
}

/** What is not decided yet, and answers that are still to be given; to one who stays anonymous there is none. */
export const petitionsAbsent = (of: readonly Petition[], anonymous: boolean): Translation['absent'] =>
  of.flatMap((row, i) => [
    ...(row.classification === undefined ? [{ path: `/petitions/${i}/classification`, why: 'pending' as const }] : []),
    ...(row.answeredOn === undefined
      ? [{ path: `/petitions/${i}/answeredOn`, why: anonymous ? ('inapplicable' as const) : ('pending' as const) }]
      : []),
  ])

/**
 * The note with which the petition went to the police, by hand, and their receipt: the minute as their own book has it
 * (facet-cong-an.ts), or only its day. Some notes bear no more than the day either.
 */
export function custody(facts: Facts, { classified, passedOn }: FrontDays): readonly Custody[] {
  if (classified === undefined || passedOn === undefined || !facts.holders.includes('cong-an')) return []
  const hour = (after: number): string => String(7 + after + (facts.n % 9)).padStart(2, '0')
  return [
    {
      id: 'PC-1',
      from: coded('agencies', 'MTTQ'),
      to: coded('agencies', 'CA'),
      number: `${facts.numbers.petition}/PC-MTTQ`,
      sentAt: facts.n % 4 === 3 ? passedOn : instant(passedOn, `${hour(0)}:05:00`),
      acknowledgedAt: facts.n % 5 === 2 ? passedOn : instant(passedOn, `${hour(1)}:40:30`),
      papers: ['Phiếu chuyển', 'Nội dung phản ánh của công dân'],
      reason: 'Nội dung có dấu hiệu tội phạm, thuộc thẩm quyền giải quyết của Cơ quan Cảnh sát điều tra.',
      rule: 'BLTTHS.146',
      dueOn: passOnDueOn(classified),
    },
  ]
}

/** Of the four numbers that facts.ts keeps for each matter the one before its own, or the last of the year before. */
function earlierNumber(facts: Facts): string {
  const [, year, own] = numbers.petition(facts).value.split('-') as [string, string, string]
  const base = 120 + facts.n * 4
  const first = facts.numbers.petition === base
  const number = first ? base + 3 : facts.numbers.petition - 1
  return `PA-${first ? Number(year) - 1 : year}-${String(number).padStart(own.length, '0')}`
}

/** The same had been written to the portal before, and has a file there. */
export function links(facts: Facts, { received, sorted = received }: FrontDays): readonly Link[] {
  if (!cameTwice(facts) && facts.n % 5 !== 1) return []
  return [
    {
      id: 'LK-1',
      relation: 'TRUNG_VOI',
      identifier: { ...numbers.petition(facts), value: earlierNumber(facts) },
      agency: coded('agencies', 'MTTQ'),
      linkedOn: sorted,
    },
  ]
}
