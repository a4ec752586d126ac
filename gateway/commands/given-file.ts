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
