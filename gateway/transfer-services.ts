/** What agencies hand over to each other: taken, written for its receiver, receipted by the key that signs now, and its legal limits watched. */
import type { Log } from './audit/log.ts'
import type { MessageKey } from './identity/message-key.ts'
import type { Registry } from './identity/registry.ts'
import { signReceipt } from './identity/transfer-receipt.ts'
import { limits } from './limits.ts'
import type { OperatorLog } from './operator-log.ts'
import type { Policy } from './policy/policy.ts'
import { eraseUploads } from './release/attachments/retention.ts'
import { eraseCutOff } from './release/attachments/rows.ts'
import { createUploads, type Uploads } from './release/attachments/uploads.ts'
import type { Keeping } from './release/keeping.ts'
import { startLooking } from './release/looks.ts'
import { startErasing } from './release/quarantine/retention.ts'
import type { Sealed } from './release/sealed.ts'
import { acceptEarlier } from './release/transfers/accepting.ts'
import { giveUp, type Patience } from './release/transfers/giving-up.ts'
import { handedOver, recordsIn } from './release/transfers/handed.ts'
import { tellOverdue } from './release/transfers/overdue.ts'
import { createReceipting, startReceipting } from './release/transfers/receipting.ts'
import { type Keep, startTransferRetention } from './release/transfers/retention.ts'
import { createTransfers, type Transfers } from './release/transfers/transfers.ts'
import type { Sources } from './sources/sources.ts'
import type { Timers } from './telemetry/clock.ts'

export interface TransferServicesOptions {
  readonly keeping: Keeping
  readonly log: Log
  readonly sources: Sources<Sealed>
  /** Origin of the gateway. */
  readonly issuer: string
  /** Those in force. */
  messageKey(): MessageKey
  policy(): Policy
  registry(): Registry
  readonly keep: Keep
  readonly patience: Patience
  /** How long is kept what was uploaded and not handed over. */
  readonly uploadHours: number
  readonly timers: Timers
  readonly operator: OperatorLog
  fault(error: unknown, event: string): void
}

export interface TransferServices {
  readonly transfers: Transfers
  readonly uploads: Uploads
  /**
   * Erases what an earlier run left of uploads in the middle. Makes the receipts that it owes, once what it owed the log is settled, and from then on those that could not be made; erases what
   * ended long ago; takes into the index what an earlier version had not; gives up what nobody fetches or answers; tells the log of legal limits that are not kept. Gives the count of the first. Throws GatewayError `log-unavailable` or
   * `index-unavailable`.
   */
  begin(): Promise<number>
  close(): Promise<void>
}

export function openTransferServices({
  keeping,
  log,
  sources,
  issuer,
  messageKey,
  policy,
  registry,
  keep,
  patience,
  uploadHours,
  timers,
  operator,
  fault,
}: TransferServicesOptions): TransferServices {
  const receipting = createReceipting({
    ...{ keeping, issuer, origin: log.origin },
    sign: (claims) => signReceipt(messageKey(), claims),
  })
  const transfers = createTransfers({
    ...{ keeping, sources, receipting },
    inForce: () => ({ policy: policy().version, registry: registry().version }),
    handOver: (ask) =>
      handedOver({ policy: policy(), registry: registry(), sources, recordOf: recordsIn(keeping) }, ask),
  })
  const loops: { close(): Promise<void> }[] = []
  return {
    transfers,
    uploads: createUploads(keeping, { origin: log.origin, hours: uploadHours }),
    async begin() {
      await acceptEarlier(keeping)
      await eraseCutOff(keeping.db, { origin: log.origin })
      const count = await receipting.finishAll((error) => fault(error, 'receipts'))
      loops.push(
        startReceipting(receipting, (error) => fault(error, 'receipts')),
        startTransferRetention(keeping, keep, {
          erased: (erased) => operator('info', 'transfers-erased', { count: erased, ...keep }),
          fault: (error) => fault(error, 'transfer-retention'),
        }),
        startErasing((_, stop) => eraseUploads(keeping, stop), {
          erased: (erased) => operator('info', 'attachments-erased', { count: erased, hours: uploadHours }),
          fault: (error) => fault(error, 'attachment-retention'),
        }),
        startLooking((now, stop) => tellOverdue(keeping, now, stop), timers, limits.transfer.overdue_interval_ms, {
          found: (found) => operator('info', 'limits-overdue', { count: found }),
          fault: (error) => fault(error, 'limits'),
        }),
        startLooking((now, stop) => giveUp(keeping, patience, now, stop), timers, limits.transfer.give_up_interval_ms, {
          found: (found) => operator('warn', 'transfers-given-up', { count: found }),
          fault: (error) => fault(error, 'transfers-given-up'),
        }),
      )
      return count
    },
    async close() {
      await Promise.all(loops.map((loop) => loop.close()))
    },
  }
}
