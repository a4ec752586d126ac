/** Emits the days off of 2015–2045: the public holidays that the package gives, corrected by yearly decisions. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Holidays from 'date-holidays'
import { head, literal } from './model.ts'

const DAY_MS = 86_400_000
const OFFSET_MS = 7 * 3_600_000
const FIRST_YEAR = 2015
const LAST_YEAR = 2045

interface Override {
  readonly reviewed: { readonly from: number; readonly through: number }
  readonly off: readonly { readonly on: string; readonly name: string }[]
  readonly work: readonly { readonly on: string }[]
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** Every day of the holidays by law, with its name; a period such as Tết gives each of its days. */
function publicHolidays(): Map<string, string> {
  const calendar = new Holidays('VN', { types: ['public'], languages: 'vi', timezone: 'Asia/Ho_Chi_Minh' })
  const out = new Map<string, string>()
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++)
    for (const { start, end, name, type } of calendar.getHolidays(year)) {
      if (type !== 'public') continue
      for (let ms = start.getTime(); ms < end.getTime(); ms += DAY_MS)
        out.set(dayOf(ms + OFFSET_MS), name.replace(/^Giao thừa /, ''))
    }
  return out
}

/** A holiday on a weekly day off is made good on the next working day (Labour Code 2019 Art. 111(3)). */
function compensate(holidays: Map<string, string>): void {
  for (const [day, name] of [...holidays].sort()) {
    if (!isWeekend(day)) continue
    let ms = Date.parse(`${day}T00:00:00Z`)
    do ms += DAY_MS
    while (isWeekend(dayOf(ms)) || holidays.has(dayOf(ms)))
    holidays.set(dayOf(ms), `Nghỉ bù ${name}`)
  }
}

/** Text of generated/holidays.ts. Reads `root`/clocks/holidays-override.json. */
export function emitHolidays(root: string): string {
  const override = JSON.parse(readFileSync(join(root, 'clocks/holidays-override.json'), 'utf8')) as Override
  const holidays = publicHolidays()
  for (const { on, name } of override.off) holidays.set(on, name)
  compensate(holidays)
  const working = override.work.map(({ on }) => on).sort()
  for (const day of working) holidays.delete(day)
  const rows = [...holidays].sort().map(([day, name]) => `  [${literal(day)}, ${literal(name)}],`)
  const weekends = working.filter(isWeekend).map((day) => `  ${literal(day)},`)
  return `${head('date-holidays (VN) and schemas/clocks/holidays-override.json')}
export const firstYear = ${FIRST_YEAR}
export const lastYear = ${LAST_YEAR}

/** Years whose decisions are in the override data. */
export const reviewed = { from: ${override.reviewed.from}, through: ${override.reviewed.through} } as const

/** Public holidays and their compensation, by day. */
export const daysOff: ReadonlyMap<string, string> = new Map([
${rows.join('\n')}
])

/** Saturdays and Sundays on which agencies work. */
export const workingWeekends: ReadonlySet<string> = new Set([
${weekends.join('\n')}
])
`
}
