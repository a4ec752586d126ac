/** What agencies hand over to each other: taken, written for its receiver, receipted by the key that signs now, and its legal limits watched. */
import type { Log } from './audit/log.ts'
import type { MessageKey } from './identity/message-key.ts'
import type { Registry } from './identity/registry.ts'
import { signReceipt } from './identity/transfer-receipt.ts'
import type { OperatorLog } from './operator-log.ts'
import type { Policy } from './policy/policy.ts'
import type { Keeping } from './release/keeping.ts'
import type { Sealed } from './release/sealed.ts'
import { handedOver, recordsIn } from './release/transfers/handed.ts'
import { watchOverdue } from './release/transfers/overdue.ts'
import { createReceipting, startReceipting } from './release/transfers/receipting.ts'
import { startTransferRetention } from './release/transfers/retention.ts'
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
  /** How long content is kept after a transfer ended. */
  readonly days: number
  readonly timers: Timers
  readonly operator: OperatorLog
  fault(error: unknown, event: string): void
}

export interface TransferServices {
  readonly transfers: Transfers
  /**
   * Makes the receipts that an earlier run owes, once what it owed the log is settled, and from then on those that could not be made; erases what
   * ended long ago; tells the log of legal limits that are not kept. Gives the count of the first. Throws GatewayError `log-unavailable` or
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
  days,
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
    async begin() {
      const count = await receipting.finishAll()
      loops.push(
        startReceipting(receipting, (error) => fault(error, 'receipts')),
        startTransferRetention(keeping, days, {
          erased: (erased) => operator('info', 'transfers-erased', { count: erased, days }),
          fault: (error) => fault(error, 'transfer-retention'),
        }),
        watchOverdue(keeping, timers, {
          overdue: (count) => operator('info', 'limits-overdue', { count }),
          fault: (error) => fault(error, 'limits'),
        }),
      )
      return count
    },
    async close() {
      await Promise.all(loops.map((loop) => loop.close()))
    },
  }
}
