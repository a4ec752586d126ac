import type { Socket } from 'node:net'
import type {} from '@fastify/jwt'
import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import type { Caller, System } from '../../identity/caller.ts'
import { callerOf, type VerifiedToken } from '../../identity/token.ts'
import { limits } from '../../limits.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Step } from '../services.ts'

interface Verified {
  readonly authorization: string
  readonly system: System
  readonly caller: Caller
}

/** A signature is checked once per (token, connection, registry version): all three are the same on a keep-alive connection. */
const verifiedOn = new WeakMap<Socket, Verified>()

/**
 * The bearer token (RFC 6750 §2.1), its signature, its claims, and that it is bound to this connection's certificate (RFC 8705 §3).
 * Gives the inquiry its Caller.
 */
export const verifyToken: Step = (request, { registry, issuer }) => {
  const { authorization } = request.headers
  const { system } = request.inquiry
  if (!authorization) throw new GatewayError('token-missing')
  if (!system) throw new TypeError('the certificate comes first')
  const now_s = Math.floor(now_ms() / 1000)
  const known = verifiedOn.get(request.raw.socket)
  if (
    known?.authorization === authorization &&
    known.system === system &&
    known.caller.registryVersion === registry().version
  ) {
    if (known.caller.expiresAt <= now_s) throw new GatewayError('token-expired')
    request.inquiry.caller = known.caller
    return
  }
  const token = verifySignature(request, authorization)
  const caller = callerOf({ token, system, registry: registry(), issuer, now_s })
  verifiedOn.set(request.raw.socket, { authorization, system, caller })
  request.inquiry.caller = caller
}

function verifySignature(request: FastifyRequest, authorization: string): VerifiedToken {
  if (authorization.length > limits.token.access_token_bytes_max) throw new GatewayError('token-invalid')
  const [, text] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? []
  if (!text) throw new GatewayError('token-invalid')
  try {
    return request.server.jwt.verify<VerifiedToken>(text)
  } catch (cause) {
    throw new GatewayError(
      (cause as { code?: string }).code === 'FAST_JWT_EXPIRED' ? 'token-expired' : 'token-invalid',
      { cause },
    )
  }
}
