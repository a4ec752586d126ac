/** The rows of the stages that transfers went through, which are never changed. */
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

/**
 * Notes the receipt of `transfer`, a compact JWS, unless it has one by now: of two that are made at once the first counts. Gives the row as it is
 * then; its receiver has it from now on, pushed at once where it has a system that takes it. Throws as moveTo.
 */
export async function putReceipt(sql: Sql, vault: Vault, transfer: TransferRow, jws: string): Promise<TransferRow> {
  requireFollowing(transfer, 'receipted')
  const { id } = transfer
  const sealed = vault.seal(Buffer.from(jws), transferContext(id, 'receipt'))
  const put = await sql.query(
    `WITH place AS (
       INSERT INTO inbox (receiver, last) SELECT receiver, 1 FROM transfer WHERE id = $1 AND receipt IS NULL
       ON CONFLICT (receiver) DO UPDATE SET last = inbox.last + 1 RETURNING last
     ), turn AS (
       -- After the other: whoever waits for both does so in one order.
       INSERT INTO outbox (sender, last) SELECT t.sender, 1 FROM transfer t, place WHERE t.id = $1
       ON CONFLICT (sender) DO UPDATE SET last = outbox.last + 1 RETURNING last
     ), put AS (
       UPDATE transfer SET state = 'receipted', receipt = $2, inbox_number = (SELECT last FROM place), sent_number = (SELECT last FROM turn)
       WHERE id = $1 AND receipt IS NULL RETURNING id, event
     ), due AS (
       INSERT INTO transfer_push (transfer, next_at) SELECT id, $3::timestamptz FROM put
     )
     INSERT INTO transfer_stage (transfer, number, stage, at, event)
     SELECT id, (SELECT count(*) + 1 FROM transfer_stage WHERE transfer = $1), 'receipted', $3, event FROM put
     RETURNING number`,
    [id, sealed, timestamp()],
    'put-receipt',
  )
  if (put.length > 0) return { ...transfer, state: 'receipted', receipt: sealed }
  const [row] = await sql.query<TransferRow>(`SELECT ${ofTransfer} FROM transfer WHERE id = $1`, [id])
  return row!
}

/** Whether it was ever handed out: to who fetched it, or to a system that said so. */
export async function wasDelivered(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query("SELECT FROM transfer_stage WHERE transfer = $1 AND stage = 'delivered'", [id])
  return rows.length > 0
}

/** The stages that the transfer went through, in order. */
export function stagesOf(sql: Sql, id: string): Promise<StageRow[]> {
  return sql.query<StageRow>(
    'SELECT stage, at, event, agency, system, reason, recording FROM transfer_stage WHERE transfer = $1 ORDER BY number',
    [id],
  )
}
