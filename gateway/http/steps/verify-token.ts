import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import type { Caller, System } from '../../identity/caller.ts'
import type { TokenKeys } from '../../identity/keys.ts'
import { countForgedToken } from '../../identity/lockout.ts'
import { callerOf, ownUnderAnotherCertificate } from '../../identity/token.ts'
import { limits } from '../../limits.ts'
import type { Sql } from '../../store/pool.ts'
import { now_ms } from '../../telemetry/clock.ts'
import { verifiedToken } from '../access-token.ts'
import type { Services, Step } from '../services.ts'

interface Verified {
  readonly authorization: string
  readonly system: System
  readonly keys: TokenKeys
  readonly caller: Caller
}

/** A signature is checked once per (token, connection, registry version, keys): all are the same on a keep-alive connection. */
const verifiedOn = new WeakMap<Socket, Verified>()

/**
 * The bearer token (RFC 6750 §2.1), its signature, its claims, that it is bound to this connection's certificate (RFC 8705 §3), and that
 * it was not taken back (RFC 7009). Gives the inquiry its Caller.
 */
export const verifyToken: Step = async (request, services) => {
  const { system } = request.inquiry
  if (!request.headers.authorization) throw new GatewayError('token-missing')
  if (!system) throw new TypeError('the certificate comes first')
  try {
    request.inquiry.caller = knownCaller(request, system, services) ?? newCaller(request, system, services)
  } catch (error) {
    if (isForged(error)) await countForgedToken(services.rates, system)
    throw error
  }
  await requireNotRevoked(request, services)
}

/**
 * Once more when the answer is ready: what the token rested on in the registry may have been replaced meanwhile, it or a channel may have
 * expired. The inquiry's Caller is then the one of now. Throws GatewayError as the row itself. `sql`: as isRevoked takes it.
 */
export async function requireStillGood(request: FastifyRequest, services: Services, sql?: Sql): Promise<void> {
  const { caller, system } = request.inquiry
  if (!caller || !system) return
  if (caller.expiresAt <= now_s()) throw new GatewayError('token-expired')
  if (caller.registryVersion !== services.registry().version || hasEndedChannel(caller))
    request.inquiry.caller = newCaller(request, system, services)
  await requireNotRevoked(request, services, sql)
}

/** Revocation is looked at for every request, and again before its answer leaves. Throws GatewayError `token-revoked` or `index-unavailable`. */
async function requireNotRevoked({ inquiry }: FastifyRequest, { revocations }: Services, sql?: Sql): Promise<void> {
  const revoked = inquiry.caller && revocations.isRevoked(inquiry.caller, sql)
  if (revoked === true || (revoked && (await revoked))) throw new GatewayError('token-revoked')
}

function knownCaller({ raw, headers }: FastifyRequest, system: System, services: Services): Caller | undefined {
  const known = verifiedOn.get(raw.socket)
  if (known?.authorization !== headers.authorization || known?.system !== system) return undefined
  if (known.keys !== services.tokenKeys() || known.caller.registryVersion !== services.registry().version)
    return undefined
  if (known.caller.expiresAt <= now_s()) throw new GatewayError('token-expired')
  return hasEndedChannel(known.caller) ? undefined : known.caller
}

const hasEndedChannel = ({ channels = [] }: Caller): boolean => channels.some(({ until }) => until <= now_ms())

function newCaller(request: FastifyRequest, system: System, { registry, issuer, tokenKeys }: Services): Caller {
  const { authorization = '' } = request.headers
  if (authorization.length > limits.token.access_token_bytes_max) throw new GatewayError('token-invalid')
  const [, text] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? []
  if (!text) throw new GatewayError('token-invalid')
  const keys = tokenKeys()
  const token = verifiedToken(request.server, keys, text)
  const caller = callerOf({ token, system, registry: registry(), issuer, now_s: now_s() })
  verifiedOn.set(request.raw.socket, { authorization, system, keys, caller })
  return caller
}

const now_s = (): number => Math.floor(now_ms() / 1000)

/** By a key of ours and yet not ours, or another system's. A key that is unknown may have been rotated away; a certificate was renewed. */
function isForged(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false
  if (error.code === 'token-not-bound') return error.cause !== ownUnderAnotherCertificate
  const { code } = (error.cause ?? {}) as { code?: string }
  return code === 'FAST_JWT_INVALID_SIGNATURE'
}
