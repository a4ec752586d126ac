import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import { type Introspection, inactive, introspectionOf } from '../../identity/token-introspection.ts'
import { readTokenParameter } from '../../identity/token-revocation.ts'
import { prepareAnswer } from '../../release/door.ts'
import type { Handler, Services } from '../services.ts'
import { livingToken } from './living-token.ts'

async function introspected(request: FastifyRequest, services: Services): Promise<Introspection> {
  const token = readTokenParameter(request.decoded as URLSearchParams)
  const claims = livingToken(token, request.server, services)
  if (!claims) return inactive
  const { jti, agency, sub: officer, client_id: system, exp: expiresAt } = claims
  const revoked = await services.revocations.isRevoked({ jti, agency, officer, system, expiresAt })
  return revoked ? inactive : introspectionOf(claims, services.issuer)
}

/**
 * `POST /oauth2/introspect` (RFC 7662) for systems with role `audit`, authenticated by their certificate. What is not ours, has expired, was
 * revoked or rests on an earlier registry is inactive, without a word on which.
 */
export const postIntrospection: Handler = async (request, services) => {
  if (!request.inquiry.system?.roles.includes('audit')) throw new GatewayError('role-not-allowed')
  const answer = await introspected(request, services)
  return prepareAnswer(request.inquiry, {
    body: JSON.stringify(answer),
    headers: { pragma: 'no-cache' },
    detail: { note: answer.active ? `token ${answer.jti}` : 'inactive' },
  })
}
