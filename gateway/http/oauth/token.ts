import type { FastifyRequest } from 'fastify'
import type { ErrorCode } from '../../errors/catalogue.ts'
import { GatewayError, problemOf, type Told } from '../../errors/problem.ts'
import { countTokenRequest, lockedFor_s } from '../../identity/lockout.ts'
import { type IssuedToken, issueToken, type TokenRequest } from '../../identity/token-issuer.ts'
import { type Prepared, prepareAnswer, prepareProblem } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Handler, Services } from '../services.ts'

/** Counts what becomes of it: who fails too often is refused for a while. */
async function issueCounted(request: FastifyRequest, asked: TokenRequest, { rates }: Services): Promise<IssuedToken> {
  const { system, form } = asked
  const locked_s = await lockedFor_s(rates, system, form)
  if (locked_s > 0) {
    request.retry_s = locked_s
    throw new GatewayError('oauth-locked-out')
  }
  try {
    const issued = await issueToken(asked)
    await countTokenRequest(rates, { system, form })
    return issued
  } catch (error) {
    if (error instanceof GatewayError) await countTokenRequest(rates, { system, form, refusal: error })
    throw error
  }
}

/** `POST /oauth2/token` (RFC 6749 §4.4 and §4.5 with RFC 7523, RFC 9396 and RFC 8705). The form has been decoded; issueToken checks the rest. */
export const postToken: Handler = async (request, services) => {
  const { inquiry } = request
  const { registry, replay, tokenKeys, issuer } = services
  const system = inquiry.system!
  const asked = {
    form: request.decoded as URLSearchParams,
    system,
    registry: registry(),
    replay,
    keys: tokenKeys(),
    issuer,
    now_s: Math.floor(now_ms() / 1000),
  }
  const { response, jti, behalf } = await issueCounted(request, asked, services)
  const who = { agency: system.agency, system: system.id, certificate: system.thumbprint, token: jti }
  return prepareAnswer(inquiry, {
    body: JSON.stringify(response),
    headers: { pragma: 'no-cache' },
    phase: 'token-issued',
    detail: behalf
      ? {
          who: { ...who, officer: behalf.officer, clearance: behalf.clearance },
          why: { purpose: behalf.access.purpose, legal_basis: behalf.access.legal_basis },
        }
      : { who },
  })
}

/** What RFC 6749 §5.2 has no word for, by its status (`slow_down` is of RFC 8628 §3.5): certificates (RFC 8705 §2), and what only the gateway can mend (as in §4.1.2.1). */
const oauthErrorOf = (status: number): string =>
  status === 401
    ? 'invalid_client'
    : status === 503
      ? 'temporarily_unavailable'
      : status >= 500
        ? 'server_error'
        : 'invalid_request'

const oauthErrors: Partial<Record<ErrorCode, string>> = {
  'oauth-invalid-request': 'invalid_request',
  'oauth-unsupported-grant-type': 'unsupported_grant_type',
  'oauth-invalid-client': 'invalid_client',
  'oauth-invalid-grant': 'invalid_grant',
  'oauth-invalid-authorization-details': 'invalid_authorization_details',
  'role-not-allowed': 'unauthorized_client',
  'oauth-locked-out': 'slow_down',
  'rate-limited': 'slow_down',
}

/** A refusal of the token endpoint: RFC 6749 §5.2's `error` beside the members of the problem and what else it tells. */
export function tokenProblem(inquiry: Inquiry, code: ErrorCode, told: Told = {}): Prepared {
  const problem = problemOf(code, inquiry.language, inquiry.event)
  // §5.2 allows ASCII only in error_description; the problem's own members carry the rest.
  const body = JSON.stringify({
    error: oauthErrors[code] ?? oauthErrorOf(problem.status),
    error_description: code,
    ...told,
    ...problem,
  })
  return prepareProblem(inquiry, code, { body, mediaType: 'application/json; charset=utf-8' })
}
