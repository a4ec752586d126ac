/**
 * What agencies deposit (files, pushes, pages of a feed): kept sealed in the agency's own form, indexed, recorded, and only then answered. The
 * order is: commit, log entry, receipt, answer; the same bytes again give the same receipt and have no effect.
 */
import type { NativeAnswer } from '../../../adapters/sdk/adapter.ts'
import type { EntryDetail } from '../../audit/detail.ts'
import type { Receipt } from '../../audit/receipt.ts'
import { type FeedPosition, writeIndex } from '../../dossiers/register.ts'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Answered, CheckedDeposits, ReportedFinding, Sources } from '../../sources/sources.ts'
import { timestamp } from '../../telemetry/clock.ts'
import { newEventId } from '../../telemetry/ids.ts'
import type { Keeping } from '../keeping.ts'
import { documentMac } from '../quarantine/quarantine.ts'
import { broughtOf, notNow } from '../quarantine/redrive.ts'
import type { State } from '../quarantine/rows.ts'
import { open, type Sealed } from '../sealed.ts'
import { type Arrived, broughtBy, storeDelivery } from './delivery.ts'
import { type DeliveryRow, deliveryUnder, findDelivery } from './delivery-rows.ts'

export interface Delivery {
  /** Registry id. */
  readonly agency: string
  readonly transport: 'directory' | 'https-push' | 'feed'
  readonly document: Uint8Array
  readonly mediaType: string
  /** Under which it is recorded, unless another delivery was under it already. */
  readonly event: string
  readonly traceparent?: string
  /** The name of the file that it came in. */
  readonly file?: string
  /** The system that pushed it. */
  readonly who?: EntryDetail['who']
}

interface Told {
  readonly event: string
  /** Count of records taken. */
  readonly taken: number
  /** Codes and places of what was not. */
  readonly rejected: readonly ReportedFinding[]
  readonly receipt: Receipt
}

/**
 * `accepted` may have rejected records; `duplicate` was accepted before. `quarantined`: nothing of it could be taken, it is kept whole;
 * `refused`: state secrets in clear, nothing of it is kept. `unavailable`: nothing is lost, and nothing is kept that is not recorded or will
 * be: send it again.
 */
export type Taken =
  | ({ readonly state: 'accepted' | 'duplicate' } & Told)
  | ({ readonly state: 'quarantined' | 'refused'; readonly reason: string } & Told)
  | { readonly state: 'unavailable'; readonly reason: string }

export interface DepositStatus {
  readonly event: string
  readonly state: DeliveryRow['state']
  /** RFC 3339 UTC. */
  readonly receivedAt: string
  readonly taken: number
  readonly rejected: readonly ReportedFinding[]
  readonly receipt: Receipt
  /** What holds the rest of it, or came of that. */
  readonly quarantine?: { readonly item: string; readonly state: State }
}

/** One page of the feed of an agency that deposits. */
export interface FeedPage {
  readonly agency: string
  /** Its content is CheckedDeposits. */
  readonly answer: Answered<Sealed>
  /** Where the next page starts. */
  readonly position: FeedPosition
  /** The event under which the feed is read. */
  readonly feed: string
}

export interface Deposits {
  /** Takes a document once. Never rejects. That the sender may deposit for `agency` has been verified by the transport. */
  take(delivery: Delivery): Promise<Taken>
  /** Takes a page with its cursor; the log hears only of what is new. Throws GatewayError `index-unavailable` or `log-unavailable`. */
  takePage(page: FeedPage): Promise<void>
  /** What has become of the document that `agency` deposited under `event`; undefined when there is none. Throws as takePage. */
  status(agency: string, event: string): Promise<DepositStatus | undefined>
}

