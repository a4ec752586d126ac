/** What agencies hand over to each other: taken, written for its receiver, receipted by the key that signs now, and its legal limits watched. */
import type { Log } from './audit/log.ts'
import { startTelling } from './exchange/telling.ts'
import type { TurnsState } from './exchange/turns.ts'
import type { MessageKey } from './identity/message-key.ts'
import type { Registry } from './identity/registry.ts'
import { signReceipt } from './identity/transfer-receipt.ts'
import { limits } from './limits.ts'
import type { OperatorLog } from './operator-log.ts'
import type { Policy } from './policy/policy.ts'
import { eraseUploads } from './release/attachments/retention.ts'
import { eraseCutOff } from './release/attachments/rows.ts'
import { createUploads, type Uploads } from './release/attachments/uploads.ts'
import { tellDirectivesOverdue } from './release/directives/overdue.ts'
import type { Keeping } from './release/keeping.ts'
import { startLooking } from './release/looks.ts'
import type { Loops } from './release/loops.ts'
import { createAsking } from './release/notices/asking.ts'
import { createTeller, type LookTold } from './release/notices/telling.ts'
import { startErasing } from './release/quarantine/retention.ts'
import type { Sealed } from './release/sealed.ts'
import { acceptEarlier, owedAside } from './release/transfers/accepting.ts'
import { giveUp, type Patience } from './release/transfers/giving-up.ts'
import { type AskedHandingOver, handedOver, recordsIn } from './release/transfers/handed.ts'
import { tellOverdue } from './release/transfers/overdue.ts'
import { createReceipting, startReceipting } from './release/transfers/receipting.ts'
import { type Keep, startTransferRetention } from './release/transfers/retention.ts'
import { createTransfers, type Transfers } from './release/transfers/transfers.ts'
import type { Sources } from './sources/sources.ts'
import type { Timers } from './telemetry/clock.ts'
import { newEventId } from './telemetry/ids.ts'

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
  /** Of the node, unlike any other's. */
  readonly node: string
  readonly timers: Timers
  readonly operator: OperatorLog
  fault(error: unknown, event: string): void
}

export interface TransferServices {
  readonly transfers: Transfers
  readonly uploads: Uploads
  /**
   * Erases what an earlier run left of uploads in the middle. Settles what it owed the log and makes the receipts that it owes, and from then on those that could not be made; erases what
   * ended long ago; takes into the index what an earlier version had not; gives up what nobody fetches or answers; tells the log of legal limits that are not kept, and of directives that are not answered. Gives the counts of these. Throws GatewayError `log-unavailable` or
   * `index-unavailable`.
   */
  begin(): Promise<Readonly<Record<'entries' | 'receipts', number>>>
  /** Begins to tell agencies by itself of what changes at others, once the sources' feeds are read. */
  tell(): void
  /** Tells by the registry in force from now on. */
  follow(): void
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
  node,
  timers,
  operator,
  fault,
}: TransferServicesOptions): TransferServices {
  const receipting = createReceipting({
    ...{ keeping, issuer, origin: log.origin },
    sign: (claims) => signReceipt(messageKey(), claims),
  })
  const deciding = () => ({ policy: policy(), registry: registry() })
  const recordOf = recordsIn(keeping)
  const handOver = (ask: AskedHandingOver) => handedOver({ ...deciding(), sources, recordOf }, ask)
  const transfers = createTransfers({
    ...{ keeping, sources, receipting, handOver },
    inForce: () => ({ policy: policy().version, registry: registry().version }),
  })
  const tellAside = (transfer: string) => operator('error', 'acknowledgement-set-aside', { transfer })
  const tellLook = ({ made, failed, ...told }: LookTold) => {
    const { agency, outcome, attempts } = told
    for (const one of made) operator('info', 'notice', { agency, ...one })
    for (const one of failed) operator('error', 'notice', { agency, attempts, ...one })
    if (outcome === 'postponed') operator('warn', 'notice', { ...told })
  }
  const beginTelling = () =>
    startTelling({
      teller: createTeller({
        ...{ keeping, receipting, deciding, handOver, timers },
        ask: createAsking({ keeping, sources, log }),
        // Of this run: what an earlier one had claimed is not this one's.
        node: `${node} ${newEventId()}`,
      }),
      ...{ registry, timers, report: tellLook },
      fault: (error) => fault(error, 'notices'),
    })
  let telling: Loops<TurnsState> | undefined
  const loops: { close(): Promise<void> }[] = []
  return {
    transfers,
    uploads: createUploads(keeping, { origin: log.origin, hours: uploadHours }),
    async begin() {
      const aside = await owedAside(keeping.db, log.origin)
      const entries = await keeping.recordings.settleAll((id) => {
        if (aside.has(id)) tellAside(aside.get(id)!)
      })
      await acceptEarlier(keeping, tellAside)
      await eraseCutOff(keeping.db, { origin: log.origin })
      const receipts = await receipting.finishAll((error) => fault(error, 'receipts'))
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
        startLooking(
          (now, stop) => tellDirectivesOverdue(keeping, now, stop),
          timers,
          limits.transfer.overdue_interval_ms,
          {
            found: (found) => operator('info', 'directives-overdue', { count: found }),
            fault: (error) => fault(error, 'directives'),
          },
        ),
        startLooking((now, stop) => giveUp(keeping, patience, now, stop), timers, limits.transfer.give_up_interval_ms, {
          found: (found) => operator('warn', 'transfers-given-up', { count: found }),
          fault: (error) => fault(error, 'transfers-given-up'),
        }),
      )
      return { entries, receipts }
    },
    tell() {
      telling = beginTelling()
    },
    follow: () => telling?.follow(),
    async close() {
      await telling?.stop()
      await Promise.all(loops.map((loop) => loop.close()))
    },
  }
}
