import type { ErrorCode } from '../../errors/catalogue.ts'
import { problemOf } from '../../errors/problem.ts'
import { issueToken } from '../../identity/token-issuer.ts'
import { type Prepared, prepareAnswer, prepareProblem } from '../../release/door.ts'
import type { Inquiry } from '../../release/inquiry.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Handler } from '../services.ts'

/** `POST /oauth2/token` (RFC 6749 §4.5 with RFC 7523, RFC 9396 and RFC 8705). The form has been decoded; issueToken checks the rest. */
export const postToken: Handler = async (request, { registry, replay, tokenKeys, issuer }) => {
  const { inquiry } = request
  const system = inquiry.system!
  const { response, jti, officer, clearance, access } = await issueToken({
    form: request.decoded as URLSearchParams,
    system,
    registry: registry(),
    replay,
    keys: tokenKeys,
    issuer,
    now_s: Math.floor(now_ms() / 1000),
  })
  return prepareAnswer(inquiry, {
    body: JSON.stringify(response),
    headers: { pragma: 'no-cache' },
    phase: 'token-issued',
    detail: {
      who: { agency: system.agency, system: system.id, certificate: system.thumbprint, officer, clearance, token: jti },
      why: { purpose: access.purpose, legal_basis: access.legal_basis },
    },
  })
}

/** What RFC 6749 §5.2 has no word for, by its status: certificates (RFC 8705 §2), and what only the gateway can mend (as in §4.1.2.1). */
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
}

/** A refusal of the token endpoint: RFC 6749 §5.2's `error` beside the members of the problem. */
export function tokenProblem(inquiry: Inquiry, code: ErrorCode): Prepared {
  const problem = problemOf(code, inquiry.language, inquiry.event)
  // §5.2 allows ASCII only in error_description; the problem's own members carry the rest.
  const body = JSON.stringify({
    error: oauthErrors[code] ?? oauthErrorOf(problem.status),
    error_description: code,
    ...problem,
  })
  return prepareProblem(inquiry, code, { body, mediaType: 'application/json; charset=utf-8' })
}
