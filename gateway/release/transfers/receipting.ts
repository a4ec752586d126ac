/**
 * The gateway's receipt of a transfer, which is signed once the log has what tells of it: commit, log entry, receipt, answer. A crash
 * in between leaves a transfer without its receipt, which is made at the next start.
 */
import type { Receipt } from '../../audit/receipt.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { ReceiptClaims } from '../../identity/transfer-receipt.ts'
import { limits } from '../../limits.ts'
import { inGroups, lockTimeoutOf } from '../../store/groups.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Keeping } from '../keeping.ts'
import { factsOf, receiptOf, type TransferFacts } from './content-rows.ts'
import { unreceipted } from './rows.ts'
import { type NewReceipt, putReceipts } from './stage-rows.ts'
import type { TransferRow } from './transfer.ts'

/** A transfer with its receipt, a compact JWS, and where the log tells of it. */
export interface Receipted {
  readonly transfer: TransferRow
  readonly facts: TransferFacts
  readonly receipt: string
  readonly audit: Receipt
}

export interface Receipting {
  /**
   * Gives what is kept of the transfer with its receipt, which is made if there is none yet. Throws GatewayError `log-unavailable` or
   * `index-unavailable`: then it is to be called again.
   */
  finish(transfer: TransferRow): Promise<Receipted>
  /**
   * Makes the receipts that are owed for what the log of this node tells of; gives their count. One that can't be made for a fault of its own keeps none of the
   * others: `fault` hears of it. Throws as finish.
   */
  finishAll(fault: (error: unknown) => void): Promise<number>
}

export interface ReceiptingOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'recordings'>
  /** Of this node's log. */
  readonly origin: string
  /** How the gateway calls itself. */
  readonly issuer: string
  /** Gives the compact JWS, by the key that signs now. */
  sign(claims: ReceiptClaims): Promise<string>
}

/** The log or the store is: the others would not come further either. */
const isAway = (error: unknown): boolean => error instanceof GatewayError && error.status === 503

export function createReceipting({ keeping, origin, issuer, sign }: ReceiptingOptions): Receipting {
  const { db, recordings } = keeping
  const { vault } = keeping.kept

  const claimsOf = (transfer: TransferRow, facts: TransferFacts, log: Receipt): ReceiptClaims => ({
    iss: issuer,
    transfer: transfer.id,
    ...{ sender: transfer.sender, receiver: transfer.receiver, kind: transfer.kind, message: facts.message },
    ...(transfer.made_by && { made_by: transfer.made_by }),
    adapters: { sender: transfer.sender_adapter, receiver: transfer.receiver_adapter },
    received_at: transfer.received_at.toISOString(),
    iat: Math.floor(now_ms() / 1000),
    log,
  })

  /** Whoever receives much waits for one place in its inbox after the other: those that are signed meanwhile are given theirs together. */
  const put = inGroups((receipts: readonly NewReceipt[]) =>
    receipts.length === 1
      ? putReceipts(db, vault, receipts)
      : db.transaction((tx) => putReceipts(tx, vault, receipts), lockTimeoutOf(receipts)),
  )

  async function finish(stored: TransferRow): Promise<Receipted> {
    const facts = factsOf(vault, stored)
    let transfer = stored
    const receipt = async (log: Receipt) => {
      transfer = await put({ transfer, log, jws: await sign(claimsOf(transfer, facts, log)) })
    }
    const audit = await recordings.settle(stored.recording, receipt)
    if (!transfer.receipt) await receipt(audit)
    return { transfer, facts, receipt: receiptOf(vault, transfer)!, audit }
  }

  return {
    finish,
    async finishAll(fault) {
      const { receipts_at_once_max: count } = limits.transfer
      let made = 0
      for (let after = 0; ; ) {
        const owed = await unreceipted(db, origin, { count, after })
        for (const outcome of await Promise.allSettled(owed.map(finish)))
          if (outcome.status === 'fulfilled') made += 1
          else if (isAway(outcome.reason)) throw outcome.reason
          else fault(outcome.reason)
        if (owed.length < count) return made
        after = owed.at(-1)!.recording
      }
    },
  }
}

/** Makes from now on, every limits.transfer.receipts_interval_ms, the receipts that could not be made when they were owed. */
export function startReceipting(
  receipting: Receipting,
  fault: (error: unknown) => void,
): { /** Resolves when nothing is under way. */ close(): Promise<void> } {
  let under_way: Promise<unknown> | undefined
  const once = () => {
    under_way ??= receipting
      .finishAll(fault)
      .catch(fault)
      .finally(() => {
        under_way = undefined
      })
  }
  const timer = setInterval(once, limits.transfer.receipts_interval_ms).unref()
  return {
    async close() {
      clearInterval(timer)
      await under_way
    },
  }
}
