/** The rows of what receivers signed. */
import { decodeJwt } from 'jose'
import type { RefusalCode } from '../../identity/transfer-acknowledgement.ts'
import type { Sql } from '../../store/pool.ts'
import type { Vault } from '../vault.ts'
import { transferContext } from './content-rows.ts'

export interface Acknowledged {
  readonly outcome: 'acknowledged' | 'refused'
  /** The receiver's compact JWS. */
  readonly jws: string
  readonly at: Date
  /** As the JWS says: the receiver's own number, or why it refused. */
  readonly nativeKey?: string
  readonly reason?: { readonly code: RefusalCode; readonly text?: string }
}

/** What its receiver signed of the transfer; undefined until it has. Throws an Error when the row does not open. */
export async function acknowledgementOf(sql: Sql, vault: Vault, id: string): Promise<Acknowledged | undefined> {
  const [row] = await sql.query<{ outcome: Acknowledged['outcome']; jws: Buffer; at: Date }>(
    'SELECT outcome, jws, at FROM transfer_acknowledgement WHERE transfer = $1',
    [id],
  )
  if (!row) return undefined
  const jws = vault.unseal(row.jws, transferContext(id, 'acknowledgement')).toString('utf8')
  const { native_key: nativeKey, reason } = decodeJwt<{ native_key?: string; reason?: Acknowledged['reason'] }>(jws)
  return { ...row, jws, ...(nativeKey !== undefined && { nativeKey }), ...(reason && { reason }) }
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
