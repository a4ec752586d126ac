/** Projects what the sources list into the index: the full list at first, then each source's change feed. */
import type { IndexPage } from '../../adapters/sdk/adapter.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { type FeedPosition, feedPosition, registerPage } from '../dossiers/register.ts'
import { limits } from '../limits.ts'
import type { Sources } from '../sources/sources.ts'
import type { Database } from '../store/pool.ts'
import { newDossierId } from '../telemetry/ids.ts'
import { open, type Sealed } from './sealed.ts'

export interface Indexing {
  readonly db: Database
  readonly keys: IndexKeys
  readonly sources: Sources<Sealed>
}

/** `state` is `ok` when the feed was read to its end, or so far when told to stop; else why it stopped, with everything up to there registered. */
export type Taken = { readonly state: 'ok' | 'timeout' | 'failed' | 'quarantined'; readonly entries: number }

/**
 * Takes in everything that `agency` has to tell since last time. Safe to stop at any point: a page and its cursor are one
 * transaction, and `stopping` is looked at after each. `eventId` goes with each request, so that the source's own list can be compared with the log. Throws GatewayError `index-unavailable`.
 */
export async function takeFeed(
  { db, keys, sources }: Indexing,
  agency: string,
  eventId: string,
  stopping: AbortSignal,
): Promise<Taken> {
  const stored = await feedPosition(db, agency)
  // An unfinished list starts over: only the feed position told with its first page misses nothing of what changes meanwhile.
  let position: FeedPosition = stored?.listed ? stored : { cursor: undefined, listed: false }
  let changesFrom: string | undefined
  let entries = 0
  let restarted = false
  for (let pages = 0; pages < limits.source.feed_pages_max; pages++) {
    const answer = await sources.page(
      position.listed
        ? { agency, eventId, kind: 'changes', cursor: position.cursor! }
        : { agency, eventId, kind: 'list', cursor: position.cursor },
    )
    if (position.listed && !restarted && answer.state !== 'ok' && answer.reason === 'cursor-unknown') {
      restarted = true
      position = { cursor: undefined, listed: false }
      continue
    }
    if (answer.state !== 'ok') return { state: answer.state === 'absent' ? 'failed' : answer.state, entries }
    const page = open<IndexPage>(answer.sealed)
    changesFrom ??= page.changesFrom
    const next: FeedPosition = position.listed
      ? { cursor: page.next ?? position.cursor, listed: true }
      : { cursor: page.next ?? changesFrom, listed: page.next === undefined }
    if (next.listed && next.cursor === undefined) return { state: 'quarantined', entries }
    await registerPage(db, keys, newDossierId, { agency, entries: page.entries, position: next })
    entries += page.entries.length
    const ended = position.listed && (page.entries.length === 0 || next.cursor === position.cursor)
    position = next
    if (ended || stopping.aborted) return { state: 'ok', entries }
  }
  return { state: 'quarantined', entries } // A feed that never ends: its pages lead in a circle.
}
