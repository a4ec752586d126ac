/** The key that the gateway signs its answers with: apart from the token key, so that no answer is a token and no token an answer. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'

export const messageSeed_bytes = 32

export interface MessageKey {
  /** Ed25519. */
  readonly privateKey: KeyObject
  /** RFC 7638 thumbprint. */
  readonly kid: string
  /** The public half, as it is published (RFC 7517, RFC 8037). */
  readonly jwk: JWK
}

/** RFC 8410 §7: PKCS #8 of an Ed25519 key, without the 32 bytes at its end. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The Ed25519 key of `seed` (RFC 8032 §5.1.5, 32 random bytes). */
export async function createMessageKey(seed: Uint8Array): Promise<MessageKey> {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' }) as JWK
  const kid = await calculateJwkThumbprint(jwk)
  return { privateKey, kid, jwk: { ...jwk, kid, alg: 'EdDSA', use: 'sig' } }
}
