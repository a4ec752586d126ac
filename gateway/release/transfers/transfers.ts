/**
 * What one agency hands over to another: read, routed, written for its receiver, stored, recorded, and only then answered. The order is commit,
 * log entry, receipt, answer; the same message under its key again has the same receipt, whatever became of it since.
 */
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import { vietnamTime } from '../../../schemas/consistency/moment.ts'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { Sources } from '../../sources/sources.ts'
import { inGroups, lockTimeoutOf } from '../../store/groups.ts'
import type { Sql } from '../../store/pool.ts'
import { now_ms, timestamp } from '../../telemetry/clock.ts'
import { newTransferId } from '../../telemetry/ids.ts'
import { type Attachment, attachmentsOf, eraseWaiting } from '../attachments/rows.ts'
import { confirmed } from '../confirmed.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { open, type Sealed } from '../sealed.ts'
import { type Acknowledged, acknowledgementOf } from './acknowledgement-rows.ts'
import { type Clearance, clearanceOf } from './clearance-rows.ts'
import { type ClockPage, type ClockRow, clocksOf, listClocks } from './clock-rows.ts'
import { factsOf, receiptOf, type TransferFacts } from './content-rows.ts'
import { causeOf } from './entries.ts'
import type { AskedHandingOver, Handed } from './handed.ts'
import { type Pushed, pushOf } from './push-rows.ts'
import { readTransfer, secretIn, type Unread } from './reading.ts'
import { type Recall, recallsOf } from './recall-rows.ts'
import type { Receipted, Receipting } from './receipting.ts'
import { findByKeys, findTransfer, type Keyed } from './rows.ts'
import { type StageRow, stagesOf } from './stage-rows.ts'
import { type InForce, storeTransfers, type ToStore } from './storing.ts'
import type { TransferRow } from './transfer.ts'

/** A message as its sender signed it: certificate, signature, digest and media type have been verified. */
export interface Message {
  /** Registry id of the receiver, in its form; whether there is such an agency has NOT been looked up. */
  readonly to: string
  readonly document: NativeDocument
  /** What comes beside it, at most one for a place, in their order. */
  readonly attachments?: readonly AskedAttachment[]
}

export interface AskedAttachment {
  /** `/documents/<n>` or `/opaque/<n>` of the document as its sender's adapter reads it. */
  readonly place: string
  /** Of what was uploaded. */
  readonly id: string
  /** As in Attached: in their form, each once. */
  readonly shows?: readonly string[] | undefined
}

export interface KeyedMessage extends Message {
  /** Of the sender: one message stands under it for ever. */
  readonly key: string
}

type HandedDocument = Extract<Handed, { state: 'ok' }>
type NotHanded = Extract<Handed, { state: 'refused' }>

/** `again`: it had been taken before. */
export type TakenTransfer = (Receipted & { readonly state: 'receipted'; readonly again: boolean }) | Unread | NotHanded
export type TriedTransfer = (HandedDocument & { readonly adapters: Adapters }) | Unread | NotHanded

/** What comes beside a place of the document. */
interface Uploaded extends Pick<AskedAttachment, 'place' | 'shows'> {
  readonly attachment: Attachment
}

/** What is to be stored, and by whom it is asked. */
interface Asked {
  readonly inquiry: Inquiry
  readonly given: ToStore
}

interface Adapters {
  readonly sender: string
  readonly receiver: string
}

/** A transfer as one of its two ends is told of it. */
export interface TransferStatus {
  readonly transfer: TransferRow
  readonly stages: readonly StageRow[]
  readonly receipt: string | undefined
  readonly acknowledgement: Acknowledged | undefined
  /** Of the pushing to its receiver's system. */
  readonly pushed: Pushed | undefined
  readonly clocks: readonly ClockRow[]
  readonly recall: Recall | undefined
  /** For its sender alone: whether it is held, and what it is told of it. */
  readonly held: Clearance | undefined
  readonly facts: TransferFacts | undefined
}

