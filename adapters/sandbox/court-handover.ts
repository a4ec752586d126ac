/** The case file on its way between procuracy and court: each side's register tells of it, so when it went is said here once. */
import type { Custody } from '../../schemas/generated/types.ts'
import { addDays, addWorkingDays, instant, workingDayFrom } from './calendar.ts'
import { coded } from './codes.ts'
import type { Facts } from './facts.ts'
import * as numbers from './numbers.ts'

type HandOver = Omit<Custody, 'id'>

/** What went with the file. */
const file = (facts: Facts): string => `Hồ sơ vụ án (${180 + ((facts.n * 37) % 400)} bút lục)`

/** When the court entered the case: as soon as it had the file. */
export const registeredAt = (facts: Facts, courtOn: string): string =>
  instant(courtOn, `${String(8 + (facts.n % 3)).padStart(2, '0')}:05:00`)

/** The indictment goes to the court with the file within three days (BLTTHS Art. 244); none before the court has it. */
export function fileToCourt(facts: Facts): HandOver | undefined {
  const { indictedOn, courtOn } = facts
  if (indictedOn === undefined || courtOn === undefined) return undefined
  return {
    from: coded('agencies', 'VKS'),
    to: coded('agencies', 'TA'),
    sentAt: instant(courtOn, '07:30:00'),
    acknowledgedAt: registeredAt(facts, courtOn),
    papers: [`Cáo trạng số ${numbers.indictment(facts).value}`, file(facts), 'Biên bản giao nhận hồ sơ vụ án'],
    rule: 'BLTTHS.244',
    dueOn: workingDayFrom(addDays(indictedOn, 3)),
  }
}

/** A file that the court returned (BLTTHS Art. 280); by messenger, so that of both ends only the day is known. */
export function fileFromCourt(facts: Facts): HandOver | undefined {
  const { returnedOn, today } = facts
  if (returnedOn === undefined) return undefined
  const acknowledgedAt = addWorkingDays(returnedOn, 1)
  return {
    from: coded('agencies', 'TA'),
    to: coded('agencies', 'VKS'),
    number: numbers.fileReturn(facts),
    sentAt: returnedOn,
    ...(acknowledgedAt > today ? {} : { acknowledgedAt }),
    papers: ['Quyết định trả hồ sơ để điều tra bổ sung', file(facts)],
    reason: 'Trả hồ sơ để điều tra bổ sung về tính chất, mức độ thiệt hại.',
  }
}
