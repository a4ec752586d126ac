/** For clients: signs a request that changes something, as `requestProfile` or `transferProfile` want it (RFC 9421, RFC 9530). */
import { createPrivateKey, hash } from 'node:crypto'
import { random_bytes } from '../telemetry/random.ts'
import { keyIdOf } from './assertion.ts'
import { requestProfile, type SignatureProfile, signatureLabel } from './message-signature.ts'
import { signBase } from './signature-algorithms.ts'
import { signatureBase } from './signature-base.ts'
import { type Item, serializeInnerList } from './structured-field.ts'

export interface RequestToSign {
  /** EC P-256 or Ed25519 private key, PKCS #8 PEM. Its public half is registered under its RFC 7638 thumbprint as `kid`. */
  readonly keyPem: string
  /** The URL of the route, as the gateway calls itself. */
  readonly targetUri: string
  readonly contentType: string
  readonly body: string | Uint8Array
  /** As it will be sent; absent when none is. */
  readonly authorization?: string
  /** RFC 9651 string, as it will be sent. */
  readonly idempotencyKey?: string
  /** Seconds since 1970. */
  readonly created_s: number
  /** Default: requestProfile. */
  readonly profile?: SignatureProfile
}

/** All headers of a signed POST of `body`. Throws when `keyPem` is no such key. */
export async function signRequest(request: RequestToSign): Promise<Readonly<Record<string, string>>> {
  const { profile = requestProfile } = request
  const headers: Readonly<Record<string, string>> = {
    'content-type': request.contentType,
    'content-digest': `sha-256=:${hash('sha256', request.body, 'base64')}:`,
    ...(request.authorization !== undefined && { authorization: request.authorization }),
    ...(request.idempotencyKey !== undefined && { 'idempotency-key': request.idempotencyKey }),
  }
  const fields = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  const message = { method: 'POST', targetUri: request.targetUri, fields }
  const key = createPrivateKey(request.keyPem)
  const { algorithm, sign } = signBase(key)
  const covered = profile.covered(message).map((name): Item => [name, new Map()])
  const parameters = new Map<string, string | number>([
    ['created', request.created_s],
    ['nonce', random_bytes(16).toString('base64url')],
    ['keyid', await keyIdOf(request.keyPem)],
    ['alg', algorithm],
    ['tag', profile.tag],
  ])
  const written = serializeInnerList([covered, parameters])
  const signature = sign(signatureBase(covered, written, message)).toString('base64')
  return {
    ...headers,
    'signature-input': `${signatureLabel}=${written}`,
    signature: `${signatureLabel}=:${signature}:`,
  }
}
