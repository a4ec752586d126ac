/** Tells the log, once, of each legal limit of a transfer that was not kept. */
import type { EntryClock } from '../../audit/detail.ts'
import { limits } from '../../limits.ts'
import { newEventId } from '../../telemetry/ids.ts'
import { entryOf } from '../events.ts'
import type { Keeping } from '../keeping.ts'
import { claimOverdue, markTold, type OverdueRow } from './clock-rows.ts'
import { transferTold } from './entries.ts'

type Kept = Pick<Keeping, 'db' | 'recordings' | 'standing'>

const clockTold = ({ rule, owner, supervisor, started_at, due, ended_at, ended_by }: OverdueRow): EntryClock => ({
  ...{ rule, owner, started_at: started_at!, due: due! },
  ...(supervisor !== null && { supervisor }),
  ...(ended_at && ended_by && { ended_at: ended_at.toISOString(), ended_by }),
})

/**
 * Tells of all that is overdue at `now` and that no node has told; what is owed for it is in the log when this resolves. Gives the count. Throws
 * GatewayError `index-unavailable` or `log-unavailable`; what was noted by then is recorded, or will be.
 */
export async function tellOverdue({ db, recordings, standing }: Kept, now: Date, stop?: AbortSignal): Promise<number> {
  const { overdue_at_once_max } = limits.transfer
  let count = 0
  while (!stop?.aborted) {
    const told = await db.transaction(async (tx) => {
      const rows = await claimOverdue(tx, now, overdue_at_once_max)
      const [first, ...others] = rows.map((row) => {
        const transfer = transferTold({ ...row, id: row.transfer })
        const detail = { operation: 'clocks:watch', transfer, clock: clockTold(row) }
        return { row, entry: entryOf(standing, { event: newEventId(), phase: 'clock-overdue', detail }) }
      })
      if (!first) return undefined
      const recording = await recordings.owe(tx, [first.entry, ...others.map(({ entry }) => entry)])
      for (const { row, entry } of [first, ...others]) await markTold(tx, row, { event: entry.event, recording })
      return { recording, count: rows.length }
    })
    if (!told) break
    await recordings.settle(told.recording)
    count += told.count
    if (told.count < overdue_at_once_max) break
  }
  return count
}
