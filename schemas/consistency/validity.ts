/** Codes and the days on which they are valid. */
import { type Code, codeLists } from '../generated/codes.ts'
import type { Coded } from '../generated/types.ts'
import { dayOf, isAfter } from './moment.ts'

const bySystem: ReadonlyMap<string, ReadonlyMap<string, Code>> = new Map(
  Object.values(codeLists).map(({ system, codes }) => [system, new Map(codes.map((row) => [row.code, row]))]),
)

/**
 * Whether `coded` was valid on `on` (a partial date or an instant, undefined when nobody knows); `unknown` when neither
 * can be said. An open code needs no date. Codes of no list are the schema's to refuse: `unknown`.
 */
export function validityOf({ system, code }: Coded, on: string | undefined): 'valid' | 'invalid' | 'unknown' {
  const row = bySystem.get(system)?.get(code)
  if (row === undefined) return 'unknown'
  if (on === undefined) return row.validTo === null ? 'valid' : 'unknown'
  if (isAfter(row.validFrom, on) || (row.validTo !== null && isAfter(on, row.validTo))) return 'invalid'
  return isCertain(dayOf(on), row) ? 'valid' : 'unknown'
}

/** Whether the unknown part of `on` lies within the limits, all of it. */
function isCertain(on: string, { validFrom, validTo }: Code): boolean {
  if (on.length === 10) return true
  const touches = (limit: string | null): boolean => limit?.startsWith(on) === true
  const whole = on.length === 4 ? ['-01-01', '-12-31'] : ['-01', '-31']
  return !(touches(validFrom) && validFrom !== on + whole[0]) && !(touches(validTo) && validTo !== on + whole[1])
}
