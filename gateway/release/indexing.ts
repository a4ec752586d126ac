/** Projects what the sources list into the index, and what they deposit into the store: the full list at first, then each source's change feed. */
import type { IndexPage } from '../../adapters/sdk/adapter.ts'
import { type FeedPosition, feedPosition, noteListed } from '../dossiers/register.ts'
import { limits } from '../limits.ts'
import type { Answered, Asked, CheckedDeposits, Reason, Sources } from '../sources/sources.ts'
import type { Database } from '../store/pool.ts'
import type { Deposits } from './deposits/deposits.ts'
import type { Keeping } from './keeping.ts'
import { isOfSecret, type Untranslated } from './quarantine/quarantine.ts'
import { open, type Sealed } from './sealed.ts'

export interface Indexing {
  readonly db: Database
  readonly sources: Sources<Sealed>
  readonly deposits: Pick<Deposits, 'takePage'>
  readonly keeping: Pick<Keeping, 'quarantine' | 'incident' | 'labels'>
}

/**
 * `state` is `ok` when the feed was read to its end, or so far when told to stop; else why it stopped, with everything up to there
 * registered.
 */
export interface Taken {
  readonly state: 'ok' | 'timeout' | 'failed' | 'quarantined'
  /** Why, unless `ok`; `feed-circular`: its cursor led back to where this run had been. */
  readonly reason?: Reason | 'feed-circular' | 'feed-endless' | 'feed-without-cursor'
  readonly entries: number
}

/**
 * Takes in everything that `agency` has to tell since last time. Safe to stop at any point: a page and its cursor are one
 * transaction, and `stopping` is looked at after each. `eventId` goes with each request, so that the source's own list can be compared
 * with the log. Throws GatewayError `index-unavailable` or `log-unavailable`.
 */
export async function takeFeed(
  indexing: Indexing,
  agency: string,
  eventId: string,
  stopping: AbortSignal,
): Promise<Taken> {
  const { db, sources } = indexing
  const adapter = sources.adapterOf(agency)
  const stored = await feedPosition(db, agency)
  // An unfinished list starts over: only the feed position told with its first page misses nothing of what changes meanwhile.
  let position: FeedPosition = stored?.listed ? stored : { cursor: undefined, listed: false }
  let changesFrom: string | undefined
  let entries = 0
  let restarted = false
  const been = new Set<string>()
  for (let pages = 0; pages < limits.source.feed_pages_max; pages++) {
    been.add(placeOf(position))
    const answer = await sources.page(
      position.listed
        ? { agency, eventId, kind: 'changes', cursor: position.cursor! }
        : { agency, eventId, kind: 'list', cursor: position.cursor },
    )
    // A source that was closed meanwhile has nothing more to say.
    if (stopping.aborted) return { state: 'ok', entries }
    if (position.listed && !restarted && answer.state !== 'ok' && answer.reason === 'cursor-unknown') {
      restarted = true
      position = { cursor: undefined, listed: false }
      continue
    }
    if (answer.state !== 'ok') return notTaken(indexing, agency, eventId, answer, entries)
    const page = pageOf(sources, answer)
    changesFrom ??= page.changesFrom
    const next: FeedPosition = position.listed
      ? { cursor: page.next ?? position.cursor, listed: true }
      : { cursor: page.next ?? changesFrom, listed: page.next === undefined }
    if (next.listed && next.cursor === undefined)
      return { state: 'quarantined', reason: 'feed-without-cursor', entries }
    await takePage(indexing, answer, next, eventId, position.listed ? position.cursor : undefined)
    if (next.listed && !position.listed) await noteListed(db, agency, adapter)
    entries += page.count
    const ended = position.listed && (page.count === 0 || next.cursor === position.cursor)
    if (ended || stopping.aborted) return { state: 'ok', entries }
    if (been.has(placeOf(next))) return { state: 'quarantined', reason: 'feed-circular', entries }
    position = next
  }
  return { state: 'quarantined', reason: 'feed-endless', entries }
}

/**
 * Reads the whole list once more when another adapter read it last: the feed of changes repeats neither what that one could not read nor what this one
 * reads otherwise. With each page the feed is set back to where it stood when that was asked for: what another node took since may be newer than the page. One that is broken off starts over.
 * Of agencies whose documents are kept nothing is read: theirs wait in quarantine. Throws as takeFeed.
 */
