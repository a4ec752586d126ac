/**
 * Fills the index. Facets are one dossier only by a linking identifier of one of the two that the other cites, and whose own agency
 * names the other, unless the decision of who resolves cites it: what anybody writes by itself ties nothing. When an
 * identifier ties two dossiers together the older id stays and the other becomes its alias. A page and its cursor are one transaction.
 */
import type { IndexEntry, RefusedRecord } from '../../adapters/sdk/adapter.ts'
import { GatewayError } from '../errors/problem.ts'
import type { Database, Sql } from '../store/pool.ts'
import { nativeKeyContext, nativeKeyMac } from './facet.ts'
import { identifierMac, identifierValueMac } from './identifiers.ts'
import type { IndexKeys } from './keys.ts'
import { beginMarking, type Marking, type Relabelled } from './label-marks.ts'
import { merge, partedPairs } from './links.ts'

/** Whose facet it is: registry id, and code in the shared code list. */
export interface Holder {
  readonly agency: string
  readonly code: string
}

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

const last = new WeakMap<Database, Promise<unknown>>()

/**
 * Runs `work` in a transaction that holds the index: one writer at a time, since two feeds that meet on one identifier must see each
 * other's rows. The writers of this process wait for their turn without a connection, for those who read need them.
 */
export function writeIndex<T>(db: Database, work: (tx: Sql) => Promise<T>): Promise<T> {
  const turn = async (): Promise<T> =>
    db.transaction(async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock(hashtext('lienthong/index'))")
      return work(tx)
    })
  const written = (last.get(db) ?? Promise.resolve()).then(turn)
  last.set(
    db,
    written.catch(() => {}),
  )
  return written
}

/** Stores where the next page of `agency`'s feed starts. */
export async function movePosition(tx: Sql, agency: string, { cursor, listed }: FeedPosition): Promise<void> {
  await tx.query(
    `INSERT INTO feed_cursor (agency, cursor, listed, updated_at) VALUES ($1, $2, $3, now())
     ON CONFLICT (agency) DO UPDATE SET cursor = excluded.cursor, listed = excluded.listed, updated_at = now()`,
    [agency, cursor ?? null, listed],
  )
}

/** What the entry of a facet changed of its labels, and of whether it is concealed or sealed. */
export interface Registered {
  readonly dossier: string
  readonly changes: readonly Relabelled[]
}

/**
 * Stores one page of the list or change feed of `agency` (whose code is `code`) together with `position`, where the next page starts.
 * `tell` hears, in the same transaction, of facets whose labels are not what their entries say, or were lowered by them.
 */
export async function registerPage(
  db: Database,
  keys: IndexKeys,
  newDossierId: () => string,
  { agency, code, entries, position }: Holder & { entries: readonly IndexEntry[]; position: FeedPosition },
  tell: (tx: Sql, registered: readonly Registered[]) => Promise<void> = async () => {},
): Promise<void> {
  await writeIndex(db, async (tx) => {
    const marking = await beginMarking(tx, keys, { agency, code }, entries)
    const registered: Registered[] = []
    for (const entry of entries)
      registered.push(await registerEntry(tx, keys, newDossierId, { agency, code }, entry, marking))
    await marking.write()
    const relabelled = registered.filter(({ changes }) => changes.length > 0)
    if (relabelled.length > 0) await tell(tx, relabelled)
    await movePosition(tx, agency, position)
  })
}

/** PostgreSQL takes fewer offsets than RFC 3339 has. */
function utcOf(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) throw new GatewayError('internal', { cause: new RangeError('not an instant') })
  return at.toISOString()
}

