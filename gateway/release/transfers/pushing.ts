/** Hands to its receiver's system what was written for it: recorded before each sending, and what the system says of it noted after. */
import type { DeliveryDeclaration, NativeDocument } from '../../../adapters/sdk/adapter.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Registry } from '../../identity/registry.ts'
import { limits } from '../../limits.ts'
import type { Handed, Sources } from '../../sources/sources.ts'
import { wait_ms } from '../../telemetry/backoff.ts'
import type { Timers } from '../../telemetry/clock.ts'
import { newEventId } from '../../telemetry/ids.ts'
import { childOf, formatTraceparent } from '../../telemetry/traceparent.ts'
import { noteHandingOut } from '../directives/extending.ts'
import { type Door, prepareSending } from '../door.ts'
import type { Keeping } from '../keeping.ts'
import type { Sealed } from '../sealed.ts'
import type { MayHandOut } from './clearing.ts'
import { documentOf } from './content-rows.ts'
import { type Cleared, sendingEntry, type TransferCause } from './entries.ts'
import { type Claim, claimPush, endPush, isClaimed, returnClaim } from './push-rows.ts'
import { lockTransfer, transferOf } from './rows.ts'
import { stageEntryIn } from './stage-entries.ts'
import { moveTo, wasDelivered } from './stage-rows.ts'
import type { TransferRow } from './transfer.ts'

/** What came of one sending, or why there was none. `postponed`: it is sent again. `dropped`: by then it was no longer this node's to send. */
export interface PushTold {
  readonly id: string
  readonly receiver: string
  readonly attempts: number
  readonly outcome: 'taken' | 'postponed' | 'dropped' | 'undeliverable'
  /** A code; of what was not taken. */
  readonly reason?: string
}

export interface Pusher {
  /**
   * Sends what is due longest for the system of `receiver`, once; undefined when nothing is due. Rejects as the store does; then it is sent
   * again once the claim on it is over.
   */
  next(receiver: string, signal?: AbortSignal): Promise<PushTold | undefined>
}

export interface PusherOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>
  readonly sources: Pick<Sources<Sealed>, 'hand' | 'takesAt'>
  readonly door: Pick<Door, 'send'>
  readonly registry: () => Registry
  /** Of this node's run, unlike any other. */
  readonly node: string
  readonly timers: Timers
  readonly mayHandOut: MayHandOut
}

/** What ends the pushing of one transfer. */
interface Came {
  readonly stage: 'delivered' | 'dead-letter'
  readonly reason?: string
  readonly document?: NativeDocument
  readonly by?: Cleared
  readonly nativeKey?: string | undefined
}

interface Sending {
  readonly claim: Claim
  readonly transfer: TransferRow
  readonly cause: TransferCause & { readonly traceparent: string }
  /** The system that it goes to. */
  readonly by: { readonly agency: string; readonly system: string }
  readonly retry: DeliveryDeclaration['retry']
}

