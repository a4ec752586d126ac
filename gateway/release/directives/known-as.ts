/** Under which names a receiver knows what a directive is about: ids of dossiers that it was shown, and of transfers to it. None of the giver's own. */
import type { Sql } from '../../store/pool.ts'

export interface KnownAs {
  /** Under which what it was shown is found now. */
  readonly dossiers: readonly string[]
  readonly transfers: readonly string[]
}

/** By directive, of those of `ids` by whose records `receiver` was served something. A dossier whose facet was moved to another is known as that. */
export async function knownAs(
  sql: Sql,
  ids: readonly string[],
  receiver: string,
): Promise<ReadonlyMap<string, KnownAs>> {
  const rows = await sql.query<{ directive: string; dossiers: string[]; transfers: string[] }>(
    `SELECT d.id AS directive,
       array_agg(DISTINCT CASE WHEN f.dossier IS NULL OR coalesce(l.dossier, s.via) = f.dossier THEN s.via ELSE f.dossier END)
         FILTER (WHERE s.way <> 'transfer') AS dossiers,
       array_agg(DISTINCT s.via) FILTER (WHERE s.way = 'transfer') AS transfers
     FROM directive d JOIN served s ON s.holder = d.giver AND s.mark = ANY(d.records) AND s.receiver = $2
       LEFT JOIN facet f ON f.agency = s.holder AND f.native_key_mac = s.mark LEFT JOIN dossier_alias l ON l.alias = s.via
     WHERE d.id = ANY($1) GROUP BY d.id`,
    [ids, receiver],
  )
  return new Map(
    rows.map(({ directive, dossiers, transfers }) => [
      directive,
      { dossiers: dossiers ?? [], transfers: transfers ?? [] },
    ]),
  )
}
