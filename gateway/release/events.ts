import type { Entry, EntryDetail, EntryEpoch, Phase } from '../audit/entry.ts'
import { timestamp } from '../telemetry/clock.ts'
import { newEventId } from '../telemetry/ids.ts'
import type { Standing } from './door.ts'

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
