/** What a state secret was found in is kept nowhere: every copy of the same bytes goes, however its item ended. */
import type { Entry } from '../../audit/entry.ts'
import type { Sql } from '../../store/pool.ts'
import type { Standing } from '../events.ts'
import type { Vault } from '../vault.ts'
import { type Cause, handlingEntry } from './handling-entries.ts'
import { eraseCorrections, eraseItem, type ItemRow, insertAct, keptOf, type NewAct } from './rows.ts'

export interface Shredding {
  /** One for each item, to be recorded in the same transaction. */
  readonly entries: readonly Entry[]
  /** Notes the acts. `recording`: of the entries. */
  write(recording: number): Promise<void>
}

const ending = ({ state }: ItemRow): Pick<NewAct, 'act' | 'state'> =>
  state === 'held' ? { act: 'shred', state: 'shredded' } : { act: 'shred' }

/** Erases, within `tx`, which holds the index (`writeIndex`), what the quarantine has of the bytes whose MAC is `digest`, corrections too. */
export async function shredCopies(
  tx: Sql,
  { vault, standing }: { readonly vault: Vault; readonly standing: Standing },
  bytes: { readonly agency: string; readonly digest: Buffer },
  cause: Omit<Cause, 'by'>,
): Promise<Shredding> {
  const items = await keptOf(tx, bytes)
  for (const item of items) await eraseItem(tx, item.id, ending(item).state)
  await eraseCorrections(tx, bytes)
  const { event, operation, traceparent } = cause
  return {
    entries: items.map((item) => handlingEntry(standing, item, { event, operation, traceparent }, ending(item))),
    async write(recording) {
      for (const item of items) await insertAct(tx, vault, { item: item.id, event, recording, ...ending(item) })
    },
  }
}
