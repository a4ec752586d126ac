/** What a directive of its holder does to a record in the index: a seal lasts until the source says otherwise; labels are the source's alone. */
import type { Sql } from '../store/pool.ts'
import { timestamp } from '../telemetry/clock.ts'

/** What the record's source said last. */
const said = `(SELECT m.sealed FROM label_mark m WHERE m.agency = f.agency AND m.native_key_mac = f.native_key_mac AND m.place IS NULL
  ORDER BY m.id DESC LIMIT 1)`

/** Whether one of `records` (MACs of native keys) of `holder` is sealed now. */
export async function isSealed(sql: Sql, holder: string, records: readonly Buffer[]): Promise<boolean> {
  const rows = await sql.query('SELECT FROM facet WHERE agency = $1 AND native_key_mac = ANY($2) AND sealed LIMIT 1', [
    holder,
    records,
  ])
  return rows.length > 0
}

/**
 * Counts a directive about `records` (MACs of native keys) of `holder`, so that what was found before is read anew, and sets or takes back its seal: one that
 * the source set, a directive takes not back. Gives the ids of their dossiers.
 */
export async function directRecords(
  tx: Sql,
  holder: string,
  records: readonly Buffer[],
  effect: 'seals' | 'unseals' | undefined,
): Promise<readonly string[]> {
  const rows = await tx.query<{ dossier: string }>(
    `UPDATE facet f SET directives = f.directives + 1,
       seal_directed = CASE $3::text WHEN 'seals' THEN NOT coalesce(${said}, false) WHEN 'unseals' THEN false ELSE f.seal_directed END,
       sealed = CASE $3::text WHEN 'seals' THEN true WHEN 'unseals' THEN coalesce(${said}, false) ELSE f.sealed END
     WHERE f.agency = $1 AND f.native_key_mac = ANY($2) RETURNING f.dossier`,
    [holder, records, effect ?? null],
    'direct-records',
  )
  // Who is being told of it by what its source said before is told anew; of what was kept while it was sealed somebody may have to be told.
  await tx.query(
    `UPDATE facet_change SET changes = changes + 1, next_at = CASE WHEN $3 THEN $4 ELSE next_at END
     WHERE agency = $1 AND native_key_mac = ANY($2)`,
    [holder, records, effect === 'unseals', timestamp()],
    'redirect-changes',
  )
  return rows.map(({ dossier }) => dossier).sort()
}
