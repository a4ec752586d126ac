/** Keys of access tokens that got out: remembered in PostgreSQL, so that a data folder restored from a copy does not bring one back. */
import type { Sql } from './pool.ts'

export interface DistrustedKeys {
  /** Whether a key, by its RFC 7638 thumbprint, is known here to be distrusted. */
  has(thumbprint: string): boolean
  /**
   * Distrusts these here at once, and for good when it resolves; then what other processes distrusted until now is known too. Throws
   * GatewayError `index-unavailable`; called again it writes what could not be written.
   */
  distrust(thumbprints: Iterable<string>): Promise<void>
}

/** Those in the database (migrated). Throws GatewayError `index-unavailable`. */
export async function openDistrustedKeys(sql: Sql): Promise<DistrustedKeys> {
  const known = new Set<string>()
  const written = new Set<string>()
  const read = async (): Promise<void> => {
    for (const { thumbprint } of await sql.query<{ thumbprint: string }>('SELECT thumbprint FROM distrusted_key')) {
      known.add(thumbprint)
      written.add(thumbprint)
    }
  }
  await read()
  return {
    has: (thumbprint) => known.has(thumbprint),
    async distrust(thumbprints) {
      for (const thumbprint of thumbprints) known.add(thumbprint)
      const missing = [...known].filter((thumbprint) => !written.has(thumbprint))
      if (missing.length > 0)
        await sql.query('INSERT INTO distrusted_key (thumbprint) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
          missing,
        ])
      await read()
    },
  }
}
