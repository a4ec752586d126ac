/** What the log is told of transfers: what went by which route to whom and what was kept from it, by places, codes and keyed digests. */
import { createHmac, createSecretKey } from 'node:crypto'
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import type { EntryDetail, EntryDocument, EntryTransfer } from '../../audit/detail.ts'
import type { Entry } from '../../audit/entry.ts'
import type { ReceiptedDocument } from '../../identity/transfer-receipt.ts'
import { limits } from '../../limits.ts'
import { random_bytes } from '../../telemetry/random.ts'
import { formatTraceparent } from '../../telemetry/traceparent.ts'
import { entryOf, type Standing } from '../events.ts'
import type { Inquiry } from '../inquiry.ts'
import { byPath, portions } from '../logged.ts'
import type { StreamFacts } from '../sealed-stream.ts'
import type { TransferFacts } from './content-rows.ts'
import type { TransferRow } from './transfer.ts'

/** Under which event, and by whom: absent for what the gateway does by itself. */
export interface TransferCause {
  readonly event: string
  readonly operation: string
  readonly traceparent?: string | undefined
  readonly who?: EntryDetail['who'] | undefined
}

/** HMAC-SHA-256 under `key`, base64. */
const digestOf = (key: Uint8Array, bytes: Uint8Array | string): string =>
  createHmac('sha256', createSecretKey(key)).update(bytes).digest('base64')

const documentTold = (key: Uint8Array, { mediaType, body }: NativeDocument): EntryDocument => ({
  media_type: mediaType,
  bytes: body.length,
  digest: digestOf(key, body),
})

const inBase64 = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('base64')
const asEntered = ({ digest, media_type }: ReceiptedDocument, bytes: number): EntryDocument => ({
  ...{ media_type, bytes, digest: inBase64(digest) },
})

/** Of a system that asks. */
export function causeOf({ event, operation, trace, system }: Inquiry) {
  const { agency, id, thumbprint: certificate } = system!
  const who = { agency, system: id, certificate }
  return { event, operation, traceparent: formatTraceparent(trace), who } satisfies TransferCause
}

/** What an entry says besides the transfer. */
export const detailOf = ({ operation, traceparent, who }: TransferCause): EntryDetail => ({
  ...(who && { who }),
  operation,
  ...(traceparent !== undefined && { traceparent }),
})

/** The dossiers that the matter is in; none that is known is not told. */
export const dossiersTold = (dossiers: readonly string[]): Pick<EntryTransfer, 'dossiers'> =>
  dossiers.length > 0 ? { dossiers: dossiers.slice(0, limits.log.dossiers_per_transfer_max) } : {}

/** What was decided of a document: by which label, and what its receiver gets and does not. */
export interface Given extends Required<Pick<EntryTransfer, 'label' | 'released'>> {
  readonly withheld: TransferFacts['withheld']
  readonly missing: TransferFacts['missing']
}

/** In as many parts as have room, each in `bytes_max`; what is released comes first. */
function givenTold({ label, released, withheld, missing }: Given, bytes_max: number) {
  const lacking = byPath(missing.map(({ path, code: reason }) => ({ path, reason })))
  const places = [
    ...released.map((path) => ({ released: path })),
    ...withheld.map((place) => ({ withheld: place })),
    ...lacking.map((place) => ({ missing: place })),
  ]
  return portions<Partial<(typeof places)[number]>>(places, bytes_max).map((part) => ({
    label: { level: label.level, tags: [...label.tags] },
    released: part.flatMap((place) => ('released' in place ? (place.released ?? []) : [])),
    withheld: part.flatMap((place) => ('withheld' in place ? (place.withheld ?? []) : [])),
    missing: part.flatMap((place) => ('missing' in place ? (place.missing ?? []) : [])),
  }))
}

/** The entries of a transfer that is stored: as many as what is told of places needs. Its digests are those of its receipt, its key the sender's. `uploads`: ids of what came beside it, by number; `bytes`: sizes of the documents. */
export function storedEntries(
  standing: Standing,
  cause: TransferCause,
  about: Omit<EntryTransfer, 'native' | 'translated' | 'attachments' | 'withheld' | 'missing'>,
  { message, sender_key, withheld, missing, attachments = [] }: TransferFacts,
  {
    bytes,
    uploads,
    ...decided
  }: Pick<Given, 'label' | 'released'> & {
    readonly bytes: { readonly native: number; readonly translated: number }
    readonly uploads: ReadonlyMap<string, string>
  },
): [Entry, ...Entry[]] {
  const documents = {
    native: asEntered(message.native, bytes.native),
    translated: asEntered(message.translated, bytes.translated),
    ...(message.attachments && {
      attachments: message.attachments.map(({ number, ...of }) => {
        const { place, shows } = attachments.find((paper) => paper.number === number)!
        return { number, id: uploads.get(number)!, place, ...asEntered(of, of.bytes), ...(shows && { shows }) }
      }),
    }),
  }
  // What papers show stands in each part: places have what that leaves.
  const beside_bytes = Buffer.byteLength(JSON.stringify(documents.attachments ?? []))
  const parts = givenTold({ ...decided, withheld, missing }, limits.log.records_bytes_max - beside_bytes)
  return parts.map((part, number) =>
    entryOf(standing, {
      event: cause.event,
      phase: 'transfer-stored',
      detail: {
        ...detailOf(cause),
        digest_key: inBase64(sender_key),
        transfer: { ...about, ...documents, ...part },
        ...(parts.length > 1 && { note: `part ${number + 1} of ${parts.length}` }),
      },
    }),
  ) as [Entry, ...Entry[]]
}

