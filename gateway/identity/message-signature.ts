/**
 * What an agency's system sends to change something is signed by the agency's registered key: HTTP message signatures (RFC 9421), narrowed
 * to one profile each, so that there is one way to sign and nothing to choose for an attacker.
 */
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import type { JWK } from 'jose'
import { GatewayError, type Told } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { keysAt } from './key-validity.ts'
import type { Participant } from './registry.ts'
import { type AlgorithmName, isSigned } from './signature-algorithms.ts'
import { type HttpMessage, signatureBase } from './signature-base.ts'
import { dictionaryIn, type InnerList, type Item, isInnerList } from './structured-field.ts'

export interface SignatureProfile {
  /** RFC 9421 §2.3: what the signature is for. One made for another purpose does not count. */
  readonly tag: string
  /** Names of exactly the components that `message` must be covered by, in whatever order. */
  covered(message: HttpMessage): readonly string[]
  /** Its body may come for longer than a signature counts: that counted when its head came. */
  readonly comesSlowly?: true
}

const always = ['@method', '@target-uri', 'content-type', 'content-digest'] as const

/** A document that is deposited: the same message again has the same effect and receipt, so its nonce is not remembered. */
export const depositProfile: SignatureProfile = { tag: 'lienthong-deposit', covered: () => always }

/** Any other request that changes something. Whatever authorises it is covered too; its nonce counts once (signature-nonce.ts). */
export const requestProfile: SignatureProfile = {
  tag: 'lienthong-request',
  covered: ({ fields }) => (fields.authorization ? [...always, 'authorization'] : always),
}

/** A paper that comes beside what is handed over: the same bytes again are the same, so its nonce is not remembered. */
export const attachmentProfile: SignatureProfile = {
  ...{ tag: 'lienthong-attachment', covered: () => always },
  comesSlowly: true,
}

/** What is handed over: the same message under its key again has the same receipt, so its nonce is not remembered. A dry run may have no key. */
export const transferProfile: SignatureProfile = {
  tag: 'lienthong-transfer',
  covered: ({ fields }) => (fields['idempotency-key'] ? [...always, 'idempotency-key'] : always),
}

/** Of a signature that has been verified. Times in seconds since 1970. */
export interface VerifiedSignature {
  readonly keyid: string
  readonly nonce: string
  readonly created: number
  readonly expires: number
}

export const signatureLabel = 'sig1'
const required = ['created', 'nonce', 'keyid', 'alg', 'tag'] as const
export const nonceForm = /^[A-Za-z0-9._~+/=-]{16,128}$/

/** RFC 9421 §3.3.4 and §3.3.6 by the `alg` of the registered key; a key of another kind signs assertions only. */
const algorithmOf: Readonly<Record<string, AlgorithmName>> = {
  ES256: 'ecdsa-p256-sha256',
  EdDSA: 'ed25519',
  Ed25519: 'ed25519',
}

/** `told`: what the route wants instead. */
const invalid = (cause: string, told?: Told): GatewayError =>
  new GatewayError('signature-invalid', { cause, ...(told && { told }) })

interface Parameters extends VerifiedSignature {
  readonly alg: string
}

/** The parameters of the one signature, by the profile: all required ones, `expires` at most beside them. */
function parametersOf(given: ReadonlyMap<string, unknown>, profile: SignatureProfile): Parameters {
  for (const name of required) if (!given.has(name)) throw invalid(`${name} missing`, { parameter: name })
  for (const name of given.keys())
    if (name !== 'expires' && !required.some((known) => known === name)) throw invalid('parameter unknown')
  const { created, expires, nonce, keyid, alg, tag } = Object.fromEntries(given)
  if (tag !== profile.tag) throw invalid('tag', { tag: profile.tag })
  if (typeof nonce !== 'string' || !nonceForm.test(nonce)) throw invalid('nonce', { parameter: 'nonce' })
  if (!isTime(created) || (expires !== undefined && !isTime(expires))) throw invalid('time')
  if (typeof keyid !== 'string' || typeof alg !== 'string') throw invalid('keyid or alg')
  return { created, expires: expires ?? created + limits.deposit.signature_age_s_max, nonce, keyid, alg }
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value)

/** One signature by the one label, its bytes, and its parameters as they came, which are in their one serialisation. */
interface OneSignature {
  readonly input: InnerList
  readonly written: string
  readonly bytes: Uint8Array
}

function oneSignature({ fields }: HttpMessage): OneSignature {
  const [signatureInput, signature] = [fields['signature-input'], fields.signature].map((lines) => lines?.join(', '))
  if (signatureInput === undefined || signature === undefined) throw new GatewayError('signature-missing')
  const inputs = dictionaryIn(signatureInput)
  const signatures = dictionaryIn(signature)
  const input = inputs?.get(signatureLabel)
  const [bytes, ownParameters] = signatures?.get(signatureLabel) ?? []
  if (inputs?.size !== 1 || signatures?.size !== 1 || !input || !isInnerList(input)) throw invalid('signatures')
  if (!(bytes instanceof ArrayBuffer) || ownParameters?.size !== 0) throw invalid('signature')
  return { input, written: signatureInput.slice(`${signatureLabel}=`.length), bytes: new Uint8Array(bytes) }
}

/** Exactly the profile's components, none with a parameter. */
function requireCovered(covered: readonly Item[], names: readonly string[]): void {
  const given = covered.flatMap(([name, parameters]) => (parameters.size === 0 ? [name] : []))
  if (covered.length !== names.length || !names.every((name) => given.includes(name)))
    throw invalid('components', { components: names })
}

/** Seconds since 1970: not older than the window, not ahead of the clock, not after its own end (§3.2, §7.2.2). */
function requireTime({ created, expires }: Parameters, now_s: number): void {
  if (expires < created || expires > created + limits.deposit.signature_age_s_max) throw invalid('expires')
  if (created > now_s + limits.token.clock_skew_s || now_s > expires) throw new GatewayError('signature-expired')
}

/**
 * Verifies `message` by `profile`: one signature `sig1` over the profile's components, made by a registered key of `participant` with the
 * algorithm of that key, within limits.deposit.signature_age_s_max before `came_s`, when its head came; the key is held against `now_s`. The body has NOT been compared with the digest
 * (content-digest.ts), and whether it came before has NOT been looked up (signature-nonce.ts).
 * Throws GatewayError `signature-missing`, `signature-invalid` (cause: what of it) or `signature-expired`.
 */
export function verifyMessage(
  message: HttpMessage,
  profile: SignatureProfile,
  participant: Participant,
  now_s: number,
  came_s = now_s,
): VerifiedSignature {
  const { input, written, bytes } = oneSignature(message)
  const parameters = parametersOf(input[1], profile)
  requireCovered(input[0], profile.covered(message))
  const base = signatureBase(input[0], written, message)
  const jwk = keysAt(participant.messageKeys, now_s * 1000).find(({ kid }) => kid === parameters.keyid)
  const algorithm = jwk && algorithmOf[jwk.alg ?? '']
  if (!jwk) throw invalid('keyid', { parameter: 'keyid' })
  if (algorithm !== parameters.alg) throw invalid('alg', { parameter: 'alg' })
  if (!isSigned(algorithm, base, keyOf(jwk), bytes)) throw invalid('not so signed')
  requireTime(parameters, came_s)
  const { alg: _alg, ...verified } = parameters
  return verified
}

const keyOf = (jwk: JWK) => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
