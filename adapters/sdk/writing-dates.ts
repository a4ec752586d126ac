/** Dates and times of the shared schema as native formats write them: the way back of adapters/sdk/dates.ts. */
import type { Said, Way } from './ways.ts'

const SHARED = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d))?)?)?$/

interface Parts {
  readonly yyyy: string
  readonly MM?: string | undefined
  readonly dd?: string | undefined
  readonly HH?: string | undefined
  readonly mm?: string | undefined
  readonly ss?: string | undefined
  /** Whether a part of a second stands behind it. */
  readonly fraction: boolean
}

/** The same instant in Vietnam. */
function local(text: string, offset: string): string {
  if (offset === '+07:00') return text
  const [year, month, day, hour, minute] = text.match(/\d+/g)!.map(Number) as [number, number, number, number, number]
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? ['', '+', '0', '0']
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  const time = new Date(0)
  time.setUTCFullYear(year, month - 1, day)
  time.setUTCHours(hour, minute - ahead + 7 * 60)
  const made = time.toISOString()
  return `${made.slice(-24, -8)}${text.slice(16)}`
}

function partsOf(value: unknown): Parts | undefined {
  const found = typeof value === 'string' ? SHARED.exec(value) : null
  if (found === null) return undefined
  const [text, , , , hour, , , fraction, offset] = found
  if (hour === undefined) return { yyyy: found[1]!, MM: found[2], dd: found[3], fraction: false }
  const [yyyy = '', MM, dd, HH, mm, ss] = local(text.slice(0, 19), offset!).match(/\d+/g)!
  return { yyyy, MM, dd, HH, mm, ss, fraction: fraction !== undefined && /[1-9]/.test(fraction) }
}

const PARTS = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'] as const
const LOST = ['year', 'month', 'day', 'time of day', 'minutes', 'seconds'] as const

/** The parts that a form writes, `hh` with `a` as `HH`. */
const writes = (form: string): readonly boolean[] => PARTS.map((part) => form.replace('hh', 'HH').includes(part))

/** What of the value the form does not say; undefined for a form that says more than is known. `00` seconds are no loss. */
function lossOf(parts: Parts, form: string): readonly string[] | undefined {
  const written = writes(form)
  if (PARTS.some((part, i) => written[i] && parts[part] === undefined)) return undefined
  const lost = PARTS.flatMap((part, i) => (written[i] || parts[part] === undefined ? [] : [LOST[i]!]))
  const seconds = parts.ss === '00' ? lost.filter((of) => of !== 'seconds') : lost
  const whole = seconds.includes('time of day') ? seconds.filter((of) => of !== 'minutes' && of !== 'seconds') : seconds
  return parts.fraction && !whole.includes('time of day') ? [...new Set([...whole, 'parts of a second'])] : whole
}

const inForm = (parts: Parts, form: string): string =>
  form.replace(/yyyy|MM|dd|HH|hh|mm|ss|a/g, (part) => {
    const hour = Number(parts.HH)
    if (part === 'a') return hour < 12 ? 'AM' : 'PM'
    if (part === 'hh') return String(hour % 12 || 12).padStart(2, '0')
    return parts[part as (typeof PARTS)[number]]!
  })

/**
 * A date or a time in the first of `forms` (as `when` of adapters/sdk/dates.ts has them) that loses nothing of it, else the one that says most; an instant in Vietnamese time (UTC+7). A form
 * that says more than is known is never used: of a month no day is made.
 */
export function asWhen(...forms: readonly [string, ...string[]]): Way<string> {
  return (value): Said<string> => {
    const parts = partsOf(value)
    if (parts === undefined) return { lost: forms.join(', ') }
    const fitting = forms.flatMap((form) => {
      const lost = lossOf(parts, form)
      return lost === undefined ? [] : [{ form, lost, says: writes(form).filter(Boolean).length }]
    })
    const best = fitting.find(({ lost }) => lost.length === 0) ?? fitting.sort((one, other) => other.says - one.says)[0]
    if (best === undefined) return { lost: forms.join(', ') }
    const written = inForm(parts, best.form)
    return best.lost.length === 0 ? { value: written } : { value: written, lost: `without ${best.lost.join(', ')}` }
  }
}

/** An instant of RFC 3339 as it stands; a date has no place in such a field. */
export const asInstant: Way<string> = (value) =>
  partsOf(value)?.HH === undefined ? { lost: 'an instant of RFC 3339' } : { value: value as string }
