/** The days of a petition at the Front: when it came, when it was told what it is, when it was passed on. */
import { addDays, addWorkingDays, earlier } from './calendar.ts'
import type { Facts } from './facts.ts'

export interface FrontDays {
  readonly received: string
  /** Found to have signs of a crime. */
  readonly classified?: string
  /** What it is was decided: also when it has no sign of a crime. */
  readonly sorted?: string
  /** The resolver's own day of receipt. */
  readonly passedOn?: string
}

/** The Front keeps a petition longer than it may. */
export const late = (facts: Facts): boolean => facts.breaks === 'BLTTHS.146'

/**
 * Whoever is not competent passes a tip on at once (BLTTHS Art. 146): from the classification, until the end of the
 * next working day.
 */
export const passOnDueOn = (classified: string): string => addWorkingDays(classified, 1)

function toPassOn(facts: Facts): Omit<FrontDays, 'sorted'> {
  const passedOn = facts.receivedOn
  if (late(facts) && facts.holders.length === 1) return { received: passedOn, classified: addDays(passedOn, 1) }
  if (late(facts)) return { received: addDays(passedOn, -15), classified: addDays(passedOn, -12), passedOn }
  if (facts.holders.length > 1)
    return { received: addDays(passedOn, -2 - (facts.n % 3)), classified: addDays(passedOn, -1), passedOn }
  const criminal = facts.stage !== 'TIEP_NHAN' && facts.kind !== 'KHAC'
  return { received: facts.receivedOn, ...(criminal ? { classified: facts.today } : {}) }
}

/** The Front has a petition before whoever it passes it on to. */
export function daysOf(facts: Facts): FrontDays {
  const days = toPassOn(facts)
  if (days.classified !== undefined) return { ...days, sorted: days.classified }
  return facts.stage === 'TIEP_NHAN'
    ? days
    : { ...days, sorted: earlier(addWorkingDays(days.received, 2), facts.today) }
}
