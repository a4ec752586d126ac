/** Keeps the index fresh: one loop per source, which outlives any failure of that source. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { type Indexing, type Taken, takeFeed } from './indexing.ts'

export type FeedState = Taken['state'] | 'index-unavailable' | 'log-unavailable' | 'pending'

export interface Feeds {
  /** Resolves once every source has been tried once. */
  readonly first: Promise<void>
  /** How the last try of each agency ended. */
  states(): ReadonlyMap<string, FeedState>
  /** Ends the loops; resolves when none runs any more. */
  stop(): Promise<void>
}

/**
 * `events`: the recorded event under which each agency's feed is read. `report` hears of every change of state or of its reason, for the
 * operator.
 */
export function startFeeds(
  indexing: Indexing,
  events: ReadonlyMap<string, string>,
  report: (agency: string, state: FeedState, reason?: Taken['reason']) => void,
): Feeds {
  const { agencies } = indexing.sources
  const states = new Map<string, FeedState>(agencies.map((agency) => [agency, 'pending']))
  const reasons = new Map<string, Taken['reason']>()
  const stopping = new AbortController()

  /** Once, not at every try: the same page is asked for again and again. */
  const raise = async (agency: string, taken: Taken): Promise<Taken> => {
    const { reason } = taken
    if (reason === 'state-secret-in-clear' && reasons.get(agency) !== reason)
      await indexing.keeping.incident({
        agency,
        adapter: indexing.sources.adapterOf(agency) ?? '',
        event: events.get(agency)!,
      })
    return taken
  }
  const take = async (agency: string): Promise<void> => {
    const { state, reason } = await takeFeed(indexing, agency, events.get(agency)!, stopping.signal)
      .then((taken) => raise(agency, taken))
      .catch(unavailable)
    if (states.get(agency) !== state || reasons.get(agency) !== reason) report(agency, state, reason)
    states.set(agency, state)
    reasons.set(agency, reason)
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

function unavailable(error: unknown): { state: FeedState; reason?: undefined } {
  const logFailed = error instanceof GatewayError && error.code === 'log-unavailable'
  return { state: logFailed ? 'log-unavailable' : 'index-unavailable' }
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