export interface Transfers {
  /**
   * Takes a message once, for the system that asks. Throws GatewayError `idempotency-key-reused` when another message stands under its key, what
   * refuses its route or its receiver, `attachment-not-found` when it names what its sender has not uploaded, and `transfers-unavailable`, `policy-changed`, `index-unavailable` or `log-unavailable`: after these it is
   * to be sent again.
   */
  take(inquiry: Inquiry, message: KeyedMessage): Promise<TakenTransfer>
  /** Tells what taking it would give, from the document itself and what is known of the receiver to everybody. Keeps nothing. Throws as take. */
  try(inquiry: Inquiry, message: Message): Promise<TriedTransfer>
  /** What has become of a transfer of the agency that asks; undefined for others', and where there is none. Throws GatewayError `index-unavailable`. */
  status(agency: string, id: string): Promise<TransferStatus | undefined>
  /** Legal limits of what the agency sent, received or supervises (clock-rows.ts), as they stand now. Throws as status. */
  clocks(agency: string, page: Omit<ClockPage, 'now'>): Promise<readonly ClockRow[]>
}

export interface TransfersOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'recordings' | 'standing' | 'quarantine'>
  readonly sources: Pick<Sources<Sealed>, 'retranslate'>
  readonly receipting: Receipting
  /** Versions of what is in force now. */
  inForce(): InForce
  /** Routes and writes, by what is in force at the call. */
  handOver(ask: AskedHandingOver): Promise<Handed>
}

