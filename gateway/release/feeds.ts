/** Keeps the index fresh: one loop per source, which outlives any failure of that source. */
import { limits } from '../limits.ts'
import { type Indexing, type Taken, takeFeed } from './indexing.ts'

export type FeedState = Taken['state'] | 'index-unavailable' | 'pending'

export interface Feeds {
  /** Resolves once every source has been tried once. */
  readonly first: Promise<void>
  /** How the last try of each agency ended. */
  states(): ReadonlyMap<string, FeedState>
  /** Ends the loops; resolves when none runs any more. */
  stop(): Promise<void>
}

/**
 * `events`: the recorded event under which each agency's feed is read. `report` hears of every change of state, for the operator.
 */
export function startFeeds(
  indexing: Indexing,
  events: ReadonlyMap<string, string>,
  report: (agency: string, state: FeedState) => void,
): Feeds {
  const { agencies } = indexing.sources
  const states = new Map<string, FeedState>(agencies.map((agency) => [agency, 'pending']))
  const stopping = new AbortController()

  const take = async (agency: string): Promise<void> => {
    const state = await takeFeed(indexing, agency, events.get(agency)!, stopping.signal).then(
      (taken) => taken.state,
      () => 'index-unavailable' as const,
    )
    if (states.get(agency) !== state) report(agency, state)
    states.set(agency, state)
  }
  const loop = async (agency: string, first: Promise<void>): Promise<void> => {
    await first
    while (await pause(stopping.signal)) await take(agency)
  }
  const firsts = agencies.map((agency) => take(agency))
  const loops = agencies.map((agency, index) => loop(agency, firsts[index]!))
  return {
    first: Promise.all(firsts).then(() => {}),
    states: () => states,
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

/** One interval; false when stopped. */
function pause(signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    }, limits.source.feed_interval_ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
