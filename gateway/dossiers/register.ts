/**
 * Fills the index. Facets are one dossier only by shared linking identifiers (design.md §6); when an identifier ties two
 * dossiers together the older id stays and the other becomes its alias. A page and its cursor are one transaction.
 */
import type { IndexEntry } from '../../adapters/sdk/adapter.ts'
import { GatewayError } from '../errors/problem.ts'
import type { Database, Sql } from '../store/pool.ts'
import { nativeKeyContext } from './facet.ts'
import { identifierMac, identifierValueMac } from './identifiers.ts'
import type { IndexKeys } from './keys.ts'

export interface FeedPosition {
  /** Opaque to us: the source's own cursor, of its list until `listed`, then of its change feed. */
  readonly cursor: string | undefined
  readonly listed: boolean
}

/** Where the feed of `agency` stands; undefined before the first page. `as_of`: when a page was last taken. */
export async function feedPosition(
  db: Sql,
  agency: string,
): Promise<(FeedPosition & { readonly asOf: Date }) | undefined> {
  const [row] = await db.query<{ cursor: string | null; listed: boolean; updated_at: Date }>(
    'SELECT cursor, listed, updated_at FROM feed_cursor WHERE agency = $1',
    [agency],
  )
  return row && { cursor: row.cursor ?? undefined, listed: row.listed, asOf: row.updated_at }
}

/** One writer at a time until `tx` ends: two feeds that meet on one identifier must see each other's rows. */
export async function lockIndex(tx: Sql): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('lienthong/index'))")
}

/** Stores where the next page of `agency`'s feed starts. */
export async function movePosition(tx: Sql, agency: string, { cursor, listed }: FeedPosition): Promise<void> {
  await tx.query(
    `INSERT INTO feed_cursor (agency, cursor, listed, updated_at) VALUES ($1, $2, $3, now())
     ON CONFLICT (agency) DO UPDATE SET cursor = excluded.cursor, listed = excluded.listed, updated_at = now()`,
    [agency, cursor ?? null, listed],
  )
}

/** Stores one page of `agency`'s list or change feed together with `position`, where the next page starts. */
export async function registerPage(
  db: Database,
  keys: IndexKeys,
  newDossierId: () => string,
  { agency, entries, position }: { agency: string; entries: readonly IndexEntry[]; position: FeedPosition },
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockIndex(tx)
    for (const entry of entries) await registerEntry(tx, keys, newDossierId, agency, entry)
    await movePosition(tx, agency, position)
  })
}

/** PostgreSQL takes fewer offsets than RFC 3339 has. */
function utcOf(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) throw new GatewayError('internal', { cause: new RangeError('not an instant') })
  return at.toISOString()
}

/** The form by which an agency's own key of a matter is found. */
export const nativeKeyMac = (keys: IndexKeys, agency: string, nativeKey: string): Buffer =>
  keys.mac(nativeKeyContext(agency), nativeKey)

/** Stores one facet of `agency`, within a transaction that holds the index; gives the id of its dossier. */
export async function registerEntry(
  tx: Sql,
  keys: IndexKeys,
  newDossierId: () => string,
  agency: string,
  entry: IndexEntry,
): Promise<string> {
  const keyMac = nativeKeyMac(keys, agency, entry.nativeKey)
  const macs = entry.identifiers.map(({ system, type, value, assigner }) =>
    identifierMac(keys, system, type, value, assigner),
  )
  const dossier = await dossierOf(tx, newDossierId, agency, keyMac, macs)
  await tx.query(
    `INSERT INTO facet (dossier, agency, native_key, native_key_mac, kind, stage, received_at, updated_at, corruption_field, due_on,
       label_level, label_tags, conceal, resolves, confirms, value_macs)
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)
     ON CONFLICT (agency, native_key_mac) DO UPDATE SET dossier = excluded.dossier, kind = excluded.kind, stage = excluded.stage,
       received_at = excluded.received_at, updated_at = excluded.updated_at, corruption_field = excluded.corruption_field,
       due_on = excluded.due_on, label_level = excluded.label_level, label_tags = excluded.label_tags, conceal = excluded.conceal,
       resolves = excluded.resolves, confirms = excluded.confirms, value_macs = excluded.value_macs`,
    [
      dossier,
      agency,
      keys.seal(entry.nativeKey, nativeKeyContext(agency)),
      keyMac,
      entry.kind,
      entry.stage,
      utcOf(entry.receivedAt),
      utcOf(entry.updatedAt),
      entry.corruptionField ?? null,
      entry.dueOn ?? null,
      entry.label.level,
      entry.label.tags,
      entry.conceal,
      entry.resolves,
      (entry.confirms ?? []).map(({ relation, agency }) => `${relation} ${agency}`),
      entry.identifiers.map(({ value }) => identifierValueMac(keys, value)),
    ],
  )
  // An identifier that the source withdrew must no longer tie anything.
  await tx.query('DELETE FROM facet_identifier WHERE dossier = $1 AND agency = $2 AND NOT (mac = ANY($3))', [
    dossier,
    agency,
    macs,
  ])
  for (const mac of macs)
    await tx.query('INSERT INTO facet_identifier (mac, dossier, agency) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      mac,
      dossier,
      agency,
    ])
  return dossier
}

