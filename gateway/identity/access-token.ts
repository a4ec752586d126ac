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

/** On whose behalf, and for what: of tokens that open case data. */
export interface OfficerGrant {
  readonly officer: string
  readonly clearance: ClearanceLevel
  readonly tags: readonly Tag[]
  readonly access: CaseAccess
}

export interface AccessTokenClaims {
  readonly agency: string
  /** Only with an officer. */
  readonly clearance?: ClearanceLevel
  readonly tags?: readonly Tag[]
  /** What of the registry it rests on (token-basis.ts). */
  readonly registry: string
  readonly client_id: string
  readonly cnf: { readonly 'x5t#S256': string }
  readonly authorization_details?: readonly [CaseAccess]
}

/** A token for an officer over `system`, or without `behalf` for the system alone (RFC 9068 §2.2). Checks nothing: all checks are issueToken's. */
export function signAccessToken(
  grant: {
    readonly jti: string
    readonly system: System
    readonly registryVersion: string
    readonly behalf?: OfficerGrant
  },
  { keys, issuer, now_s }: { readonly keys: TokenKeys; readonly issuer: string; readonly now_s: number },
): Promise<string> {
  const { behalf } = grant
  const claims: AccessTokenClaims = {
    agency: grant.system.agency,
    ...(behalf && { clearance: behalf.clearance, tags: behalf.tags, authorization_details: [behalf.access] }),
    registry: grant.registryVersion,
    client_id: grant.system.id,
    cnf: { 'x5t#S256': grant.system.thumbprint },
  }
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: accessTokenAlgorithm, typ: accessTokenType, kid: keys.kid })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(behalf?.officer ?? grant.system.id)
    .setIssuedAt(now_s)
    .setExpirationTime(now_s + limits.token.lifetime_s)
    .setJti(grant.jti)
    .sign(keys.privateKey)
}
