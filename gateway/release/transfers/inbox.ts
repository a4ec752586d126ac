/** What its receiver does with a transfer: lists, fetches, and acknowledges or refuses it by a signature of its own. */
import { decodeJwt } from 'jose'
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import type { OpaquePart } from '../../../schemas/generated/types.ts'
import type { EntryTransfer } from '../../audit/detail.ts'
import type { Receipt } from '../../audit/receipt.ts'
import { writeIndex } from '../../dossiers/register.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Registry } from '../../identity/registry.ts'
import { type Acknowledgement, verifyAcknowledgement } from '../../identity/transfer-acknowledgement.ts'
import type { ReceiptClaims } from '../../identity/transfer-receipt.ts'
import type { Sql } from '../../store/pool.ts'
import { now_ms, timestamp } from '../../telemetry/clock.ts'
import { streamOf } from '../attachments/handing.ts'
import { type LinkedRow, linkedAttachment, linksOf } from '../attachments/rows.ts'
import { confirmed } from '../confirmed.ts'
import { noteHandingOut } from '../directives/extending.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import type { SealedStream } from '../sealed-stream.ts'
import { accept } from './accepting.ts'
import { acknowledgementOf, insertAcknowledgement } from './acknowledgement-rows.ts'
import { clearanceOf } from './clearance-rows.ts'
import type { MayHandOut } from './clearing.ts'
import { documentOf, factsOf, receiptOf, requireOpen } from './content-rows.ts'
import {
  attachmentTold,
  type Came,
  causeOf,
  detailOf,
  type FetchedAttachment,
  handedOutTold,
  stageEntry,
} from './entries.ts'
import { followedEntries, recordFollowed } from './followed.ts'
import { listInbox } from './list-rows.ts'
import { endPush } from './push-rows.ts'
import { type RecallableRow, withRecalls } from './recall-rows.ts'
import { findTransfer, lockTransfer } from './rows.ts'
import { stageEntryIn } from './stage-entries.ts'
import { moveTo, requireFollowing, stagesOf, wasDelivered } from './stage-rows.ts'
import type { TransferRow, TransferState } from './transfer.ts'

export interface InboxPage {
  readonly first: number
  /** Id of a transfer: those that came after it. */
  readonly after?: string | undefined
  readonly state?: TransferState | undefined
}

/** What was taken of its receiver's acknowledgement. */
export interface Answered {
  readonly id: string
  readonly state: Acknowledgement['outcome']
  /** RFC 3339 UTC: when it was taken, and under which event. */
  readonly at: string
  readonly event: string
  readonly receipt: Receipt
}

export type InboxRow = RecallableRow & { readonly attachments: readonly LinkedRow[] }

export interface FetchedBeside {
  /** What the log is told of it. */
  readonly told: EntryTransfer
  readonly attachment: FetchedAttachment
  readonly stream: SealedStream
  /** Of what is the ciphertext of one. */
  readonly part: OpaquePart | undefined
}

/** Whoever asks is the receiver: what others have, and what there is not, is `transfer-not-found` alike. All throw as the store and the log do. */
export interface Inbox {
  list(agency: string, page: InboxPage): Promise<readonly InboxRow[]>
  /**
   * The very bytes that were written for the receiver. That they are delivered is durable before; the answer is the door's to record. Throws
   * GatewayError `transfer-not-found`, `transfer-recalled`, `transfer-held`, `transfer-stage` (refused by the receiver), `transfer-erased`.
   */
  fetch(inquiry: Inquiry, id: string): Promise<{ readonly told: EntryTransfer; readonly document: NativeDocument }>
  /** What came beside the document under `number`, as fetch, which it counts as. Throws as that, and GatewayError `attachment-not-found`. */
  fetchAttachment(inquiry: Inquiry, id: string, number: string): Promise<FetchedBeside>
  /** The gateway's receipt (compact JWS), as its sender has it. Throws GatewayError `transfer-not-found`. */
  receipt(agency: string, id: string): Promise<string>
  /**
   * Takes the receiver's `jws` over that receipt, once: the same again gives the same. It is in the log when this resolves. Throws GatewayError `transfer-not-found`,
   * `acknowledgement-invalid` (cause: what of it), `acknowledgement-given`, `transfer-stage`, and as `inquiry.confirm`.
   */
  acknowledge(inquiry: Inquiry, id: string, jws: string): Promise<Answered>
}