export function createTransfers({ keeping, sources, receipting, inForce, handOver }: TransfersOptions): Transfers {
  const { db, kept } = keeping
  /** The last one under a key of a sender: another waits for it. */
  const turns = new Map<string, Promise<unknown>>()
  /** Bytes of documents in hand by agency. */
  const inHand = new Map<string, number>()

  /** Throws GatewayError `transfers-unavailable` when the agency has as much in hand as it may. */
  async function holding<T>(agency: string, { document }: Message, work: () => Promise<T>): Promise<T> {
    const held = (inHand.get(agency) ?? 0) + document.body.length
    if (held > limits.transfer.in_hand_bytes_max) throw new GatewayError('transfers-unavailable')
    inHand.set(agency, held)
    return work().finally(() => inHand.set(agency, inHand.get(agency)! - document.body.length))
  }

  async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(name) ?? Promise.resolve()).then(work, work)
    turns.set(name, mine)
    return mine.finally(() => {
      if (turns.get(name) === mine) turns.delete(name)
    })
  }

  async function uploaded(sender: string, asked: readonly AskedAttachment[]): Promise<readonly Uploaded[]> {
    if (asked.length === 0) return []
    const ids = asked.map(({ id }) => id)
    const found = await attachmentsOf(db, kept.vault, sender, ids)
    if (ids.some((id) => !found.has(id))) throw new GatewayError('attachment-not-found')
    return asked.map(({ place, id, shows }) => ({ place, shows, attachment: found.get(id)! }))
  }

  /** Where a state secret stands in clear, what was to come beside it is no more to be held than the document. */
  async function secretBeside(sender: string, asked: readonly AskedAttachment[]): Promise<void> {
    if (asked.length === 0) return
    const ids = asked.map(({ id }) => id)
    await db.transaction((tx) => eraseWaiting(tx, sender, ids))
  }

  /** Reads and writes it, keeping nothing but what can't be read, if that. */
  async function prepare(inquiry: Inquiry, message: Message, { keeps }: { readonly keeps: boolean }) {
    const prepared = await prepareOne(inquiry, message, { keeps })
    if (prepared.state === 'refused' && prepared.code === 'state-secret-in-clear')
      await secretBeside(inquiry.system!.agency, message.attachments ?? [])
    return prepared
  }

  async function prepareOne(inquiry: Inquiry, message: Message, { keeps }: { readonly keeps: boolean }) {
    const { to, document, attachments = [] } = message
    const cause = causeOf(inquiry)
    const { agency } = inquiry.system!
    const receivedAt = timestamp()
    inquiry.decidedBy = inForce()
    const beside = await uploaded(agency, attachments)
    const about = { agency, cause, receivedAt, keeps, document: { status: 200, ...document } }
    const read = await readTransfer(keeping, sources, about)
    if (read.state === 'refused') return read
    const translatedAt = timestamp()
    const reference = newTransferId()
    const handed = await handOver({
      ...{ from: agency, to, translation: read.sealed, reference, at: vietnamTime(receivedAt) },
      attached: beside.map(({ place, shows, attachment }) => ({ place, shows, sha256: attachment.facts.sha256 })),
      ...{ event: cause.event, traceparent: cause.traceparent },
    })
    if (handed.state === 'refused')
      return handed.code === 'state-secret-in-clear' ? secretIn(keeping, about, read.adapter) : handed
    const stages = [
      { stage: 'received', at: receivedAt },
      { stage: 'parsed', at: translatedAt },
      { stage: 'translated', at: translatedAt },
      { stage: 'routed', at: timestamp() },
    ] as const
    const goes = handed.beside.papers.map((paper) => ({
      ...{ paper, attachment: beside.find(({ place }) => place === paper.place)!.attachment },
    }))
    return { state: 'ok', handed, id: reference, cause, adapter: read.adapter, stages, goes } as const
  }

  const standing = inGroups<Keyed, TransferRow | undefined>((keyed) => findByKeys(db, keyed))

  /** With every other that waits: in one transaction, which no two messages of one key are in. */
  const store = inGroups<Asked, TransferRow>(
    (asked) => db.transaction((tx) => storeConfirmed(tx, asked), lockTimeoutOf(asked)),
    ({ given: { native, handed } }) => native.body.length + open<NativeDocument>(handed.document).body.length,
  )

  /** Each is confirmed before, and again after all are stored. */
  function storeConfirmed(tx: Sql, asked: readonly Asked[], stored: readonly ToStore[] = []): Promise<TransferRow[]> {
    const [first, ...others] = asked
    if (!first) return storeTransfers(tx, keeping, inForce(), stored)
    return confirmed(first.inquiry, tx, () => storeConfirmed(tx, others, [...stored, first.given]))
  }

  async function takeOne(inquiry: Inquiry, message: KeyedMessage): Promise<TakenTransfer> {
    const { key, to, document, attachments = [] } = message
    const { agency: sender } = inquiry.system!
    const beside = attachments.flatMap(({ place, id, shows = [] }) => [place, id, ...shows])
    const mac = kept.vault.mac(document.body, ['transfer', sender, key, to, document.mediaType, ...beside])
    const receipted = async (row: TransferRow, again: boolean): Promise<TakenTransfer> => {
      if (!row.message_mac.equals(mac)) throw new GatewayError('idempotency-key-reused')
      return { state: 'receipted', again, ...(await receipting.finish(row)) }
    }
    const before = await standing({ sender, key })
    if (before) return receipted(before, true)
    const prepared = await prepare(inquiry, message, { keeps: true })
    if (prepared.state === 'refused') return prepared
    const { id: system } = inquiry.system!
    const ends = { sender, system, receiver: to }
    const given = { ...ends, key, mac, native: document, ...prepared, decidedBy: inquiry.decidedBy! }
    const row = await store({ inquiry, given }).catch(async (error: unknown) => {
      if (!(error instanceof GatewayError) || error.code !== 'idempotency-key-reused') throw error
      // Another node has it under this key since.
      return (await standing({ sender, key }))!
    })
    return receipted(row, row.id !== prepared.id)
  }

  return {
    // A copy, so that what is digested is what is taken.
    take: (inquiry, given) => {
      const document = { ...given.document, body: new Uint8Array(given.document.body) }
      const { agency } = inquiry.system!
      const turn = JSON.stringify([agency, given.key])
      return holding(agency, given, () => inTurn(turn, () => takeOne(inquiry, { ...given, document })))
    },
    async try(inquiry, message) {
      const { agency } = inquiry.system!
      const prepared = await holding(agency, message, () => prepare(inquiry, message, { keeps: false }))
      if (prepared.state === 'refused') return prepared
      const { handed, adapter } = prepared
      return { ...handed, adapters: { sender: adapter, receiver: handed.adapter } }
    },
    async status(agency, id) {
      const transfer = await findTransfer(db, id, { agency, as: 'either' })
      if (!transfer) return undefined
      return {
        transfer,
        stages: await stagesOf(db, id),
        receipt: receiptOf(kept.vault, transfer),
        acknowledgement: await acknowledgementOf(db, kept.vault, id),
        pushed: await pushOf(db, kept.vault, id),
        held: transfer.sender === agency ? await clearanceOf(db, id) : undefined,
        clocks: await clocksOf(db, id, new Date(now_ms())),
        recall: (await recallsOf(db, kept.vault, [id])).get(id),
        facts: transfer.sender === agency ? factsOf(kept.vault, transfer) : undefined,
      }
    },
    clocks: (agency, page) => listClocks(db, agency, { ...page, now: new Date(now_ms()) }),
  }
}
