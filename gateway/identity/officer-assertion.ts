/** What an agency asserts of its officer: a JWT that the agency signs (RFC 7523 §3). */
import { createLocalJWKSet, errors, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { type ClearanceLevel, isClearanceLevel } from './clearance.ts'
import { keysAt } from './key-validity.ts'
import { hasOneSpelling } from './one-spelling.ts'
import { assertionAlgorithms } from './public-key.ts'
import type { Participant } from './registry.ts'

export interface OfficerAssertion {
  readonly officer: string
  readonly clearance: ClearanceLevel
  readonly jti: string
  /** Seconds since 1970. */
  readonly expiresAt: number
}

export interface AssertionContext {
  /** The agency whose keys count: that of the client's certificate. */
  readonly participant: Participant
  /** The token endpoint and the issuer: `aud` must be exactly one of them, and nothing else. */
  readonly audiences: readonly string[]
  /** Seconds since 1970. */
  readonly now_s: number
  /** The replay store's last healthy start, in seconds since 1970. */
  readonly healthySince: number
}

/** An officer's id within the agency. */
export const officerId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const assertionId = /^[A-Za-z0-9._~-]{16,128}$/

/** The cause of a refusal that is the gateway's doing: it lost the memory of what was used. */
export const olderThanReplayStore = 'older than the replay store'

/** `claim`: the one that does not fit, told only to whoever signed it with a key of the agency. */
const refuse = (cause: unknown, claim?: string): never => {
  throw new GatewayError('oauth-invalid-grant', claim === undefined ? { cause } : { cause, told: { claim } })
}

/** jose looks at claims only after the signature; of its errors these two alone name one. */
const claimOf = (cause: unknown): string | undefined =>
  cause instanceof errors.JWTClaimValidationFailed || cause instanceof errors.JWTExpired ? cause.claim : undefined

async function verified(assertion: string, { participant, now_s }: AssertionContext): Promise<JWTVerifyResult> {
  if (!hasOneSpelling(assertion)) refuse('spelling')
  try {
    return await jwtVerify(assertion, createLocalJWKSet({ keys: [...keysAt(participant.keys, now_s * 1000)] }), {
      algorithms: [...assertionAlgorithms],
      issuer: participant.id,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'clearance'],
      clockTolerance: limits.token.clock_skew_s,
      currentDate: new Date(now_s * 1000),
    })
  } catch (cause) {
    return refuse(cause, claimOf(cause))
  }
}

/** FAPI 2.0 §5.3.2.1: no later than the skew allows, and no longer than the bound; exact seconds only. */
function requireTimes({ exp = 0, iat = 0, nbf = iat }: JWTPayload, { now_s, healthySince }: AssertionContext): void {
  const { clock_skew_s, assertion_lifetime_s_max } = limits.token
  for (const [claim, time] of Object.entries({ exp, iat, nbf })) {
    if (!Number.isSafeInteger(time)) refuse('not whole seconds', claim)
    if (claim !== 'exp' && time > now_s + clock_skew_s) refuse('dated ahead', claim)
  }
  if (exp <= iat || exp - iat > assertion_lifetime_s_max) refuse('lifetime', 'exp')
  // It may have been used before the store last lost its memory.
  if (iat < healthySince) refuse(olderThanReplayStore, 'iat')
}

/**
 * Verifies signature and claims of an officer assertion. Its single use has not been checked: that is the last step of
 * issueToken. Throws GatewayError `oauth-invalid-grant` with the reason as `cause` and, if the signature holds, the `claim`.
 */
export async function verifyAssertion(assertion: string, context: AssertionContext): Promise<OfficerAssertion> {
  const { payload, protectedHeader } = await verified(assertion, context)
  if (protectedHeader.typ !== undefined && protectedHeader.typ !== 'JWT') refuse('typ')
  // A list of audiences would let another party that is named in it use the assertion here.
  if (typeof payload.aud !== 'string' || !context.audiences.includes(payload.aud)) refuse('aud', 'aud')
  requireTimes(payload, context)
  const { sub, jti, clearance, exp = 0 } = payload
  if (typeof sub !== 'string' || !officerId.test(sub)) return refuse('sub', 'sub')
  if (typeof jti !== 'string' || !assertionId.test(jti)) return refuse('jti', 'jti')
  if (!isClearanceLevel(clearance)) return refuse('clearance', 'clearance')
  return { officer: sub, clearance, jti, expiresAt: exp }
}
