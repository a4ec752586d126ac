import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import type { Step } from '../services.ts'

/**
 * Exactly the media type `type`, no parameter but charset=utf-8 (RFC 9110 §8.3.1). Matched as a whole, so that no `;`, tab, case or
 * list trick selects another parser than the one meant. Throws GatewayError `media-type-unsupported`.
 */
export function requireMediaType({ headers }: FastifyRequest, type: string): void {
  const literal = type.replace(/[.+]/g, '\\$&')
  const given = headers['content-type']
  if (given === undefined || !new RegExp(`^${literal}(?: *; *charset=(?:utf-8|"utf-8"))?$`, 'i').test(given))
    throw new GatewayError('media-type-unsupported', { told: { takes: type } })
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new GatewayError('media-type-unsupported', { told: { takes: type } })
}

export const requireJson: Step = (request) => requireMediaType(request, 'application/json')
/** A compact JWS (RFC 7515 §9.2.1). */
export const requireJose: Step = (request) => requireMediaType(request, 'application/jose')
export const requireForm: Step = (request) => requireMediaType(request, 'application/x-www-form-urlencoded')
