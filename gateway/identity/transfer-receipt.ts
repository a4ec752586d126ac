/** The gateway's receipt of what was handed over: a JWS that either side can show later, and that verifies without the gateway. */
import { createHash, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { decodeJwt } from 'jose'
import type { NativeDocument } from '../../adapters/sdk/adapter.ts'
import { limits } from '../limits.ts'
import { random_bytes } from '../telemetry/random.ts'
import { type JwsFault, type JwsKind, openCompact, signCompact } from './compact-jws.ts'
import { type KeyHistory, signedAt } from './key-history.ts'
import type { MessageKey } from './message-key.ts'

/** One form of the document. */
export interface ReceiptedDocument {
  readonly media_type: string
  /** Size: of the receiver's form alone, for that of the other tells how much was withheld; receipts of before say both. */
  readonly bytes?: number
  /** Base64url HMAC-SHA-256 of the bytes. */
  readonly digest: string
}

/** A paper beside the document. It is long, so that its digest is of its SHA-256: base64url HMAC-SHA-256 of that. */
export interface ReceiptedAttachment extends ReceiptedDocument {
  /** As its receiver calls it. */
  readonly number: string
  readonly bytes: number
}

export interface ReceiptedMessage {
  /** Key of the digest of `translated`; base64url, of this receipt alone: who has the receipt and the document compares them, who has neither guesses nothing. */
  readonly digest_key: string
  /** As the sender gave it. Its key the sender alone is told: with it the receiver could try guesses of what is withheld from it. */
  readonly native: ReceiptedDocument
  /** As the receiver gets it. */
  readonly translated: ReceiptedDocument
  /** What came beside it, with digests under `digest_key`; absent when nothing did. */
  readonly attachments?: readonly ReceiptedAttachment[]
}

/** schemas/transfer-receipt.json. */
export interface ReceiptClaims {
  /** Address of the gateway when it signed. */
  readonly iss: string
  readonly transfer: string
  /** Agencies by their ids. */
  readonly sender: string
  readonly receiver: string
  readonly kind: string
  /** Nobody signed for it: the gateway made it from what the sender's source answered. Absent: the sender signed. */
  readonly made_by?: 'gateway'
  readonly message: ReceiptedMessage
  /** `id@version#hash` each. */
  readonly adapters: { readonly sender: string; readonly receiver: string }
  /** RFC 3339. */
  readonly received_at: string
  /** Seconds since 1970: signed. */
  readonly iat: number
  /** The log's entry of the transfer: `leaf` is its leaf hash in padded base64. */
  readonly log: { readonly origin: string; readonly index: number; readonly leaf: string }
}

const kind: JwsKind = {
  type: 'lienthong-receipt+jws',
  schema: 'transfer-receipt.json',
  bytes_max: limits.receipt.jws_bytes_max,
}

const macOf = (key: string, bytes: Uint8Array): Buffer =>
  createHmac('sha256', createSecretKey(key, 'base64url')).update(bytes).digest()

const receipted = (key: string, { mediaType, body }: NativeDocument): ReceiptedDocument => ({
  media_type: mediaType,
  digest: macOf(key, body).toString('base64url'),
})

/** The key of the other form's digest: whoever may see both forms needs one key. */
const translatedKeyOf = (senderKey: string): string => macOf(senderKey, Buffer.from('translated')).toString('base64url')

/** A paper of which `sha256` (base64) and size are known. */
export interface AttachmentToReceipt {
  readonly number: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * What a receipt says of the two forms of a document and of what came beside it; and `sender_key` (base64url, 32 random bytes), which is the sender's alone: the key of the digest
 * of `native`, from which `digest_key` is made (HMAC-SHA-256 of `translated`).
 */
export function receiptedMessage(
  native: NativeDocument,
  translated: NativeDocument,
  attachments: readonly AttachmentToReceipt[] = [],
): { readonly sender_key: string; readonly message: ReceiptedMessage } {
  const sender_key = random_bytes(32).toString('base64url')
  const digest_key = translatedKeyOf(sender_key)
  const besides = attachments.map(({ number, mediaType, bytes, sha256 }) => ({
    ...{ number, media_type: mediaType, bytes },
    digest: macOf(digest_key, Buffer.from(sha256, 'base64')).toString('base64url'),
  }))
  return {
    sender_key,
    message: {
      digest_key,
      native: receipted(sender_key, native),
      translated: { ...receipted(digest_key, translated), bytes: translated.body.byteLength },
      ...(besides.length > 0 && { attachments: besides }),
    },
  }
}

/**
 * The receipt as compact JWS (RFC 7515), EdDSA; the same claims and key give the same text. Throws Error when the claims break their schema:
 * such a receipt would verify nowhere. Whether they are true is the caller's.
 */
export const signReceipt = (key: MessageKey, claims: ReceiptClaims): Promise<string> => signCompact(key, claims, kind)

/** What the receipt `jws` says. NOT verified: anything of it. Throws when it is no JWS with claims. */
export const claimsIn = (jws: string): ReceiptClaims => decodeJwt(jws) as unknown as ReceiptClaims

export interface ReceiptBasis {
  readonly keys: KeyHistory['keys']
  /** The documents' bytes, of those who hold one. */
  readonly native?: { readonly body: Uint8Array; readonly senderKey: string }
  readonly translated?: Uint8Array
  /** By the number that the receipt has. */
  readonly attachments?: ReadonlyMap<string, Uint8Array>
}

/** `key-distrusted`: whoever has the key may have signed it, at any time. `key-not-valid`: the key did not sign at the time that the receipt says. */
export type ReceiptFault =
  | JwsFault
  | 'key-distrusted'
  | 'key-not-valid'
  | 'native-differs'
  | 'translated-differs'
  | 'attachment-differs'

export type VerifiedReceipt =
  | { readonly ok: true; readonly claims: ReceiptClaims }
  | { readonly ok: false; readonly code: ReceiptFault }

const isOf = ({ bytes, digest }: ReceiptedDocument, key: string, body: Uint8Array): boolean =>
  (bytes === undefined || bytes === body.byteLength) &&
  timingSafeEqual(macOf(key, body), Buffer.from(digest, 'base64url'))

const isAttachment = (of: ReceiptedAttachment | undefined, key: string, body: Uint8Array): boolean =>
  of?.bytes === body.byteLength &&
  timingSafeEqual(macOf(key, createHash('sha256').update(body).digest()), Buffer.from(of.digest, 'base64url'))

/**
 * Verifies the receipt `jws`: its form, the signature by one of `keys` at a time when that key signed, and the documents that are given. Never
 * throws. NOT verified: that `keys` are the gateway's, a document that is not given, that the entry is in the log (audit/tlog-proof.ts); and
 * `iss`, since a gateway keeps its keys when its address changes.
 */
export async function verifyReceipt(
  jws: string,
  { keys, native, translated, attachments = new Map() }: ReceiptBasis,
): Promise<VerifiedReceipt> {
  const opened = await openCompact<ReceiptClaims, KeyHistory['keys'][number]>(jws, keys, kind)
  if (!opened.ok) return opened
  const { claims, key } = opened
  if (key.distrusted) return { ok: false, code: 'key-distrusted' }
  if (!signedAt(key, claims.iat)) return { ok: false, code: 'key-not-valid' }
  const { message } = claims
  if (native && !isOf(message.native, native.senderKey, native.body)) return { ok: false, code: 'native-differs' }
  if (translated && !isOf(message.translated, message.digest_key, translated))
    return { ok: false, code: 'translated-differs' }
  for (const [number, body] of attachments) {
    const receipted = message.attachments?.find((of) => of.number === number)
    if (!isAttachment(receipted, message.digest_key, body)) return { ok: false, code: 'attachment-differs' }
  }
  return { ok: true, claims }
}
