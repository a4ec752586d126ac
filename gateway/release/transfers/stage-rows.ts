/** The rows of the stages that transfers come to once they are stored, which are never changed. */
import type { Receipt } from '../../audit/receipt.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import type { Vault } from '../vault.ts'
import { type ClockEnd, endClocks, startClocks } from './clock-rows.ts'
import { transferContext } from './content-rows.ts'
import { following, ofTransfer, type Stage, type TransferRow, type TransferState } from './transfer.ts'

export interface StageRow {
  readonly stage: Stage
  readonly at: Date
  readonly event: string
  readonly agency: string | null
  readonly system: string | null
  readonly reason: string | null
  readonly recording: number | null
}

async function insertStage(
  tx: Sql,
  transfer: string,
  stage: Omit<StageRow, 'at'> & { readonly at: string },
): Promise<void> {
  const { stage: name, at, event, agency, system, reason, recording } = stage
  await tx.query(
    `INSERT INTO transfer_stage (transfer, number, stage, at, event, agency, system, reason, recording)
     VALUES ($1, (SELECT count(*) + 1 FROM transfer_stage WHERE transfer = $1), $2, $3, $4, $5, $6, $7, $8)`,
    [transfer, name, at, event, agency, system, reason, recording],
  )
}

export interface Move {
  readonly event: string
  /** By whose system; absent: the gateway by itself. */
  readonly by?: { readonly agency: string; readonly system: string } | undefined
  /** A code. */
  readonly reason?: string | undefined
  /** Of what the log is told of it. */
  readonly recording: number | null
}

/** Throws GatewayError `transfer-stage` when `stage` can't follow. */
export function requireFollowing({ state }: Pick<TransferRow, 'state'>, stage: TransferState): void {
  if (!following[state].includes(stage)) throw new GatewayError('transfer-stage')
}

const ends: readonly string[] = ['acknowledged', 'refused', 'recalled'] satisfies ClockEnd[]

/** `transfer` (locked) comes to `stage`, and with it what limits begin and end there. Throws GatewayError `transfer-stage` when that can't follow the one that it is at. */
export async function moveTo(
  tx: Sql,
  transfer: Pick<TransferRow, 'id' | 'state'>,
  stage: Exclude<TransferState, 'stored' | 'receipted'>,
  { event, by, reason, recording }: Move,
): Promise<void> {
  requireFollowing(transfer, stage)
  await tx.query('UPDATE transfer SET state = $2 WHERE id = $1', [transfer.id, stage])
  const who = { agency: by?.agency ?? null, system: by?.system ?? null }
  const at = timestamp()
  await insertStage(tx, transfer.id, { stage, at, event, ...who, reason: reason ?? null, recording })
  if (stage === 'delivered') await startClocks(tx, transfer.id, new Date(at))
  if (ends.includes(stage)) await endClocks(tx, transfer.id, stage as ClockEnd, new Date(at))
}

/** A transfer, the compact JWS that is to be its receipt, and where the log tells of it. */
export interface NewReceipt {
  readonly transfer: TransferRow
  readonly jws: string
  readonly log: Receipt
}

/**
 * Notes receipts of transfers, and where the log tells of these, unless they have one by now: of two that are made at once the first counts. Gives the rows as they are then, in the same order, which is their order in the inboxes of their receivers and in what their senders sent too;
 * the receivers have them from now on, pushed at once where they have a system that takes them. Throws as moveTo.
 */
