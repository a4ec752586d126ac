/** Gives up what its receiver did not fetch, or did not answer, for too long: a dead letter with that reason, which the log and both ends are told. */
import { limits } from '../../limits.ts'
import { newEventId } from '../../telemetry/ids.ts'
import type { Keeping } from '../keeping.ts'
import { day_ms } from '../quarantine/retention.ts'
import { clearanceOf } from './clearance-rows.ts'
import { endPush } from './push-rows.ts'
import { claimAwaited } from './rows.ts'
import { stageEntryIn } from './stage-entries.ts'
import { moveTo } from './stage-rows.ts'

type Kept = Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>

/** Days, from its receipt until it is fetched or taken, and from then until it is answered. */
export interface Patience {
  readonly fetch: number
  readonly answer: number
}

/** What is told of a transfer that is given up. */
export type GivenUp = 'not-fetched' | 'not-answered' | 'transfer-held'

/**
 * Gives up all that is waited for at `now` for longer than that, one by one until `stop` says so; what is owed for it is in the log when this resolves.
 * Gives the count. Throws GatewayError `index-unavailable` or `log-unavailable`; what was given up by then is recorded, or will be.
 */
export async function giveUp(
  { db, kept, recordings, standing }: Kept,
  patience: Patience,
  now: Date,
  stop?: AbortSignal,
): Promise<number> {
  const ago = (days: number) => new Date(now.getTime() - days * day_ms)
  const before = { receipted: ago(patience.fetch), delivered: ago(patience.answer) }
  let count = 0
  while (!stop?.aborted) {
    const owed = await db.transaction(async (tx) => {
      const rows = await claimAwaited(tx, before, limits.transfer.given_up_at_once_max)
      const owed: number[] = []
      for (const transfer of rows) {
        const { id } = transfer
        const isHeld = transfer.state === 'receipted' && (await clearanceOf(tx, id))?.held
        const late: GivenUp = transfer.state === 'receipted' ? 'not-fetched' : 'not-answered'
        const reason = isHeld ? 'transfer-held' : late
        const cause = { event: newEventId(), operation: 'transfer:give-up' }
        const recording = await recordings.owe(tx, [
          await stageEntryIn(tx, { kept, standing }, transfer, cause, { stage: 'dead-letter', reason }),
        ])
        await moveTo(tx, transfer, 'dead-letter', { event: cause.event, reason, recording })
        await endPush(tx, kept.vault, id, { reason })
        owed.push(recording)
      }
      return owed
    })
    for (const recording of owed) await recordings.settle(recording)
    count += owed.length
    if (owed.length < limits.transfer.given_up_at_once_max) break
  }
  return count
}
