/** What officers who audit are told of a token (RFC 7662 §2.2). */
import type { CurrentClaims } from './token.ts'

export type Introspection =
  | { readonly active: false }
  | (Readonly<Record<string, unknown>> & { readonly active: true; readonly jti: string })

/** Of everything that would be accepted on no connection now: nothing more (RFC 7662 §4). The bound certificate is not at hand and not judged. */
export const inactive: Introspection = { active: false }

/** The members of an active token: its claims, as they are, with the members that RFC 7662 names. */
export function introspectionOf(claims: CurrentClaims, issuer: string): Introspection {
  const { sub, jti, exp, iat, agency, client_id, clearance, tags, cnf, authorization_details } = claims
  return {
    active: true,
    token_type: 'Bearer',
    ...{ iss: issuer, aud: issuer, sub, client_id, jti, iat, exp, agency },
    ...(clearance !== undefined && { clearance }),
    ...(tags !== undefined && { tags }),
    ...(cnf !== undefined && { cnf }),
    ...(authorization_details !== undefined && { authorization_details }),
  }
}
