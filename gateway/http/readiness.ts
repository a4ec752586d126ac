/** Whether the gateway can do its work now, and what is wrong in words an operator can act on. */
import type { Log } from '../audit/log.ts'
import type { Sql } from '../store/pool.ts'
import type { Readiness } from './services.ts'

export interface ReadinessOf {
  readonly log: Pick<Log, 'healthy'>
  readonly db: Sql
  /** What identity rests on, by names. */
  readonly trust: { problems(): readonly string[] }
  /** What the log's witnesses are wanting in, by names. */
  readonly witnesses: { problems(): readonly string[] }
  /** How long until tokens are issued. */
  remembersIn_ms(): number
  /** How it stands with each agency, by the way in which its documents come: `source`, `feed`, `directory`; or goes there, `pushing`. */
  states(): Readonly<Record<string, ReadonlyMap<string, string> | undefined>>
}

/**
 * An agency whose documents do not come is told of, and keeps nobody from asking for the others'; what was refused, nobody from what is in
 * force; nor does one witness, or a timestamp, that is late.
 */
const tolerable =
  /^(?:(?:source|feed|directory|pushing|witness|witnesses|timestamps):|trust-refused$|revocation-list-(?:old|missing)$|(?:server|client)-certificate-old$)/

/** Looks at everything anew. Never rejects. */
export async function readinessOf({
  log,
  db,
  trust,
  witnesses,
  remembersIn_ms,
  states,
}: ReadinessOf): Promise<Readiness> {
  const reachable = await db.query('SELECT 1').then(
    () => true,
    () => false,
  )
  const problems = [
    ...(log.healthy() ? [] : ['audit-log']),
    ...(remembersIn_ms() > 0 ? ['replay-store'] : []),
    ...trust.problems(),
    ...witnesses.problems(),
    ...(reachable ? [] : ['index']),
    ...Object.entries(states()).flatMap(([way, of]) =>
      [...(of ?? [])].filter(([, state]) => state !== 'ok').map(([agency, state]) => `${way}:${agency}:${state}`),
    ),
  ]
  return { ready: problems.every((problem) => tolerable.test(problem)), problems }
}
