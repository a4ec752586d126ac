import { GatewayError } from '../../errors/problem.ts'
import type { Step } from '../services.ts'

/** What was begun is finished; what comes on an open connection meanwhile is told to go elsewhere. */
export const refuseWhenDraining: Step = (_request, { draining }) => {
  if (draining()) throw new GatewayError('draining')
}
