/** The rows of what receivers signed. */
import type { Sql } from '../../store/pool.ts'
import type { Vault } from '../vault.ts'
import { transferContext } from './content-rows.ts'

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
