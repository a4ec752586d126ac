/** Codes have days on which they are in force: the number of a form, or the point of an article, meant something else before. */
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'

/** The last day that a date of whatever precision, or an instant, may be. */
const lastDay = (date: string): string =>
  date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date.slice(0, 10)
const firstDay = (date: string): string =>
  date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date.slice(0, 10)

/**
 * What would have been expected, when the coded `value` was certainly not in force on `date` (year, month, day or instant); undefined when it
 * was, or when either is not known. Total.
 */
export function notInForce(list: CodeListName, value: unknown, date: unknown): string | undefined {
  if (typeof date !== 'string' || typeof value !== 'object' || value === null || !('code' in value)) return undefined
  const row = codeSystem(list).codes.find(({ code }) => code === value.code)
  if (row === undefined) return undefined
  if (lastDay(date) < row.validFrom)
    return `a code in force on that day: this one of ${list} begins on ${row.validFrom}, the list before needs a table of its own`
  if (row.validTo !== null && firstDay(date) > row.validTo)
    return `a code in force on that day: this one of ${list} ended on ${row.validTo}`
  return undefined
}
