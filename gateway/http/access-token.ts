import type {} from '@fastify/jwt'
import type { FastifyInstance } from 'fastify'
import { GatewayError } from '../errors/problem.ts'
import type { TokenKeys } from '../identity/keys.ts'
import { hasOneSpelling } from '../identity/one-spelling.ts'
import { type VerifiedToken, verifierOf } from '../identity/token.ts'

/** A key is named with every call: what forgets to is refused. */
export const noKeyByDefault = (_header: unknown, _token: unknown, done: (error: Error) => void): void =>
  done(new TypeError('a token is verified with the key that it names'))

/**
 * Verifies a compact JWS as an access token of ours: the signature by the key that its `kid` names, and what tokenVerifyOptions say.
 * Throws GatewayError `token-expired` or `token-invalid` (cause `unknown key` when the kid names no key of ours).
 */
export function verifiedToken(server: FastifyInstance, keys: TokenKeys, token: string): VerifiedToken {
  if (!hasOneSpelling(token)) throw new GatewayError('token-invalid', { cause: 'spelling' })
  const key = verifierOf(token, keys)
  if (key === undefined) throw new GatewayError('token-invalid', { cause: 'unknown key' })
  try {
    return server.jwt.verify<VerifiedToken>(token, { key } as never)
  } catch (cause) {
    const expired = (cause as { code?: string }).code === 'FAST_JWT_EXPIRED'
    throw new GatewayError(expired ? 'token-expired' : 'token-invalid', { cause })
  }
}
