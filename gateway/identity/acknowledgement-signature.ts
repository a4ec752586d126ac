/** For clients: the receiver's word on a transfer, signed with the agency's key as `verifyAcknowledgement` wants it. */
import { createPrivateKey } from 'node:crypto'
import { CompactSign, decodeJwt } from 'jose'
import { keyIdOf } from './assertion.ts'
import { acknowledgementType, type RefusalCode, receiptDigest } from './transfer-acknowledgement.ts'

export interface AcknowledgementToSign {
  /** EC P-256 or Ed25519 private key, PKCS #8 PEM. Its public half is registered under its RFC 7638 thumbprint as `kid`. */
  readonly keyPem: string
  /** The gateway's receipt (compact JWS), which the receiver has verified. */
  readonly receipt: string
  /** Why it is refused; without it it is taken. */
  readonly reason?: { readonly code: RefusalCode; readonly text?: string }
  /** The receiver's own number. */
  readonly nativeKey?: string
  /** RFC 3339. */
  readonly at: string
}

/** A compact JWS (RFC 7515). Throws when `keyPem` is no such key, or `receipt` is no JWS. */
export async function signAcknowledgement(given: AcknowledgementToSign): Promise<string> {
  const { keyPem, receipt, reason, nativeKey, at } = given
  const key = createPrivateKey(keyPem)
  const alg = key.asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'ES256'
  const said = {
    transfer: decodeJwt(receipt).transfer,
    receipt: receiptDigest(receipt),
    outcome: reason ? 'refused' : 'acknowledged',
    ...(reason && { reason }),
    ...(nativeKey !== undefined && { native_key: nativeKey }),
    at,
  }
  return new CompactSign(Buffer.from(JSON.stringify(said)))
    .setProtectedHeader({ alg, kid: await keyIdOf(keyPem), typ: acknowledgementType })
    .sign(key)
}
