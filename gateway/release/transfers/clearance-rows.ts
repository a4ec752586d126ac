/** The rows of the last decision whether what was handed over may still be handed out. */
import type { EntryTransfer } from '../../audit/detail.ts'
import type { Sql } from '../../store/pool.ts'

export interface Clearance {
  /** Keyed MAC of all that it was decided by. */
  readonly basis: Buffer
  /** A code: why it is not handed out; null: it may be. */
  readonly held: string | null
  /** Since when it is so. */
  readonly since: Date
  /** For the log: the label and policies that decided; null where nothing could be decided by any. */
  readonly cleared: NonNullable<EntryTransfer['cleared']> | null
}

/** Undefined until it was decided again after it was taken. */
export async function clearanceOf(sql: Sql, transfer: string): Promise<Clearance | undefined> {
  const [row] = await sql.query<Clearance>(
    'SELECT basis, held, since, cleared FROM transfer_clearance WHERE transfer = $1',
    [transfer],
  )
  return row
}

/** `recording`: of what the log is told when it begins to be held. `at`: RFC 3339 UTC. Gives since when it is so. */
export async function putClearance(
  tx: Sql,
  transfer: string,
  given: Pick<Clearance, 'basis' | 'held' | 'cleared'> & { readonly at: string; readonly recording: number | null },
): Promise<Date> {
  const [row] = await tx.query<Pick<Clearance, 'since'>>(
    `INSERT INTO transfer_clearance AS c (transfer, basis, held, since, recording, cleared) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (transfer) DO UPDATE SET basis = excluded.basis, held = excluded.held, cleared = excluded.cleared,
       since = CASE WHEN c.held IS NOT DISTINCT FROM excluded.held THEN c.since ELSE excluded.since END,
       recording = coalesce(excluded.recording, c.recording)
     RETURNING since`,
    [transfer, given.basis, given.held, given.at, given.recording, given.cleared && JSON.stringify(given.cleared)],
  )
  return row!.since
}
