/**
 * Access tokens taken back: kept in PostgreSQL, and asked for there while a node can't be sure. Every node is told where to look; that
 * something was revoked only the table says, which takes a right to write.
 */
import { limits } from '../limits.ts'
import { now_ms } from '../telemetry/clock.ts'
import { listenTo } from './notifications.ts'
import type { Database, Sql } from './pool.ts'

/** One token by its `jti`, or all of an officer (`agency/officer`) or of a system (its id). */
export type RevokedKind = 'token' | 'officer' | 'system'

export interface TokenRevocation {
  readonly kind: RevokedKind
  readonly subject: string
  /** Seconds since 1970: tokens of the subject that expire no later are revoked. */
  readonly until_s: number
}

/** What a token is looked up by. */
export interface TokenName {
  readonly jti: string
  readonly agency: string
  readonly officer: string
  readonly system: string
  /** Seconds since 1970. */
  readonly expiresAt: number
}

export interface TokenRevocations {
  /**
   * Whether a revocation names the token. From memory, without a promise, while this node hears of every revocation (a connection that
   * has fallen silent counts for `listen_silence_ms_max` more); from PostgreSQL
   * otherwise: then it throws GatewayError `index-unavailable` when that can't be asked. Within a transaction by its `sql`: who holds a
   * connection must not wait for another.
   */
  isRevoked(token: TokenName, sql?: Sql): boolean | Promise<boolean>
  /** Resolves when the revocation is durable and in force here; the other nodes hear of it as it is committed, within a moment. Throws GatewayError `index-unavailable`. */
  revoke(revocation: TokenRevocation): Promise<void>
  close(): Promise<void>
}

const channel = 'token_revocation'

const subjectsOf = ({ jti, agency, officer, system }: TokenName): readonly (readonly [RevokedKind, string])[] => [
  ['token', jti],
  ['officer', `${agency}/${officer}`],
  ['system', system],
]

interface Row {
  kind: RevokedKind
  subject: string
  until: Date
}

/** By this node's clock, as expiry is judged: that of the database says nothing here. Earlier ones name no living token on any node. */
const oldest_s = (): number => now_ms() / 1000 - 2 * limits.token.clock_skew_s

/** As the table has them; PostgreSQL takes no NUL. */
const storable = /^[^\0]{1,200}$/

const isKind = (kind: unknown): kind is RevokedKind => kind === 'token' || kind === 'officer' || kind === 'system'

/** What a notification names; undefined when it names nothing that can be looked up. Any account of the database may send one. */
function namedIn(payload: string): Pick<Row, 'kind' | 'subject'> | undefined {
  try {
    const { kind, subject } = JSON.parse(payload) as Partial<Row>
    return isKind(kind) && typeof subject === 'string' && storable.test(subject) ? { kind, subject } : undefined
  } catch {
    return undefined
  }
}

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)

/**
 * Revocations in the database at `url` (migrated), of which `db` is the pool. Resolves after the first attempt to listen, also when it
 * failed: then, and whenever the listening connection is lost or silent, every token is looked up in the database. NOT verified: that the clocks of the
 * nodes agree; `until_s` is the revoker's.
 */
export async function openTokenRevocations({
  url,
  db,
}: {
  readonly url: string
  readonly db: Database
}): Promise<TokenRevocations> {
  const known = new Map<string, number>()
  const nameOf = (kind: RevokedKind, subject: string): string => `${kind} ${subject}`
  const learn = ({ kind, subject, until_s }: TokenRevocation): void => {
    const name = nameOf(kind, subject)
    known.set(name, Math.max(until_s, known.get(name) ?? 0))
  }
  let forgotten_s = 0
  /** Once in a while: all are gone through, and they may come by the thousand. */
  const forgetPast = (): void => {
    const before_s = oldest_s()
    if (Math.abs(before_s - forgotten_s) < limits.token.clock_skew_s) return
    forgotten_s = before_s
    for (const [name, until_s] of known) if (until_s < before_s) known.delete(name)
  }

  const learnRows = async (rows: Promise<readonly Row[]>): Promise<void> => {
    for (const { kind, subject, until } of await rows) learn({ kind, subject, until_s: secondsOf(until) })
  }
  const readAll = (sql: Sql): Promise<void> =>
    learnRows(
      sql.query<Row>('SELECT kind, subject, until FROM token_revocation WHERE until > to_timestamp($1)', [oldest_s()]),
    )
  const listener = await listenTo(url, channel, {
    readAll,
    async told(payloads, sql) {
      forgetPast()
      const named = [...payloads].map(namedIn)
      // Perhaps of a later version of this program: what it means stands in the table too.
      if (!named.every((one) => one !== undefined)) return readAll(sql)
      await learnRows(
        sql.query<Row>(
          `SELECT kind, subject, until FROM token_revocation
           WHERE (kind, subject) IN (SELECT * FROM unnest($1::text[], $2::text[])) AND until > to_timestamp($3)`,
          [named.map(({ kind }) => kind), named.map(({ subject }) => subject), oldest_s()],
        ),
      )
    },
  })

  const lookUp = async (token: TokenName, sql: Sql = db): Promise<boolean> => {
    const [kinds, subjects] = [0, 1].map((at) => subjectsOf(token).map((pair) => pair[at]))
    const rows = await sql.query(
      `SELECT 1 FROM token_revocation WHERE (kind, subject) IN (SELECT * FROM unnest($1::text[], $2::text[]))
         AND until >= to_timestamp($3)`,
      [kinds, subjects, token.expiresAt],
      'is-revoked',
    )
    return rows.length > 0
  }

  return {
    isRevoked(token, sql) {
      const here = subjectsOf(token).some(
        ([kind, subject]) => (known.get(nameOf(kind, subject)) ?? 0) >= token.expiresAt,
      )
      return here || listener.hears() ? here : lookUp(token, sql)
    },
    async revoke(revocation) {
      const { kind, subject, until_s } = revocation
      await db.transaction(async (sql) => {
        await sql.query('DELETE FROM token_revocation WHERE until < to_timestamp($1)', [oldest_s()])
        await sql.query(
          `INSERT INTO token_revocation (kind, subject, until) VALUES ($1, $2, to_timestamp($3))
           ON CONFLICT (kind, subject) DO UPDATE SET until = greatest(token_revocation.until, excluded.until)`,
          [kind, subject, until_s],
        )
        await sql.query('SELECT pg_notify($1, $2)', [channel, JSON.stringify({ kind, subject })])
      })
      forgetPast()
      learn(revocation)
    },
    close: () => listener.close(),
  }
}
