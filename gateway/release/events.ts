/** Entries of the log as this node makes them. */

import type { EntryDetail } from '../audit/detail.ts'
import type { Entry, EntryEpoch, Phase } from '../audit/entry.ts'
import type { OwnerTag } from '../audit/owner.ts'
import { timestamp } from '../telemetry/clock.ts'
import { newEventId } from '../telemetry/ids.ts'

/** What every entry says of this node and of what it decides by now. */
export interface Standing {
  readonly node: Entry['node']
  versions(): Entry['versions']
  /** Without it nobody can ask for a proof of what it is given a receipt for. */
  readonly owner?: OwnerTag
  clock(): Entry['clock']
}

/** Under which event something is recorded, and what else the entry says. */
export interface Occasion {
  readonly event: string
  readonly detail: EntryDetail
}

/** An entry of this node, now. */
export const entryOf = (
  standing: Standing,
  { event, phase, outcome = 'ok', detail }: Pick<Entry, 'event' | 'phase' | 'detail'> & Partial<Pick<Entry, 'outcome'>>,
): Entry => ({
  version: 1,
  event,
  phase,
  at: timestamp(),
  clock: standing.clock(),
  node: standing.node,
  versions: standing.versions(),
  outcome,
  ...ownerOf(standing, event, detail.who?.system),
  detail,
})

/** Whose receipt the entry of `event` is: that of the system that caused it. */
export const ownerOf = (standing: Standing, event: string, system: string | undefined): Pick<Entry, 'owner'> =>
  system === undefined || !standing.owner ? {} : { owner: standing.owner(event, system) }

/** The entry of something that happens to the gateway itself: a start, a load, a sign of life. */
export const eventEntry = (standing: Standing, phase: Phase, note?: string): Entry => {
  const detail: EntryDetail = note === undefined ? {} : { note }
  return entryOf(standing, { event: newEventId(), phase, detail })
}

/** The entry of an epoch that begins or whose key is erased; what it says of the epoch is in clear. */
export const epochEntry = (
  standing: Standing,
  phase: 'epoch-opened' | 'epoch-erased',
  epoch: EntryEpoch,
  detail: EntryDetail = {},
): Entry => ({ ...entryOf(standing, { event: newEventId(), phase, detail }), epoch })
