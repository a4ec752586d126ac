/** How the inspection system writes one member of an item. */
import type { Identifier, Label } from '../../../schemas/generated/types.ts'
import type { Translation } from '../../sdk/adapter.ts'
import * as lists from './lists.ts'

/** Text of a member: what the inner syntax would take for its own gets a `\`. */
const escaped = (text: string): string => {
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
const mark = (label: Label | undefined): string =>
  label === undefined ? '=' : [lists.levels[label.level], ...label.tags.map((tag) => lists.tags[tag])].join('^')

export const yesNo = (of: boolean | undefined): string => (of === undefined ? '' : lists.yesNo[`${of}`]!)

export const isOwn = ({ system }: Identifier): boolean => system === 'thanh-tra:ket-luan'

/** The member for a field, as written, or the sign for why it is empty. */
export type Known = (written: string, field: string) => string

export const knownAt =
  ({ absent }: Translation, path: string): Known =>
  (written, field) => {
    const why = absent.find((entry) => entry.path === `${path}/${field}`)?.why
    return written === '' && why !== undefined ? lists.absences[why]! : written
  }

export const markAt = ({ labels }: Translation, path: string): string =>
  mark(labels.find((entry) => entry.path === path)?.label)
