import type { FastifyInstance } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import { type CurrentClaims, currentClaims } from '../../identity/token.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { verifiedToken } from '../access-token.ts'
import type { Services } from '../services.ts'

/** The claims of `token` if it is ours and alive, whoever's connection it is bound to; undefined otherwise. Revocation has not been looked up. */
export function livingToken(
  token: string,
  server: FastifyInstance,
  { tokenKeys, registry, issuer }: Services,
): CurrentClaims | undefined {
  try {
    const verified = verifiedToken(server, tokenKeys(), token)
    return currentClaims({ token: verified, registry: registry(), issuer, now_s: Math.floor(now_ms() / 1000) })
  } catch (error) {
    if (error instanceof GatewayError) return undefined
    throw error
  }
}
