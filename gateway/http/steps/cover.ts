import { GatewayError } from '../../errors/problem.ts'
import type { Caller, CaseAction } from '../../identity/caller.ts'

/**
 * The token must cover what is asked (RFC 9396 §7). Said before the dossier is looked for, and from the token alone, so that the
 * answer tells nothing of what exists. Throws GatewayError `token-scope`.
 */
export function requireCovered(caller: Caller | undefined, action: CaseAction, dossier?: string): void {
  if (!caller?.actions.includes(action)) throw new GatewayError('token-scope')
  if (dossier !== undefined && !caller.dossiers.includes(dossier)) throw new GatewayError('token-scope')
}
