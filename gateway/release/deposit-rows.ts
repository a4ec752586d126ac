/** The rows of deposited records and of the deliveries that brought them. Nothing is overwritten; what is newest is served. */
import type { Deposit, NativeAnswer } from '../../adapters/sdk/adapter.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { nativeKeyMac } from '../dossiers/register.ts'
import { limits } from '../limits.ts'
import type { Deposited, ReportedFinding } from '../sources/sources.ts'
import type { Sql } from '../store/pool.ts'
import { packed, unpacked, type Vault } from './vault.ts'

/** Keys of what is kept. */
export interface Kept {
  readonly keys: IndexKeys
  readonly vault: Vault
}

interface DepositRow {
  id: number
  source_updated_at: Date
  received_at: Date
  event: string
  digest_mac: Buffer
  ciphertext: Buffer
}

/** A ciphertext belongs to its row: another agency's, another matter's or another version's does not open. */
const depositContext = (agency: string, keyMac: Buffer, updatedAt: Date, event: string) =>
  ['deposit', agency, keyMac.toString('base64'), updatedAt.toISOString(), event] as const

async function newest(sql: Sql, agency: string, keyMac: Buffer): Promise<DepositRow | undefined> {
  const [row] = await sql.query<DepositRow>(
    `SELECT id, source_updated_at, received_at, event, digest_mac, ciphertext FROM deposit
     WHERE agency = $1 AND native_key_mac = $2 ORDER BY source_updated_at DESC, id DESC LIMIT 1`,
    [agency, keyMac],
    'newest-deposit',
  )
  return row
}

/** The newest deposit of `agency` under `nativeKey`, opened. Throws GatewayError, or an Error when the row does not open. */
export async function readDeposit(
  sql: Sql,
  { keys, vault }: Kept,
  agency: string,
  nativeKey: string,
): Promise<Deposited | undefined> {
  const keyMac = nativeKeyMac(keys, agency, nativeKey)
  const row = await newest(sql, agency, keyMac)
  if (!row) return undefined
  const content = vault.unseal(row.ciphertext, depositContext(agency, keyMac, row.source_updated_at, row.event))
  return { document: unpacked(content), receivedAt: row.received_at.toISOString() }
}

/** Whether the very record is there, newest or not. */
async function holds(tx: Sql, agency: string, keyMac: Buffer, digest: Buffer): Promise<boolean> {
  const rows = await tx.query(
    'SELECT 1 FROM deposit WHERE agency = $1 AND native_key_mac = $2 AND digest_mac = $3 LIMIT 1',
    [agency, keyMac, digest],
  )
  return rows.length > 0
}

/** When the record changed, as far as its sender's clock can be believed: what is of tomorrow must not stand above all that will come. */
function changedAt(updatedAt: string, receivedAt: string): Date {
  const [changed, received] = [new Date(updatedAt), new Date(receivedAt)]
  return changed.getTime() - received.getTime() > limits.deposit.clock_ahead_ms_max ? received : changed
}

/**
 * Keeps one record, within a transaction that holds the index, unless the newest is the very same, or it is older and there already. `current`:
 * nothing newer was there, so the index is to follow it.
 */
export async function keepDeposit(
  tx: Sql,
  { keys, vault }: Kept,
  delivery: {
    readonly agency: string
    readonly event: string
    readonly mediaType: string
    readonly receivedAt: string
  },
  { entry, document }: Deposit,
): Promise<{ readonly fresh: boolean; readonly current: boolean }> {
  const { agency, event, mediaType, receivedAt } = delivery
  const keyMac = nativeKeyMac(keys, agency, entry.nativeKey)
  const updatedAt = changedAt(entry.updatedAt, receivedAt)
  const digest = vault.mac(document, ['record', agency, keyMac.toString('base64')])
  const held = await newest(tx, agency, keyMac)
  const current = !held || held.source_updated_at <= updatedAt
  if (held?.digest_mac.equals(digest) || (!current && (await holds(tx, agency, keyMac, digest))))
    return { fresh: false, current }
  const content: NativeAnswer = { status: 200, mediaType, body: document }
  await tx.query(
    `INSERT INTO deposit (agency, native_key_mac, source_updated_at, received_at, event, digest_mac, ciphertext)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      agency,
      keyMac,
      updatedAt.toISOString(),
      receivedAt,
      event,
      digest,
      vault.seal(packed(content), depositContext(agency, keyMac, updatedAt, event)),
    ],
  )
  return { fresh: true, current }
}

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
     ORDER BY adapter = $3 DESC LIMIT 1`,
    [agency, digest, adapter],
  )
  return row
}

/** When `agency` last delivered anything. */
export async function lastDelivery(sql: Sql, agency: string): Promise<Date | undefined> {
  const [row] = await sql.query<{ at: Date | null }>('SELECT max(received_at) AS at FROM delivery WHERE agency = $1', [
    agency,
  ])
  return row?.at ?? undefined
}

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
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO delivery (agency, digest_mac, adapter, event, transport, state, reason, taken, rejected, findings, received_at, recording)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
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
    ],
  )
}
