import type { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import { admit } from '../../identity/certificate.ts'
import { isSurplus } from '../../identity/connections.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Services, Step } from '../services.ts'

/**
 * Only an authorised socket of a registered system passes. The only row that may read a request of another;
 * the refusal closes the connection (gateway/http/server.ts).
 */
export const admitCertificate: Step = (request, { trust }) => {
  const socket = request.raw.socket as TLSSocket
  request.inquiry.system = admit(socket, trust(), now_ms())
  if (isSurplus(socket)) throw new GatewayError('connections-too-many')
}

/**
 * Once more when the answer is ready: what was admitted before something was loaded is not answered with data after it. The inquiry's System
 * is then the one of now: its roles may be others. Throws GatewayError as the row itself.
 */
export function requireStillAdmitted({ inquiry, raw }: FastifyRequest, { trust }: Services): void {
  if (inquiry.system) inquiry.system = admit(raw.socket as TLSSocket, trust(), now_ms())
}
