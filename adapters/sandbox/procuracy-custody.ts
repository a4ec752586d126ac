/** The procuracy's book of hand-overs: what came from the police, went to the court and came back, or was passed on to another body. */
import type { Custody, Decision } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import { addWorkingDays, instant } from './calendar.ts'
import { coded } from './codes.ts'
import { fileFromCourt, fileToCourt } from './court-handover.ts'
import type { Facts } from './facts.ts'
import { policeCustody } from './police-custody.ts'
import { formsOf } from './procuracy-forms.ts'

type HandOver = Omit<Custody, 'id'>

/** What the police gave and the procuracy has receipted. Of its sending the book has the day that the note bears. */
function fromPolice(facts: Facts, decisions: readonly Decision[]): readonly HandOver[] {
  return policeCustody(facts, '', decisions, undefined)
    .filter(({ to, acknowledgedAt }) => to?.code === 'VKS' && acknowledgedAt !== undefined)
    .map(({ id: _, sentAt = '', ...row }) => ({ ...row, sentAt: sentAt.slice(0, 10) }))
}

/** To the investigation body of the army; what concerns judicial activity goes to that of the Supreme procuracy. */
const receiverOf = ({ plot }: Facts): string => (plot.field === 'HOAT_DONG_TU_PHAP' ? 'VKS' : 'QS')

/** Passed on as not its own to resolve. Every second receipt is there on the next working day. */
function passedOn(facts: Facts, { type, number, decidedOn = '', ground }: Decision): readonly HandOver[] {
  if (facts.supervised || type.code !== 'CHUYEN') return []
  const receipt = addWorkingDays(decidedOn, 1)
  return [
    {
      from: coded('agencies', 'VKS'),
      to: coded('agencies', receiverOf(facts)),
      ...(number === undefined ? {} : { number }),
      ...formsOf('CHUYEN', decidedOn),
      sentAt: instant(decidedOn, `15:${10 + (facts.n % 50)}:00`),
      ...(facts.n % 2 === 1 && receipt < facts.today ? { acknowledgedAt: receipt } : {}),
      papers: ['Phiếu chuyển nguồn tin', 'Biên bản tiếp nhận nguồn tin', 'Tài liệu do người tố giác giao nộp'],
      ...(ground === undefined ? {} : { reason: ground }),
      rule: 'BLTTHS.146',
      dueOn: facts.dueOn,
    },
  ]
}

/** All hand-overs in the order of the book; what did not come yet is not in it. `level` is that of the file. */
export function procuracyCustody(
  facts: Facts,
  decisions: readonly Decision[],
  level: Custody['level'],
): readonly Custody[] {
  const returned = fileFromCourt(facts)
  const rows = [
    ...fromPolice(facts, decisions),
    fileToCourt(facts),
    returned?.acknowledgedAt === undefined ? undefined : returned,
    ...decisions.flatMap((decision) => passedOn(facts, decision)),
  ]
  return rows
    .filter((row) => row !== undefined)
    .map((row, i) => ({ id: `GN-${i + 1}`, ...row, ...(level === undefined ? {} : { level }) }))
}

/** Receipts that are still awaited. */
export const custodyAbsent = (of: readonly Custody[]): Translation['absent'] =>
  of.flatMap(({ acknowledgedAt }, i) =>
    acknowledgedAt === undefined ? [{ path: `/custody/${i}/acknowledgedAt`, why: 'pending' as const }] : [],
  )
