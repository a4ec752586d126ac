/** Public keys that all nodes sign messages with, or once did: in PostgreSQL, so that each node can publish them all. */
import type { Sql } from './pool.ts'

export interface MessageKeyRow {
  /** RFC 7638 thumbprint. */
  readonly kid: string
  /** Ed25519 public key, base64url. */
  readonly x: string
  /** Seconds since 1970; `exp` absent while it signs. */
  readonly nbf: number
  readonly exp?: number
  /** Its private half got out. */
  readonly distrusted?: true
}

/** All of them, those that sign now first, then the latest. Throws GatewayError `index-unavailable`. */
export async function allMessageKeys(sql: Sql): Promise<readonly MessageKeyRow[]> {
  const rows = await sql.query<{ kid: string; x: string; nbf: number; exp: number | null; distrusted: boolean }>(
    'SELECT kid, x, nbf, exp, distrusted FROM message_key ORDER BY exp DESC NULLS FIRST, nbf DESC, kid',
  )
  return rows.map(({ exp, distrusted, ...row }) => ({
    ...row,
    ...(exp !== null && { exp }),
    ...(distrusted && { distrusted }),
  }))
}

/** Adds what `keys` say to what is known of them: of two beginnings or ends the earlier counts, and one that got out did. Throws GatewayError `index-unavailable`. */
export async function noteMessageKeys(sql: Sql, keys: readonly MessageKeyRow[]): Promise<void> {
  await sql.query(
    `INSERT INTO message_key AS known (kid, x, nbf, exp, distrusted)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::boolean[])
     ON CONFLICT (kid) DO UPDATE SET nbf = least(known.nbf, excluded.nbf), exp = least(known.exp, excluded.exp),
       distrusted = known.distrusted OR excluded.distrusted`,
    [
      keys.map(({ kid }) => kid),
      keys.map(({ x }) => x),
      keys.map(({ nbf }) => nbf),
      keys.map(({ exp }) => exp ?? null),
      keys.map(({ distrusted = false }) => distrusted),
    ],
  )
}

/** The key of any node got out, and signs from `exp` (seconds since 1970) on no more. False: no node ever signed with it. Throws GatewayError `index-unavailable`. */
export async function distrustMessageKey(sql: Sql, kid: string, exp: number): Promise<boolean> {
  const rows = await sql.query(
    'UPDATE message_key SET distrusted = true, exp = least(exp, $2) WHERE kid = $1 RETURNING kid',
    [kid, exp],
  )
  return rows.length > 0
}

/** Whether it is known to have ended, or to end. Throws GatewayError `index-unavailable`. */
export async function hasMessageKeyEnded(sql: Sql, kid: string): Promise<boolean> {
  return (await sql.query('SELECT FROM message_key WHERE kid = $1 AND exp IS NOT NULL', [kid])).length > 0
}
