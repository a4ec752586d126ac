/** What all acts upon the quarantine share: who may know of an item, when an act is done already, and how it is noted. */
import type { Receipt } from '../../audit/receipt.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Caller } from '../../identity/caller.ts'
import { lowerOf } from '../../identity/clearance.ts'
import type { Registry } from '../../identity/registry.ts'
import type { Sql } from '../../store/pool.ts'
import { formatTraceparent } from '../../telemetry/traceparent.ts'
import { confirmed } from '../confirmed.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { type Cause, type Done, handlingEntry } from './handling-entries.ts'
import { type Comparison, compared } from './redrive.ts'
import { endOf, findItem, type ItemRow, insertAct, lockItem, type NewAct, type Whose } from './rows.ts'

/** What came of an act. `comparison`: where something was translated. */
export interface Handled {
  readonly item: ItemRow
  readonly comparison?: Comparison
  readonly receipt: Receipt
}

export interface ActingOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>
  registry(): Registry
  /** Version of the policies in force. */
  policy(): string
}

/** Who acts, why, and how the log is to tell of it. */
export interface Begun {
  readonly caller: Caller
  readonly cause: Cause & { readonly by: NonNullable<Cause['by']> }
  readonly by: NonNullable<NewAct['by']>
}

/** An act as it is to be recorded. */
export type Acted = Omit<NewAct, 'item' | 'event' | 'by' | 'recording'>
/** An act that is committed, and not in the log yet. */
export type Committed = Omit<Handled, 'receipt'> & { readonly recording: number }

/** An agency's are its own; those who operate the gateway may know of all, without their content. */
export const whose = ({ agency, roles }: Caller): Whose => (roles.includes('operator') ? 'all' : { agency })

export type Acting = ReturnType<typeof createActing>

export function createActing({ keeping, registry, policy }: ActingOptions) {
  const { db, kept, recordings, standing } = keeping

  /** By what is in force now. */
  function begin(inquiry: Inquiry, why: string): Begun {
    const { caller, event, operation, trace } = inquiry
    if (!caller) throw new TypeError('an act needs a caller')
    inquiry.decidedBy = { policy: policy(), registry: caller.registryVersion }
    const { agency, system, officer, thumbprint: certificate, jti: token, clearance } = caller
    return {
      caller,
      cause: {
        ...{ event, operation, traceparent: formatTraceparent(trace) },
        by: {
          who: { agency, system, officer, certificate, token, clearance },
          why: { purpose: caller.purpose, legal_basis: caller.legalBasis },
          says: JSON.stringify({ reason: why, officer }),
        },
      },
      by: { agency, system, officer, why },
    }
  }

  /** An item that the caller may not know of is one that is not there. */
  async function known(sql: Sql, { caller }: Pick<Begun, 'caller'>, id: string): Promise<ItemRow> {
    const item = await findItem(sql, id, whose(caller))
    if (!item) throw new GatewayError('quarantine-not-found')
    return item
  }

  /** What stands in it is for the agency alone that sent it. */
  function requireOwn({ caller }: Begun, item: ItemRow): void {
    if (item.agency !== caller.agency) throw new GatewayError('quarantine-not-own')
  }

  /** Nobody knows its label yet: it is for officers who may see whatever their agency may. */
  function requireCleared({ caller: { agency, clearance } }: Begun): void {
    const ceiling = registry().participantOf(agency)?.clearanceMax
    if (!ceiling || lowerOf(clearance, ceiling) !== ceiling) throw new GatewayError('quarantine-clearance')
  }

  const entry = (item: ItemRow, { cause }: Begun, done: Done) => handlingEntry(standing, item, cause, done)

  const write = (tx: Sql, item: ItemRow, { cause, by }: Begun, acted: Acted, recording: number): Promise<void> =>
    insertAct(tx, kept.vault, { item: item.id, event: cause.event, by, recording, ...acted })

  /** Notes an act for which nothing but its entry is owed. Gives the id of the recording. */
  async function note(tx: Sql, item: ItemRow, begun: Begun, acted: Acted, looked: Partial<Done> = {}): Promise<number> {
    const recording = await recordings.owe(tx, [entry(item, begun, { ...acted, ...looked })])
    await write(tx, item, begun, acted, recording)
    return recording
  }

  /**
   * Undefined while the item is held; else what ended it, if that was this act, of the same agency and with the same correction. Throws
   * GatewayError `quarantine-ended` if it was another.
   */
  async function endedBy(
    sql: Sql,
    item: ItemRow,
    { caller }: Begun,
    act: NewAct['act'],
    correction?: Buffer,
  ): Promise<Committed | undefined> {
    if (item.state === 'held') return undefined
    const end = await endOf(sql, item.id)
    const same = end?.act === act && end.agency === caller.agency
    if (!same || (correction && !end.digest_mac?.equals(correction))) throw new GatewayError('quarantine-ended')
    const { recording, adapter, outcome, reason, taken, rejected, findings } = end
    if (adapter === null) return { item, recording }
    return { item, recording, comparison: compared(item, { adapter, outcome, reason, taken, rejected, findings }) }
  }

  /**
   * Runs `work` on an item that nobody else changes until `tx` ends, for whoever asks as they are once it is locked: they may know of it
   * still. Throws GatewayError as confirmed and known.
   */
  async function onLocked<T>(
    tx: Sql,
    inquiry: Inquiry,
    id: string,
    why: string,
    work: (item: ItemRow, begun: Begun) => Promise<T>,
  ): Promise<T> {
    const item = await lockItem(tx, id)
    return confirmed(inquiry, tx, async () => {
      const begun = begin(inquiry, why)
      await known(tx, begun, id)
      return work(item, begun)
    })
  }

  return {
    ...{ begin, known, requireOwn, requireCleared, entry, write, note, endedBy },
    /** Gives the receipt once the log has what is owed. */
    async settled<T extends { readonly recording: number }>({ recording, ...rest }: T) {
      return { ...rest, receipt: await recordings.settle(recording) }
    },
    onLocked,
    /** Runs `work` as onLocked does, in a transaction of its own. */
    onItem: <T>(
      inquiry: Inquiry,
      id: string,
      why: string,
      work: (tx: Sql, item: ItemRow, begun: Begun) => Promise<T>,
    ) =>
      db.transaction(async (tx) => {
        await known(tx, begin(inquiry, why), id)
        return onLocked(tx, inquiry, id, why, (item, begun) => work(tx, item, begun))
      }),
  }
}