interface Tied {
  readonly id: string
  /** Holds this very facet already. */
  readonly own: boolean
  /** An identifier by which another agency's facet in it is tied. */
  readonly mac: Buffer | null
}

/**
 * The dossier of a facet: its own, or one that an identifier ties it to, merged as far as they can be; else a new one. A dossier that
 * holds another facet of this agency already is none of these.
 */
async function dossierOf(
  tx: Sql,
  newDossierId: () => string,
  agency: string,
  keyMac: Buffer,
  macs: readonly Buffer[],
): Promise<string> {
  const tied = await tx.query<Tied>(
    `WITH linked AS (SELECT dossier, min(encode(mac, 'hex')) AS mac FROM facet_identifier
       WHERE mac = ANY($1) AND agency <> $2 GROUP BY dossier),
     own AS (SELECT dossier FROM facet WHERE agency = $2 AND native_key_mac = $3)
     SELECT d.id, own.dossier IS NOT NULL AS own, decode(linked.mac, 'hex') AS mac
     FROM linked FULL JOIN own USING (dossier) JOIN dossier d ON d.id = dossier
     WHERE own.dossier IS NOT NULL OR NOT EXISTS (SELECT FROM facet f WHERE f.dossier = d.id AND f.agency = $2)
     ORDER BY d.created_at, d.id`,
    [macs, agency, keyMac],
  )
  const first = tied.find(({ own }) => own) ?? tied[0]
  if (first === undefined) {
    const id = newDossierId()
    await tx.query('INSERT INTO dossier (id, created_at) VALUES ($1, clock_timestamp())', [id])
    return id
  }
  let home = first
  for (const other of tied) {
    if (other === first || !(await mergeable(tx, home.id, other.id))) continue
    const [older, younger]: [Tied, Tied] = tied.indexOf(other) < tied.indexOf(home) ? [other, home] : [home, other]
    await merge(tx, older.id, younger.id, other.mac, agency)
    home = older
  }
  return home.id
}

/** Two facets of one agency are two matters of that agency: no identifier of a third may fold them into one. */
async function mergeable(tx: Sql, kept: string, other: string): Promise<boolean> {
  const clash = await tx.query(
    'SELECT 1 FROM facet a JOIN facet b USING (agency) WHERE a.dossier = $1 AND b.dossier = $2',
    [kept, other],
  )
  return clash.length === 0
}

async function merge(tx: Sql, kept: string, other: string, mac: Buffer | null, source: string): Promise<void> {
  await tx.query('INSERT INTO link (mac, dossier_a, dossier_b, source, at) VALUES ($1, $2, $3, $4, now())', [
    mac,
    kept,
    other,
    source,
  ])
  await tx.query('UPDATE facet SET dossier = $1 WHERE dossier = $2', [kept, other])
  await tx.query('UPDATE dossier_alias SET dossier = $1 WHERE dossier = $2', [kept, other])
  await tx.query('INSERT INTO dossier_alias (alias, dossier) VALUES ($2, $1)', [kept, other])
}
