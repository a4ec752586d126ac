/** How many transfers wait, and for what: for whoever watches the gateway. */
import type { Sql } from '../../store/pool.ts'

export interface Waiting {
  /** In inboxes, neither fetched nor taken by a push. */
  readonly undelivered: number
  /** Whose last push failed, and that are pushed again; nobody is at it. */
  readonly repushed: number
  /** Limits that have passed and not ended, of transfers that wait for their receiver: of dead letters nobody is waited for. */
  readonly overdue: number
}

/** The counts at `now`, over all nodes. */
export async function countWaiting(sql: Sql, now: Date): Promise<Waiting> {
  const [counts] = await sql.query<Waiting>(
    `SELECT (SELECT count(*) FROM transfer WHERE state = 'receipted') AS undelivered,
       (SELECT count(*) FROM transfer_push WHERE next_at IS NOT NULL AND attempts > attempts_before AND coalesce(claimed_until <= $1, true)) AS repushed,
       (SELECT count(*) FROM transfer t JOIN transfer_clock c ON c.transfer = t.id
        WHERE t.state IN ('receipted', 'delivered') AND c.ended_at IS NULL AND c.last_at < $1) AS overdue`,
    [now],
  )
  return counts!
}
