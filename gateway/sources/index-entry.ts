/** What the index can't hold although the schema allows it. */
import type { IndexEntry } from '../../adapters/sdk/adapter.ts'

/** Whether it is an instant of the centuries that a matter can be of; a database has fewer years than a calendar. */
export const plausible = (text: string): boolean => {
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.getUTCFullYear() >= 1900 && at.getUTCFullYear() < 2200
}

/** JSON Pointer into `entry` of a date that no clock shows, or undefined. */
export function implausibleDate(entry: IndexEntry): string | undefined {
  const members = ['receivedAt', 'updatedAt', 'dueOn'] as const
  const member = members.find((name) => entry[name] !== undefined && !plausible(entry[name]))
  return member && `/${member}`
}
