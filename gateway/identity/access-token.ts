/** The access token: an RFC 9068 JWT, bound to the client's certificate (RFC 8705 §3.1). */
import { SignJWT } from 'jose'
import type { Tag } from '../../schemas/generated/types.ts'
import { limits } from '../limits.ts'
import type { CaseAccess } from './authorization-details.ts'
import type { System } from './caller.ts'
import type { ClearanceLevel } from './clearance.ts'
import type { TokenKeys } from './keys.ts'

export const accessTokenType = 'at+jwt'
export const accessTokenAlgorithm = 'ES256'

export interface AccessTokenClaims {
  readonly agency: string
  readonly clearance: ClearanceLevel
  readonly tags: readonly Tag[]
  /** Version of the registry that it was issued under. */
  readonly registry: string
  readonly client_id: string
  readonly cnf: { readonly 'x5t#S256': string }
  readonly authorization_details: readonly [CaseAccess]
}

/** The claims of a grant to `officer` over `system`. Checks nothing: all checks are issueToken's. */
export function signAccessToken(
  grant: {
    readonly jti: string
    readonly system: System
    readonly officer: string
    readonly clearance: ClearanceLevel
    readonly tags: readonly Tag[]
    readonly registryVersion: string
    readonly access: CaseAccess
  },
  { keys, issuer, now_s }: { readonly keys: TokenKeys; readonly issuer: string; readonly now_s: number },
): Promise<string> {
  const claims: AccessTokenClaims = {
    agency: grant.system.agency,
    clearance: grant.clearance,
    tags: grant.tags,
    registry: grant.registryVersion,
    client_id: grant.system.id,
    cnf: { 'x5t#S256': grant.system.thumbprint },
    authorization_details: [grant.access],
  }
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: accessTokenAlgorithm, typ: accessTokenType, kid: keys.kid })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(grant.officer)
    .setIssuedAt(now_s)
    .setExpirationTime(now_s + limits.token.lifetime_s)
    .setJti(grant.jti)
    .sign(keys.privateKey)
}
