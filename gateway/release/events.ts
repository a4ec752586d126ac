import type { Entry, Phase } from '../audit/entry.ts'
import { timestamp } from '../telemetry/clock.ts'
import { newEventId } from '../telemetry/ids.ts'
import type { Standing } from './door.ts'

/** The entry of something that happens to the gateway itself: a start, a load, a sign of life. */
export const eventEntry = (standing: Standing, phase: Phase, note?: string): Entry => ({
  version: 1,
  event: newEventId(),
  phase,
  at: timestamp(),
  node: standing.node,
  versions: standing.versions(),
  outcome: 'ok',
  detail: note === undefined ? {} : { note },
})
