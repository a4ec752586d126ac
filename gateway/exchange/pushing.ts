/** Looks, for each receiver whose system takes documents, for what is due to go there: one after the other, and all nodes share the work. */
import type { DeliveryDeclaration } from '../../adapters/sdk/adapter.ts'
import { limits } from '../limits.ts'
import { type Loop, type Loops, startLoops } from '../release/loops.ts'
import type { Pusher, PushTold } from '../release/transfers/pushing.ts'
import type { Timers } from '../telemetry/clock.ts'

/** `failed`: the store can't be asked. */
export type PushingState = 'ok' | 'failed'

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
export function startPushing(options: PushingOptions): Loops<PushingState> {
  const { registered, takesAt } = options
  const wanted = () =>
    new Map(
      registered().flatMap((agency) => {
        const declared = takesAt(agency)
        return declared?.idempotency === 'reference' ? [[agency, declared] as const] : []
      }),
    )
  return startLoops(wanted, (agency) => startLoop(agency, options))
}

function startLoop(agency: string, { pusher, timers, report, fault }: PushingOptions): Loop<PushingState> {
  const ending = new AbortController()
  let state: PushingState = 'ok'
  let cancel = () => {}

  async function look(): Promise<void> {
    try {
      for (let more = true; more && !ending.signal.aborted; ) {
        const told = await pusher.next(agency, ending.signal)
        more = told !== undefined
        if (told) report(told)
      }
      state = 'ok'
    } catch (error) {
      // Told once; the claim is over by itself.
      if (state === 'ok') fault(error)
      state = 'failed'
    }
  }

  let looking: Promise<void>
  function lookAgain(): void {
    looking = look().then(() => {
      if (!ending.signal.aborted) cancel = timers.after(limits.handing.look_interval_ms, lookAgain)
    })
  }
  lookAgain()
  return {
    first: looking!,
    state: () => state,
    async stop() {
      ending.abort()
      cancel()
      await looking
    },
  }
}