export function createPusher(options: PusherOptions): Pusher {
  const { keeping, sources, door, registry, node, timers, mayHandOut } = options
  const { db, recordings, standing } = keeping
  const { vault } = keeping.kept

  /** Whose system it is by the registry in force; nothing goes to one that is not there any more. */
  function systemOf(receiver: string): string | undefined {
    const systems = registry().participantOf(receiver)?.systems ?? []
    return systems.find(({ source }) => source !== undefined)?.id
  }

  async function sendingOf(claim: Claim, system: string, retry: Sending['retry']): Promise<Sending> {
    const transfer = (await transferOf(db, claim.transfer))!
    const { receiver: agency } = transfer
    const by = { agency, system }
    const traceparent = formatTraceparent(childOf(undefined))
    return { claim, transfer, cause: { event: newEventId(), operation: 'transfer:push', traceparent }, by, retry }
  }

  const told = (
    { claim: { attempts }, transfer: { id, receiver } }: Sending,
    outcome: PushTold['outcome'],
    reason?: string,
  ): PushTold => ({ id, receiver, attempts, outcome, ...(reason !== undefined && { reason }) })

  async function postpone(
    sending: Sending,
    reason: string,
    { uncounted, after_ms }: { readonly uncounted: boolean; readonly after_ms?: number },
  ): Promise<PushTold> {
    const { claim, retry } = sending
    const next_ms = timers.now_ms() + (after_ms ?? wait_ms(retry, Math.max(1, claim.tries)))
    await returnClaim(db, claim, { by: node, next_ms, reason, uncounted })
    return told(sending, 'postponed', reason)
  }

  /** For about as long again as it has been held: its looks are not counted, and what is held for long must not be all that is looked at. */
  function postponeHeld(sending: Sending, since: Date): Promise<PushTold> {
    const { retry } = sending
    const backoff_ms = Math.max(retry.backoff_ms, timers.now_ms() - since.getTime())
    return postpone(sending, 'transfer-held', { uncounted: true, after_ms: wait_ms({ ...retry, backoff_ms }, 1) })
  }

  /**
   * Notes what ends the pushing in one transaction with its entry, and waits for the log. Of what its receiver fetched, or its sender recalled,
   * meanwhile the stage stays; what was given up meanwhile is delivered all the same.
   */
  async function end(sending: Sending, came: Came): Promise<void> {
    const { claim, cause, by } = sending
    const { stage, reason, nativeKey } = came
    const recording = await db.transaction(async (tx) => {
      const transfer = (await lockTransfer(tx, claim.transfer))!
      const isGivenUp = transfer.state === 'dead-letter' && !(await wasDelivered(tx, transfer.id))
      const isOpen = transfer.state === 'receipted' || (isGivenUp && stage === 'delivered')
      if (isOpen || stage === 'delivered') await endPush(tx, vault, transfer.id, { reason, nativeKey })
      else await returnClaim(tx, claim, { by: node, reason })
      if (!isOpen) return undefined
      const { attempts } = claim
      const recording = await recordings.owe(tx, [
        await stageEntryIn(tx, keeping, transfer, cause, { ...came, attempts }),
      ])
      const { event } = cause
      await moveTo(tx, transfer, stage, { event, recording, reason, ...(stage === 'delivered' && { by }) })
      return recording
    })
    // Committed, and so owed: a log that is down now gets it later.
    if (recording !== undefined) await recordings.settle(recording).catch(() => {})
  }

  /** A sending that is begun may arrive, whatever becomes of its answer. */
  async function noteBegun({ transfer, cause }: Sending): Promise<void> {
    const recording = await db.transaction(async (tx) => {
      const [first, ...others] = await noteHandingOut(keeping, tx, transfer, cause)
      return first && recordings.owe(tx, [first, ...others])
    })
    if (recording !== undefined) await recordings.settle(recording)
  }

  async function undeliverable(sending: Sending, reason: string): Promise<PushTold> {
    await end(sending, { stage: 'dead-letter', reason })
    return told(sending, 'undeliverable', reason)
  }

  async function note(
    sending: Sending,
    sent: Required<Pick<Came, 'document' | 'by'>>,
    handed: Handed,
  ): Promise<PushTold> {
    if (handed.state === 'taken') {
      await end(sending, { stage: 'delivered', ...sent, nativeKey: handed.nativeKey })
      return told(sending, 'taken')
    }
    if (handed.state === 'refused') return undeliverable(sending, handed.refusal)
    const { reason } = handed
    const isLast = sending.claim.tries >= sending.retry.attemptsMax
    return isLast ? undeliverable(sending, reason) : postpone(sending, reason, { uncounted: false })
  }

  return {
    async next(receiver, signal) {
      const declared = sources.takesAt(receiver)
      const system = systemOf(receiver)
      if (declared?.idempotency !== 'reference' || system === undefined) return undefined
      const now_ms = timers.now_ms()
      const claim = await claimPush(db, { receiver, by: node, now_ms, until_ms: now_ms + limits.handing.lease_ms })
      if (!claim) return undefined
      const sending = await sendingOf(claim, system, declared.retry)
      const { transfer, cause } = sending
      // A node that died in the middle of the last one noted nothing.
      if (claim.tries > declared.retry.attemptsMax)
        return undeliverable(sending, claim.last_reason ?? 'connection-lost')
      const { event: eventId, traceparent } = cause
      let isSent = false
      try {
        // Nothing was sent: whoever calls it back now need not fear that.
        const decided = await mayHandOut(transfer, cause)
        if (decided.state === 'held') return await postponeHeld(sending, decided.since)
        const document = await documentOf(db, vault, transfer, 'translated')
        await noteBegun(sending)
        const entry = sendingEntry(standing, transfer, cause, {
          ...{ document, attempts: claim.attempts, by: decided.by },
        })
        const stands = () => isClaimed(db, claim, { by: node, now_ms: timers.now_ms() })
        const handed = await door.send(prepareSending(document, entry), stands, (document) => {
          isSent = true
          const { id: reference, legal_basis: legalBasis } = transfer
          return sources.hand({ agency: receiver, eventId, traceparent, legalBasis, document, reference, signal })
        })
        if (!handed) return told(sending, 'dropped')
        if (signal?.aborted && handed.state === 'failed') return postpone(sending, handed.reason, { uncounted: true })
        return await note(sending, { document, by: decided.by }, handed)
      } catch (error) {
        if (isSent || !(error instanceof GatewayError)) throw error
        return postpone(sending, error.code, { uncounted: true })
      }
    },
  }
}
