/** The receiver's word on what was handed over to it: a JWS over the gateway's receipt, by a key that the registry has for its messages. */
import { hash } from 'node:crypto'
import { limits } from '../limits.ts'
import { type JwsFault, type JwsKind, openCompact } from './compact-jws.ts'
import { keysAt } from './key-validity.ts'
import type { RegisteredKey } from './participant.ts'
import type { ReceiptClaims } from './transfer-receipt.ts'

/** Why a receiver does not take it (schemas/transfer-acknowledgement.json). */
export type RefusalCode = (typeof refusalCodes)[number]

interface Said {
  readonly transfer: string
  /** Base64url SHA-256 of the receipt's JWS. */
  readonly receipt: string
  /** The receiver's own number. */
  readonly native_key?: string
  /** RFC 3339: signed. */
  readonly at: string
}

export type Acknowledgement =
  | (Said & { readonly outcome: 'acknowledged' })
  | (Said & { readonly outcome: 'refused'; readonly reason: { readonly code: RefusalCode; readonly text?: string } })

/** `typ` of its header. */
export const acknowledgementType = 'lienthong-acknowledgement+jws'

/** In the order in which a person is asked. */
export const refusalCodes = ['not-competent', 'evidence-missing', 'duplicate', 'unreadable', 'other'] as const

const kind: JwsKind = {
  type: acknowledgementType,
  schema: 'transfer-acknowledgement.json',
  bytes_max: limits.receipt.acknowledgement_bytes_max,
}

export interface AcknowledgementBasis {
  /** Those that the receiver's messages may be signed by, present and former: the receiver's alone. */
  readonly participantKeys: readonly RegisteredKey[]
  /** The receipt's JWS, and its claims. */
  readonly receipt: { readonly jws: string; readonly claims: Pick<ReceiptClaims, 'transfer' | 'iat'> }
  /** Milliseconds since 1970, when it has to be new; without it `at` is the signer's word. */
  readonly now_ms?: number
}

/** `reason`: one is missing, or given without a refusal. `time`: signed too long ago, or ahead of the clock. */
export type AcknowledgementFault = JwsFault | 'other-receipt' | 'reason' | 'time' | 'key-not-valid'

export type VerifiedAcknowledgement =
  | { readonly ok: true; readonly acknowledgement: Acknowledgement }
  | { readonly ok: false; readonly code: AcknowledgementFault }

/** How an acknowledgement names the receipt that it is of. */
export const receiptDigest = (jws: string): string => hash('sha256', jws, 'base64url')

const refuse = (code: AcknowledgementFault) => ({ ok: false, code }) as const

function isTimely(at_ms: number, now_ms: number | undefined): boolean {
  const skew_ms = limits.token.clock_skew_s * 1000
  if (now_ms === undefined) return true
  return at_ms <= now_ms + skew_ms && at_ms >= now_ms - limits.receipt.acknowledgement_age_s_max * 1000
}

/**
 * Verifies the acknowledgement `jws` of `receipt`: its form, that it is of this receipt, and the signature by one of `participantKeys` on a day on
 * which that key counted, and on the receipt's if that is later. Never throws. NOT verified: the receipt itself, whose keys these are, and whether it was acknowledged before.
 */
export async function verifyAcknowledgement(
  jws: string,
  basis: AcknowledgementBasis,
): Promise<VerifiedAcknowledgement> {
  const { participantKeys, receipt } = basis
  const opened = await openCompact<Acknowledgement & { readonly reason?: unknown }, RegisteredKey>(
    jws,
    participantKeys,
    kind,
  )
  if (!opened.ok) return opened
  const { claims, key } = opened
  if (claims.receipt !== receiptDigest(receipt.jws) || claims.transfer !== receipt.claims.transfer)
    return refuse('other-receipt')
  if ((claims.outcome === 'refused') !== (claims.reason !== undefined)) return refuse('reason')
  const at_ms = Date.parse(claims.at)
  if (!isTimely(at_ms, basis.now_ms)) return refuse('time')
  // It has the receipt's digest, so it was signed after that, whatever it says: one of the two clocks was wrong, and the key is to have counted by both.
  const moments = [at_ms, Math.max(at_ms, receipt.claims.iat * 1000)]
  if (moments.some((moment) => keysAt([key], moment).length === 0)) return refuse('key-not-valid')
  return { ok: true, acknowledgement: claims }
}