/** Stores one facet of `holder`, within a transaction that holds the index and is to write `marking`, begun for this entry among others. */
export async function registerEntry(
  tx: Sql,
  keys: IndexKeys,
  newDossierId: () => string,
  holder: Holder,
  entry: IndexEntry,
  marking: Marking,
): Promise<Registered> {
  const { agency, code } = holder
  const { label, changes } = marking.said(entry)
  const keyMac = nativeKeyMac(keys, agency, entry.nativeKey)
  const cited = entry.identifiers.map(({ system, type, value, assigner }) => ({
    mac: identifierMac(keys, system, type, value, assigner),
    own: assigner === code,
  }))
  const macs = cited.map(({ mac }) => mac)
  const { dossier, origin } = await dossierOf(tx, keys, newDossierId, holder, keyMac, entry, cited)
  await tx.query(
    `INSERT INTO facet (dossier, agency, native_key, native_key_mac, kind, stage, received_at, updated_at, corruption_field, due_on,
       label_level, label_tags, conceal, resolves, confirms, value_macs, agency_code, sealed, origin)
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)
     ON CONFLICT (agency, native_key_mac) DO UPDATE SET dossier = excluded.dossier, kind = excluded.kind, stage = excluded.stage,
       received_at = excluded.received_at, updated_at = excluded.updated_at, corruption_field = excluded.corruption_field,
       due_on = excluded.due_on, label_level = excluded.label_level, label_tags = excluded.label_tags, conceal = excluded.conceal,
       withheld = NULL, resolves = excluded.resolves, confirms = excluded.confirms, value_macs = excluded.value_macs,
       agency_code = excluded.agency_code, sealed = excluded.sealed`,
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
      label.level,
      label.tags,
      entry.conceal,
      entry.resolves,
      (entry.confirms ?? []).map(({ relation, agency }) => `${relation} ${agency}`),
      entry.identifiers.map(({ value }) => identifierValueMac(keys, value)),
      code,
      entry.sealed ?? false,
      origin,
    ],
  )
  // An identifier that the source withdrew must no longer tie anything.
  await tx.query('DELETE FROM facet_identifier WHERE dossier = $1 AND agency = $2 AND NOT (mac = ANY($3))', [
    dossier,
    agency,
    macs,
  ])
  for (const { mac, own } of cited)
    await tx.query(
      `INSERT INTO facet_identifier (mac, dossier, agency, own) VALUES ($1, $2, $3, $4)
       ON CONFLICT (mac, dossier, agency) DO UPDATE SET own = excluded.own`,
      [mac, dossier, agency, own],
    )
  return { dossier, changes }
}

/**
 * Takes the facet that `agency` holds under `nativeKey`, if there is one, out of every answer until its next entry: its label
 * is undetermined, and a secret conceals it. Within a transaction that holds the index.
 */
export async function withholdEntry(
  tx: Sql,
  keys: IndexKeys,
  agency: string,
  nativeKey: string,
  why: RefusedRecord['why'],
): Promise<void> {
  await tx.query(
    `UPDATE facet SET label_level = 'CHUA_XAC_DINH', withheld = $3, conceal = conceal OR $3 = 'secret'
     WHERE agency = $1 AND native_key_mac = $2`,
    [agency, nativeKeyMac(keys, agency, nativeKey), why],
  )
}

interface Tied {
  readonly id: string
  /** Holds this very facet already. */
  readonly own: boolean
  /** An identifier by which another agency's facet in it is tied. */
  readonly mac: Buffer | null
  /** The origin of that facet, or of this one: what a link would tie. */
  readonly origin: string
  readonly origins: readonly string[]
  /** Who holds a facet in it. Two facets of one agency are two matters of that agency: no identifier of a third may fold them into one. */
  readonly agencies: readonly string[]
}

/**
 * The dossier of a facet: its own, or one that an identifier ties it to, merged as far as they can be; else a new one. A dossier that
 * holds another facet of this agency already is none of these. Only who may know of the other facet may see its own dossier's id change,
 * for citing guessed numbers would tell which exist: of a concealed facet it is the id that gives way, and two of them are never tied.
 * Every facet has an origin of its own, so that it can be parted again from whatever tied it; what was parted no identifier ties.
 */
