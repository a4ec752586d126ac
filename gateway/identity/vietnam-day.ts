/** Days of the registry: ISO 8601 calendar dates, in Việt Nam. It has had no other offset since 1975. */

const day_ms = 24 * 60 * 60 * 1000

/** The first instant of `day`, in milliseconds since 1970. */
export const begins_ms = (day: string): number => Date.parse(`${day}T00:00:00+07:00`)

/** The first instant after it. */
export const ends_ms = (day: string): number => begins_ms(day) + day_ms
