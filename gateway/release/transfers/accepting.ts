/** What a receiver's acknowledgement means for the index, from what is kept of the transfer. */
import { decodeJwt } from 'jose'
import { type Followed, takeAcknowledged } from '../../dossiers/acknowledged.ts'
import type { TransferRelation } from '../../dossiers/facet.ts'
import { writeIndex } from '../../dossiers/register.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Acknowledgement } from '../../identity/transfer-acknowledgement.ts'
import type { Sql } from '../../store/pool.ts'
import { newEventId } from '../../telemetry/ids.ts'
import type { Kept } from '../deposits/rows.ts'
import { eventEntry } from '../events.ts'
import type { Keeping } from '../keeping.ts'
import { acknowledgementOf } from './acknowledgement-rows.ts'
import { factsOf, ownNumbersIn } from './content-rows.ts'
import { followedEntries, recordFollowed } from './followed.ts'
import { lockTransfer } from './rows.ts'
import type { TransferRow } from './transfer.ts'

/** Takes it in, once, in a transaction that holds the index and has `transfer` locked. `nativeKey`: the number that its receiver signed. */
export function accept(
  tx: Sql,
  { vault, keys }: Kept,
  transfer: TransferRow,
  nativeKey: string | undefined,
): Promise<readonly Followed[]> {
  const { id, sender, receiver, relation } = transfer
  const numbers = ownNumbersIn(factsOf(vault, transfer))
  return takeAcknowledged(tx, keys, {
    ...{ transfer: id, sender, receiver, relation: relation as TransferRelation, numbers },
    nativeKey,
  })
}

/** What its receiver signed of `transfer`; undefined when that, or what is kept of the transfer, does not open. */
async function openedWord(tx: Sql, { vault }: Kept, transfer: TransferRow): Promise<Acknowledgement | undefined> {
  try {
    factsOf(vault, transfer)
    const { jws } = (await acknowledgementOf(tx, vault, transfer.id))!
    return decodeJwt(jws) as unknown as Acknowledgement
  } catch (error) {
    if (error instanceof GatewayError) throw error
    return undefined
  }
}

/** Transfers that an earlier run of the node with the log `origin` set aside and whose incident the log may not have yet: by the id of what it is owed. */
export async function owedAside(db: Sql, origin: string): Promise<ReadonlyMap<number, string>> {
  const rows = await db.query<{ id: number; transfer: string }>(
    'SELECT r.id, s.transfer FROM acknowledgement_aside s JOIN recording r ON r.id = s.recording WHERE r.origin = $1 AND r.leaf IS NULL',
    [origin],
  )
  return new Map(rows.map(({ id, transfer }) => [id, transfer]))
}

/**
 * What was acknowledged before the index knew what to make of it is taken in now, and is in the log when this resolves. What does not open is set aside with an
 * incident, once; `tellAside` hears of each such transfer before the log does, so that none is told of by the log alone: what the log is owed still at the next
 * start is to be told there (owedAside). Throws as the store and the log.
 */
export async function acceptEarlier(
  { db, kept, recordings, standing }: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>,
  tellAside: (transfer: string) => void,
): Promise<void> {
  const earlier = await db.query<{ id: string }>(
    `SELECT t.id FROM transfer t JOIN transfer_acknowledgement a ON a.transfer = t.id
     WHERE t.state = 'acknowledged' AND NOT EXISTS (SELECT FROM acknowledged_transfer k WHERE k.transfer = t.id)
       AND NOT EXISTS (SELECT FROM acknowledgement_aside s WHERE s.transfer = t.id) ORDER BY a.at, t.id`,
  )
  for (const { id } of earlier) {
    let isAside = false
    const recording = await writeIndex(db, async (tx) => {
      const transfer = (await lockTransfer(tx, id))!
      const taken = await tx.query(
        'SELECT FROM acknowledged_transfer WHERE transfer = $1 UNION ALL SELECT FROM acknowledgement_aside WHERE transfer = $1',
        [id],
      )
      if (transfer.state !== 'acknowledged' || taken.length > 0) return undefined
      const word = await openedWord(tx, kept, transfer)
      if (!word) {
        const owed = await recordings.owe(tx, [
          eventEntry(standing, 'incident', `the acknowledgement of ${id} does not open and is set aside`),
        ])
        await tx.query('INSERT INTO acknowledgement_aside VALUES ($1, $2)', [id, owed])
        isAside = true
        return owed
      }
      const followed = await accept(tx, kept, transfer, word.native_key)
      const occasion = { event: newEventId(), detail: { operation: 'index' } }
      const [first, ...others] = await followedEntries(tx, standing, occasion, followed)
      if (!first) return undefined
      const owed = await recordings.owe(tx, [first, ...others])
      await recordFollowed(tx, followed, owed)
      return owed
    })
    if (isAside) tellAside(id)
    if (recording !== undefined) await recordings.settle(recording)
  }
}
