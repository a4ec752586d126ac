/** Taking tokens back (RFC 7009), without its HTTP: what is named, and whether this system may. */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import type { TokenRevocation } from '../store/token-revocations.ts'
import type { System } from './caller.ts'
import { officerId } from './officer-assertion.ts'
import type { Registry } from './registry.ts'
import type { CurrentClaims } from './token.ts'
import { requireSingle } from './token-form.ts'

/** By RFC 7009 §2.1 one token; beyond it all tokens of one officer, or of one system. */
export type RevocationForm =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'officer'; readonly officer: string; readonly agency: string | undefined }
  | { readonly kind: 'system'; readonly system: string }

const malformed = (cause: string): never => {
  throw new GatewayError('oauth-invalid-request', { cause })
}

/** `token` of a request to revoke or to introspect; `token_type_hint` is ignored, for there is one type. Throws GatewayError `oauth-invalid-request`. */
export function readTokenParameter(form: URLSearchParams): string {
  requireSingle(form)
  const token = form.get('token')
  if (!token || token.length > limits.token.access_token_bytes_max) return malformed('token')
  return token
}

/**
 * Exactly one of `token`, `officer` (with `agency` when it is not the caller's own) and `system`. Throws GatewayError
 * `oauth-invalid-request`. Whether what is named exists has not been looked at.
 */
export function readRevocationForm(form: URLSearchParams): RevocationForm {
  requireSingle(form)
  const named = ['token', 'officer', 'system'].filter((name) => form.get(name))
  if (named.length !== 1) return malformed('one of token, officer, system')
  if (named[0] === 'token') return { kind: 'token', token: readTokenParameter(form) }
  if (named[0] === 'system') return { kind: 'system', system: form.get('system')! }
  const officer = form.get('officer')!
  return officerId.test(officer)
    ? { kind: 'officer', officer, agency: form.get('agency') || undefined }
    : malformed('officer')
}

/** Revoking takes access away and gives none: who audits or operates may stop anybody's token that got out. */
const revokesForAll = ({ roles }: System): boolean => roles.includes('audit') || roles.includes('operator')

const requireOwn = (own: boolean, system: System): void => {
  if (!own && !revokesForAll(system)) throw new GatewayError('role-not-allowed')
}

/** The revocation of one living token, which goes with its own expiry. Throws GatewayError `role-not-allowed` when another system got it (RFC 7009 §2.1). */
export function revocationOfToken({ client_id, jti, exp }: CurrentClaims, system: System): TokenRevocation {
  requireOwn(client_id === system.id, system)
  return { kind: 'token', subject: jti, until_s: exp }
}

/**
 * The revocation of everything issued so far to an officer or a system: by now every such token expires within one life. What is issued
 * within the clock skew after it is revoked too. Throws GatewayError `role-not-allowed` for another agency's, `oauth-invalid-request`
 * when no such agency or system is registered.
 */
export function revocationOfAll(
  form: Exclude<RevocationForm, { kind: 'token' }>,
  { system, registry, now_s }: { readonly system: System; readonly registry: Registry; readonly now_s: number },
): TokenRevocation {
  const until_s = now_s + limits.token.lifetime_s + limits.token.clock_skew_s
  if (form.kind === 'officer') {
    const agency = form.agency ?? system.agency
    requireOwn(agency === system.agency, system)
    if (!registry.participantOf(agency)) return malformed('agency')
    return { kind: 'officer', subject: `${agency}/${form.officer}`, until_s }
  }
  const owner = [...registry.participants.values()].find(({ systems }) => systems.some(({ id }) => id === form.system))
  requireOwn(owner?.id === system.agency, system)
  if (!owner) return malformed('system')
  return { kind: 'system', subject: form.system, until_s }
}
