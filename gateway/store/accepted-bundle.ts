/** The newest bundle of policies that any node has accepted: outlives the data folder of each. */
import type { Sql } from './pool.ts'

export interface AcceptedBundle {
  readonly serial: number
  /** Base64url SHA-256 of its manifest. */
  readonly digest: string
}

/** `older` than the newest, or `another` of the same number. */
export type BundleVerdict = 'accepted' | 'older' | 'another'

/** The newest accepted so far; undefined when there was none. Throws GatewayError `index-unavailable`. */
export async function newestBundle(sql: Sql): Promise<AcceptedBundle | undefined> {
  const [row] = await sql.query<AcceptedBundle>('SELECT serial, digest FROM accepted_bundle')
  return row
}

/**
 * Accepts `bundle` unless a newer one was, or another of its number; in one statement, so that of two nodes with different ones only one
 * has its way. Throws GatewayError `index-unavailable`. Nothing of the bundle itself is verified.
 */
export async function acceptBundle(sql: Sql, { serial, digest }: AcceptedBundle): Promise<BundleVerdict> {
  const [newest] = await sql.query<AcceptedBundle>(
    `INSERT INTO accepted_bundle AS known (serial, digest) VALUES ($1, $2)
     ON CONFLICT (one) DO UPDATE SET
       serial = greatest(known.serial, excluded.serial),
       digest = CASE WHEN excluded.serial > known.serial THEN excluded.digest ELSE known.digest END,
       accepted_at = CASE WHEN excluded.serial > known.serial THEN excluded.accepted_at ELSE known.accepted_at END
     RETURNING serial, digest`,
    [serial, digest],
  )
  if (newest!.serial > serial) return 'older'
  return newest!.digest === digest ? 'accepted' : 'another'
}

/**
 * Remembers in `db` what is accepted; `ready` is waited for first. What this process has accepted once stays accepted: while one node after the
 * other gets a newer bundle, those that have it not yet still load their revocation lists.
 */
export function bundleMemory(db: Sql, ready: () => Promise<unknown>) {
  let inForce: AcceptedBundle | undefined
  return {
    async accept(bundle: AcceptedBundle): Promise<BundleVerdict> {
      if (bundle.digest === inForce?.digest) return 'accepted'
      await ready()
      const verdict = await acceptBundle(db, bundle)
      if (verdict === 'accepted') inForce = bundle
      return verdict
    },
  }
}
