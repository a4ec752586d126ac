import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../../errors/problem.ts'
import type { Rate } from '../../store/rate.ts'
import { healthUrl } from '../public/health.ts'
import type { Services, Step } from '../services.ts'

async function take(request: FastifyRequest, { rates }: Services, policy: string, key: string, rate: Rate) {
  const taken = await rates.take(`${policy}\0${key}`, rate)
  request.quotas = [...(request.quotas ?? []), { policy, rate, taken }]
  if (taken.allowed) return
  request.retry_s = taken.retry_s
  throw new GatewayError('rate-limited')
}

/** What one system may ask in all, whatever it asks but whether the gateway lives. Throws GatewayError `rate-limited`. */
export const limitSystem: Step = async (request, services) => {
  const { system } = request.inquiry
  if (system && request.routeOptions.url !== healthUrl)
    await take(request, services, 'system', system.id, services.quotas.system)
}

/** What it may ask on behalf of one officer. Throws GatewayError `rate-limited`. */
export const limitOfficer: Step = async (request, services) => {
  const { caller } = request.inquiry
  if (caller) await take(request, services, 'officer', `${caller.agency}/${caller.officer}`, services.quotas.officer)
}
