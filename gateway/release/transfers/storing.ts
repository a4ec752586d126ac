/** The one way in which what is handed over comes to be stored, whoever made it: with the entry that it owes, its limits and what its receiver is given by it. */
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import { GatewayError } from '../../errors/problem.ts'
import { receiptedMessage } from '../../identity/transfer-receipt.ts'
import type { Sql } from '../../store/pool.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { type Attachment, holdAttachments, insertLinks } from '../attachments/rows.ts'
import type { Keeping } from '../keeping.ts'
import { open } from '../sealed.ts'
import { basisOf } from './clearing.ts'
import { insertClocks } from './clock-rows.ts'
import type { HandedAttachment, TransferFacts } from './content-rows.ts'
import { dossiersTold, storedEntries, type TransferCause } from './entries.ts'
import { givenBy } from './given-rows.ts'
import type { Handed } from './handed.ts'
import { insertTransfers, type NewTransfer } from './rows.ts'
import type { TransferRow } from './transfer.ts'

/** Versions of policy and registry. */
export interface InForce {
  readonly policy: string
  readonly registry: string
}

/** A paper that its receiver gets, and what was uploaded of it. */
export interface Going {
  readonly paper: HandedAttachment
  readonly attachment: Attachment
}

export interface ToStore {
  readonly id: string
  /** Registry ids of the agencies, and of the sender's system. */
  readonly sender: string
  readonly system: string
  readonly receiver: string
  /** Of the sender: one message stands under it for ever, and `mac` tells it from another. */
  readonly key: string
  readonly mac: Buffer
  readonly native: NativeDocument
  readonly cause: TransferCause
  readonly decidedBy: InForce
  /** `id@version#hash` of the sender's adapter. */
  readonly adapter: string
  readonly stages: NewTransfer['stages']
  readonly handed: Extract<Handed, { state: 'ok' }>
  /** Papers that go beside it. */
  readonly goes?: readonly Going[]
  /** Nobody signed for it: the gateway made it from what the sender's source answered under the event `asked`. */
  readonly made?: { readonly asked: string }
}

const toReceipt = ({ paper: { number }, attachment: { mediaType, facts } }: Going) => ({
  ...{ number, mediaType, bytes: facts.bytes, sha256: facts.sha256 },
})

/** What is told of it, sealed and to the log. */
function toldOf({ kept, standing }: Pick<Keeping, 'kept' | 'standing'>, given: ToStore) {
  const { id, sender, receiver, native, cause, decidedBy, handed, goes = [], made } = given
  const { kind, withheld, missing, policies, label, released } = handed
  const translated = open<NativeDocument>(handed.document)
  const { standing: _, dossiers, ...record } = handed.record
  const { parts, channels, isLess } = handed.beside
  const basis = basisOf(kept.vault, id, handed.record, { ...decidedBy, channels }).toString('base64')
  const facts: TransferFacts = {
    ...{ withheld, missing, ...receiptedMessage(native, translated, goes.map(toReceipt)) },
    record: { ...record, basis },
    ...(goes.length > 0 && { attachments: goes.map(({ paper }) => paper) }),
    ...(parts.length > 0 && { parts }),
  }
  const adapters = { sender: given.adapter, receiver: handed.adapter }
  const { purpose, legalBasis, relation } = handed.route
  const route = { purpose, legal_basis: legalBasis, relation }
  const told = {
    ...{ id, sender, receiver, kind, route, adapters, policies, ...dossiersTold(dossiers) },
    ...(made && { made_by: 'gateway' as const, came: made.asked }),
  }
  const bytes = { native: native.body.length, translated: translated.body.length }
  const row: Omit<NewTransfer, 'recording'> = {
    ...{ id, sender, sender_system: given.system, receiver, kind, ...route, made_by: made ? 'gateway' : null },
    papers_withheld: isLess,
    ...{ idempotency_key: given.key, message_mac: given.mac, event: cause.event },
    ...{ sender_adapter: adapters.sender, receiver_adapter: adapters.receiver },
    ...{ native, translated, facts, stages: given.stages },
    given: givenBy(kept.vault, { sender, receiver }, handed),
  }
  const uploads = new Map(goes.map(({ paper, attachment }) => [paper.number, attachment.id]))
  return { row, entries: storedEntries(standing, cause, told, facts, { label, released, bytes, uploads }) }
}

/** By their keys, so that of two nodes that put in the same ones neither waits for the other. */
const inOrder = (given: readonly ToStore[]): ToStore[] =>
  given.toSorted((a, b) => (`${a.sender} ${a.key}` < `${b.sender} ${b.key}` ? -1 : 1))

/**
 * Puts them in within `tx`, which is to be rolled back when this throws; gives their rows in the same order. Throws GatewayError `policy-changed` when `inForce`
 * is another than what one was decided by, `attachment-not-found` when one that goes was erased since, and as insertTransfers. Their receipts are made when the
 * transaction is committed (receipting.ts).
 */
export async function storeTransfers(
  tx: Sql,
  { kept, recordings, standing }: Pick<Keeping, 'kept' | 'recordings' | 'standing'>,
  { policy, registry }: InForce,
  given: readonly ToStore[],
): Promise<TransferRow[]> {
  if (given.some(({ decidedBy }) => policy !== decidedBy.policy || registry !== decidedBy.registry))
    throw new GatewayError('policy-changed')
  const ordered = inOrder(given)
  const attachments = ordered.flatMap(({ goes = [] }) => goes.map(({ attachment }) => attachment.id))
  if (!(await holdAttachments(tx, attachments))) throw new GatewayError('attachment-not-found')
  const told = ordered.map((one) => toldOf({ kept, standing }, one))
  const owed = await recordings.oweEach(
    tx,
    told.map(({ entries }) => entries),
  )
  const rows = await insertTransfers(
    tx,
    kept.vault,
    told.map(({ row }, at) => ({ ...row, recording: owed[at]! })),
  )
  for (const { id, goes = [] } of ordered) await insertLinks(tx, id, goes)
  const timed = ordered.map(({ id, sender, receiver, handed: { timing } }) => ({ id, sender, receiver, timing }))
  await insertClocks(tx, kept.vault, timed, new Date(now_ms()))
  return given.map(({ id }) => rows.find((row) => row.id === id)!)
}
