/** Whether the gateway can do its work now, and what is wrong in words an operator can act on. */
import type { Log } from '../audit/log.ts'
import type { RevocationList } from '../identity/revocation.ts'
import type { Sql } from '../store/pool.ts'
import { now_ms } from '../telemetry/clock.ts'
import type { Readiness } from './services.ts'

export interface ReadinessOf {
  readonly log: Pick<Log, 'healthy'>
  readonly db: Sql
  readonly revocation: RevocationList
  /** How long until tokens are issued. */
  remembersIn_ms(): number
  /** How the last try of each agency ended, by the way in which its documents come: `feed`, `directory`. */
  states(): Readonly<Record<string, ReadonlyMap<string, string> | undefined>>
}

/** An agency whose documents do not come is told of, and keeps nobody from asking for the others'. */
const tolerable = /^(?:(?:feed|directory):|revocation-list-old$)/

/** Looks at everything anew. Never rejects. */
export async function readinessOf({ log, db, revocation, remembersIn_ms, states }: ReadinessOf): Promise<Readiness> {
  const reachable = await db.query('SELECT 1').then(
    () => true,
    () => false,
  )
  const problems = [
    ...(log.healthy() ? [] : ['audit-log']),
    ...(remembersIn_ms() > 0 ? ['replay-store'] : []),
    ...(revocation.halfLife_ms < now_ms() ? ['revocation-list-old'] : []),
    ...(reachable ? [] : ['index']),
    ...Object.entries(states()).flatMap(([way, of]) =>
      [...(of ?? [])].filter(([, state]) => state !== 'ok').map(([agency, state]) => `${way}:${agency}:${state}`),
    ),
  ]
  return { ready: problems.every((problem) => tolerable.test(problem)), problems }
}
