/** From our own access token, already verified by its signature, to the Caller. */
import { decodeProtectedHeader } from 'jose'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { type AccessTokenClaims, accessTokenAlgorithm, accessTokenType } from './access-token.ts'
import { approvedChannelsOf } from './approved-channel.ts'
import type { Caller, CallerFacts, System } from './caller.ts'
import { isClearanceLevel } from './clearance.ts'
import type { TokenKeys } from './keys.ts'
import type { Registry } from './registry.ts'
import { tokenBasis } from './token-basis.ts'

const requiredClaims = ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'client_id', 'cnf']

/**
 * The `verify` options to give @fastify/jwt (fast-jwt), with the `key` that verifierOf names: one algorithm, one type,
 * one issuer and audience, nothing cached, and `complete`, for callerOf looks at the header too.
 * What they leave unverified: `cnf`, `client_id`, the registry version and every claim of our own.
 */
export const tokenVerifyOptions = (issuer: string) => ({
  algorithms: [accessTokenAlgorithm] as 'ES256'[],
  checkTyp: accessTokenType,
  allowedIss: issuer,
  allowedAud: issuer,
  requiredClaims: [...requiredClaims],
  cache: false as const,
  clockTolerance: 0,
  complete: true as const,
})

/** What fast-jwt gives for a token whose signature it has verified, with `complete: true`. */
export interface VerifiedToken {
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
}

/**
 * The public key (SPKI PEM) with which the signature of the compact JWS `token` is to be verified: one of ours, by its `kid` (RFC 7515
 * §4.1.4). Undefined when it names none of them. Nothing of the token has been verified.
 */
export function verifierOf(token: string, { verifiers }: TokenKeys): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(token)
    return typeof kid === 'string' ? verifiers.get(kid) : undefined
  } catch {
    return undefined
  }
}

export interface TokenContext {
  /** From a verifier with tokenVerifyOptions: the signature is NOT verified here. */
  readonly token: VerifiedToken
  readonly registry: Registry
  readonly issuer: string
  /** Whole seconds since 1970. */
  readonly now_s: number
}

export interface CallerContext extends TokenContext {
  /** From `admit`, for this very request. */
  readonly system: System
}

/** What any living token of ours says of itself, whoever shows it. */
export interface CurrentClaims extends Partial<AccessTokenClaims> {
  readonly sub: string
  readonly jti: string
  /** Seconds since 1970. */
  readonly exp: number
  readonly iat: number
  readonly agency: string
  readonly client_id: string
}

interface RegisteredClaims {
  readonly iss?: unknown
  readonly aud?: unknown
  readonly exp?: unknown
  readonly iat?: unknown
}

const invalid = (cause: string): never => {
  throw new GatewayError('token-invalid', { cause })
}

/** RFC 9068 §4: type, issuer, audience, times. */
function requireCurrent({ header, payload }: VerifiedToken, issuer: string, now_s: number): void {
  const { iss, aud, exp, iat } = payload as RegisteredClaims
  if (header.typ !== accessTokenType || header.alg !== accessTokenAlgorithm) invalid('header')
  if (iss !== issuer || aud !== issuer) invalid('iss or aud')
  if (!Number.isSafeInteger(exp) || !Number.isSafeInteger(iat)) invalid('exp or iat')
  // Another node may have issued it, and its clock may be ahead.
  if (Number(iat) > now_s + limits.token.clock_skew_s) invalid('iat')
  if (Number(exp) - Number(iat) > limits.token.lifetime_s) invalid('lifetime')
  if (Number(exp) <= now_s) throw new GatewayError('token-expired')
}

/** The cause of `token-not-bound` when the system that shows the token got it, with another certificate: one that was renewed since. */
export const ownUnderAnotherCertificate = 'own, another certificate'

/** RFC 8705 §3: the token counts only on a connection with the certificate it was issued to. */
function requireBound(claims: Partial<AccessTokenClaims>, system: System): void {
  const sameSystem = claims.client_id === system.id && claims.agency === system.agency
  if (!sameSystem) throw new GatewayError('token-not-bound', { cause: 'another system' })
  if (claims.cnf?.['x5t#S256'] !== system.thumbprint)
    throw new GatewayError('token-not-bound', { cause: ownUnderAnotherCertificate })
}

/** Ids of the purposes for which `agency` may look at case data. */
export const casePurposes = (registry: Pick<Registry, 'purposes'>, agency: string): string[] =>
  registry.purposes
    .filter(({ agencies, relations }) => relations.length > 0 && agencies.includes(agency))
    .map(({ id }) => id)

/**
 * The claims of a token of our form that has not expired. Throws GatewayError `token-invalid` or `token-expired`. NOT looked at: what it
 * rests on, whose connection shows it, whether it was revoked.
 */
export function unexpiredClaims({ token, issuer, now_s }: Omit<TokenContext, 'registry'>): CurrentClaims {
  requireCurrent(token, issuer, now_s)
  const claims = token.payload as unknown as CurrentClaims
  const texts: readonly unknown[] = [claims.sub, claims.jti, claims.agency, claims.client_id]
  return texts.every((text) => typeof text === 'string') ? claims : invalid('sub, jti, agency or client_id')
}

/**
 * The claims of a token that is alive: as unexpiredClaims, and resting on what the registry in force says (when that has changed since,
 * the client asks for a new token). Throws the same. Whose connection shows it has not been looked at, nor whether it was revoked.
 */
export function currentClaims(context: TokenContext): CurrentClaims {
  const { registry } = context
  const claims = unexpiredClaims(context)
  if (claims.registry !== tokenBasis(registry, claims.agency)) return invalid('registry version')
  return claims
}

/**
 * The Caller of a request. Throws GatewayError `token-invalid`, `token-expired` (as currentClaims) or `token-not-bound`. Revocation has
 * not been looked up.
 */
export function callerOf(context: CallerContext): Caller {
  const { token, system, registry, issuer, now_s } = context
  requireCurrent(token, issuer, now_s)
  requireBound(token.payload as Partial<AccessTokenClaims>, system)
  const claims = currentClaims(context)
  const participant = registry.participantOf(system.agency)
  const [access, ...others] = claims.authorization_details ?? []
  if (!participant || !access || others.length > 0) return invalid('authorization_details')
  const { sub, jti, exp, clearance, tags } = claims
  const channels = approvedChannelsOf(registry, system.agency, now_s * 1000)
  if (!isClearanceLevel(clearance) || !Array.isArray(tags)) return invalid('clearance or tags')
  return Object.freeze<CallerFacts>({
    agency: system.agency,
    agencyCode: participant.code,
    system: system.id,
    officer: sub,
    clearance,
    tags: Object.freeze(tags),
    purpose: access.purpose,
    purposes: Object.freeze(casePurposes(registry, participant.id)),
    serves: registry.purpose(access.purpose)?.relations ?? [],
    legalBasis: access.legal_basis,
    actions: Object.freeze(access.actions),
    dossiers: Object.freeze(access.dossiers ?? []),
    roles: system.roles,
    ...(channels.length > 0 && { channels: Object.freeze(channels) }),
    jti,
    thumbprint: system.thumbprint,
    expiresAt: exp,
    registryVersion: registry.version,
  }) as Caller
}
