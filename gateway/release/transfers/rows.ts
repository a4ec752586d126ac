/** The rows of transfers: what is handed over by whom to whom, and the stages that it went through, which are never changed. */
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { ReceiptedMessage } from '../../identity/transfer-receipt.ts'
import type { Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import type { Vault } from '../vault.ts'
import { type ClockEnd, endClocks, startClocks } from './clock-rows.ts'

/** A stage that a stored transfer comes to. Those before are noted with it. */
export type TransferState =
  | 'stored'
  | 'receipted'
  | 'delivered'
  | 'acknowledged'
  | 'refused'
  | 'recalled'
  | 'dead-letter'
export type Stage = 'received' | 'parsed' | 'translated' | 'routed' | TransferState

/** Which stages may follow. A dead letter can still be fetched; and what was answered can still have been sent in error. */
export const following: Readonly<Record<TransferState, readonly TransferState[]>> = {
  stored: ['receipted'],
  receipted: ['delivered', 'recalled', 'dead-letter'],
  delivered: ['acknowledged', 'refused', 'recalled'],
  'dead-letter': ['delivered', 'recalled'],
  acknowledged: ['recalled'],
  refused: ['recalled'],
  recalled: [],
}

export const transferStates = Object.keys(following) as readonly TransferState[]

/** What its sender is told of it and its receiver is not; and its documents as they stand in the receipt. */
export interface TransferFacts {
  readonly withheld: readonly { readonly path: string; readonly reason: string; readonly masked?: true }[]
  readonly missing: readonly { readonly path: string; readonly code: string }[]
  readonly message: ReceiptedMessage
  readonly sender_key: string
  /** The sender's record as the index had it then, for who decides again: its numbers in their index form, and the basis (clearing.ts); base64. */
  readonly record: {
    readonly numbers: readonly string[]
    readonly conceal: boolean
    readonly sealed: boolean
    readonly basis: string
  }
}

/** All but the documents, which may be megabytes. */
export interface TransferRow {
  readonly id: string
  /** Registry ids. */
  readonly sender: string
  readonly sender_system: string
  readonly receiver: string
  readonly message_mac: Buffer
  readonly kind: string
  readonly purpose: string
  readonly legal_basis: string
  readonly relation: string
  /** Under which it came. */
  readonly event: string
  readonly received_at: Date
  /** id@version#hash. */
  readonly sender_adapter: string
  readonly receiver_adapter: string
  readonly native_media_type: string
  readonly native_bytes: number
  readonly translated_media_type: string
  readonly translated_bytes: number
  /** Sealed: `factsOf`. */
  readonly facts: Buffer
  /** Sealed: `receiptOf`. */
  readonly receipt: Buffer | null
  readonly state: TransferState
  readonly recording: number
}

export interface StageRow {
  readonly stage: Stage
  readonly at: Date
  readonly event: string
  readonly agency: string | null
  readonly system: string | null
  readonly reason: string | null
  readonly recording: number | null
}

/** What a sealed part belongs to: that of another transfer, or another part, does not open. */
export const transferContext = (
  id: string,
  part: 'native' | 'translated' | 'facts' | 'receipt' | 'acknowledgement' | 'native-key' | 'recall' | 'recall-done',
) => ['transfer', id, part] as const

const ofTransfer = `id, sender, sender_system, receiver, message_mac, kind, purpose, legal_basis, relation, event, received_at, sender_adapter,
  receiver_adapter, native_media_type, native_bytes, translated_media_type, translated_bytes, facts, receipt, state, recording`

export interface NewTransfer
  extends Omit<
    TransferRow,
    | 'facts'
    | 'receipt'
    | 'state'
    | 'received_at'
    | `${'native' | 'translated'}_media_type`
    | `${'native' | 'translated'}_bytes`
  > {
  readonly idempotency_key: string
  readonly native: NativeDocument
  readonly translated: NativeDocument
  readonly facts: TransferFacts
  /** In order, RFC 3339 UTC: when it was received, parsed, translated and routed. */
  readonly stages: readonly { readonly stage: Exclude<Stage, TransferState>; readonly at: string }[]
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
         translated, facts, state, recording)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 'stored', $22)
       ON CONFLICT (sender, idempotency_key) DO NOTHING
       RETURNING ${ofTransfer}
     ), noted AS (
       INSERT INTO transfer_stage (transfer, number, stage, at, event, agency, system, recording)
       SELECT id, number, s.stage, s.at, event, CASE s.stage WHEN 'received' THEN sender END, CASE s.stage WHEN 'received' THEN sender_system END,
         CASE s.stage WHEN 'stored' THEN recording END
       FROM stored, unnest($23::text[], $24::timestamptz[]) WITH ORDINALITY s (stage, at, number)
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
 * What `receiver` has, in the order in which it came to be there, after its transfer `after`, at most `first`; all that are in `state`, or whatever they are in.
 * What is there later stands behind.
 */
export function listInbox(
  sql: Sql,
  receiver: string,
  page: { readonly first: number; readonly after?: string | undefined; readonly state?: TransferState | undefined },
): Promise<TransferRow[]> {
  return sql.query<TransferRow>(
    `SELECT ${ofTransfer} FROM transfer WHERE receiver = $1 AND receipt IS NOT NULL AND state = coalesce($2, state)
       AND ($3::text IS NULL OR inbox_number > (SELECT inbox_number FROM transfer WHERE id = $3 AND receiver = $1))
     ORDER BY inbox_number LIMIT $4`,
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

/** What `sender` handed over: oldest first, after its transfer `after`, as listInbox. */
export function listSent(sql: Sql, sender: string, page: SentPage): Promise<TransferRow[]> {
  return sql.query<TransferRow>(
    `SELECT ${ofTransfer} FROM transfer WHERE sender = $1 AND state = coalesce($2, state)
       AND ($3::text IS NULL OR (received_at, id) > (SELECT received_at, id FROM transfer WHERE id = $3 AND sender = $1))
       AND ($5::timestamptz IS NULL OR id IN (SELECT r.transfer FROM transfer_recall r WHERE r.due_at < $5
         AND NOT EXISTS (SELECT FROM transfer_recall_acknowledgement a WHERE a.transfer = r.transfer)))
     ORDER BY received_at, id LIMIT $4`,
    [sender, page.state ?? null, page.after ?? null, page.first, page.overdueAt ?? null],
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

function requireFollowing({ state }: Pick<TransferRow, 'state'>, stage: TransferState): void {
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
     ), put AS (
       UPDATE transfer SET state = 'receipted', receipt = $2, inbox_number = (SELECT last FROM place)
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

/** Transfers that have no receipt yet and that the log of `origin` tells of; in the order in which they came. */
export function unreceipted(sql: Sql, origin: string): Promise<TransferRow[]> {
  return sql.query<TransferRow>(
    `SELECT ${ofTransfer} FROM transfer WHERE receipt IS NULL AND recording IN (SELECT r.id FROM recording r WHERE r.origin = $1)
     ORDER BY recording`,
    [origin],
  )
}

/** The stages that the transfer went through, in order. */
export function stagesOf(sql: Sql, id: string): Promise<StageRow[]> {
  return sql.query<StageRow>(
    'SELECT stage, at, event, agency, system, reason, recording FROM transfer_stage WHERE transfer = $1 ORDER BY number',
    [id],
  )
}

/** A document of the transfer, opened. Throws GatewayError `transfer-erased`, or an Error when the row does not open. */
export async function documentOf(
  sql: Sql,
  vault: Vault,
  transfer: TransferRow,
  part: 'native' | 'translated',
): Promise<NativeDocument> {
  const { id } = transfer
  const [row] = await sql.query<{ sealed: Buffer | null }>(`SELECT ${part} AS sealed FROM transfer WHERE id = $1`, [id])
  if (!row?.sealed) throw new GatewayError('transfer-erased')
  const body = new Uint8Array(vault.unseal(row.sealed, transferContext(id, part)))
  return { mediaType: transfer[`${part}_media_type`], body }
}

/** Throws an Error when the row does not open, as receiptOf does. */
export const factsOf = (vault: Vault, { id, facts }: Pick<TransferRow, 'id' | 'facts'>): TransferFacts =>
  JSON.parse(vault.unseal(facts, transferContext(id, 'facts')).toString('utf8')) as TransferFacts

/** The receipt (compact JWS); undefined until there is one. */
export const receiptOf = (vault: Vault, { id, receipt }: Pick<TransferRow, 'id' | 'receipt'>): string | undefined =>
  receipt ? vault.unseal(receipt, transferContext(id, 'receipt')).toString('utf8') : undefined

export interface Acknowledged {
  readonly outcome: 'acknowledged' | 'refused'
  /** The receiver's compact JWS. */
  readonly jws: string
  readonly at: Date
}

/** What its receiver signed of the transfer; undefined until it has. Throws an Error when the row does not open. */
export async function acknowledgementOf(sql: Sql, vault: Vault, id: string): Promise<Acknowledged | undefined> {
  const [row] = await sql.query<{ outcome: Acknowledged['outcome']; jws: Buffer; at: Date }>(
    'SELECT outcome, jws, at FROM transfer_acknowledgement WHERE transfer = $1',
    [id],
  )
  return row && { ...row, jws: vault.unseal(row.jws, transferContext(id, 'acknowledgement')).toString('utf8') }
}

/** Ids of transfers that came to their end before `before`, and whose documents are there still. */
export async function endedTransfers(sql: Sql, before: Date, count: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT t.id FROM transfer t JOIN transfer_stage s ON s.transfer = t.id AND s.stage = t.state
     WHERE t.state IN ('acknowledged', 'refused', 'recalled') AND t.native IS NOT NULL AND s.at < $1 ORDER BY s.at LIMIT $2`,
    [before.toISOString(), count],
  )
  return rows.map(({ id }) => id)
}

/** Erases both documents; false when they had been. That it has ended has NOT been checked. */
export async function eraseDocuments(tx: Sql, id: string): Promise<boolean> {
  const erased =
    'UPDATE transfer SET native = NULL, translated = NULL WHERE id = $1 AND native IS NOT NULL RETURNING id'
  return (await tx.query(erased, [id])).length > 0
}

/** What the receiver of `id` (locked) signed, a compact JWS: the first. `at`: RFC 3339 UTC, when it was taken. */
export async function insertAcknowledgement(
  tx: Sql,
  vault: Vault,
  id: string,
  given: {
    readonly outcome: Acknowledged['outcome']
    readonly at: string
    readonly event: string
    readonly jws: string
  },
): Promise<void> {
  const { outcome, at, event, jws } = given
  const sealed = vault.seal(Buffer.from(jws), transferContext(id, 'acknowledgement'))
  await tx.query(
    'INSERT INTO transfer_acknowledgement (transfer, outcome, jws, at, event) VALUES ($1, $2, $3, $4, $5)',
    [id, outcome, sealed, at, event],
  )
}
