/** The lists of transfers that their two ends are shown. */
import type { Sql } from '../../store/pool.ts'
import type { TransferRow, TransferState } from './transfer.ts'

/** What a list shows of a transfer. */
export type ListedRow = Pick<
  TransferRow,
  | 'id'
  | 'sender'
  | 'receiver'
  | 'kind'
  | 'state'
  | 'received_at'
  | 'translated_media_type'
  | 'translated_bytes'
  | 'made_by'
  | 'papers_withheld'
> & {
  /** Of a dead letter: when it became one last, and a code. */
  readonly given_up_at: Date | null
  readonly given_up_reason: string | null
}

const listed = `SELECT t.id, t.sender, t.receiver, t.kind, t.state, t.received_at, t.translated_media_type, t.translated_bytes, t.made_by, t.papers_withheld,
    g.at AS given_up_at, g.reason AS given_up_reason
  FROM transfer t LEFT JOIN LATERAL (SELECT at, reason FROM transfer_stage WHERE transfer = t.id AND stage = 'dead-letter'
    ORDER BY number DESC LIMIT 1) g ON t.state = 'dead-letter'`

/**
 * What `receiver` has, in the order in which it came to be there, after its transfer `after`, at most `first`; all that are in `state`, or whatever they are in.
 * What is there later stands behind.
 */
export function listInbox(
  sql: Sql,
  receiver: string,
  page: { readonly first: number; readonly after?: string | undefined; readonly state?: TransferState | undefined },
): Promise<ListedRow[]> {
  return sql.query<ListedRow>(
    `${listed} WHERE t.receiver = $1 AND t.inbox_number IS NOT NULL AND t.state = coalesce($2, t.state)
       AND ($3::text IS NULL OR t.inbox_number > (SELECT inbox_number FROM transfer WHERE id = $3 AND receiver = $1))
     ORDER BY t.inbox_number LIMIT $4`,
    [receiver, page.state ?? null, page.after ?? null, page.first],
  )
}

export interface SentPage {
  readonly first: number
  readonly after?: string | undefined
  readonly state?: TransferState | undefined
  /** Only what was called back, and of which its receiver should have said by then what it did, and has not. */
  readonly overdueAt?: Date | undefined
}

/** What `sender` handed over, in the order in which it had its receipts, after its transfer `after`, as listInbox. */
export function listSent(sql: Sql, sender: string, page: SentPage): Promise<ListedRow[]> {
  return sql.query<ListedRow>(
    `${listed} WHERE t.sender = $1 AND t.sent_number IS NOT NULL AND t.state = coalesce($2, t.state)
       AND ($3::text IS NULL OR t.sent_number > (SELECT sent_number FROM transfer WHERE id = $3 AND sender = $1))
       AND ($5::timestamptz IS NULL OR t.id IN (SELECT r.transfer FROM transfer_recall r WHERE r.due_at < $5
         AND NOT EXISTS (SELECT FROM transfer_recall_acknowledgement a WHERE a.transfer = r.transfer)))
     ORDER BY t.sent_number LIMIT $4`,
    [sender, page.state ?? null, page.after ?? null, page.first, page.overdueAt ?? null],
  )
}
