import { GatewayError } from '../../errors/problem.ts'
import type { Role } from '../../identity/caller.ts'
import type { Step } from '../services.ts'

const requireRole =
  (...roles: readonly Role[]): Step =>
  ({ inquiry }) => {
    if (!roles.some((role) => inquiry.system?.roles.includes(role))) throw new GatewayError('role-not-allowed')
  }

/** Case data goes to systems registered for exchange; officers who audit, witnesses and operators have their own surfaces. */
export const requireExchangeRole: Step = requireRole('exchange')

/** Who follows the log sees its hashes: that it only grows can be checked without a single entry. */
export const requireFollowerRole: Step = requireRole('witness', 'audit', 'operator')

/** What is quarantined is for officers of those who sent it and of those who operate the gateway. */
export const requireHandlingRole: Step = requireRole('exchange', 'operator')

/** Entries are for the officers who audit. */
export const requireAuditRole: Step = requireRole('audit')
