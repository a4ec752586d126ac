/** On which days a registered key counts. */
import type { RegisteredKey } from './participant.ts'

/** Việt Nam has had no other offset since 1975. */
const midnight_ms = (day: string): number => Date.parse(`${day}T00:00:00+07:00`)
const day_ms = 24 * 60 * 60 * 1000

/** The keys of `keys` that count at `at_ms` (since 1970): from the first to the last of their days, both included. */
export const keysAt = <K extends RegisteredKey>(keys: readonly K[], at_ms: number): readonly K[] =>
  keys.filter(
    ({ validFrom, validTo }) =>
      (validFrom === undefined || at_ms >= midnight_ms(validFrom)) &&
      (validTo === undefined || at_ms < midnight_ms(validTo) + day_ms),
  )
