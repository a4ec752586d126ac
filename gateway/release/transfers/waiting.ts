/** How many transfers wait, and for what: for whoever watches the gateway. */
import type { Sql } from '../../store/pool.ts'

export interface Waiting {
  /** In inboxes, neither fetched nor taken by a push. */
  readonly undelivered: number
  /** Whose last push failed, and that are pushed again; nobody is at it. */
  readonly repushed: number
  /** Limits that have passed and not ended, of transfers that were delivered and not answered: of dead letters nobody is waited for. */
  readonly overdue: number
}

/** The counts at `now`, over all nodes. Costs what waits, however many transfers there were. */
export async function countWaiting(sql: Sql, now: Date): Promise<Waiting> {
  // OFFSET: the limits of each transfer are looked up by themselves, not all that there ever were.
  const [counts] = await sql.query<Waiting>(
    `SELECT (SELECT count(*) FROM transfer WHERE state = 'receipted') AS undelivered,
       (SELECT count(*) FROM transfer_push WHERE next_at IS NOT NULL AND attempts > attempts_before AND coalesce(claimed_until <= $1, true)) AS repushed,
       (SELECT count(*) FROM transfer t, LATERAL (
          SELECT last_at FROM transfer_clock WHERE transfer = t.id AND ended_at IS NULL OFFSET 0) c
        WHERE t.state = 'delivered' AND c.last_at < $1) AS overdue`,
    [now],
  )
  return counts!
}
