/** Dates and addresses as the procuracy's system writes them. */
import type { Address, PartialDate } from '../../../schemas/generated/types.ts'

/** dd/MM/yyyy, MM/yyyy or yyyy. */
export const nativeDate = (date: PartialDate): string => date.split('-').reverse().join('/')
/** dd/MM/yyyy HH:mm:ss, Vietnamese time without saying so. */
export const nativeInstant = (instant: string): string => `${nativeDate(instant.slice(0, 10))} ${instant.slice(11, 19)}`
/** An instant with its time, and what is known no better as a date. */
export const nativeMoment = (moment: string): string =>
  moment.length > 10 ? nativeInstant(moment) : nativeDate(moment)
/** A date, or null for none. */
export const optional = (date: PartialDate | undefined): string | null => (date === undefined ? null : nativeDate(date))

export const nativeAddress = (address: Address | undefined): object | null =>
  address === undefined ? null : { maXa: address.commune?.code ?? null, chiTiet: address.text ?? null }
