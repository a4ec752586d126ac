import { GatewayError } from '../../errors/problem.ts'
import type { Step } from '../services.ts'

/** Case data goes to systems registered for exchange; officers who audit, witnesses and operators have their own surfaces. */
export const requireExchangeRole: Step = (request) => {
  if (!request.inquiry.system?.roles.includes('exchange')) throw new GatewayError('role-not-allowed')
}
