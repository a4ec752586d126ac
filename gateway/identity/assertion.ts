/** For clients: signs an officer assertion with the agency's key (RFC 7523 §3). */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { calculateJwkThumbprint, type JWK, SignJWT } from 'jose'
import { limits } from '../limits.ts'
import { random_bytes } from '../telemetry/random.ts'
import type { ClearanceLevel } from './clearance.ts'

export interface AssertionRequest {
  /** EC P-256 private key, PKCS #8 PEM. Its public half is registered under its RFC 7638 thumbprint as `kid`. */
  readonly keyPem: string
  /** Agency id, for example `cong-an`. */
  readonly agency: string
  readonly officer: string
  readonly clearance: ClearanceLevel
  /** The gateway's token endpoint. */
  readonly audience: string
  /** Seconds since 1970. */
  readonly now_s: number
}

/** The `kid` under which the public half of the private key in `keyPem` is registered: its RFC 7638 thumbprint. */
export const keyIdOf = (keyPem: string): Promise<string> =>
  calculateJwkThumbprint(createPublicKey(createPrivateKey(keyPem)).export({ format: 'jwk' }) as JWK)

/** A fresh assertion, valid once and for five minutes. Throws when `keyPem` is no such key. */
export async function signAssertion(request: AssertionRequest): Promise<string> {
  const key = createPrivateKey(request.keyPem)
  const kid = await keyIdOf(request.keyPem)
  return new SignJWT({ clearance: request.clearance })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid })
    .setIssuer(request.agency)
    .setSubject(request.officer)
    .setAudience(request.audience)
    .setIssuedAt(request.now_s)
    .setExpirationTime(request.now_s + limits.token.assertion_lifetime_s_max)
    .setJti(random_bytes(16).toString('base64url'))
    .sign(key)
}
