/**
 * Notes which facets changed, in the transaction of what brings the change, for those who are to be told. What was there when an agency was first heard is
 * known and no change: a first list must not tell everybody the past. A list that is read again tells what changed since.
 */
import type { IndexEntry } from '../../adapters/sdk/adapter.ts'
import type { Sql } from '../store/pool.ts'
import { timestamp } from '../telemetry/clock.ts'
import { nativeKeyMac } from './facet.ts'
import type { IndexKeys } from './keys.ts'

/** All of a facet by which somebody may have to be told of it, as text. */
const standing = `ROW(f.dossier, f.kind, f.stage, f.updated_at, f.conceal, f.sealed, f.withheld, f.resolves, f.confirms,
  f.label_level, f.label_tags)::text`

/** How documents of the agency come: `feed` in pages of a list or of changes, `delivery` each by itself. */
export type Way = 'feed' | 'delivery'

export interface Noting {
  /** Notes what is new, or another than when this began. What has left the stage of its past has none any more. */
  write(): Promise<void>
}

/** For `entries` of `agency`, before they are registered in `tx`, which holds the index. */
export async function beginNoting(
  tx: Sql,
  keys: IndexKeys,
  { agency, way }: { readonly agency: string; readonly way: Way },
  entries: readonly Pick<IndexEntry, 'nativeKey'>[],
): Promise<Noting> {
  const macs = [...new Set(entries.map(({ nativeKey }) => nativeKey))].map((key) => nativeKeyMac(keys, agency, key))
  const before = await tx.query<{ mac: Buffer; standing: string }>(
    `SELECT f.native_key_mac AS mac, ${standing} AS standing FROM facet f WHERE f.agency = $1 AND f.native_key_mac = ANY($2)`,
    [agency, macs],
    'facets-before',
  )
  const [heard] = await tx.query<{ at: Date; listed: boolean }>(
    'SELECT at, listed FROM agency_heard WHERE agency = $1',
    [agency],
  )
  // Of two that bring documents the later one may tell of what is older than either.
  const isAllPast = !heard || (way === 'feed' && !heard.listed)
  const newest = isAllPast ? 'infinity' : way === 'delivery' ? heard.at.toISOString() : '-infinity'
  return {
    async write() {
      await tx.query(
        `INSERT INTO facet_change AS c (agency, native_key_mac, past_stage, past_at, changes, next_at)
         SELECT f.agency, f.native_key_mac, CASE WHEN isPast THEN f.stage END, CASE WHEN isPast THEN f.updated_at END, 1,
           CASE WHEN NOT isPast THEN $6::timestamptz END
         FROM facet f LEFT JOIN unnest($3::bytea[], $4::text[]) b (mac, standing) ON b.mac = f.native_key_mac,
           LATERAL (SELECT ($7 OR b.mac IS NULL) AND f.updated_at < $5::timestamptz) p (isPast)
         WHERE f.agency = $1 AND f.native_key_mac = ANY($2) AND b.standing IS DISTINCT FROM ${standing}
         ORDER BY f.native_key_mac
         ON CONFLICT (agency, native_key_mac) DO UPDATE SET changes = c.changes + 1, attempts = 0, last_reason = NULL,
           (past_stage, past_at) = (SELECT CASE WHEN $7 THEN excluded.past_stage WHEN f.stage = c.past_stage THEN c.past_stage END,
               CASE WHEN $7 THEN excluded.past_at WHEN f.stage = c.past_stage THEN c.past_at END
             FROM facet f WHERE f.agency = c.agency AND f.native_key_mac = c.native_key_mac),
           next_at = CASE WHEN $7 THEN NULL ELSE $6::timestamptz END`,
        [
          ...[agency, macs, before.map(({ mac }) => mac), before.map(({ standing }) => standing)],
          ...[newest, timestamp(), isAllPast],
        ],
        'note-changes',
      )
    },
  }
}

/**
 * Notes of `facets` that somebody stands to them as nobody did before, to whom what they have come to may be news. Their past stays that, and all is past until their
 * agency was heard.
 */
export async function noteRelated(
  tx: Sql,
  facets: readonly { readonly holder: string; readonly native_key_mac: Buffer }[],
): Promise<void> {
  await tx.query(
    `UPDATE facet_change c SET changes = c.changes + 1, attempts = 0, last_reason = NULL, next_at = $3
     FROM unnest($1::text[], $2::bytea[]) AS r (agency, mac) JOIN agency_heard USING (agency)
     WHERE c.agency = r.agency AND c.native_key_mac = r.mac`,
    [facets.map(({ holder }) => holder), facets.map(({ native_key_mac }) => native_key_mac), timestamp()],
    'note-related',
  )
}

/** Notes that `agency` was heard: in its feed up to the end of its list (`listed`), or by a document that it sent. What comes from now on is no past. */
export async function noteHeard(tx: Sql, agency: string, { listed }: { readonly listed: boolean }): Promise<void> {
  await tx.query(
    `INSERT INTO agency_heard (agency, at, listed) VALUES ($1, $2, $3)
     ON CONFLICT (agency) DO UPDATE SET listed = true WHERE excluded.listed AND NOT agency_heard.listed`,
    [agency, timestamp(), listed],
    'note-heard',
  )
}
