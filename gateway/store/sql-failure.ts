/** What the gateway tells of a failed statement: the SQLSTATE and the constraint, never the statement nor its values. */
import { GatewayError } from '../errors/problem.ts'

/** `cause` of a GatewayError that came from the database server. */
export class SqlFailure extends Error {
  /** Five characters, PostgreSQL appendix A. */
  readonly sqlstate: string
  readonly constraint: string | undefined
  constructor(sqlstate: string, constraint: string | undefined) {
    super(constraint === undefined ? `SQLSTATE ${sqlstate}` : `SQLSTATE ${sqlstate} (${constraint})`)
    this.name = 'SqlFailure'
    this.sqlstate = sqlstate
    this.constraint = constraint
  }
}

/**
 * Classes 08 connection, 25006 a server that takes nothing (a standby), 25P03 idle transaction ended, 28 login refused, 3D000 no such database, 40 rollback (deadlock),
 * 53 resources, 55P03 lock, 57 operator intervention (also the statement timeout), 58 system error, XX internal.
 */
const unavailable = /^(08|25006|25P03|28|3D|40|53|55P03|57|58|XX)/

/**
 * Any failure of a pg call as a GatewayError: `index-unavailable` when the server can't be reached, is overloaded or timed out,
 * `internal` when the statement itself is at fault. pg's own error is dropped when it came from the server, since its detail
 * repeats column values. A GatewayError comes back as it is.
 */
export function gatewayErrorOf(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  const { code, constraint, severity } = error as { code?: unknown; constraint?: unknown; severity?: unknown }
  if (typeof code !== 'string' || typeof severity !== 'string')
    return new GatewayError('index-unavailable', { cause: error })
  const cause = new SqlFailure(code, typeof constraint === 'string' ? constraint : undefined)
  return new GatewayError(unavailable.test(code) ? 'index-unavailable' : 'internal', { cause })
}

/**
 * Whether the server gave up since another transaction held a lock, and it alone may be why: 55P03 (waited longer than lock_timeout), 40P01 (deadlock). Nothing was done. Not 57014, the
 * statement timeout, which a server that is overloaded reaches too.
 */
export const isOfLock = (error: unknown): boolean =>
  error instanceof GatewayError && error.cause instanceof SqlFailure && /^(55P03|40P01)$/.test(error.cause.sqlstate)
