/** What an inspection came to, when, and over how much money. */
import { addDays, workingDayUpTo } from './calendar.ts'
import type { Facts } from './facts.ts'

/** Always in this order, and never after the world's today. */
export interface Course {
  readonly mandatedOn: string
  readonly openedOn: string
  readonly concludedOn?: string
  /** The recommendation to prosecute went out: before the police received it. */
  readonly sentOn?: string
  /** Signs of a crime: the limit for passing the file on runs from the conclusion (TTLT 03/2018 Art. 5). */
  readonly crime: boolean
}

/** An inspection of a few days has no conclusion yet. */
const CONCLUDED_FROM_DAYS = 10

function stepsOf(facts: Facts): Omit<Course, 'mandatedOn'> {
  const { n, today, receivedOn, kind } = facts
  const late = facts.breaks === 'TTLT03-2018.5'
  if (facts.origin === 'thanh-tra') {
    const sentOn = workingDayUpTo(addDays(receivedOn, -1))
    const concludedOn = workingDayUpTo(addDays(sentOn, late ? -21 : -2 - (n % 3)))
    return { openedOn: workingDayUpTo(addDays(concludedOn, -40 - (n % 20))), concludedOn, sentOn, crime: true }
  }
  const crime = kind === 'KIEN_NGHI_KHOI_TO'
  const atOnce = addDays(receivedOn, CONCLUDED_FROM_DAYS - 1)
  const concludedOn = workingDayUpTo(crime && !late ? addDays(today, -2) : atOnce)
  const concluded = addDays(receivedOn, CONCLUDED_FROM_DAYS) <= today
  return { openedOn: receivedOn, ...(concluded ? { concludedOn } : {}), crime }
}

/** The course of the inspection: mandated a few days before its file is opened. */
export function courseOf(facts: Facts): Course {
  const steps = stepsOf(facts)
  return { mandatedOn: workingDayUpTo(addDays(steps.openedOn, -3 - (facts.n % 4))), ...steps }
}

const MILLION_VND = 1_000_000

/** The damage found, what of it is to be paid back, and what was. */
export function sumsOf({ n }: Facts): Readonly<Record<'damageVnd' | 'amountVnd' | 'recoveredVnd', number>> {
  const amountVnd = (120 + ((n * 37) % 480) * 10) * MILLION_VND
  const damageVnd = n % 2 === 0 ? amountVnd : (amountVnd * 5) / 4
  return { damageVnd, amountVnd, recoveredVnd: [0, amountVnd / 2, amountVnd][n % 3]! }
}
