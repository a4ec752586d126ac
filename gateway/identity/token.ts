/** From our own access token, already verified by its signature, to the Caller. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { type AccessTokenClaims, accessTokenAlgorithm, accessTokenType } from './access-token.ts'
import type { Caller, CallerFacts, System } from './caller.ts'
import { isClearanceLevel } from './clearance.ts'
import type { Registry } from './registry.ts'

const requiredClaims = ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'client_id', 'cnf', 'authorization_details']

/**
 * The `verify` options to give @fastify/jwt (fast-jwt), with `secret: { public: keys.publicPem }`: one algorithm, one type,
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

export interface CallerContext {
  readonly token: VerifiedToken
  /** From `admit`, for this very request. */
  readonly system: System
  readonly registry: Registry
  readonly issuer: string
  /** Whole seconds since 1970. */
  readonly now_s: number
}

interface RegisteredClaims {
  readonly iss?: unknown
  readonly aud?: unknown
  readonly sub?: unknown
  readonly jti?: unknown
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

/** RFC 8705 §3: the token counts only on a connection with the certificate it was issued to. */
function requireBound(claims: Partial<AccessTokenClaims>, system: System): void {
  const bound = claims.cnf?.['x5t#S256'] === system.thumbprint
  const sameSystem = claims.client_id === system.id && claims.agency === system.agency
  if (!bound || !sameSystem) throw new GatewayError('token-not-bound')
}

const casePurposes = (registry: Registry, agency: string): string[] =>
  registry.purposes
    .filter(({ agencies, actions }) => actions.length > 0 && agencies.includes(agency))
    .map(({ id }) => id)

/**
 * The Caller of a request. `token` must come from a verifier with tokenVerifyOptions: the signature is NOT verified here.
 * Throws GatewayError `token-invalid` (also when the registry has changed since: the client asks for a new token),
 * `token-expired` or `token-not-bound`. Revocation has not been looked up.
 */
export function callerOf({ token, system, registry, issuer, now_s }: CallerContext): Caller {
  requireCurrent(token, issuer, now_s)
  const claims = token.payload as Partial<AccessTokenClaims> & RegisteredClaims
  requireBound(claims, system)
  if (claims.registry !== registry.version) return invalid('registry version')
  const participant = registry.participantOf(system.agency)
  const [access, ...others] = claims.authorization_details ?? []
  if (!participant || !access || others.length > 0) return invalid('authorization_details')
  const { sub, jti, exp, clearance, tags } = claims
  if (typeof sub !== 'string' || typeof jti !== 'string') return invalid('sub or jti')
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
    legalBasis: access.legal_basis,
    actions: Object.freeze(access.actions),
    dossiers: Object.freeze(access.dossiers ?? []),
    roles: system.roles,
    jti,
    thumbprint: system.thumbprint,
    expiresAt: Number(exp),
    registryVersion: registry.version,
  }) as Caller
}
