/** The rows of transfers: what is handed over by whom to whom. */
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import { ownRecords } from '../../dossiers/served.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import type { Vault } from '../vault.ts'
import { numbersIn, type TransferFacts, transferContext } from './content-rows.ts'
import type { Given } from './given-rows.ts'
import { ofTransfer, type Stage, type TransferRow, type TransferState } from './transfer.ts'

export interface NewTransfer
  extends Omit<
    TransferRow,
    | 'facts'
    | 'receipt'
    | 'state'
    | 'erased'
    | 'records'
    | 'received_at'
    | `${'native' | 'translated'}_media_type`
    | `${'native' | 'translated'}_bytes`
  > {
  readonly idempotency_key: string
  readonly native: NativeDocument
  readonly translated: NativeDocument
  readonly facts: TransferFacts
  readonly given: Given
  /** In order, RFC 3339 UTC: when it was received, parsed, translated and routed. */
  readonly stages: readonly { readonly stage: Exclude<Stage, TransferState>; readonly at: string }[]
}

/**
 * Puts it in as stored, with its stages. Another that is putting something under its key is waited for. Throws GatewayError
 * `idempotency-key-reused` when something stands under it: then the transaction is to be rolled back.
 */
export async function insertTransfer(tx: Sql, vault: Vault, given: NewTransfer): Promise<TransferRow> {
  const { id, event, native, translated, sender, sender_system: system, recording } = given
  const sealed = (bytes: Uint8Array, part: Parameters<typeof transferContext>[1]) =>
    vault.seal(bytes, transferContext(id, part))
  const stages = [...given.stages, { stage: 'stored', at: timestamp() }]
  const [row] = await tx.query<TransferRow>(
    `WITH stored AS (
       INSERT INTO transfer (id, sender, sender_system, receiver, idempotency_key, message_mac, kind, purpose, legal_basis, relation, event,
         received_at, sender_adapter, receiver_adapter, native_media_type, native_bytes, native, translated_media_type, translated_bytes,
         translated, facts, state, recording, made_by, records, papers_withheld)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 'stored', $22, $25, ARRAY(${ownRecords('$2', '$28')}), $29)
       ON CONFLICT (sender, idempotency_key) DO NOTHING
       RETURNING ${ofTransfer}
     ), noted AS (
       INSERT INTO transfer_stage (transfer, number, stage, at, event, agency, system, recording)
       SELECT id, number, s.stage, s.at, event, CASE WHEN by_sender THEN sender END, CASE WHEN by_sender THEN sender_system END,
         CASE s.stage WHEN 'stored' THEN recording END
       FROM stored, unnest($23::text[], $24::timestamptz[]) WITH ORDINALITY s (stage, at, number),
         LATERAL (SELECT s.stage = 'received' AND made_by IS NULL) r (by_sender)
     ), given AS (
       INSERT INTO transfer_given (transfer, content, matter) SELECT id, $26, $27 FROM stored
     )
     SELECT * FROM stored`,
    [
      ...[id, sender, system, given.receiver, given.idempotency_key, given.message_mac],
      ...[given.kind, given.purpose, given.legal_basis, given.relation, event, given.stages[0]!.at],
      ...[given.sender_adapter, given.receiver_adapter],
      ...[native.mediaType, native.body.length, sealed(native.body, 'native')],
      ...[translated.mediaType, translated.body.length, sealed(translated.body, 'translated')],
      ...[sealed(Buffer.from(JSON.stringify(given.facts)), 'facts'), recording],
      ...[stages.map(({ stage }) => stage), stages.map(({ at }) => at)],
      ...[given.made_by, given.given.content, given.given.matter, numbersIn(given.facts), given.papers_withheld],
    ],
    'insert-transfer',
  )
  if (!row) throw new GatewayError('idempotency-key-reused')
  return row
}

/** What stands under the key of `sender`, if that is committed. */
export async function findByKey(
  sql: Sql,
  { sender, key }: { readonly sender: string; readonly key: string },
): Promise<TransferRow | undefined> {
  const [row] = await sql.query<TransferRow>(
    `SELECT ${ofTransfer} FROM transfer WHERE sender = $1 AND idempotency_key = $2`,
    [sender, key],
    'transfer-by-key',
  )
  return row
}

/** Those of `ids` that `sender` handed over. */
export const transfersOf = async (sql: Sql, sender: string, ids: readonly string[]): Promise<readonly TransferRow[]> =>
  ids.length === 0
    ? []
    : sql.query<TransferRow>(`SELECT ${ofTransfer} FROM transfer WHERE sender = $1 AND id = ANY($2)`, [sender, ids])

/** The transfer as it is now: nobody else changes it until the transaction ends. Whose it is has NOT been checked. */
export async function lockTransfer(tx: Sql, id: string): Promise<TransferRow | undefined> {
  const [row] = await tx.query<TransferRow>(`SELECT ${ofTransfer} FROM transfer WHERE id = $1 FOR UPDATE`, [id])
  return row
}

/** Whose it is has NOT been checked. */
export async function transferOf(sql: Sql, id: string): Promise<TransferRow | undefined> {
  const [row] = await sql.query<TransferRow>(`SELECT ${ofTransfer} FROM transfer WHERE id = $1`, [id])
  return row
}

/**
 * At most `count` transfers that came to be `receipted` or `delivered` before the time of that, and are so still: locked, without those that somebody
 * else has in hand.
 */
export const claimAwaited = (
  tx: Sql,
  before: Readonly<Record<'receipted' | 'delivered', Date>>,
  count: number,
): Promise<TransferRow[]> =>
  tx.query<TransferRow>(
    `WITH awaited AS MATERIALIZED (
       SELECT t.id FROM transfer t JOIN transfer_stage s ON s.transfer = t.id AND s.stage = t.state
       WHERE (t.state = 'receipted' AND s.at < $1) OR (t.state = 'delivered' AND s.at < $2)
       ORDER BY s.at LIMIT $3 FOR UPDATE OF t SKIP LOCKED
     )
     SELECT ${ofTransfer} FROM transfer WHERE id IN (SELECT id FROM awaited)`,
    [before.receipted, before.delivered, count],
  )

/** A transfer of `agency`; of others, and of none, undefined. Before it is receipted its receiver has none. */
export async function findTransfer(
  sql: Sql,
  id: string,
  { agency, as }: { readonly agency: string; readonly as: 'sender' | 'receiver' | 'either' },
): Promise<TransferRow | undefined> {
  const [row] = await sql.query<TransferRow>(
    `SELECT ${ofTransfer} FROM transfer WHERE id = $1
       AND ((sender = $2 AND $3 <> 'receiver') OR (receiver = $2 AND $3 <> 'sender' AND receipt IS NOT NULL))`,
    [id, agency, as],
  )
  return row
}

/**
 * At most `count` transfers that have no receipt yet and that the log of `origin` tells of, in the order in which they came; those whose recording is `after`
 * that one.
 */
export function unreceipted(
  sql: Sql,
  origin: string,
  { count, after }: { readonly count: number; readonly after: number },
): Promise<TransferRow[]> {
  return sql.query<TransferRow>(
    `SELECT ${ofTransfer} FROM transfer WHERE receipt IS NULL AND recording > $2 AND recording IN (SELECT r.id FROM recording r WHERE r.origin = $1)
     ORDER BY recording LIMIT $3`,
    [origin, after, count],
  )
}