/** `fault` hears of what is unexpected. */
export function createDeposits(
  keeping: Keeping,
  sources: Sources<Sealed>,
  fault: (error: unknown, event: string) => void = () => {},
): Deposits {
  const { db, kept, recordings, standing } = keeping
  /** The same bytes at once: the second waits, and then finds them taken. */
  const underWay = new Map<string, Promise<Taken>>()
  /** Count of documents in hand by agency. */
  const inHand = new Map<string, number>()

  async function toldOf(row: DeliveryRow, again: boolean): Promise<Taken> {
    const { event, state, reason, taken, findings: rejected, recording } = row
    const told = { event, taken, rejected, receipt: await recordings.settle(recording) }
    if (state === 'accepted') return { state: again ? 'duplicate' : 'accepted', ...told }
    return { state, reason: reason!, ...told }
  }

  async function takeNew(delivery: Delivery, digest: Buffer): Promise<Taken> {
    const { agency, transport, event, mediaType, traceparent, who, file } = delivery
    const adapter = sources.adapterOf(agency)
    if (adapter === undefined) return { state: 'unavailable', reason: 'source-unknown' }
    const before = await findDelivery(db, { agency, digest, adapter })
    if (before) return toldOf(before, true)
    const document: NativeAnswer = { status: 200, mediaType, body: delivery.document }
    const receivedAt = timestamp()
    const ask = { agency, eventId: event, document: document.body, mediaType, receivedAt, traceparent }
    const answer = await sources.deposits(ask)
    if (answer.state !== 'ok' && notNow.has(answer.reason)) return { state: 'unavailable', reason: answer.reason }
    const brought = broughtOf(answer)
    const origin = { agency, transport, adapter, event, operation: 'deposit', traceparent, who, file }
    const stored = await store({ ...origin, digest, document, receivedAt, brought })
    return toldOf(stored!.row, stored!.again)
  }

  const store = (given: Omit<Arrived, 'code'>) => {
    const arrived: Arrived = { ...given, code: sources.manifestOf(given.agency)?.agency ?? '' }
    return writeIndex(db, (tx) => storeDelivery(tx, { kept, recordings, standing }, arrived))
  }

  async function takeOnce(given: Delivery): Promise<Taken> {
    // A copy, so that what is digested is what is taken.
    const delivery = { ...given, document: new Uint8Array(given.document) }
    const { agency, document, event } = delivery
    const digest = documentMac(kept.vault, agency, document)
    const key = `${agency} ${digest.toString('base64')}`
    await underWay.get(key)?.catch(() => {})
    const taking = takeNew(delivery, digest).catch((error: unknown): Taken => {
      const code = error instanceof GatewayError ? error.code : 'internal'
      if (code === 'internal') fault(error, event)
      return { state: 'unavailable', reason: code }
    })
    underWay.set(key, taking)
    const taken = await taking
    if (underWay.get(key) === taking) underWay.delete(key)
    return taken
  }

  return {
    async take(given) {
      const count = inHand.get(given.agency) ?? 0
      if (count >= limits.deposit.under_way_max) return { state: 'unavailable', reason: 'busy' }
      inHand.set(given.agency, count + 1)
      return takeOnce(given).finally(() => inHand.set(given.agency, inHand.get(given.agency)! - 1))
    },
    async takePage({ agency, answer, position, feed }) {
      const document = open<NativeAnswer>(answer.document)
      const { adapter, asOf: receivedAt, findings } = answer
      const stored = await store({
        agency,
        transport: 'feed',
        adapter,
        event: newEventId(),
        operation: 'feed',
        feed,
        digest: documentMac(kept.vault, agency, document.body),
        document,
        receivedAt,
        brought: broughtBy(open<CheckedDeposits>(answer.sealed), findings),
        position,
      })
      if (stored) await recordings.settle(stored.row.recording)
    },
    async status(agency, event) {
      const row = await deliveryUnder(db, agency, event)
      if (!row) return undefined
      const { state, taken, findings: rejected, receivedAt, item, itemState, recording } = row
      return {
        ...{ event, state, receivedAt: receivedAt.toISOString(), taken, rejected },
        receipt: await recordings.settle(recording),
        ...(item !== null && { quarantine: { item, state: itemState! } }),
      }
    },
  }
}