export async function takeListAnew(
  indexing: Indexing,
  agency: string,
  eventId: string,
  stopping: AbortSignal,
): Promise<Taken> {
  const { db, sources } = indexing
  const stored = await feedPosition(db, agency)
  const adapter = sources.adapterOf(agency)
  if (!stored?.listed || stored.listedBy === adapter || sources.keeps(agency)) return { state: 'ok', entries: 0 }
  let cursor: string | undefined
  let entries = 0
  const been = new Set<string | undefined>()
  for (let pages = 0; pages < limits.source.feed_pages_max; pages++) {
    been.add(cursor)
    const before = await feedPosition(db, agency)
    // Another node reads all of it from the beginning.
    if (!before?.listed) return { state: 'ok', entries }
    const answer = await sources.page({ agency, eventId, kind: 'list', cursor })
    if (stopping.aborted) return { state: 'ok', entries }
    if (answer.state !== 'ok') return notTaken(indexing, agency, eventId, answer, entries)
    const { next, count } = pageOf(sources, answer)
    await takePage(indexing, answer, before, eventId)
    entries += count
    if (next === undefined) {
      await noteListed(db, agency, adapter)
      return { state: 'ok', entries }
    }
    if (been.has(next)) return { state: 'quarantined', reason: 'feed-circular', entries }
    cursor = next
  }
  return { state: 'quarantined', reason: 'feed-endless', entries }
}

async function notTaken(
  indexing: Indexing,
  agency: string,
  eventId: string,
  answer: Exclude<Asked<Sealed>, Answered<Sealed>>,
  entries: number,
): Promise<Taken> {
  if (answer.document) await quarantineOf(indexing, agency, eventId, { ...answer, document: answer.document })
  return { state: answer.state === 'absent' ? 'failed' : answer.state, reason: answer.reason, entries }
}

const placeOf = ({ cursor, listed }: FeedPosition): string => `${listed ? 'changes' : 'list'} ${cursor ?? ''}`

/** A page of an index or of deposits, as far as the way through the feed goes. */
function pageOf(
  sources: Sources<Sealed>,
  { agency, sealed }: Answered<Sealed>,
): Pick<IndexPage, 'next' | 'changesFrom'> & { readonly count: number } {
  if (!sources.keeps(agency)) {
    const page = open<IndexPage>(sealed)
    return { ...page, count: page.entries.length }
  }
  const page = open<CheckedDeposits>(sealed)
  return { ...page, count: page.deposits.length + page.secrets + page.rejected }
}

async function takePage(
  indexing: Indexing,
  answer: Answered<Sealed>,
  position: FeedPosition,
  event: string,
  from?: string,
): Promise<void> {
  const { sources, deposits, keeping } = indexing
  const { agency, sealed, findings } = answer
  if (sources.keeps(agency)) return deposits.takePage({ agency, answer, position, feed: event })
  const code = sources.manifestOf(agency)?.agency ?? ''
  if (findings.some(isOfSecret)) await keeping.incident({ agency, adapter: answer.adapter, event })
  if (findings.some((finding) => isOfSecret(finding) || finding.effect.startsWith('reject-')))
    await quarantineOf(indexing, agency, event, { ...answer, receivedAt: answer.asOf, reason: 'record-rejected' })
  await keeping.labels.registerPage(
    { agency, code, entries: open<IndexPage>(sealed).entries, position, from },
    { event, detail: { operation: 'feed', sources: [{ agency, state: 'ok', adapter: answer.adapter }] } },
  )
}

const quarantineOf = (
  { keeping, sources }: Indexing,
  agency: string,
  event: string,
  { document, receivedAt, findings, reason }: Pick<Untranslated, 'document' | 'receivedAt' | 'findings' | 'reason'>,
): Promise<void> =>
  keeping.quarantine.take({
    agency,
    kind: sources.keeps(agency) ? 'deposits' : 'page',
    transport: 'feed',
    adapter: sources.adapterOf(agency) ?? '',
    event,
    operation: 'feed',
    document,
    receivedAt,
    findings,
    reason,
  })
