/** Looks, for each agency whose routes say so, for facets that changed: one after the other, and all nodes share the work. */
import type { Registry } from '../identity/registry.ts'
import { limits } from '../limits.ts'
import { type Loops, startLoops } from '../release/loops.ts'
import type { LookTold, Teller } from '../release/notices/telling.ts'
import type { Timers } from '../telemetry/clock.ts'
import { startTurns, type TurnsState } from './turns.ts'

export interface TellingOptions {
  readonly teller: Teller
  /** The one in force. */
  registry(): Registry
  readonly timers: Timers
  /** Hears of every look. */
  report(told: LookTold): void
  fault(error: unknown): void
}

/** Begins at once. What changes at an agency that tells nobody is left until one of its routes says otherwise. */
export function startTelling({ teller, registry, timers, report, fault }: TellingOptions): Loops<TurnsState> {
  const wanted = () => {
    const { routes, participants } = registry()
    const tell = new Set(routes.routes.flatMap(({ from, notices }) => (notices ? [from] : [])))
    const agencies = [...participants.values()].filter(({ id, group }) => tell.has(id) || (group && tell.has(group)))
    return new Map(agencies.map(({ id }) => [id, true]))
  }
  const next = (agency: string) => (signal: AbortSignal) => teller.next(agency, signal)
  return startLoops(wanted, (agency) =>
    startTurns({ next: next(agency), timers, interval_ms: limits.notices.look_interval_ms, report, fault }),
  )
}