async function dossierOf(
  tx: Sql,
  keys: IndexKeys,
  newDossierId: () => string,
  { agency, code }: Holder,
  keyMac: Buffer,
  { conceal, resolves, confirms = [] }: IndexEntry,
  cited: readonly { readonly mac: Buffer; readonly own: boolean }[],
): Promise<{ readonly dossier: string; readonly origin: string }> {
  const tied = await tx.query<Tied>(
    `WITH linked AS (SELECT i.dossier, min(encode(i.mac, 'hex')) AS mac, bool_and(f.conceal) AS concealed,
         (array_agg(f.origin ORDER BY i.mac))[1] AS origin
       FROM facet_identifier i JOIN facet f USING (dossier, agency)
       WHERE i.mac = ANY($1) AND i.agency <> $2 AND NOT (f.conceal AND $4) AND CASE
         WHEN i.own THEN $5 OR EXISTS (SELECT FROM unnest(f.confirms) AS act WHERE split_part(act, ' ', 2) = $6)
         ELSE i.mac = ANY($7) AND (f.resolves OR f.agency_code = ANY($8)) END
       GROUP BY i.dossier),
     own AS (SELECT dossier, origin FROM facet WHERE agency = $2 AND native_key_mac = $3)
     SELECT d.id, own.dossier IS NOT NULL AS own, decode(linked.mac, 'hex') AS mac,
       coalesce(own.origin, linked.origin) AS origin, ARRAY(SELECT f.origin FROM facet f WHERE f.dossier = d.id) AS origins,
       ARRAY(SELECT f.agency FROM facet f WHERE f.dossier = d.id) AS agencies
     FROM linked FULL JOIN own USING (dossier) JOIN dossier d ON d.id = dossier
     WHERE own.dossier IS NOT NULL OR NOT EXISTS (SELECT FROM facet f WHERE f.dossier = d.id AND f.agency = $2)
     ORDER BY CASE WHEN own.dossier IS NULL THEN linked.concealed ELSE $4 END, d.created_at, d.id`,
    [
      cited.map(({ mac }) => mac),
      agency,
      keyMac,
      conceal,
      resolves,
      code,
      cited.flatMap(({ mac, own }) => (own ? [mac] : [])),
      confirms.map(({ agency }) => agency),
    ],
  )
  const own = tied.find(({ own }) => own) ?? (await newborn(tx, newDossierId))
  const oldestFirst = tied.includes(own) ? tied : [...tied, own]
  const parted = tied.length > 1 ? await partedPairs(tx, [...new Set(tied.flatMap(({ origins }) => origins))]) : []
  let home = own
  let { agencies, origins } = own
  for (const other of tied) {
    // Without a query for each: a number that many cite by mistake would hold the index for as long as they are.
    if (other === own || other.agencies.some((holder) => agencies.includes(holder))) continue
    if (parted.some((pair) => isAcross(pair, origins, other.origins))) continue
    const isYounger = oldestFirst.indexOf(other) > oldestFirst.indexOf(home)
    const [kept, gone] = isYounger ? [home, other] : [other, home]
    const ends = [own.origin, other.origin] as const
    await merge(tx, keys, { kept: kept.id, other: gone.id, ends, source: agency, mac: other.mac })
    home = kept
    agencies = [...agencies, ...other.agencies]
    origins = [...origins, ...other.origins]
  }
  return { dossier: home.id, origin: own.origin }
}

const isAcross = ([a, b]: readonly [string, string], some: readonly string[], others: readonly string[]): boolean =>
  (some.includes(a) && others.includes(b)) || (some.includes(b) && others.includes(a))

/** The dossier of a facet that is new: whatever ties it is older. */
async function newborn(tx: Sql, newDossierId: () => string): Promise<Tied> {
  const id = newDossierId()
  await tx.query('INSERT INTO dossier (id, created_at) VALUES ($1, clock_timestamp())', [id])
  return { id, own: true, mac: null, origin: id, origins: [id], agencies: [] }
}
