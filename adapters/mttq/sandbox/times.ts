/** How the portal writes days and times. */
import type { PartialDate, PartialTime } from '../../../schemas/generated/types.ts'

/** dd/MM/yyyy, MM/yyyy or yyyy. */
export const day = (date: PartialDate | undefined): string | null => date?.split('-').reverse().join('/') ?? null
/** dd/MM/yyyy HH:mm, Vietnamese time without saying so. */
export const minute = (instant: string): string => `${day(instant.slice(0, 10))} ${instant.slice(11, 16)}`
/** The same to the second, as the machine writes it. */
export const second = (instant: string): string => `${day(instant.slice(0, 10))} ${instant.slice(11, 19)}`

/** A time to the second where it is known so exactly, else to the minute, or a day as far as it is known. */
export function moment(time: PartialTime | undefined): string | null {
  if (time === undefined || time.length <= 10) return day(time)
  return time.slice(17, 19) === '00' ? minute(time) : second(time)
}
