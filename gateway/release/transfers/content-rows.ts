/** What stands sealed in the rows of transfers: documents, what is told of them, receipts. */
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { ReceiptedMessage } from '../../identity/transfer-receipt.ts'
import type { Sql } from '../../store/pool.ts'
import type { Vault } from '../vault.ts'
import type { TransferRow } from './transfer.ts'

/** What a sealed part belongs to: that of another transfer, or another part, does not open. */
export const transferContext = (
  id: string,
  part: 'native' | 'translated' | 'facts' | 'receipt' | 'acknowledgement' | 'native-key' | 'recall' | 'recall-done',
) => ['transfer', id, part] as const

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
