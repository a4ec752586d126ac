/** Keeps the index fresh: one loop per source, which outlives any failure of that source. */
import { setTimeout as pause } from 'node:timers/promises'
import type { EntryDetail } from '../audit/detail.ts'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import type { Sources } from '../sources/sources.ts'
import { monotonic_ms, timestamp } from '../telemetry/clock.ts'
import { type Indexing, type Taken, takeFeed, takeListAnew } from './indexing.ts'
import { type Loop, type Loops, startLoops } from './loops.ts'
import type { Sealed } from './sealed.ts'

export type FeedState = Taken['state'] | 'index-unavailable' | 'log-unavailable' | 'pending'

/** How the last try of each agency ended. */
export type Feeds = Loops<FeedState>

/** How often a source was asked under one event, and when, first and last (RFC 3339). */
export type FeedAsked = NonNullable<EntryDetail['repeated']>

export interface FeedsOptions extends Indexing {
  /** Records that the feed of `agency` is read from now on; gives the event under which it is. Rejects when the log does not take it. */
  begun(agency: string): Promise<string>
  /** Records that it is read no longer under `event`. A log that does not take it shows an event without an end. Never rejects. */
  ended(agency: string, event: string, asked: FeedAsked): Promise<void>
  /** How long an event lasts, and after which pause the feed is read again. Default: limits.source. */
  readonly event_ms?: number
  readonly interval_ms?: number
  /** Hears of every change of state or of its reason, for the operator. */
  report(agency: string, state: FeedState, reason?: Taken['reason']): void
}

/** Reads the feeds of the sources that are open; of one whose adapter is replaced, anew. */
export const startFeeds = (options: FeedsOptions): Feeds =>
  startLoops(
    () => new Map(options.sources.agencies.map((agency) => [agency, options.sources.adapterOf(agency)])),
    (agency, adapter = '') => startFeed(options, agency, adapter),
  )

interface Tried {
  readonly state: FeedState
  readonly reason?: Taken['reason']
}

function startFeed(options: FeedsOptions, agency: string, adapter: string): Loop<FeedState> {
  const { begun, ended, report, event_ms = limits.source.feed_event_ms, ...rest } = options
  const { interval_ms = limits.source.feed_interval_ms, ...given } = rest
  const stopping = new AbortController()
  const { signal } = stopping
  let asking: { readonly event: string; readonly since_ms: number; asked?: FeedAsked } | undefined
  let last: Tried = { state: 'pending' }
  // Once in the life of an adapter here, for two nodes with different ones must not read the list in turns; and not at every look when it can't be read, for it is long.
  let anewFrom_ms = 0

  function count(): void {
    const at = timestamp()
    const { count, from } = asking?.asked ?? { count: 0, from: at }
    if (asking) asking.asked = { count: count + 1, from, to: at }
  }

  /** The sources, with every request for a page counted before it is sent. */
  const sources: Sources<Sealed> = {
    ...given.sources,
    page: (page) => {
      count()
      return given.sources.page({ ...page, onRepeat: count })
    },
  }
  const indexing: Indexing = { ...given, sources }

  async function end(): Promise<void> {
    const over = asking
    asking = undefined
    if (over?.asked) await ended(agency, over.event, over.asked)
  }

  async function take(): Promise<Tried> {
    if (asking && monotonic_ms() - asking.since_ms >= event_ms) await end()
    asking ??= { event: await begun(agency), since_ms: monotonic_ms() }
    const { event } = asking
    const taken = await takeFeed(indexing, agency, event, signal)
    const isDue = taken.state === 'ok' && monotonic_ms() >= anewFrom_ms
    const { state, reason } = isDue ? await takeListAnew(indexing, agency, event, signal) : taken
    if (isDue) anewFrom_ms = state === 'ok' ? Number.POSITIVE_INFINITY : monotonic_ms() + event_ms
    // Once, not at every try: the same page is asked for again and again.
    if (reason === 'state-secret-in-clear' && last.reason !== reason)
      await indexing.keeping.incident({ agency, adapter, event })
    return { state, ...(reason && { reason }) }
  }

  async function tryOnce(): Promise<void> {
    const next = await take().catch(unavailable)
    if (signal.aborted) return
    const changed = next.state !== last.state || next.reason !== last.reason
    last = next
    if (changed) report(agency, next.state, next.reason)
  }

  async function loop(): Promise<void> {
    await first
    while (!signal.aborted) {
      await pause(interval_ms, undefined, { signal }).catch(() => {})
      if (!signal.aborted) await tryOnce()
    }
  }
  const first = tryOnce()
  const running = loop()
  return {
    first,
    state: () => last.state,
    async stop() {
      stopping.abort()
      await running
      await end()
    },
  }
}

function unavailable(error: unknown): Tried {
  const logFailed = error instanceof GatewayError && ['log-unavailable', 'record-pending'].includes(error.code)
  return { state: logFailed ? 'log-unavailable' : 'index-unavailable' }
}
