/** The parameters of a token request (RFC 6749 §3.2, RFC 7523 §2.1). */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'

export const jwtBearerGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

export interface TokenForm {
  readonly clientId: string
  readonly assertion: string
  readonly authorizationDetails: string
}

const bytesOf = (text: string): number => Buffer.byteLength(text)

/** RFC 6749 §3.2: a parameter without a value counts as absent. */
function required(form: URLSearchParams, name: string, bytes_max: number): string {
  const value = form.get(name)
  if (!value || bytesOf(value) > bytes_max) throw new GatewayError('oauth-invalid-request', { cause: name })
  return value
}

/**
 * Reads the parameters; unknown ones are ignored, as RFC 6749 §3.2 wants.
 * Throws GatewayError `oauth-invalid-request` (any parameter twice, one missing or too long) or
 * `oauth-unsupported-grant-type`. None of the values has been verified.
 */
export function readTokenForm(form: URLSearchParams): TokenForm {
  const names = [...form.keys()]
  if (new Set(names).size !== names.length) throw new GatewayError('oauth-invalid-request', { cause: 'twice' })
  if (required(form, 'grant_type', 256) !== jwtBearerGrant) throw new GatewayError('oauth-unsupported-grant-type')
  return {
    clientId: required(form, 'client_id', 256),
    assertion: required(form, 'assertion', limits.token.assertion_bytes_max),
    authorizationDetails: required(form, 'authorization_details', limits.token.authorization_details_bytes_max),
  }
}
