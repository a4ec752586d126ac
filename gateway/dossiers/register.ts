/**
 * Fills the index. When an identifier ties two dossiers together (tying.ts) the older id stays and the other becomes its alias. A page and its
 * cursor are one transaction, and so is what follows of transfers that were acknowledged.
 */

import type { IndexEntry, RefusedRecord } from '../../adapters/sdk/adapter.ts'
import { GatewayError } from '../errors/problem.ts'
import type { Database, Sql } from '../store/pool.ts'
import { type Followed, followFacets, followNames } from './acknowledged.ts'
import { beginNoting, noteHeard } from './changes.ts'
import { nativeKeyContext, nativeKeyMac } from './facet.ts'
import { identifierMac, identifierValueMac } from './identifiers.ts'
import type { IndexKeys } from './keys.ts'
import { beginMarking, type Marking, type Relabelled } from './label-marks.ts'
import { keepServed, type OwnNumber } from './served.ts'
import { dossierOf, type Holder } from './tying.ts'

export interface FeedPosition {
  /** Opaque to us: the source's own cursor, of its list until `listed`, then of its change feed. */
  readonly cursor: string | undefined
  readonly listed: boolean
}

/** Where the feed of `agency` stands; undefined before the first page. `listedBy`: the adapter that read the list last, to its end. */
export async function feedPosition(
  db: Sql,
  agency: string,
): Promise<(FeedPosition & { readonly listedBy: string | undefined }) | undefined> {
  const [row] = await db.query<{ cursor: string | null; listed: boolean; listed_by: string | null }>(
    'SELECT cursor, listed, listed_by FROM feed_cursor WHERE agency = $1',
    [agency],
  )
  return row && { cursor: row.cursor ?? undefined, listed: row.listed, listedBy: row.listed_by ?? undefined }
}

/** Notes that `adapter` (`id@version#hash`) has read the list of `agency` to its end. */
export async function noteListed(db: Sql, agency: string, adapter: string | undefined): Promise<void> {
  await db.query('UPDATE feed_cursor SET listed_by = $2 WHERE agency = $1', [agency, adapter ?? null])
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

/** Stores where the next page of `agency`'s feed starts; once that is after its list, the agency was heard. */
export async function movePosition(tx: Sql, agency: string, { cursor, listed }: FeedPosition): Promise<void> {
  await tx.query(
    `INSERT INTO feed_cursor (agency, cursor, listed, updated_at) VALUES ($1, $2, $3, now())
     ON CONFLICT (agency) DO UPDATE SET cursor = excluded.cursor, listed = excluded.listed, updated_at = now()`,
    [agency, cursor ?? null, listed],
  )
  if (listed) await noteHeard(tx, agency, { listed })
}

export interface Registered {
  readonly dossier: string
  /** What the entry of a facet changed of its labels, and of whether it is concealed or sealed. */
  readonly changes: readonly Relabelled[]
  /** All forms of its own numbers by which acknowledgements name it, or did until now. */
  readonly names: readonly Buffer[]
}

export interface ListedPage extends Holder {
  readonly entries: readonly IndexEntry[]
  readonly position: FeedPosition
  /** Where the feed stood when a page of its changes was asked for. */
  readonly from?: string | undefined
}

/** What the log is told of a page. */
export interface PageTold {
  /** Those of which `changes` tells anything. */
  readonly relabelled: readonly Registered[]
  /** What followed for transfers. */
  readonly followed: readonly Followed[]
}

/**
 * Stores one page of the list or change feed of `agency` (whose code is `code`) together with `position`, where the next page starts. Not when the feed
 * stands elsewhere than `from`, if that is given: another node took more since, or set the feed back, and the page may be older than what there is.
 * `tell` hears, in the same transaction, of facets whose labels are not what their entries say, or were lowered by them, and of relations.
 */
export async function registerPage(
  db: Database,
  keys: IndexKeys,
  newDossierId: () => string,
  { agency, code, entries, position, from }: ListedPage,
  tell: (tx: Sql, told: PageTold) => Promise<void> = async () => {},
): Promise<void> {
  await writeIndex(db, async (tx) => {
    if (from !== undefined && (await feedPosition(tx, agency))?.cursor !== from) return
    const marking = await beginMarking(tx, keys, { agency, code }, entries)
    const noting = await beginNoting(tx, keys, { agency, way: 'feed' }, entries)
    const registered: Registered[] = []
    for (const entry of entries)
      registered.push(await registerEntry(tx, keys, newDossierId, { agency, code }, entry, marking))
    await marking.write()
    await noting.write()
    const relabelled = registered.filter(({ changes }) => changes.length > 0)
    const followed = await followRegistered(tx, keys, agency, registered)
    if (relabelled.length + followed.length > 0) await tell(tx, { relabelled, followed })
    await movePosition(tx, agency, position)
  })
}

/** After all facets of one delivery or page of `agency` are registered, in the same transaction. */
export const followRegistered = (
  tx: Sql,
  keys: IndexKeys,
  agency: string,
  registered: readonly Registered[],
): Promise<readonly Followed[]> =>
  followNames(
    tx,
    keys,
    agency,
    registered.flatMap(({ names }) => names),
  )

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
    valueMac: identifierValueMac(keys, value),
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
       agency_code = excluded.agency_code, sealed = excluded.sealed OR facet.seal_directed,
       seal_directed = facet.seal_directed AND NOT excluded.sealed`,
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
      cited.map(({ valueMac }) => valueMac),
      code,
      entry.sealed ?? false,
      origin,
    ],
  )
  // An identifier that the source withdrew must no longer tie anything.
  const withdrawn = await tx.query<OwnNumber & { readonly own: boolean }>(
    'DELETE FROM facet_identifier WHERE dossier = $1 AND agency = $2 AND NOT (mac = ANY($3)) RETURNING mac, value_mac, own',
    [dossier, agency, macs],
  )
  const numbers = withdrawn.filter(({ own }) => own)
  if (numbers.length > 0) await keepServed(tx, agency, numbers, keyMac)
  for (const { mac, valueMac, own } of cited)
    await tx.query(
      `INSERT INTO facet_identifier (mac, dossier, agency, own, value_mac) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (mac, dossier, agency) DO UPDATE SET own = excluded.own, value_mac = excluded.value_mac`,
      [mac, dossier, agency, own, valueMac],
    )
  const names = [
    keyMac,
    ...cited.flatMap(({ mac, valueMac, own }) => (own ? [mac, valueMac] : [])),
    ...withdrawn.flatMap(({ mac, value_mac }) => (value_mac ? [mac, value_mac] : [mac])),
  ]
  return { dossier, changes, names }
}

/**
 * Takes the facet that `agency` holds under `nativeKey`, if there is one, out of every answer until its next entry: its label
 * is undetermined, and a secret conceals it. Within a transaction that holds the index. Gives what followed for transfers.
 */
export async function withholdEntry(
  tx: Sql,
  keys: IndexKeys,
  agency: string,
  nativeKey: string,
  why: RefusedRecord['why'],
): Promise<readonly Followed[]> {
  await tx.query(
    `UPDATE facet SET label_level = 'CHUA_XAC_DINH', withheld = $3, conceal = conceal OR $3 = 'secret'
     WHERE agency = $1 AND native_key_mac = $2`,
    [agency, nativeKeyMac(keys, agency, nativeKey), why],
  )
  return followFacets(tx, keys, agency, [nativeKey])
}
