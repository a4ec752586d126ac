/** The rows of deliveries: one document each, by its content, and what became of it. */
import { instant } from '../../dossiers/facet.ts'
import type { ReportedFinding } from '../../sources/sources.ts'
import type { Sql } from '../../store/pool.ts'
import type { State } from '../quarantine/rows.ts'

export interface DeliveryRow {
  readonly event: string
  readonly state: 'accepted' | 'quarantined' | 'refused'
  readonly reason: string | null
  readonly taken: number
  readonly findings: readonly ReportedFinding[]
  readonly recording: number
}

/** What became of the same bytes before, if looking again can't give more: they were taken whole, or by this same adapter. */
export async function findDelivery(
  sql: Sql,
  { agency, digest, adapter }: { readonly agency: string; readonly digest: Buffer; readonly adapter: string },
): Promise<DeliveryRow | undefined> {
  const [row] = await sql.query<DeliveryRow>(
    `SELECT event, state, reason, taken, findings, recording FROM delivery
     WHERE agency = $1 AND digest_mac = $2 AND (adapter = $3 OR (state = 'accepted' AND rejected = 0))
     ORDER BY adapter = $3 DESC, attempt DESC LIMIT 1`,
    [agency, digest, adapter],
  )
  return row
}

/** The delivery of `agency` under `event`, with the item of the quarantine that it led to. */
export async function deliveryUnder(
  sql: Sql,
  agency: string,
  event: string,
): Promise<(DeliveryRow & { receivedAt: Date; item: string | null; itemState: State | null }) | undefined> {
  const [row] = await sql.query<NonNullable<Awaited<ReturnType<typeof deliveryUnder>>>>(
    `SELECT d.event, d.state, d.reason, d.taken, d.findings, d.recording, d.received_at AS "receivedAt", d.item, q.state AS "itemState"
     FROM delivery d LEFT JOIN quarantine q ON q.id = d.item WHERE d.agency = $1 AND d.event = $2`,
    [agency, event],
  )
  return row
}

/**
 * SQL for when the feed of `agency` (an SQL expression) was last read or, without a feed, when it last delivered anything: an RFC 3339 instant, or null
 * of one that did neither.
 */
export const heardOf = (agency: string): string =>
  instant(`coalesce((SELECT c.updated_at FROM feed_cursor c WHERE c.agency = ${agency}),
    (SELECT max(d.received_at) FROM delivery d WHERE d.agency = ${agency}))`)

/** Whether a delivery under this event is known: then another one needs an event of its own. */
export async function isEventUsed(sql: Sql, event: string): Promise<boolean> {
  return (await sql.query('SELECT 1 FROM delivery WHERE event = $1', [event])).length > 0
}

export async function insertDelivery(
  tx: Sql,
  row: DeliveryRow & {
    readonly agency: string
    readonly digest: Buffer
    readonly adapter: string
    readonly transport: string
    readonly rejected: number
    readonly receivedAt: string
    /** Of the quarantine: what holds the rest, or was released with it. */
    readonly item: string | undefined
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO delivery (agency, digest_mac, adapter, event, transport, state, reason, taken, rejected, findings, received_at, recording,
       item, attempt)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
       (SELECT count(*) FROM delivery WHERE agency = $1 AND digest_mac = $2 AND adapter = $3))`,
    [
      row.agency,
      row.digest,
      row.adapter,
      row.event,
      row.transport,
      row.state,
      row.reason,
      row.taken,
      row.rejected,
      JSON.stringify(row.findings),
      row.receivedAt,
      row.recording,
      row.item ?? null,
    ],
  )
}
