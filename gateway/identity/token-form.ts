/** The parameters of a token request (RFC 6749 §3.2, RFC 7523 §2.1). */
import { couldBeName, GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'

/** For systems that speak for no officer (RFC 6749 §4.4). */
export const clientCredentialsGrant = 'client_credentials'
export const jwtBearerGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

export type TokenForm =
  | {
      readonly grant: typeof jwtBearerGrant
      readonly clientId: string
      readonly assertion: string
      readonly authorizationDetails: string
    }
  | { readonly grant: typeof clientCredentialsGrant; readonly clientId: string }

const invalid = (name: string, cause: string): GatewayError =>
  new GatewayError('oauth-invalid-request', { cause, ...(couldBeName(name) && { told: { parameter: name } }) })

const bytesOf = (text: string): number => Buffer.byteLength(text)

/** Throws GatewayError `oauth-invalid-request` when any parameter, known or not, stands there twice (RFC 6749 §3.2). */
export function requireSingle(form: URLSearchParams): void {
  const names = [...form.keys()]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw invalid(twice, 'twice')
}

/** RFC 6749 §3.2: a parameter without a value counts as absent. */
function required(form: URLSearchParams, name: string, bytes_max: number): string {
  const value = form.get(name)
  if (!value || bytesOf(value) > bytes_max) throw invalid(name, 'missing or too long')
  return value
}

/**
 * Reads the parameters; unknown ones are ignored, as RFC 6749 §3.2 wants.
 * Throws GatewayError `oauth-invalid-request` (any parameter twice, one missing or too long) or
 * `oauth-unsupported-grant-type`. None of the values has been verified.
 */
export function readTokenForm(form: URLSearchParams): TokenForm {
  requireSingle(form)
  const grant = required(form, 'grant_type', 256)
  if (grant === clientCredentialsGrant) {
    // Nothing that names a case belongs to a system that speaks for nobody.
    const foreign = ['assertion', 'authorization_details'].find((name) => form.has(name))
    if (foreign !== undefined) throw invalid(foreign, 'not for this grant')
    return { grant, clientId: required(form, 'client_id', 256) }
  }
  if (grant !== jwtBearerGrant) throw new GatewayError('oauth-unsupported-grant-type')
  return {
    grant,
    clientId: required(form, 'client_id', 256),
    assertion: required(form, 'assertion', limits.token.assertion_bytes_max),
    authorizationDetails: required(form, 'authorization_details', limits.token.authorization_details_bytes_max),
  }
}
