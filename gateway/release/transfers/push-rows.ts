/** The rows of what is to be handed to a receiver's system: which node does it, until when, and when it is tried again. */
import type { Sql } from '../../store/pool.ts'
import type { Vault } from '../vault.ts'
import { transferContext } from './content-rows.ts'

export interface Claim {
  readonly transfer: string
  /** Sendings that were begun, this one included: one that was not ended counts too. */
  readonly attempts: number
  /** Of these, how many since its receiver last asked for it. */
  readonly tries: number
  readonly last_reason: string | null
}

export interface Claiming {
  /** Registry id. */
  readonly receiver: string
  /** Of this node's run, unlike any other. */
  readonly by: string
  readonly now_ms: number
  readonly until_ms: number
}

/** Takes what is due for `receiver` and nobody else has in hand, the one that is due longest; undefined when there is none. */
export async function claimPush(sql: Sql, { receiver, by, now_ms, until_ms }: Claiming): Promise<Claim | undefined> {
  const [claim] = await sql.query<Claim>(
    `UPDATE transfer_push SET claimed_by = $2, claimed_until = $3, attempts = attempts + 1 WHERE transfer = (
       SELECT p.transfer FROM transfer_push p JOIN transfer t ON t.id = p.transfer
       WHERE t.receiver = $1 AND t.state NOT IN ('refused', 'recalled') AND p.next_at <= $4 AND coalesce(p.claimed_until <= $4, true)
       ORDER BY p.next_at LIMIT 1 FOR UPDATE OF p SKIP LOCKED)
     RETURNING transfer, attempts, attempts - attempts_before AS tries, last_reason`,
    [receiver, by, new Date(until_ms), new Date(now_ms)],
  )
  return claim
}

/**
 * Whether the claim still stands at `now_ms`: nobody fetched or recalled it, no look at it held it, and no other node may have it. What comes after this
 * comes while it is sent.
 */
export async function isClaimed(
  sql: Sql,
  { transfer }: Pick<Claim, 'transfer'>,
  { by, now_ms }: Pick<Claiming, 'by' | 'now_ms'>,
): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM transfer_push p WHERE p.transfer = $1 AND p.claimed_by = $2 AND p.claimed_until > $3
       AND NOT EXISTS (SELECT FROM transfer_clearance c WHERE c.transfer = p.transfer AND c.held IS NOT NULL)`,
    [transfer, by, new Date(now_ms)],
  )
  return rows.length > 0
}

/** Gives the claim back, for another try at `next_ms` if there is to be one. `uncounted`: nothing was sent. What another has claimed meanwhile stays. */
export async function returnClaim(
  sql: Sql,
  { transfer }: Pick<Claim, 'transfer'>,
  given: {
    readonly by: string
    readonly next_ms?: number
    readonly reason: string | undefined
    readonly uncounted?: boolean
  },
): Promise<void> {
  await sql.query(
    `UPDATE transfer_push SET claimed_by = NULL, claimed_until = NULL, next_at = $3, last_reason = $4, attempts = attempts - $5
     WHERE transfer = $1 AND claimed_by = $2`,
    [
      ...[transfer, given.by, given.next_ms === undefined ? null : new Date(given.next_ms)],
      ...[given.reason ?? null, given.uncounted ? 1 : 0],
    ],
  )
}

/** It is not pushed any more: taken, fetched by its receiver, called back, or given up. Gives the count of sendings that were begun. `nativeKey`: what the system calls it by now. */
export async function endPush(
  tx: Sql,
  vault: Vault,
  id: string,
  { reason, nativeKey }: { readonly reason?: string | undefined; readonly nativeKey?: string | undefined } = {},
): Promise<number> {
  const sealed = nativeKey === undefined ? null : vault.seal(Buffer.from(nativeKey), transferContext(id, 'native-key'))
  const [row] = await tx.query<{ attempts: number }>(
    `UPDATE transfer_push SET claimed_by = NULL, claimed_until = NULL, next_at = NULL, last_reason = $2,
       native_key = coalesce($3, native_key) WHERE transfer = $1 RETURNING attempts`,
    [id, reason ?? null, sealed],
  )
  return row?.attempts ?? 0
}

/** How it stands with the pushing of one transfer. */
export interface PushWork {
  readonly attempts: number
  /** How often its receiver asked for it, and when last. */
  readonly asked: number
  readonly asked_at: Date | null
  readonly next_at: Date | null
  readonly claimed_until: Date | null
}

/** Of a transfer that has its receipt; nobody else changes it until the transaction ends. */
export async function lockPush(tx: Sql, id: string): Promise<PushWork> {
  const [row] = await tx.query<PushWork>(
    'SELECT attempts, asked, asked_at, next_at, claimed_until FROM transfer_push WHERE transfer = $1 FOR UPDATE',
    [id],
  )
  return row!
}

/** It is due now, its tries counted anew: its receiver asked for it. That nobody is sending it has NOT been checked. */
export async function askPush(tx: Sql, id: string, now_ms: number): Promise<void> {
  await tx.query(
    `UPDATE transfer_push SET next_at = $2, asked = asked + 1, asked_at = $2, attempts_before = attempts, last_reason = NULL,
       claimed_by = NULL, claimed_until = NULL WHERE transfer = $1`,
    [id, new Date(now_ms)],
  )
}

export interface Pushed {
  readonly attempts: number
  /** How often its receiver asked for it. */
  readonly asked: number
  /** When it is sent again; null when it is not. */
  readonly next_at: Date | null
  /** A code. */
  readonly last_reason: string | null
  /** What the receiver's system calls it: that system's word, which nobody signed. */
  readonly nativeKey: string | undefined
}

/** Undefined for what was never receipted. Throws an Error when the row does not open. */
export async function pushOf(sql: Sql, vault: Vault, id: string): Promise<Pushed | undefined> {
  const [row] = await sql.query<Omit<Pushed, 'nativeKey'> & { readonly native_key: Buffer | null }>(
    'SELECT attempts, asked, next_at, last_reason, native_key FROM transfer_push WHERE transfer = $1',
    [id],
  )
  if (!row) return undefined
  const { native_key: sealed, ...told } = row
  const nativeKey = sealed ? vault.unseal(sealed, transferContext(id, 'native-key')).toString('utf8') : undefined
  return { ...told, nativeKey }
}