/** What the log is told of a dry run; of places as far as one entry has room. */
export function triedTold(
  ends: Pick<EntryTransfer, 'sender' | 'receiver'>,
  tried: Pick<EntryTransfer, 'kind' | 'adapters' | 'policies'> & {
    readonly route: { readonly purpose: string; readonly legalBasis: string; readonly relation: string }
    readonly record: { readonly dossiers: readonly string[] }
  } & Given,
): EntryDetail {
  const { purpose, legalBasis: legal_basis, relation } = tried.route
  const [given] = givenTold(tried, limits.log.records_bytes_max)
  return {
    transfer: {
      ...{ ...ends, kind: tried.kind, route: { purpose, legal_basis, relation } },
      ...(tried.adapters && { adapters: tried.adapters }),
      ...(tried.policies && { policies: tried.policies }),
      ...dossiersTold(tried.record.dossiers),
      ...given,
    },
  }
}

/** Which transfer, and under which event it came. */
export const transferTold = ({
  id,
  sender,
  receiver,
  kind,
  event,
}: Pick<TransferRow, 'id' | 'sender' | 'receiver' | 'kind' | 'event'>): EntryTransfer => ({
  ...{ id, sender, receiver, kind, came: event },
})

const told = {
  delivered: { phase: 'transfer-delivered' },
  acknowledged: { phase: 'transfer-acknowledged' },
  refused: { phase: 'transfer-refused' },
  'dead-letter': { phase: 'transfer-undeliverable' },
  'push-asked': { phase: 'transfer-push-asked' },
  held: { phase: 'transfer-held' },
  recalled: { phase: 'transfer-recalled' },
  'recall-acknowledged': { phase: 'transfer-recall-acknowledged' },
  erased: { phase: 'transfer-erased' },
} as const satisfies Readonly<Record<string, Pick<Entry, 'phase'>>>

/** By what it was decided that it may leave, for the log: `cleared` once that was decided anew. */
export interface Cleared extends Pick<EntryTransfer, 'cleared'> {
  /** That it is in by now. */
  readonly dossiers: readonly string[]
}

/** Which transfer is handed out: what its receiver gets of it stands in the entry of the event that it came by (`came`). */
export const handedOutTold = (transfer: TransferRow, { dossiers, cleared }: Cleared): EntryTransfer => ({
  ...transferTold(transfer),
  ...dossiersTold(dossiers),
  ...(cleared && { cleared }),
})

/** A sending to the receiver's system, which was never sent more often than the count of `attempts`: durable before the first byte of it. */
export function sendingEntry(
  standing: Standing,
  transfer: TransferRow,
  cause: TransferCause,
  { document, attempts, by }: { readonly document: NativeDocument; readonly attempts: number; readonly by: Cleared },
): Entry {
  const key = random_bytes(16)
  const about = { ...handedOutTold(transfer, by), translated: documentTold(key, document), attempts }
  const detail = { ...detailOf(cause), digest_key: key.toString('base64'), transfer: about }
  return entryOf(standing, { event: cause.event, phase: 'released', detail })
}

/** What came beside a document and is handed out: its number, media type, and what is known of its bytes. */
export interface FetchedAttachment {
  readonly number: string
  readonly mediaType: string
  readonly facts: StreamFacts
}

/** Its digest is under the key of its own, which is then that of the entry. */
export const attachmentTold = ({ number, mediaType, facts }: FetchedAttachment) => ({
  ...{ number, media_type: mediaType, bytes: facts.bytes, digest: facts.digest },
})

/** What comes of a transfer once it has its receipt. */
export interface Came {
  /** `erased`: its content is. */
  readonly stage: keyof typeof told
  /** A code. */
  readonly reason?: string | undefined
  /** What was handed out. */
  readonly document?: NativeDocument | undefined
  /** What came beside the document and was handed out before it. */
  readonly attachment?: FetchedAttachment | undefined
  /** The receiver's compact JWS, and the number that its system gave: the log has no more than keyed digests. */
  readonly acknowledgement?: string | undefined
  readonly nativeKey?: string | undefined
  /** A text that was given: the log has no more than its keyed digest. */
  readonly says?: string | undefined
  /** Of a recall: whether its receiver may have it already. */
  readonly handedOut?: boolean | undefined
  /** Count of pushes. */
  readonly attempts?: number | undefined
  readonly by?: Cleared | undefined
  /** Of what is held: places that were not kept from its receiver before. */
  readonly more?: EntryTransfer['withheld'] | undefined
}

/** The entry of a stage that `transfer` comes to. Its digests are keyed by the entry's own key. */
export function stageEntry(standing: Standing, transfer: TransferRow, cause: TransferCause, came: Came): Entry {
  const { stage, reason, document, attachment, acknowledgement, nativeKey, says, handedOut, attempts, by, more } = came
  const key = attachment ? Buffer.from(attachment.facts.digest_key, 'base64') : random_bytes(16)
  return entryOf(standing, {
    event: cause.event,
    ...told[stage],
    detail: {
      ...detailOf(cause),
      digest_key: key.toString('base64'),
      transfer: {
        ...(by ? handedOutTold(transfer, by) : transferTold(transfer)),
        ...(more && { withheld: more }),
        ...(document && { translated: documentTold(key, document) }),
        ...(attachment && { attachments: [attachmentTold(attachment)] }),
        ...(acknowledgement !== undefined && { acknowledgement: digestOf(key, acknowledgement) }),
        ...(nativeKey !== undefined && { native_key: digestOf(key, nativeKey) }),
        ...(says !== undefined && { says: digestOf(key, says) }),
        ...(handedOut !== undefined && { handed_out: handedOut }),
        ...(attempts !== undefined && { attempts }),
        ...(reason !== undefined && { reason }),
      },
    },
  })
}
