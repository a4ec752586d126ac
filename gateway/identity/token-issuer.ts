/** The token endpoint without its HTTP: a table of checks, in order, then one signed token. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { newTokenId } from '../telemetry/ids.ts'
import { type OfficerGrant, signAccessToken } from './access-token.ts'
import { type CaseAccess, readCaseAccess, requireAllowed } from './authorization-details.ts'
import type { System } from './caller.ts'
import { lowerOf } from './clearance.ts'
import type { TokenKeys } from './keys.ts'
import { type OfficerAssertion, verifyAssertion } from './officer-assertion.ts'
import type { Participant, Registry } from './registry.ts'
import type { Replay } from './replay.ts'
import { tokenBasis } from './token-basis.ts'
import { jwtBearerGrant, readTokenForm, type TokenForm } from './token-form.ts'

export interface TokenRequest {
  /** The decoded form body. */
  readonly form: URLSearchParams
  /** From `admit`: the client is authenticated by its certificate (RFC 8705 §2). */
  readonly system: System
  readonly registry: Registry
  readonly replay: Pick<Replay, 'healthySince' | 'once'>
  readonly keys: TokenKeys
  /** Origin of the gateway, without a slash at its end; also the audience of its tokens. */
  readonly issuer: string
  /** Whole seconds since 1970. */
  readonly now_s: number
}

/** RFC 6749 §5.1, RFC 9396 §7. To be sent with Cache-Control: no-store. */
export interface TokenResponse {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly authorization_details?: readonly [CaseAccess]
}

/** What was granted, for the record; `response` alone goes to the client. */
export interface IssuedToken {
  readonly response: TokenResponse
  readonly jti: string
  /** Clearance: the lower of what the agency asserted and the registry allows. Absent when no officer stands behind it. */
  readonly behalf?: OfficerGrant
}

/** Where agencies send their assertions; the `aud` to put into them. */
export const tokenEndpointOf = (issuer: string): string => `${issuer}/oauth2/token`

function participantOf({ system, registry }: TokenRequest): Participant {
  const participant = registry.participantOf(system.agency)
  if (!participant) throw new GatewayError('certificate-unregistered')
  return participant
}

/** Witnesses speak for no officer; who exchanges or audits always does; who operates the gateway does when a person acts. */
function requireRole({ system }: TokenRequest, grant: TokenForm['grant']): void {
  const roles =
    grant === jwtBearerGrant ? (['exchange', 'audit', 'operator'] as const) : (['witness', 'operator'] as const)
  if (!roles.some((role) => system.roles.includes(role))) throw new GatewayError('role-not-allowed')
}

async function requireFirstUse(assertion: OfficerAssertion, { system, replay, now_s }: TokenRequest): Promise<void> {
  const ttl_s = assertion.expiresAt - now_s + 2 * limits.token.clock_skew_s
  const first = await replay.once(`assertion:${system.agency}:${assertion.jti}`, ttl_s, system.agency)
  if (!first) throw new GatewayError('oauth-invalid-grant', { cause: 'used before', told: { claim: 'jti' } })
}

type OfficerForm = Extract<TokenForm, { grant: typeof jwtBearerGrant }>

async function officerGrant(form: OfficerForm, request: TokenRequest): Promise<OfficerGrant> {
  const { registry, replay, issuer, now_s } = request
  const participant = participantOf(request)
  // Never healthy so far: that is no fault of the assertion.
  if (replay.healthySince === Number.POSITIVE_INFINITY) throw new GatewayError('replay-store-unavailable')
  const assertion = await verifyAssertion(form.assertion, {
    participant,
    audiences: [tokenEndpointOf(issuer), issuer],
    now_s,
    healthySince: replay.healthySince,
  })
  const access = readCaseAccess(form.authorizationDetails)
  requireAllowed(access, participant, registry)
  await requireFirstUse(assertion, request)
  const clearance = lowerOf(assertion.clearance, participant.clearanceMax)
  return { officer: assertion.officer, clearance, tags: participant.tags, access }
}

/**
 * Answers one token request. Throws GatewayError `oauth-*`, `role-not-allowed` or `replay-store-unavailable`.
 * The officer is as the agency asserts; the dossiers haven't been looked up, and no policy has been asked.
 * The assertion is used up last, so that a request refused for another reason can be corrected and sent again.
 */
export async function issueToken(request: TokenRequest): Promise<IssuedToken> {
  const { system, registry } = request
  const form = readTokenForm(request.form)
  if (form.clientId !== system.id) throw new GatewayError('oauth-invalid-client')
  requireRole(request, form.grant)
  const behalf = form.grant === jwtBearerGrant ? await officerGrant(form, request) : undefined
  const grant = {
    jti: newTokenId(),
    system,
    registryVersion: tokenBasis(registry, system.agency),
    ...(behalf && { behalf }),
  }
  const access_token = await signAccessToken(grant, request)
  const response = {
    access_token,
    token_type: 'Bearer',
    expires_in: limits.token.lifetime_s,
    ...(behalf && { authorization_details: [behalf.access] as const }),
  } as const
  return { response, jti: grant.jti, ...(behalf && { behalf }) }
}
