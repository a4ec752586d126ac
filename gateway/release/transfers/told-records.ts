/** What an end of a transfer is told of records: which dossier it may ask for by now, and the number that its receiver gave. Whoever is told is noted as served. */
import { decodeJwt } from 'jose'
import { namesOf } from '../../dossiers/acknowledged.ts'
import { endFacets, namedFacets } from '../../dossiers/acknowledged-rows.ts'
import type { Acknowledgement } from '../../identity/transfer-acknowledgement.ts'
import { mayAgencyKnow } from '../agency-knowing.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { nothingTold } from '../mask.ts'
import type { Served, Shown } from '../served.ts'
import { factsOf, ownNumbersIn } from './content-rows.ts'
import type { Deciding } from './receiving.ts'
import type { TransferRow } from './transfer.ts'
import type { TransferStatus } from './transfers.ts'

/** All throw as the store: then nothing of it may leave. */
export interface ToldRecords {
  /**
   * Of those of `transfers`, of each of which the agency that asks is an end, the dossier that its own facet is in; else the other's, where its relation
   * lets it know of that for a purpose of its own; others have none. What its own officers may read there is decided when they ask. By id.
   */
  dossiers(inquiry: Inquiry, transfers: readonly AskedOf[]): Promise<ReadonlyMap<string, string>>
  /** Before the agency that asks is told of `status`: its sender may learn there what the receiver calls it. */
  numbers(inquiry: Inquiry, status: Pick<TransferStatus, 'transfer' | 'acknowledgement' | 'pushed'>): Promise<void>
}

/** Without facts of the transfer a sender's own facet is known only once it is acknowledged. */
export type AskedOf = Pick<TransferRow, 'id' | 'sender'> & Partial<Pick<TransferRow, 'facts'>>

/** `deciding`: what is in force. */
export function createToldRecords(
  { db, kept: { keys, vault } }: Pick<Keeping, 'db' | 'kept'>,
  served: Served,
  deciding: () => Deciding,
): ToldRecords {
  async function dossiers(inquiry: Inquiry, transfers: readonly AskedOf[]) {
    const caller = inquiry.system!
    const { agency } = caller
    const ids = transfers.map(({ id }) => id)
    const namings = transfers.flatMap(({ id, sender, facts }) =>
      facts && sender === agency
        ? [{ of: id, agency, macs: ownNumbersIn(factsOf(vault, { id, facts })), all: true }]
        : [],
    )
    const handed = namings.length > 0 ? await namedFacets(db, namings) : undefined
    const ends = new Map((await endFacets(db, keys, agency, ids)).map((end) => [end.transfer, end]))
    const inForce = deciding()
    const told = new Map<string, string>()
    const shown: Shown[] = []
    for (const id of ids) {
      const { own, other } = ends.get(id) ?? {}
      const known = other && mayAgencyKnow(inForce, agency, other) ? other : undefined
      const dossier = own ?? handed?.(id, agency)?.dossier ?? known?.dossier
      if (dossier === undefined) continue
      told.set(id, dossier)
      if (known?.dossier === dossier) shown.push({ known: { indexed: known }, outcome: nothingTold, dossier })
    }
    const outdate = () => {
      inquiry.isCurrent = () => false
    }
    await served.note({ caller, inquiry, outdate }, 'list', shown)
    return told
  }

  async function numbers(
    inquiry: Inquiry,
    { transfer, acknowledgement, pushed }: Parameters<ToldRecords['numbers']>[1],
  ) {
    const caller = inquiry.system!
    const { id, sender, receiver: holder } = transfer
    if (caller.agency !== sender) return
    const said = acknowledgement && (decodeJwt(acknowledgement.jws) as unknown as Acknowledgement).native_key
    for (const number of new Set([said, pushed?.nativeKey]))
      if (number !== undefined)
        await served.noteNumber({ caller, inquiry }, { transfer: id, holder, names: namesOf(keys, holder, number) })
  }

  return { dossiers, numbers }
}
