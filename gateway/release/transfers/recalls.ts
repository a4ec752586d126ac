/**
 * A transfer that its sender calls back. What was never handed out is erased; of what was, its receiver is directed to act and to say what it did. Which
 * of a recall, a fetch, a push and an acknowledgement came first is decided by the lock of the row.
 */
import type { Receipt } from '../../audit/receipt.ts'
import { takeRecalled } from '../../dossiers/acknowledged.ts'
import { writeIndex } from '../../dossiers/register.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Sql } from '../../store/pool.ts'
import { now_ms, timestamp } from '../../telemetry/clock.ts'
import { confirmed } from '../confirmed.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { day_ms } from '../quarantine/retention.ts'
import { eraseDocuments } from './content-rows.ts'
import { causeOf, detailOf } from './entries.ts'
import { followedEntries, recordFollowed } from './followed.ts'
import { listSent, type SentPage } from './list-rows.ts'
import { endPush } from './push-rows.ts'
import {
  type DoneCode,
  insertRecall,
  insertRecallDone,
  type Recall,
  type RecallableRow,
  type RecallCode,
  type RecallDone,
  recallsOf,
  type Said,
  withRecalls,
} from './recall-rows.ts'
import { findTransfer, lockTransfer } from './rows.ts'
import { stageEntryIn } from './stage-entries.ts'
import { moveTo, requireFollowing, wasDelivered } from './stage-rows.ts'
import type { TransferRow } from './transfer.ts'

/** Of others' transfers, and of none, all throw GatewayError `transfer-not-found`; acts throw as `inquiry.confirm`, the store and the log do. */
export interface Recalls {
  /**
   * Calls back a transfer of the agency that asks, once: the same again gives the same. It is in the log when this resolves. Throws GatewayError
   * `recall-given` when it was called back for another reason, `transfer-stage` before it has its receipt.
   */
  recall(inquiry: Inquiry, id: string, why: Said<RecallCode>): Promise<{ recall: Recall; receipt: Receipt }>
  /** The receiver's word on what it did about a recall, once, as above. Throws `transfer-stage` when it never had it, or it was not called back. */
  done(inquiry: Inquiry, id: string, what: Said<DoneCode>): Promise<{ done: RecallDone; receipt: Receipt }>
  /** What the agency handed over: oldest first. */
  list(agency: string, page: SentPage): Promise<readonly RecallableRow[]>
}

/** `days`: how long a receiver has to say what it did. */
export function createRecalls(
  keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>,
  days: number,
): Recalls {
  const { db, kept, recordings, standing } = keeping
  const { vault, keys } = kept
  const recallOf = async (sql: Sql, id: string): Promise<Recall | undefined> =>
    (await recallsOf(sql, vault, [id])).get(id)

  /** Does `work` with the transfer of the agency that asks, locked, and waits until the log has what it noted. */
  async function noted<T extends { readonly recording: number }>(
    inquiry: Inquiry,
    id: string,
    as: 'sender' | 'receiver',
    work: (tx: Sql, transfer: TransferRow) => Promise<T>,
  ): Promise<{ readonly made: T; readonly receipt: Receipt }> {
    const { agency } = inquiry.system!
    if (!(await findTransfer(db, id, { agency, as }))) throw new GatewayError('transfer-not-found')
    const working = (tx: Sql) => confirmed(inquiry, tx, async () => work(tx, (await lockTransfer(tx, id))!))
    // A recall changes what is in the index, which is held before the row is locked.
    const made = await (as === 'sender' ? writeIndex(db, working) : db.transaction(working))
    return { made, receipt: await recordings.settle(made.recording) }
  }

  function requireSame(before: Said<string>, again: Said<string>): void {
    if (before.code !== again.code || before.text !== again.text) throw new GatewayError('recall-given')
  }

  async function recallOne(tx: Sql, inquiry: Inquiry, transfer: TransferRow, why: Said<RecallCode>): Promise<Recall> {
    const { id } = transfer
    const before = await recallOf(tx, id)
    if (before) {
      requireSame(before, why)
      return before
    }
    const isDelivered = await wasDelivered(tx, id)
    // A sending that was begun may have arrived, whatever became of its answer.
    const isHandedOut = (await endPush(tx, vault, id)) > 0 || isDelivered
    const cause = causeOf(inquiry)
    const { code: reason, text: says } = why
    const came = { stage: 'recalled', reason, says, handedOut: isHandedOut } as const
    const entry = await stageEntryIn(tx, keeping, transfer, cause, came)
    requireFollowing(transfer, 'recalled')
    const { event } = inquiry
    const { agency, system } = cause.who
    const followed = await takeRecalled(tx, keys, id, agency)
    const told = await followedEntries(tx, standing, { event, detail: detailOf(cause) }, followed)
    // The receipt is of the last.
    const recording = await recordings.owe(tx, [...told, entry])
    await recordFollowed(tx, followed, recording)
    await moveTo(tx, transfer, 'recalled', { event, by: { agency, system }, reason, recording })
    if (!isDelivered) await eraseDocuments(tx, id)
    const dueAt = isHandedOut ? new Date(now_ms() + days * day_ms).toISOString() : null
    await insertRecall(tx, vault, id, { ...why, at: timestamp(), event, recording, dueAt })
    return (await recallOf(tx, id))!
  }

  async function doneOne(tx: Sql, inquiry: Inquiry, transfer: TransferRow, what: Said<DoneCode>): Promise<RecallDone> {
    const { id } = transfer
    const recall = await recallOf(tx, id)
    if (!recall?.due_at) throw new GatewayError('transfer-stage')
    if (recall.done) {
      requireSame(recall.done, what)
      return recall.done
    }
    const { code: reason, text: says } = what
    const came = { stage: 'recall-acknowledged', reason, says } as const
    const entry = await stageEntryIn(tx, keeping, transfer, causeOf(inquiry), came)
    const recording = await recordings.owe(tx, [entry])
    await insertRecallDone(tx, vault, id, { ...what, at: timestamp(), event: inquiry.event, recording })
    return (await recallOf(tx, id))!.done!
  }

  return {
    async recall(inquiry, id, why) {
      const work = (tx: Sql, transfer: TransferRow) => recallOne(tx, inquiry, transfer, why)
      const { made: recall, receipt } = await noted(inquiry, id, 'sender', work)
      return { recall, receipt }
    },
    async done(inquiry, id, what) {
      const work = (tx: Sql, transfer: TransferRow) => doneOne(tx, inquiry, transfer, what)
      const { made: done, receipt } = await noted(inquiry, id, 'receiver', work)
      return { done, receipt }
    },
    list: async (agency, page) => withRecalls(db, vault, await listSent(db, agency, page)),
  }
}