export async function putReceipts(sql: Sql, vault: Vault, given: readonly NewReceipt[]): Promise<TransferRow[]> {
  for (const { transfer } of given) requireFollowing(transfer, 'receipted')
  const once = given.filter(({ transfer }, at) => given.findIndex((of) => of.transfer.id === transfer.id) === at)
  const receipted = once.map(({ transfer, jws }): TransferRow => {
    const receipt = vault.seal(Buffer.from(jws), transferContext(transfer.id, 'receipt'))
    return { ...transfer, state: 'receipted', receipt }
  })
  const ids = receipted.map(({ id }) => id)
  // Inboxes in one order, and after them outboxes, so that of two nodes neither waits for the other.
  const put = await sql.query<{ transfer: string }>(
    `WITH given AS (
       SELECT t.id, t.sender, t.receiver, t.recording, g.*, row_number() OVER (PARTITION BY t.receiver ORDER BY g.number DESC) - 1 AS behind,
         row_number() OVER (PARTITION BY t.sender ORDER BY g.number DESC) - 1 AS sent_behind
       FROM unnest($1::text[], $2::bytea[], $4::bigint[], $5::text[]) WITH ORDINALITY g (transfer, receipt, leaf_index, leaf, number)
       JOIN transfer t ON t.id = g.transfer WHERE t.receipt IS NULL
     ), settled AS (
       UPDATE recording r SET entries = NULL, leaf_index = g.leaf_index, leaf = g.leaf FROM given g WHERE r.id = g.recording
     ), place AS (
       INSERT INTO inbox AS i (receiver, last) SELECT receiver, count(*) FROM given GROUP BY receiver ORDER BY receiver
       ON CONFLICT (receiver) DO UPDATE SET last = i.last + excluded.last RETURNING receiver, last
     ), turn AS (
       INSERT INTO outbox AS o (sender, last) SELECT sender, count(*) FROM given WHERE (SELECT count(*) FROM place) > 0 GROUP BY sender ORDER BY sender
       ON CONFLICT (sender) DO UPDATE SET last = o.last + excluded.last RETURNING sender, last
     ), put AS (
       UPDATE transfer t SET state = 'receipted', receipt = g.receipt, inbox_number = p.last - g.behind, sent_number = s.last - g.sent_behind
       FROM given g JOIN place p ON p.receiver = g.receiver JOIN turn s ON s.sender = g.sender
       WHERE t.id = g.id AND t.receipt IS NULL RETURNING t.id, t.event
     ), due AS (
       INSERT INTO transfer_push (transfer, next_at) SELECT id, $3::timestamptz FROM put
     )
     INSERT INTO transfer_stage (transfer, number, stage, at, event)
     SELECT id, (SELECT count(*) + 1 FROM transfer_stage s WHERE s.transfer = put.id), 'receipted', $3, event FROM put
     RETURNING transfer`,
    [
      ...[ids, receipted.map(({ receipt }) => receipt), timestamp()],
      ...[once.map(({ log }) => log.index), once.map(({ log }) => log.leaf)],
    ],
    'put-receipts',
  )
  const rows =
    put.length === once.length
      ? receipted
      : await sql.query<TransferRow>(`SELECT ${ofTransfer} FROM transfer WHERE id = ANY($1)`, [ids])
  return given.map(({ transfer }) => rows.find(({ id }) => id === transfer.id)!)
}

/** Whether it was ever handed out: to who fetched it, or to a system that said so. */
export async function wasDelivered(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query("SELECT FROM transfer_stage WHERE transfer = $1 AND stage = 'delivered'", [id])
  return rows.length > 0
}

/** The stages that the transfer went through, in order. Those up to `stored` stand in its own row. */
export function stagesOf(sql: Sql, id: string): Promise<StageRow[]> {
  return sql.query<StageRow>(
    `SELECT stage, at, event, agency, system, reason, recording FROM (
       SELECT n.number - 5 AS number, n.stage, n.at, t.event, CASE WHEN by_sender THEN sender END AS agency, CASE WHEN by_sender THEN sender_system END AS system,
         NULL AS reason, CASE n.stage WHEN 'stored' THEN recording END AS recording
       FROM transfer t, unnest(ARRAY['received', 'parsed', 'translated', 'routed', 'stored'], ARRAY[received_at, parsed_at, translated_at, routed_at, stored_at])
         WITH ORDINALITY n (stage, at, number), LATERAL (SELECT n.stage = 'received' AND made_by IS NULL) r (by_sender)
       WHERE t.id = $1
       UNION ALL SELECT number, stage, at, event, agency, system, reason, recording FROM transfer_stage WHERE transfer = $1
     ) s ORDER BY number`,
    [id],
  )
}
