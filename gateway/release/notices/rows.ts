/** The rows of facets that changed, which node looks at one and until when; and of what was told of them to whom. */
import type { Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import type { Past } from './occasion.ts'

/** A facet that a node looks at. */
export interface Claim {
  readonly agency: string
  readonly keyMac: Buffer
  /** Count of its changes up to this look: what comes later is looked at again. */
  readonly changes: number
  /** Looks that were begun since the last change, this one included. */
  readonly attempts: number
  readonly last_reason: string | null
  readonly past: Past | undefined
}

export interface Claiming {
  /** Of this node's run, unlike any other. */
  readonly by: string
  readonly now_ms: number
  readonly until_ms: number
}

/** Takes of what changed at `agency` and nobody else has in hand what is due longest; undefined when there is none. */
export async function claimChange(
  sql: Sql,
  agency: string,
  { by, now_ms, until_ms }: Claiming,
): Promise<Claim | undefined> {
  const [row] = await sql.query<
    Pick<Claim, 'changes' | 'attempts' | 'last_reason'> & {
      native_key_mac: Buffer
      past_stage: string | null
      past_at: Date | null
    }
  >(
    `UPDATE facet_change SET claimed_by = $2, claimed_until = $3, attempts = attempts + 1 WHERE agency = $1 AND native_key_mac = (
       SELECT native_key_mac FROM facet_change
       WHERE agency = $1 AND next_at <= $4 AND coalesce(claimed_until <= $4, true) ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING native_key_mac, changes, attempts, last_reason, past_stage, past_at`,
    [agency, by, new Date(until_ms), new Date(now_ms)],
  )
  if (!row) return undefined
  const { native_key_mac: keyMac, changes, attempts, last_reason, past_stage: stage, past_at: at } = row
  const past = stage !== null && at ? { stage, at } : undefined
  return { agency, keyMac, changes, attempts, last_reason, past }
}

/** Whether nothing has changed since, and it is still this node's; nothing changes it until the transaction ends. */
export async function lockChange(tx: Sql, { agency, keyMac, changes }: Claim, by: string): Promise<boolean> {
  const rows = await tx.query(
    'SELECT FROM facet_change WHERE agency = $1 AND native_key_mac = $2 AND changes = $3 AND claimed_by = $4 FOR UPDATE',
    [agency, keyMac, changes, by],
  )
  return rows.length > 0
}

/** Gives the claim back. Absent `next`: nothing more is owed. What changed meanwhile stays due. `uncounted`: its source was not asked. */
export async function endLook(
  sql: Sql,
  { agency, keyMac, changes }: Claim,
  by: string,
  next?: { readonly next_ms: number; readonly reason: string; readonly uncounted: boolean },
): Promise<void> {
  await sql.query(
    `UPDATE facet_change SET claimed_by = NULL, claimed_until = NULL, next_at = CASE WHEN changes = $3 THEN $5 ELSE next_at END,
       last_reason = $6, attempts = CASE WHEN changes <> $3 OR $5::timestamptz IS NULL THEN 0 ELSE attempts - $7 END
     WHERE agency = $1 AND native_key_mac = $2 AND claimed_by = $4`,
    [
      ...[agency, keyMac, changes, by],
      ...[next ? new Date(next.next_ms) : null, next?.reason ?? null, next?.uncounted ? 1 : 0],
    ],
  )
}

export interface NoticeRow {
  readonly receiver: string
  /** Keyed MAC of the occasion that the receiver knows of; null: of none. */
  readonly occasion: Buffer | null
  readonly state: 'made' | 'known' | 'failed'
  readonly reason: string | null
  readonly at: Date
  readonly transfer: string | null
}

type Of = Pick<Claim, 'agency' | 'keyMac'>

/** What was told of a facet, by receiver. */
export async function noticesOf(sql: Sql, { agency, keyMac }: Of): Promise<ReadonlyMap<string, NoticeRow>> {
  const rows = await sql.query<NoticeRow>(
    'SELECT receiver, occasion, state, reason, at, transfer FROM notice WHERE agency = $1 AND native_key_mac = $2',
    [agency, keyMac],
  )
  return new Map(rows.map((row) => [row.receiver, row]))
}

/** Notes what `receiver` knows from now on, or why it was not told: then it still knows what it knew. */
export async function putNotice(
  tx: Sql,
  { agency, keyMac }: Of,
  given: Pick<NoticeRow, 'receiver' | 'occasion' | 'state'> & {
    readonly reason?: string
    readonly transfer?: string
    readonly event: string
  },
): Promise<void> {
  const { receiver, occasion, state, reason = null, transfer = null, event } = given
  await tx.query(
    `INSERT INTO notice AS n (agency, native_key_mac, receiver, occasion, made, state, reason, at, event, transfer)
     VALUES ($1, $2, $3, $4, CASE $5 WHEN 'made' THEN 1 ELSE 0 END, $5, $6, $7, $8, $9)
     ON CONFLICT (agency, native_key_mac, receiver) DO UPDATE SET state = excluded.state, reason = excluded.reason, at = excluded.at,
       event = excluded.event, made = n.made + excluded.made, transfer = coalesce(excluded.transfer, n.transfer),
       occasion = CASE WHEN excluded.state = 'failed' THEN n.occasion ELSE excluded.occasion END`,
    [agency, keyMac, receiver, occasion, state, reason, timestamp(), event, transfer],
  )
}

/** A notice as its agency is told of it. */
export type ListedNotice = NoticeRow & { readonly dossier: string; readonly kind: string }

/** What became of telling others of the facets of `agency`, by dossier and receiver, after `after`, at most `first`. */
export function listNotices(
  sql: Sql,
  agency: string,
  page: {
    readonly first: number
    readonly state?: string | undefined
    readonly after?: { readonly dossier: string; readonly receiver: string }
  },
): Promise<ListedNotice[]> {
  const { first, state = null, after } = page
  return sql.query<ListedNotice>(
    `SELECT f.dossier, f.kind, n.receiver, n.occasion, n.state, n.reason, n.at, n.transfer
     FROM notice n JOIN facet f USING (agency, native_key_mac)
     WHERE n.agency = $1 AND n.state = coalesce($2, n.state) AND ($3::text IS NULL OR (f.dossier, n.receiver) > ($3, $4))
     ORDER BY f.dossier, n.receiver LIMIT $5`,
    [agency, state, after?.dossier ?? null, after?.receiver ?? null, first],
  )
}
