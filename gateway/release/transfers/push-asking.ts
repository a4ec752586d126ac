/** A receiver has something pushed to its own system again: what that system could not take, or took and lost. */
import type { DeliveryDeclaration } from '../../../adapters/sdk/adapter.ts'
import type { Receipt } from '../../audit/receipt.ts'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Timers } from '../../telemetry/clock.ts'
import { confirmed } from '../confirmed.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { requireOpen } from './content-rows.ts'
import { causeOf } from './entries.ts'
import { askPush, lockPush, type Pushed, type PushWork, pushOf } from './push-rows.ts'
import { findTransfer, lockTransfer } from './rows.ts'
import { stageEntryIn } from './stage-entries.ts'

export interface AskedPush {
  readonly pushed: Pushed
  /** Absent: it was due, or being sent, by then. */
  readonly receipt: Receipt | undefined
}

export interface PushAsking {
  /**
   * Has a transfer to the agency that asks pushed at once, as often again as its adapter's manifest says; whether it may be handed out is decided then, as
   * before every push. What is due or being sent stays as it is. It is in the log when this resolves. Throws GatewayError `transfer-not-found` (others'
   * too), `push-unavailable`, `push-too-often`, `transfer-recalled`, `transfer-stage` (refused), `transfer-erased`, and as `inquiry.confirm`.
   */
  ask(inquiry: Inquiry, id: string): Promise<AskedPush>
}

export interface PushAskingOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>
  takesAt(agency: string): DeliveryDeclaration | undefined
  readonly timers: Pick<Timers, 'now_ms'>
}

const { asked_max, asked_interval_ms } = limits.handing

const isUnderWay = ({ claimed_until, next_at }: PushWork, now_ms: number): boolean =>
  claimed_until === null ? next_at !== null && next_at.getTime() <= now_ms : claimed_until.getTime() > now_ms

function requireRarely({ asked, asked_at }: PushWork, now_ms: number): void {
  if (asked >= asked_max) throw new GatewayError('push-too-often')
  const wait_ms = asked_at ? asked_at.getTime() + asked_interval_ms - now_ms : 0
  // One that is longer comes of a clock that was ahead.
  if (wait_ms > 0 && wait_ms <= 2 * asked_interval_ms)
    throw new GatewayError('push-too-often', { retry_s: Math.ceil(wait_ms / 1000) })
}

export function createPushAsking({ keeping, takesAt, timers }: PushAskingOptions): PushAsking {
  const { db, kept, recordings } = keeping
  return {
    async ask(inquiry, id) {
      const { agency } = inquiry.system!
      if (!(await findTransfer(db, id, { agency, as: 'receiver' }))) throw new GatewayError('transfer-not-found')
      if (takesAt(agency)?.idempotency !== 'reference') throw new GatewayError('push-unavailable')
      const recording = await db.transaction((tx) =>
        confirmed(inquiry, tx, async () => {
          const transfer = (await lockTransfer(tx, id))!
          requireOpen(transfer)
          const push = await lockPush(tx, id)
          const now_ms = timers.now_ms()
          if (isUnderWay(push, now_ms)) return undefined
          requireRarely(push, now_ms)
          await askPush(tx, id, now_ms)
          const { attempts } = push
          return recordings.owe(tx, [
            await stageEntryIn(tx, keeping, transfer, causeOf(inquiry), { stage: 'push-asked', attempts }),
          ])
        }),
      )
      const receipt = recording === undefined ? undefined : await recordings.settle(recording)
      return { pushed: (await pushOf(db, kept.vault, id))!, receipt }
    },
  }
}
