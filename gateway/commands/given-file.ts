/** Files that are named to a command. */
import { readFileSync, statSync } from 'node:fs'
import { Usage } from './command.ts'

/** The bytes of `file`, `bytes_max` at most. Throws Usage, which names it. */
export function bytesOf(file: string, bytes_max: number): Buffer {
  try {
    if (statSync(file).size <= bytes_max) return readFileSync(file)
  } catch {
    throw new Usage(`không đọc được · can't be read: ${file}`)
  }
  throw new Usage(`quá lớn · too large: ${file} (> ${bytes_max} bytes)`)
}

/** The same as text, without a bound. */
export const textOf = (file: string): string => bytesOf(file, Number.POSITIVE_INFINITY).toString('utf8')

/** `FILE@NUMBER`: a file, and the number of what it belongs to; of several `@` the last counts. Throws Usage. */
export function numberedFile(given: string): { readonly file: string; readonly number: string } {
  const at = given.lastIndexOf('@')
  const number = given.slice(at + 1)
  if (at < 1 || !/^(?:opaque-)?(?:0|[1-9]\d{0,2})$/.test(number))
    throw new Usage(`phải là · must be FILE@NUMBER | FILE@opaque-NUMBER: ${given}`)
  return { file: given.slice(0, at), number }
}

/** `FILE@NUMBER[:PLACE,…]`: as numberedFile, and the places of the record that it shows. Throws Usage. */
export function shownFile(given: string): ReturnType<typeof numberedFile> & { readonly shows?: readonly string[] } {
  const [, numbered = given, places] = /^(.*@[^@:]+):([^@]*)$/s.exec(given) ?? []
  const shows = places?.split(',')
  if (shows?.some((place) => !/^(?:\/[A-Za-z0-9]+)+$/.test(place)))
    throw new Usage(`phải là · must be FILE@NUMBER:/PLACE,/PLACE: ${given}`)
  return { ...numberedFile(numbered), ...(shows && { shows }) }
}
