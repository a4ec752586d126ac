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
  /** Whether what may be used once can be told: without that no token is issued and no change is taken. Never rejects. */
  remembers(): Promise<boolean>
  /** How it stands with each agency, by the way in which its documents come: `source`, `feed`, `directory`; or goes there, `pushing`. */
  states(): Readonly<Record<string, ReadonlyMap<string, string> | undefined>>
}

/**
 * An agency whose documents do not come is told of, and keeps nobody from asking for the others'; what was refused, nobody from what is in
 * force; nor does one witness, or a timestamp, that is late.
 */
const tolerable =
  /^(?:(?:source|feed|directory|pushing|witness|witnesses|timestamps):|trust-refused$|revocation-list-(?:old|missing)$|(?:server|client)-certificate-old$)/

/** A standby, or a primary that was demoted, answers and takes nothing: no transfer, and no first reading. */
const indexProblem = (db: Sql): Promise<readonly string[]> =>
  db.query<{ writable: boolean }>(`SELECT current_setting('transaction_read_only') = 'off' AS writable`).then(
    ([row]) => (row?.writable ? [] : ['index-read-only']),
    () => ['index'],
  )

/** Looks at everything anew. Never rejects. */
export async function readinessOf({ log, db, trust, witnesses, remembers, states }: ReadinessOf): Promise<Readiness> {
  const [index, remembering] = await Promise.all([indexProblem(db), remembers()])
  const problems = [
    ...(log.healthy() ? [] : ['audit-log']),
    ...(remembering ? [] : ['replay-store']),
    ...trust.problems(),
    ...witnesses.problems(),
    ...index,
    ...Object.entries(states()).flatMap(([way, of]) =>
      [...(of ?? [])].filter(([, state]) => state !== 'ok').map(([agency, state]) => `${way}:${agency}:${state}`),
    ),
  ]
  return { ready: problems.every((problem) => tolerable.test(problem)), problems }
}
