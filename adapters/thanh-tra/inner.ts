/**
 * The system's own syntax in a cell: `|` between items, `~` between their members, `^` between the values of a member, and `\`
 * before one of these (or before what would be a reason for absence) that stands for itself.
 */
import { absences } from './codes.ts'

/** The parts of `text` between separators that no `\` precedes, still escaped; undefined when there are more than `partsMax`. */
export function split(text: string, separator: '|' | '~' | '^', partsMax: number): readonly string[] | undefined {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === separator) {
      if (parts.length + 1 >= partsMax) return undefined
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

/** The text that an escaped part stands for; undefined when a `\` precedes what needs none, or nothing. */
export function unescaped(part: string): string | undefined {
  if (/[|~^]/.test(part.replace(/\\[\s\S]/g, '')) || /\\(?![\\|~^?/.])/.test(part.replaceAll('\\\\', '')))
    return undefined
  return part.replace(/\\([\s\S])/g, '$1')
}

/** A part that stands for `text` as it is. */
export const escaped = (text: string): string => {
  const safe = text.replace(/[\\|~^]/g, '\\$&')
  return Object.hasOwn(absences, safe) ? `\\${safe}` : safe
}
