/** The court's book of proceedings and of hand-overs. */
import type { Custody, Proceeding } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { addWorkingDays } from './calendar.ts'
import { severity } from './charges.ts'
import { coded } from './codes.ts'
import { isCase, UNIT } from './court-case.ts'
import { fileFromCourt, fileToCourt } from './court-handover.ts'
import type { Facts } from './facts.ts'
import * as numbers from './numbers.ts'

type HandOver = Omit<Custody, 'id'>

/** The trial, from registration to the judgment or until the file is returned. */
export function proceedings(facts: Facts): readonly Proceeding[] {
  if (!isCase(facts)) return []
  const { judgedOn, returnedOn } = facts
  const closedOn = returnedOn ?? judgedOn
  return [
    {
      id: 'TT-1',
      stage: coded('stages', 'XET_XU_ST'),
      agency: coded('agencies', 'TA'),
      unit: UNIT,
      number: numbers.courtFile(facts).value,
      openedOn: facts.courtOn,
      severity: severity(),
      ...(closedOn === undefined
        ? {}
        : { closedOn, outcome: coded('decisions', returnedOn === undefined ? 'BAN_AN_SO_THAM' : 'TRA_HO_SO') }),
    },
  ]
}

/** What the bench saw is written up for the police and has not gone yet. */
const toPolice = (facts: Facts): HandOver => ({
  from: coded('agencies', 'TA'),
  to: coded('agencies', 'CA'),
  papers: ['Trích biên bản phiên tòa'],
  reason: 'Phát hiện dấu hiệu tội phạm tại phiên tòa, thuộc thẩm quyền của Cơ quan điều tra.',
  rule: 'BLTTHS.146',
  dueOn: addWorkingDays(facts.receivedOn, 3),
})

/** Every hand-over of the file in order; of what is no case yet the one that is due to the police. */
export function courtCustody(facts: Facts): readonly Custody[] {
  const rows = isCase(facts) ? [fileToCourt(facts), fileFromCourt(facts)] : [toPolice(facts)]
  return rows.filter((row) => row !== undefined).map((row, i) => ({ id: `GN-${i + 1}`, ...row }))
}

/** What has not come about: the end of a trial, a hand-over or its receipt. */
export function bookAbsent(trials: readonly Proceeding[], handOvers: readonly Custody[]): Translation['absent'] {
  const pending = (path: string, value: unknown) => (value === undefined ? [{ path, why: 'pending' as const }] : [])
  return [
    ...trials.flatMap(({ closedOn }, i) => pending(`/proceedings/${i}/closedOn`, closedOn)),
    ...handOvers.flatMap(({ sentAt, acknowledgedAt }, i) => [
      ...pending(`/custody/${i}/sentAt`, sentAt),
      ...pending(`/custody/${i}/acknowledgedAt`, acknowledgedAt),
    ]),
  ]
}
