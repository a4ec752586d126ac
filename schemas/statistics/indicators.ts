/** The indicators as they are defined (indicators/), and the limits that they depend on. */
import type { Indicator, Limit } from './indicator.ts'
import derived from './indicators/derived.json' with { type: 'json' }
import pending from './indicators/pending.json' with { type: 'json' }
import received from './indicators/received.json' with { type: 'json' }
import resolved from './indicators/resolved.json' with { type: 'json' }
import suspended from './indicators/suspended.json' with { type: 'json' }
import limitList from './limits.json' with { type: 'json' }

export const indicators: readonly Indicator[] = [
  received,
  resolved,
  pending,
  suspended,
  derived,
].flat() as readonly Indicator[]

export const limits: readonly Limit[] = limitList as readonly Limit[]

/** The definitions that hold for a report whose last day is `day` (`yyyy-MM-dd`), of `from` in its order. */
export function indicatorsOn(day: string, from: readonly Indicator[] = indicators): readonly Indicator[] {
  return from.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))
}
