import { GatewayError } from '../../errors/problem.ts'
import type { Step } from '../services.ts'

/**
 * What the log records is evidence by its witnesses. Without a quorum of them for too long nothing more is given out. What an agency hands
 * over goes on, for a legal clock may run on it; so does revoking, which only takes away, and what proves and audits: receipts, hashes, and
 * auditors' readings.
 */
export const requireWitnessed: Step = (_request, { witnessed }) => {
  if (!witnessed()) throw new GatewayError('log-unwitnessed')
}
