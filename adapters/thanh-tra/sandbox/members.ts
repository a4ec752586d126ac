/** How the inspection system writes one member of an item. */
import type { Label } from '../../../schemas/generated/types.ts'
import * as lists from './lists.ts'

/** Text of a member: what the inner syntax would take for its own gets a `\`. */
export const escaped = (text: string): string => {
  const safe = text.replace(/[\\|~^]/g, '\\$&')
  return Object.values(lists.absences).includes(safe) ? `\\${safe}` : safe
}

export const member = (text: string | undefined): string => (text === undefined ? '' : escaped(text))

export const several = (texts: readonly string[] = []): string => texts.map(escaped).join('^')

/** The system's code of a value that may not be there. */
export const code = (list: Readonly<Record<string, string>>, value: string | undefined): string =>
  value === undefined ? '' : list[value]!

/** A date as precise as it is known. */
export const date = (of: string | undefined): string => (of === undefined ? '' : of.split('-').reverse().join('/'))

export const instant = (of: string): string => `${date(of.slice(0, 10))} ${of.slice(11, 19)}`

/** An instant, or a date as precise as it is known. */
export const time = (of: string | undefined): string => (of?.includes('T') ? instant(of) : date(of))

export const amount = (vnd: number | undefined): string =>
  vnd === undefined ? '' : String(vnd).replace(/\B(?=(\d{3})+$)/g, '.')

export const item = (...members: readonly string[]): string => members.join('~')

/** The marks of one item; `=` when they are those of the record. */
export const mark = (label: Label | undefined): string =>
  label === undefined ? '=' : [lists.levels[label.level], ...label.tags.map((tag) => lists.tags[tag])].join('^')
