/** Looks, for each receiver whose system takes documents, for what is due to go there: one after the other, and all nodes share the work. */
import type { DeliveryDeclaration } from '../../adapters/sdk/adapter.ts'
import { limits } from '../limits.ts'
import { type Loops, startLoops } from '../release/loops.ts'
import type { Pusher, PushTold } from '../release/transfers/pushing.ts'
import type { Timers } from '../telemetry/clock.ts'
import { startTurns, type TurnsState } from './turns.ts'

export interface PushingOptions {
  readonly pusher: Pusher
  readonly timers: Timers
  /** Registry ids of agencies that may be receivers, now. */
  registered(): readonly string[]
  takesAt(agency: string): DeliveryDeclaration | undefined
  /** Hears of every sending. */
  report(told: PushTold): void
  fault(error: unknown): void
}

/** Begins to look at once. Its loops end with `stop`, which waits for what is being sent, but not for an answer. */
export function startPushing(options: PushingOptions): Loops<TurnsState> {
  const { pusher, registered, takesAt, timers, report, fault } = options
  const wanted = () =>
    new Map(
      registered().flatMap((agency) => {
        const declared = takesAt(agency)
        return declared?.idempotency === 'reference' ? [[agency, declared] as const] : []
      }),
    )
  const next = (agency: string) => (signal: AbortSignal) => pusher.next(agency, signal)
  return startLoops(wanted, (agency) =>
    startTurns({ next: next(agency), timers, interval_ms: limits.handing.look_interval_ms, report, fault }),
  )
}
