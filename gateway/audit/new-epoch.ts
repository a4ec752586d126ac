/**
 * An epoch's key, wrapped to the audit officers: JWE in General JSON form (RFC 7516 §7.2.1). Apart from its file, which the writer thread keeps
 * and which needs nothing of JOSE.
 */
import { GeneralEncrypt, type JWK } from 'jose'
import { newEpochId } from '../telemetry/ids.ts'
import { random_bytes } from '../telemetry/random.ts'

/** A public key of an audit officer (RFC 7517), checked by the registry, which sees to its `kid`. */
export type OfficerKey = JWK

export interface NewEpoch {
  readonly id: string
  /** 32 bytes, the caller's to overwrite. */
  readonly key: Buffer
  /** What is to be written to its file. */
  readonly file: Uint8Array
}

/**
 * A fresh key and its file: the key as JWK (RFC 7517 §7) for each of `recipients` by ECDH-ES+A256KW (RFC 7518 §4.6). Rejects with what jose
 * throws for a key that can't be used; `recipients` must not be empty.
 */
export async function newEpoch(recipients: readonly OfficerKey[]): Promise<NewEpoch> {
  const id = newEpochId()
  const key = random_bytes(32)
  const jwk = Buffer.from(JSON.stringify({ kty: 'oct', kid: id, alg: 'A256GCM', k: key.toString('base64url') }))
  const encrypting = new GeneralEncrypt(jwk).setProtectedHeader({ enc: 'A256GCM', cty: 'jwk+json' })
  for (const recipient of recipients) {
    encrypting.addRecipient(recipient).setUnprotectedHeader({ alg: 'ECDH-ES+A256KW', kid: recipient.kid ?? '' })
  }
  const jwe = await encrypting.encrypt()
  jwk.fill(0)
  return { id, key, file: Buffer.from(`${JSON.stringify(jwe, null, 2)}\n`) }
}
