/**
 * What an agency's system pushes is signed by the agency's registered key: HTTP message signatures (RFC 9421), narrowed to one profile, so
 * that there is one way to sign and nothing to choose for an attacker.
 */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import type { JWK } from 'jose'
import { type Item, isInnerList } from 'structured-headers'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import type { Participant } from './registry.ts'
import { dictionaryIn } from './structured-field.ts'

/** What is signed, and the two headers that say so. Header values as received, several lines of one field joined by `, ` (§2.1). */
export interface SignedMessage {
  readonly method: string
  /** The gateway's own URL of the route: never put together from what the client calls the host. */
  readonly targetUri: string
  readonly contentType: string | undefined
  readonly contentDigest: string | undefined
  readonly signatureInput: string | undefined
  readonly signature: string | undefined
}

export const signatureTag = 'lienthong-deposit'
const label = 'sig1'
const signature_bytes = 64
const required = ['created', 'nonce', 'keyid', 'alg', 'tag'] as const
const nonceForm = /^[A-Za-z0-9._~+/=-]{16,128}$/

/** RFC 9421 §3.3.4 and §3.3.6 by the `alg` of the registered key; a key of another kind signs assertions only. */
const algorithmOf: Readonly<Record<string, string>> = {
  ES256: 'ecdsa-p256-sha256',
  EdDSA: 'ed25519',
  Ed25519: 'ed25519',
}

const invalid = (cause: string): GatewayError => new GatewayError('signature-invalid', { cause })

interface Parameters {
  readonly created: number
  readonly expires: number | undefined
  readonly keyid: string
  readonly alg: string
}

/** The parameters of the one signature, by the profile: all required ones, `expires` at most beside them. */
function parametersOf(given: ReadonlyMap<string, unknown>): Parameters {
  for (const name of required) if (!given.has(name)) throw invalid(`${name} missing`)
  for (const name of given.keys())
    if (name !== 'expires' && !required.some((known) => known === name)) throw invalid('parameter unknown')
  const { created, expires, nonce, keyid, alg, tag } = Object.fromEntries(given)
  if (tag !== signatureTag) throw invalid('tag')
  if (typeof nonce !== 'string' || !nonceForm.test(nonce)) throw invalid('nonce')
  if (!Number.isSafeInteger(created) || (expires !== undefined && !Number.isSafeInteger(expires))) throw invalid('time')
  if (typeof keyid !== 'string' || typeof alg !== 'string') throw invalid('keyid or alg')
  return { created: created as number, expires: expires as number | undefined, keyid, alg }
}

/** The values of exactly the four covered components, by name. */
function componentsOf({ method, targetUri, contentType, contentDigest }: SignedMessage): ReadonlyMap<string, string> {
  if (contentType === undefined || contentDigest === undefined) throw invalid('a covered header is missing')
  return new Map([
    ['@method', method],
    ['@target-uri', targetUri],
    ['content-type', contentType],
    ['content-digest', contentDigest],
  ])
}

/** The signature base (§2.5). `written` is the signature's own parameters as they came, which are in their one serialisation. */
function baseOf(covered: readonly Item[], components: ReadonlyMap<string, string>, written: string): string {
  const names = covered.flatMap(([name, parameters]) =>
    typeof name === 'string' && parameters.size === 0 ? [name] : [],
  )
  if (covered.length !== components.size || ![...components.keys()].every((name) => names.includes(name)))
    throw invalid('components')
  return [...names.map((name) => `"${name}": ${components.get(name)}`), `"@signature-params": ${written}`].join('\n')
}

function isSigned(base: string, signature: Uint8Array, jwk: JWK): boolean {
  const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
  const bytes = Buffer.from(base, 'latin1')
  return jwk.kty === 'OKP'
    ? verify(null, bytes, key, signature)
    : verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

/** Seconds since 1970: not older than the window, not ahead of the clock, not after its own end (§3.2, §7.2.2). */
function requireTime({ created, expires = created + limits.deposit.signature_age_s_max }: Parameters, now_s: number) {
  const { signature_age_s_max } = limits.deposit
  if (expires < created || expires > created + signature_age_s_max) throw invalid('expires')
  if (created > now_s + limits.token.clock_skew_s || now_s > expires) throw new GatewayError('signature-expired')
}

/**
 * Verifies `message` by the profile: one signature `sig1` over `@method`, `@target-uri`, `content-type` and `content-digest`, made by a
 * registered key of `participant` with the algorithm of that key, within limits.deposit.signature_age_s_max before `now_s`. The body has NOT been
 * compared with the digest (content-digest.ts), and a replay within the window is not looked for: the same bytes have one effect.
 * Throws GatewayError `signature-missing`, `signature-invalid` (cause: what of it) or `signature-expired`.
 */
export function verifyMessage(message: SignedMessage, participant: Participant, now_s: number): void {
  const { signatureInput, signature } = message
  if (signatureInput === undefined || signature === undefined) throw new GatewayError('signature-missing')
  const inputs = dictionaryIn(signatureInput)
  const signatures = dictionaryIn(signature)
  const input = inputs?.get(label)
  const [bytes, ownParameters] = signatures?.get(label) ?? []
  if (inputs?.size !== 1 || signatures?.size !== 1 || !input || !isInnerList(input)) throw invalid('signatures')
  if (!(bytes instanceof ArrayBuffer) || ownParameters?.size !== 0) throw invalid('signature')
  const parameters = parametersOf(input[1])
  const base = baseOf(input[0], componentsOf(message), signatureInput.slice(`${label}=`.length))
  const jwk = participant.keys.find(({ kid }) => kid === parameters.keyid)
  if (!jwk || algorithmOf[jwk.alg ?? ''] !== parameters.alg) throw invalid('keyid or alg')
  // A DER signature is longer, and another length is none of either algorithm.
  if (bytes.byteLength !== signature_bytes || !isSigned(base, new Uint8Array(bytes), jwk))
    throw invalid('not so signed')
  requireTime(parameters, now_s)
}
