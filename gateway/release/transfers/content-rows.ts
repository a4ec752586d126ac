/** What stands sealed in the rows of transfers: documents, what is told of them, receipts. */
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import type { OpaquePart } from '../../../schemas/generated/types.ts'
import type { Text } from '../../../schemas/validation/texts.ts'
import type { PaperFinding } from '../../errors/attachment-rows.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { ReceiptedMessage } from '../../identity/transfer-receipt.ts'
import type { Sql } from '../../store/pool.ts'
import { eraseLinked } from '../attachments/rows.ts'
import type { Vault } from '../vault.ts'
import type { TransferRow, TransferState } from './transfer.ts'

/** What a sealed part belongs to: that of another transfer, or another part, does not open. */
export const transferContext = (
  id: string,
  part: 'native' | 'translated' | 'facts' | 'receipt' | 'acknowledgement' | 'native-key' | 'recall' | 'recall-done',
) => ['transfer', id, part] as const

export interface HandedAttachment {
  readonly number: string
  readonly place: string
  /** Of the ciphertext of an opaque part, which the receiver's form may have no place for. */
  readonly part?: OpaquePart
  /** Places of the sender's document: its word on what the paper shows. */
  readonly shows?: readonly string[]
}

/** What its sender is told of it and its receiver is not; and its documents as they stand in the receipt. */
export interface TransferFacts {
  readonly withheld: readonly {
    readonly path: string
    readonly reason: string
    readonly masked?: true
    readonly finding?: PaperFinding
  }[]
  readonly missing: readonly { readonly path: string; readonly code: string; readonly article?: Text }[]
  readonly message: ReceiptedMessage
  readonly sender_key: string
  /** What came beside it and goes with it: as its receiver calls it (`message` has the same numbers), and where in the sender's document it belongs. */
  readonly attachments?: readonly HandedAttachment[]
  /** Places of the opaque parts that go with it. */
  readonly parts?: readonly string[]
  /** The sender's record as the index had it then, for who decides again: its numbers in their index form, and the basis (clearing.ts); base64. */
  readonly record: {
    readonly numbers: readonly string[]
    /** Of these, those that the sender gave; absent in what was handed over before they were told apart. */
    readonly own?: readonly string[]
    readonly conceal: boolean
    readonly sealed: boolean
    readonly basis: string
  }
}

/** `state`: at which it came to its end, or was given up: that is why its content is kept no longer. */
const erasedError = (state: TransferState): GatewayError => new GatewayError('transfer-erased', { told: { state } })

/** Nothing is handed out of what was called back, what its receiver refused, or what is erased. */
export function requireOpen({ state, erased }: Pick<TransferRow, 'state' | 'erased'>): void {
  if (state === 'recalled') throw new GatewayError('transfer-recalled')
  if (state === 'refused') throw new GatewayError('transfer-stage')
  if (erased) throw erasedError(state)
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
  if (!row?.sealed) throw erasedError(transfer.state)
  const body = new Uint8Array(vault.unseal(row.sealed, transferContext(id, part)))
  return { mediaType: transfer[`${part}_media_type`], body }
}

/** Throws an Error when the row does not open, as receiptOf does. */
export const factsOf = (vault: Vault, { id, facts }: Pick<TransferRow, 'id' | 'facts'>): TransferFacts =>
  JSON.parse(vault.unseal(facts, transferContext(id, 'facts')).toString('utf8')) as TransferFacts

const inBytes = (numbers: readonly string[]): Buffer[] => numbers.map((number) => Buffer.from(number, 'base64'))

/** The index forms of the numbers of the sender's document. */
export const numbersIn = ({ record }: Pick<TransferFacts, 'record'>): Buffer[] => inBytes(record.numbers)

/** Of the sender's own: the facet that bears all of them is what was handed over. */
export const ownNumbersIn = ({ record }: Pick<TransferFacts, 'record'>): Buffer[] =>
  inBytes(record.own ?? record.numbers)

/** The receipt (compact JWS); undefined until there is one. */
export const receiptOf = (vault: Vault, { id, receipt }: Pick<TransferRow, 'id' | 'receipt'>): string | undefined =>
  receipt ? vault.unseal(receipt, transferContext(id, 'receipt')).toString('utf8') : undefined

/** Before when a transfer came to its end, or was given up last. */
export interface Ended {
  readonly ended: Date
  readonly givenUp: Date
}

/** Ids of transfers of which that is true, and whose documents are there still. `id`: of this one alone. */
export async function endedTransfers(sql: Sql, before: Ended, count: number, id?: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT t.id FROM transfer t CROSS JOIN LATERAL (SELECT max(at) AS at FROM transfer_stage WHERE transfer = t.id AND stage = t.state) s
     WHERE t.state IN ('acknowledged', 'refused', 'recalled', 'dead-letter') AND t.native IS NOT NULL AND t.id = coalesce($4, t.id)
       AND s.at < CASE t.state WHEN 'dead-letter' THEN $2::timestamptz ELSE $1::timestamptz END
     ORDER BY s.at LIMIT $3`,
    [before.ended, before.givenUp, count, id ?? null],
  )
  return rows.map(({ id }) => id)
}

/** Erases both documents and what came beside them; false when they had been. That it has ended has NOT been checked. */
export async function eraseDocuments(tx: Sql, id: string): Promise<boolean> {
  const erased =
    'UPDATE transfer SET native = NULL, translated = NULL WHERE id = $1 AND native IS NOT NULL RETURNING id'
  if ((await tx.query(erased, [id])).length === 0) return false
  await eraseLinked(tx, id)
  return true
}
