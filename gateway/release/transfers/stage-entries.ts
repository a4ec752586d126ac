/** The entry of a stage, with the dossiers that its matter is in by then: what the index did not have when it was stored it may have since. */
import type { Entry } from '../../audit/entry.ts'
import { dossiersOfTransfer } from '../../dossiers/handed-record.ts'
import type { Sql } from '../../store/pool.ts'
import type { Keeping } from '../keeping.ts'
import type { Vault } from '../vault.ts'
import { factsOf, numbersIn } from './content-rows.ts'
import { type Came, stageEntry, type TransferCause } from './entries.ts'
import type { TransferRow } from './transfer.ts'

/** What does not open has no numbers to be found by: its stage is told all the same. */
function numbersOf(vault: Vault, transfer: TransferRow): readonly Buffer[] {
  try {
    return numbersIn(factsOf(vault, transfer))
  } catch {
    return []
  }
}

/** As stageEntry. Throws as the store. */
export async function stageEntryIn(
  tx: Sql,
  { kept: { vault }, standing }: Pick<Keeping, 'kept' | 'standing'>,
  transfer: TransferRow,
  cause: TransferCause,
  came: Came,
): Promise<Entry> {
  const { id, sender } = transfer
  const dossiers = await dossiersOfTransfer(tx, { id, sender, numbers: numbersOf(vault, transfer) })
  return stageEntry(standing, transfer, cause, { by: { dossiers }, ...came })
}
