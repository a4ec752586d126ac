/** Tells the log, once, of each receiver of a directive that did not say in time what it did. */
import { limits } from '../../limits.ts'
import type { Sql } from '../../store/pool.ts'
import { newEventId } from '../../telemetry/ids.ts'
import type { Keeping } from '../keeping.ts'
import type { Addressed, DirectiveRow } from './directive.ts'
import { directiveEntry } from './entries.ts'

type Kept = Pick<Keeping, 'db' | 'recordings' | 'standing'>
type Overdue = Pick<Addressed, 'directive' | 'receiver' | 'due_at'> & Pick<DirectiveRow, 'giver' | 'kind' | 'reason'>

/** Those that were due by `now` and of whom nobody told, for this transaction alone. */
const claimOverdue = (tx: Sql, now: Date, most: number): Promise<Overdue[]> =>
  tx.query<Overdue>(
    `SELECT r.directive, r.receiver, r.due_at, d.giver, d.kind, d.reason FROM directive_receiver r JOIN directive d ON d.id = r.directive
     WHERE r.due_at < $1 AND r.told_event IS NULL AND NOT r.answered
     ORDER BY r.due_at LIMIT $2 FOR UPDATE OF r SKIP LOCKED`,
    [now, most],
  )

/**
 * Tells of all that is overdue at `now` and that no node has told; what is owed for it is in the log when this resolves. Gives the count. Throws
 * GatewayError `index-unavailable` or `log-unavailable`; what was noted by then is recorded, or will be.
 */
export async function tellDirectivesOverdue(
  { db, recordings, standing }: Kept,
  now: Date,
  stop?: AbortSignal,
): Promise<number> {
  const { overdue_at_once_max } = limits.transfer
  let count = 0
  while (!stop?.aborted) {
    const told = await db.transaction(async (tx) => {
      const rows = await claimOverdue(tx, now, overdue_at_once_max)
      const [first, ...others] = rows.map(({ directive: id, receiver, due_at, giver, kind, reason }) => {
        const cause = { event: newEventId(), operation: 'directives:watch' }
        const about = { id, giver, kind, reason, receivers: [receiver], due: due_at.toISOString() }
        return { id, receiver, entry: directiveEntry(standing, 'directive-overdue', cause, about) }
      })
      if (!first) return undefined
      const recording = await recordings.owe(tx, [first.entry, ...others.map(({ entry }) => entry)])
      for (const { id, receiver, entry } of [first, ...others])
        await tx.query(
          'UPDATE directive_receiver SET told_event = $3, told_recording = $4 WHERE directive = $1 AND receiver = $2',
          [id, receiver, entry.event, recording],
        )
      return { recording, count: rows.length }
    })
    if (!told) break
    await recordings.settle(told.recording)
    count += told.count
    if (told.count < overdue_at_once_max) break
  }
  return count
}
