import type { FastifyInstance } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import { type CurrentClaims, currentClaims, type TokenContext, unexpiredClaims } from '../../identity/token.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { verifiedToken } from '../access-token.ts'
import type { Services } from '../services.ts'

type Find = (token: string, server: FastifyInstance, services: Services) => CurrentClaims | undefined

const foundBy =
  (read: (context: TokenContext) => CurrentClaims): Find =>
  (token, server, { tokenKeys, registry, issuer }) => {
    try {
      const verified = verifiedToken(server, tokenKeys(), token)
      return read({ token: verified, registry: registry(), issuer, now_s: Math.floor(now_ms() / 1000) })
    } catch (error) {
      if (error instanceof GatewayError) return undefined
      throw error
    }
  }

/** The claims of `token` if it is ours and alive, whoever's connection it is bound to; undefined otherwise. Revocation has not been looked up. */
export const livingToken: Find = foundBy(currentClaims)

/** The same, also of a token that rests on an earlier registry: it lives again if that comes back before it expires. */
export const revocableToken: Find = foundBy(unexpiredClaims)
