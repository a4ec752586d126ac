/** What was handed over is kept until its receiver has answered, or it was given up, and some days more: then its content is erased; its row, stages and receipt stay. */
import { limits } from '../../limits.ts'
import { newEventId } from '../../telemetry/ids.ts'
import type { Keeping } from '../keeping.ts'
import { startErasing } from '../quarantine/retention.ts'
import { type Ended, endedTransfers, eraseDocuments } from './content-rows.ts'
import { endPush } from './push-rows.ts'
import { lockTransfer } from './rows.ts'
import { stageEntryIn } from './stage-entries.ts'

type Kept = Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>

const { erased_at_once_max: at_once_max } = limits.quarantine

/** Erases one, unless another node has, or a dead letter was fetched meanwhile; what is owed for it is in the log when this resolves. */
async function eraseOne({ db, kept, recordings, standing }: Kept, before: Ended, id: string): Promise<boolean> {
  const recording = await db.transaction(async (tx) => {
    const transfer = await lockTransfer(tx, id)
    if (!transfer || (await endedTransfers(tx, before, 1, id)).length === 0) return undefined
    await eraseDocuments(tx, id)
    await endPush(tx, kept.vault, id, { reason: 'transfer-erased' })
    const cause = { event: newEventId(), operation: 'transfer:retention' }
    return recordings.owe(tx, [await stageEntryIn(tx, { kept, standing }, transfer, cause, { stage: 'erased' })])
  })
  if (recording === undefined) return false
  await recordings.settle(recording)
  return true
}

/**
 * Erases the documents of transfers that ended, or were given up, before `before`, one by one until `stop` says so. Gives the count. Throws GatewayError
 * `index-unavailable` or `log-unavailable`; what was erased by then is recorded, or will be.
 */
export async function eraseEnded(kept: Kept, before: Ended, stop?: AbortSignal): Promise<number> {
  let count = 0
  for (;;) {
    const ids = await endedTransfers(kept.db, before, at_once_max)
    for (const id of ids) {
      if (stop?.aborted) return count
      if (await eraseOne(kept, before, id)) count += 1
    }
    if (ids.length < at_once_max) return count
  }
}

/** Days for which content is kept. */
export interface Keep {
  readonly ended: number
  readonly givenUp: number
}

/** Erases now, and from then on as the quarantine is looked through, what ended or was given up more days ago. */
export const startTransferRetention = (
  kept: Kept,
  { ended, givenUp }: Keep,
  tell: Parameters<typeof startErasing>[1],
): ReturnType<typeof startErasing> =>
  startErasing((ago, stop) => eraseEnded(kept, { ended: ago(ended), givenUp: ago(givenUp) }, stop), tell)