/** Whether two acknowledgements say the same, by whichever key and whenever they were signed. */
function saysSame(one: string, other: Acknowledgement): boolean {
  const { outcome, reason, native_key } = decodeJwt(one) as unknown as Acknowledgement & {
    readonly reason?: { readonly code: string }
  }
  const code = other.outcome === 'refused' ? other.reason.code : undefined
  return outcome === other.outcome && reason?.code === code && native_key === other.native_key
}

export function createInbox(
  keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing'>,
  registry: () => Registry,
  mayHandOut: MayHandOut,
): Inbox {
  const { db, recordings, standing } = keeping
  const { kept } = keeping
  const { vault } = kept

  async function received(sql: Sql, agency: string, id: string): Promise<TransferRow> {
    const found = await findTransfer(sql, id, { agency, as: 'receiver' })
    if (!found) throw new GatewayError('transfer-not-found')
    return found
  }

  /** Notes that it is handed out, and when it first was; what was recalled, refused or held since it was decided on is not. Gives the recording that is owed for it. */
  const noteDelivered = (
    inquiry: Inquiry,
    id: string,
    what: Pick<Came, 'document' | 'attachment' | 'by'>,
  ): Promise<number | undefined> =>
    db.transaction(async (tx) => {
      const transfer = (await lockTransfer(tx, id))!
      requireOpen(transfer)
      if ((await clearanceOf(tx, id))?.held) throw new GatewayError('transfer-held')
      const cause = causeOf(inquiry)
      const [first, ...others] = await noteHandingOut(keeping, tx, transfer, cause)
      const isOpen = transfer.state === 'receipted' || transfer.state === 'dead-letter'
      // Given up when nobody answered: it waits for that still.
      if (!isOpen || (transfer.state === 'dead-letter' && (await wasDelivered(tx, id))))
        return first && recordings.owe(tx, [first, ...others])
      const entry = stageEntry(standing, transfer, cause, { stage: 'delivered', ...what })
      const recording = await recordings.owe(tx, first ? [entry, first, ...others] : [entry])
      const { agency, system } = cause.who
      await moveTo(tx, transfer, 'delivered', { event: inquiry.event, by: { agency, system }, recording })
      await endPush(tx, vault, id)
      return recording
    })

  /** A transfer of which something may be handed out to the agency that asks, and by what; as fetch throws. */
  async function openTo(inquiry: Inquiry, id: string) {
    const transfer = await received(db, inquiry.system!.agency, id)
    requireOpen(transfer)
    const decided = await mayHandOut(transfer, causeOf(inquiry))
    if (decided.state === 'held') throw new GatewayError('transfer-held')
    return { transfer, by: decided.by }
  }

  /** It is in the log when this resolves. */
  async function deliver(
    inquiry: Inquiry,
    id: string,
    what: Pick<Came, 'document' | 'attachment' | 'by'>,
  ): Promise<void> {
    const recording = await noteDelivered(inquiry, id, what)
    if (recording !== undefined) await recordings.settle(recording)
  }

  async function verified(agency: string, transfer: TransferRow, jws: string): Promise<Acknowledgement> {
    const receipt = receiptOf(vault, transfer)!
    const { transfer: id, iat } = decodeJwt(receipt) as unknown as ReceiptClaims
    const outcome = await verifyAcknowledgement(jws, {
      participantKeys: registry().participantOf(agency)?.messageKeys ?? [],
      receipt: { jws: receipt, claims: { transfer: id, iat } },
      now_ms: now_ms(),
    })
    if (!outcome.ok)
      throw new GatewayError('acknowledgement-invalid', { cause: outcome.code, told: { fault: outcome.code } })
    return outcome.acknowledgement
  }

  async function take(tx: Sql, inquiry: Inquiry, id: string, jws: string, said: Acknowledgement) {
    const transfer = (await lockTransfer(tx, id))!
    const before = await acknowledgementOf(tx, vault, id)
    if (before && !saysSame(before.jws, said)) throw new GatewayError('acknowledgement-given')
    const { outcome } = said
    if (before) {
      const { event, recording } = (await stagesOf(tx, id)).find(({ stage }) => stage === outcome)!
      return { outcome, at: before.at, event, recording: recording! }
    }
    if (transfer.state === 'dead-letter' && !(await wasDelivered(tx, id))) throw new GatewayError('transfer-stage')
    const reason = said.outcome === 'refused' ? said.reason.code : undefined
    const cause = causeOf(inquiry)
    const { event } = inquiry
    const { agency, system } = cause.who
    requireFollowing(transfer, outcome)
    const followed = outcome === 'acknowledged' ? await accept(tx, kept, transfer, said.native_key) : []
    const entry = await stageEntryIn(tx, keeping, transfer, cause, { stage: outcome, reason, acknowledgement: jws })
    const about = { event, detail: detailOf(cause) }
    // The receipt is of the last.
    const recording = await recordings.owe(tx, [...(await followedEntries(tx, standing, about, followed)), entry])
    await recordFollowed(tx, followed, recording)
    await moveTo(tx, transfer, outcome, { event, by: { agency, system }, reason, recording })
    if (outcome === 'refused') await endPush(tx, vault, id)
    const at = timestamp()
    await insertAcknowledgement(tx, vault, id, { outcome, at, event, jws })
    return { outcome, at: new Date(at), event, recording }
  }

  return {
    async list(agency, page) {
      const rows = await withRecalls(db, vault, await listInbox(db, agency, page))
      const links = await linksOf(
        db,
        rows.map(({ id }) => id),
      )
      const byTransfer = Map.groupBy(links, ({ transfer }) => transfer)
      return rows.map((row) => ({ ...row, attachments: byTransfer.get(row.id) ?? [] }))
    },
    async fetch(inquiry, id) {
      const { transfer, by } = await openTo(inquiry, id)
      const document = await documentOf(db, vault, transfer, 'translated')
      await deliver(inquiry, id, { document, by })
      return { told: handedOutTold(transfer, by), document }
    },
    async fetchAttachment(inquiry, id, number) {
      const { transfer, by } = await openTo(inquiry, id)
      const known = factsOf(vault, transfer).attachments?.find((of) => of.number === number)
      if (!known) throw new GatewayError('attachment-not-found')
      const found = await linkedAttachment(db, vault, id, number)
      if (!found) throw new GatewayError('transfer-erased')
      const { mediaType, facts } = found
      const attachment = { number, mediaType, facts }
      await deliver(inquiry, id, { attachment, by })
      const told = { ...handedOutTold(transfer, by), attachments: [attachmentTold(attachment)] }
      return { told, attachment, stream: streamOf({ db, kept }, found), part: known.part }
    },
    receipt: async (agency, id) => receiptOf(vault, await received(db, agency, id))!,
    async acknowledge(inquiry, id, jws) {
      const { agency } = inquiry.system!
      const transfer = await received(db, agency, id)
      const before = await acknowledgementOf(db, vault, id)
      // Signed long ago by now, perhaps with a key that has ended since, and taken then.
      const isRepeat = before?.jws === jws
      const said = isRepeat ? (decodeJwt(jws) as unknown as Acknowledgement) : await verified(agency, transfer, jws)
      const taking = (tx: Sql) => confirmed(inquiry, tx, () => take(tx, inquiry, id, jws, said))
      // The index is held before the row is locked, as by whoever recalls it.
      const { outcome, at, event, recording } = await (said.outcome === 'acknowledged'
        ? writeIndex(db, taking)
        : db.transaction(taking))
      return { id, state: outcome, at: at.toISOString(), event, receipt: await recordings.settle(recording) }
    },
  }
}
