/**
 * Signs what the portal pushes: HTTP message signatures (RFC 9421) over the method, the target, the media type and the
 * digest of the body (RFC 9530). Written by hand, so that it shares nothing with whoever verifies.
 */
import { createHash, type KeyObject, sign } from 'node:crypto'

export interface Signer {
  /** A private key: P-256 or Ed25519. */
  readonly key: KeyObject
  readonly keyId: string
}

/** RFC 9530 §2 with SHA-256, as a header value. */
export const contentDigest = (body: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`

/** `components` are names and values as covered, `parameters` the serialised parameters with their leading `;`. */
export interface Covered {
  readonly components: readonly (readonly [name: string, value: string])[]
  readonly parameters: string
}

/** The covered names and the parameters as the inner list of RFC 9421 §2.3. */
const signatureParams = ({ components, parameters }: Covered): string =>
  `(${components.map(([name]) => `"${name}"`).join(' ')})${parameters}`

/** The signature base (RFC 9421 §2.5). Values are taken as they are: one line, without white space around. */
export function signatureBase(covered: Covered): string {
  const lines = covered.components.map(([name, value]) => `"${name}": ${value}`)
  return [...lines, `"@signature-params": ${signatureParams(covered)}`].join('\n')
}

/**
 * RFC 9421 §3.3: the name of the algorithm, and its signature; of ECDSA the 64 bytes r and s (§3.3.4), not DER. Throws
 * on another key.
 */
export function algorithmOf(key: KeyObject): { readonly name: string; readonly sign: (base: string) => Buffer } {
  if (key.asymmetricKeyType === 'ed25519')
    return { name: 'ed25519', sign: (base) => sign(null, Buffer.from(base), key) }
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1')
    return {
      name: 'ecdsa-p256-sha256',
      sign: (base) => sign('sha256', Buffer.from(base), { key, dsaEncoding: 'ieee-p1363' }),
    }
  throw new Error('the signing key is neither P-256 nor Ed25519')
}

/**
 * Headers of a signed POST of `body` to `url`: content-type, content-digest, signature-input, signature. `created_s`
 * in seconds since 1970; `nonce` is to be new for each message.
 */
export function signedHeaders(
  { key, keyId }: Signer,
  url: string,
  body: Uint8Array,
  { created_s, nonce }: { readonly created_s: number; readonly nonce: string },
): Readonly<Record<string, string>> {
  const algorithm = algorithmOf(key)
  const digest = contentDigest(body)
  const about = `keyid="${keyId}";alg="${algorithm.name}";tag="lienthong-deposit"`
  const covered: Covered = {
    components: [
      ['@method', 'POST'],
      ['@target-uri', new URL(url).href],
      ['content-type', 'application/json'],
      ['content-digest', digest],
    ],
    parameters: `;created=${created_s};nonce="${nonce}";${about}`,
  }
  return {
    'content-type': 'application/json',
    'content-digest': digest,
    'signature-input': `sig1=${signatureParams(covered)}`,
    signature: `sig1=:${algorithm.sign(signatureBase(covered)).toString('base64')}:`,
  }
}
