/** Keeps the index fresh: one loop per source, which outlives any failure of that source. */
import { setTimeout as pause } from 'node:timers/promises'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { type Indexing, type Taken, takeFeed } from './indexing.ts'
import { type Loop, type Loops, startLoops } from './loops.ts'

export type FeedState = Taken['state'] | 'index-unavailable' | 'log-unavailable' | 'pending'

/** How the last try of each agency ended. */
export type Feeds = Loops<FeedState>

export interface FeedsOptions extends Indexing {
  /** Records that the feed of `agency` is read from now on; gives the event under which it is. Rejects when the log does not take it. */
  begun(agency: string): Promise<string>
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

function startFeed({ begun, report, ...indexing }: FeedsOptions, agency: string, adapter: string): Loop<FeedState> {
  const stopping = new AbortController()
  const { signal } = stopping
  let event: string | undefined
  let last: Tried = { state: 'pending' }

  async function take(): Promise<Tried> {
    event ??= await begun(agency)
    const { state, reason } = await takeFeed(indexing, agency, event, signal)
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
      await pause(limits.source.feed_interval_ms, undefined, { signal }).catch(() => {})
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
    },
  }
}

function unavailable(error: unknown): Tried {
  const logFailed = error instanceof GatewayError && error.code === 'log-unavailable'
  return { state: logFailed ? 'log-unavailable' : 'index-unavailable' }
}
