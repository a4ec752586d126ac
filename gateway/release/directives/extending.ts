/** What is handed out reaches its receiver before the first byte does: it is noted as served, and directives that were given since it was handed over follow it. */
import type { Entry } from '../../audit/entry.ts'
import { isSealed } from '../../dossiers/seals.ts'
import { holdServed, noteHandedOut } from '../../dossiers/served.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Sql } from '../../store/pool.ts'
import { now_ms, timestamp } from '../../telemetry/clock.ts'
import type { Keeping } from '../keeping.ts'
import { day_ms } from '../quarantine/retention.ts'
import { factsOf, numbersIn } from '../transfers/content-rows.ts'
import type { TransferCause } from '../transfers/entries.ts'
import type { TransferRow } from '../transfers/transfer.ts'
import { directiveEntry } from './entries.ts'
import { kindOf } from './kinds.ts'
import { address, directivesAfter } from './rows.ts'

/**
 * Notes that `transfer` is handed out. Its document is of the state from when it was handed over: its receiver is among those of each directive about the
 * record that was given since. Gives the entries that are owed for that. Throws
 * GatewayError `transfer-held` when one of them sealed the record after it was decided that it may be handed out.
 */
export async function noteHandingOut(
  { kept: { vault }, standing }: Pick<Keeping, 'kept' | 'standing'>,
  tx: Sql,
  transfer: TransferRow,
  cause: TransferCause,
): Promise<readonly Entry[]> {
  const { id, sender: giver, receiver, recording } = transfer
  const at = timestamp()
  await holdServed(tx)
  const facts = factsOf(vault, transfer)
  const numbers = numbersIn(facts)
  const handed = { transfer: id, holder: giver, records: transfer.records, numbers }
  const records = await noteHandedOut(tx, { receiver, event: cause.event, at }, handed)
  if (records.length === 0) return []
  const owed: Entry[] = []
  const directives = await directivesAfter(tx, { giver, records, recording, transfer: id })
  // As in clearing.ts, what was sealed when it was handed over was its sender's choice.
  const maySeal = !facts.record.sealed && directives.some(({ kind }) => kindOf(kind).effect === 'seals')
  if (maySeal && (await isSealed(tx, giver, records))) throw new GatewayError('transfer-held')
  for (const directive of directives) {
    const dueAt = new Date(now_ms() + directive.days * day_ms).toISOString()
    const added = await address(tx, { directive: directive.id, receivers: [receiver], at, dueAt, transfer: id })
    const { kind, reason } = directive
    const told = { id: directive.id, giver, kind, reason, receivers: [receiver], transfer: id }
    if (added.length > 0) owed.push(directiveEntry(standing, 'directive-extended', cause, told))
  }
  return owed
}
