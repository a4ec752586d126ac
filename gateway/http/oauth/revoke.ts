import type { FastifyRequest } from 'fastify'
import { readRevocationForm, revocationOfAll, revocationOfToken } from '../../identity/token-revocation.ts'
import { prepareAnswer } from '../../release/door.ts'
import type { TokenRevocation } from '../../store/token-revocations.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Handler, Services } from '../services.ts'
import { revocableToken } from './living-token.ts'

/** Undefined: there is nothing to take back. */
function revocationIn(request: FastifyRequest, services: Services): TokenRevocation | undefined {
  const system = request.inquiry.system!
  const form = readRevocationForm(request.decoded as URLSearchParams)
  if (form.kind !== 'token')
    return revocationOfAll(form, { system, registry: services.registry(), now_s: Math.floor(now_ms() / 1000) })
  const claims = revocableToken(form.token, request.server, services)
  return claims && revocationOfToken(claims, system)
}

/**
 * `POST /oauth2/revoke` (RFC 7009), the client authenticated by its certificate. `token` takes one token back; `officer` (of the own agency,
 * or of `agency`) or `system` all that were issued so far. 200 also for a token that is none of ours or lives no more (§2.2). By then the
 * revocation is durable and in force here, and the other nodes have been told.
 */
export const postRevocation: Handler = async (request, services) => {
  const revocation = revocationIn(request, services)
  if (revocation) await services.revocations.revoke(revocation)
  const note = revocation ? `${revocation.kind} ${revocation.subject}` : 'nothing'
  return prepareAnswer(request.inquiry, {
    body: '{}',
    headers: { pragma: 'no-cache' },
    phase: 'token-revoked',
    detail: { note },
  })
}
