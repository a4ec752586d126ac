/** On which days a registered key counts. */
import type { RegisteredKey } from './participant.ts'
import { begins_ms, ends_ms } from './vietnam-day.ts'

/** The keys of `keys` that count at `at_ms` (since 1970): from the first to the last of their days, both included. */
export const keysAt = <K extends RegisteredKey>(keys: readonly K[], at_ms: number): readonly K[] =>
  keys.filter(
    ({ validFrom, validTo }) =>
      (validFrom === undefined || at_ms >= begins_ms(validFrom)) && (validTo === undefined || at_ms < ends_ms(validTo)),
  )
