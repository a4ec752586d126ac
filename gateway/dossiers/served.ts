/**
 * Which agency was given something of which record, and under which name it knows it: durable before anything of it leaves. Who notes that and who
 * gives a directive about a record wait for each other, so that whoever is served is either seen by the directive or sees it.
 */
import type { Sql } from '../store/pool.ts'
import { namedFacets } from './acknowledged-rows.ts'

export type Way = 'read' | 'list' | 'transfer'

/** Until the transaction ends, no directive is taken. To be held before something is noted as served. */
export const holdServed = (tx: Sql): Promise<object[]> =>
  tx.query("SELECT FROM pg_advisory_xact_lock_shared(hashtext('lienthong/served'))", [], 'hold-served')

/** Until the transaction ends, nothing is noted as served: what was, by transactions that had begun, is committed. */
export const closeServed = (tx: Sql): Promise<object[]> =>
  tx.query("SELECT FROM pg_advisory_xact_lock(hashtext('lienthong/served'))", [], 'close-served')

/** Who was served, under which event, when (RFC 3339 UTC). */
export interface Occasion {
  /** Registry id. */
  readonly receiver: string
  readonly event: string
  readonly at: string
}

/** A facet as it was found: `origin` and `directives` of its row; and the id of the dossier in which it is shown. */
export interface ShownFacet {
  readonly origin: string
  readonly directives: number
  readonly dossier: string
}

const noted = `ON CONFLICT (holder, mark, receiver, way, via) DO UPDATE SET last_at = excluded.last_at, last_event = excluded.last_event`

/**
 * Notes facets (no two alike) as shown to the receiver, within a transaction that holds served. False when one is not as it was found any more, since a
 * directive about it was given or it was parted from its dossier: then what was read of it must not leave.
 */
export async function noteShown(
  tx: Sql,
  { receiver, event, at }: Occasion,
  way: Exclude<Way, 'transfer'>,
  facets: readonly ShownFacet[],
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO served (holder, mark, receiver, way, via, first_at, first_event, last_at, last_event)
     SELECT f.agency, f.native_key_mac, $1, $2, s.via, $3, $4, $3, $4
     FROM unnest($5::text[], $6::integer[], $7::text[]) AS s (origin, directives, via)
       JOIN facet f ON f.origin = s.origin AND f.directives = s.directives
     ORDER BY f.agency, f.native_key_mac, s.via
     ${noted} RETURNING 1`,
    [
      ...[receiver, way, at, event],
      ...[facets.map(({ origin }) => origin), facets.map(({ directives }) => directives)],
      facets.map(({ dossier }) => dossier),
    ],
    'note-shown',
  )
  return rows.length === facets.length
}

/** Selects the MACs of the native keys of the records of `agency` that have one of `numbers` as their own; both are parameters of the statement. */
export const ownRecords = (agency: string, numbers: string): string =>
  `SELECT f.native_key_mac FROM facet f WHERE f.agency = ${agency}
     AND f.dossier IN (SELECT i.dossier FROM facet_identifier i WHERE i.agency = ${agency} AND i.own AND i.mac = ANY(${numbers}::bytea[]))`

/** MACs of the native keys of the records of `agency` that have one of `numbers` (index forms) as their own; empty when there is none. */
export async function recordsOf(sql: Sql, agency: string, numbers: readonly Buffer[]): Promise<readonly Buffer[]> {
  const rows = await sql.query<{ native_key_mac: Buffer }>(
    ownRecords('$1', '$2'),
    [agency, numbers],
    'records-by-number',
  )
  return rows.map(({ native_key_mac }) => native_key_mac)
}

/**
 * Notes that a document of `holder` with these numbers (index forms) is handed out as `transfer`, within a transaction that holds served. Gives the
 * records that it is of: those of when it was handed over, for a number may be another's since; else what has its numbers now. None when the index has
 * none yet: then they are found by the numbers.
 */
export async function noteHandedOut(
  tx: Sql,
  occasion: Occasion,
  {
    transfer,
    holder,
    records: known,
    numbers,
  }: {
    readonly transfer: string
    readonly holder: string
    readonly records: readonly Buffer[]
    readonly numbers: readonly Buffer[]
  },
): Promise<readonly Buffer[]> {
  const records = known.length > 0 ? known : await recordsOf(tx, holder, numbers)
  await noteVia(tx, occasion, { transfer, holder, marks: records.length > 0 ? records : numbers })
  return records
}

const noteVia = (
  tx: Sql,
  { receiver, event, at }: Occasion,
  {
    transfer,
    holder,
    marks,
  }: { readonly transfer: string; readonly holder: string; readonly marks: readonly Buffer[] },
): Promise<object[]> =>
  tx.query(
    `INSERT INTO served (holder, mark, receiver, way, via, first_at, first_event, last_at, last_event)
     SELECT DISTINCT $1, m.mark, $2, 'transfer', $3, $4::timestamptz, $5, $4::timestamptz, $5 FROM unnest($6::bytea[]) AS m (mark) ORDER BY m.mark
     ${noted}`,
    [holder, receiver, transfer, at, event, marks],
    'note-handed-out',
  )

/**
 * Notes that the receiver is told the number that `holder` gave its matter of `transfer`, within a transaction that holds served. `names`: the forms of it
 * (namesOf), by which the record is found later where the index has none now.
 */
export async function noteNumberTold(
  tx: Sql,
  occasion: Occasion,
  {
    transfer,
    holder,
    names,
  }: { readonly transfer: string; readonly holder: string; readonly names: readonly Buffer[] },
): Promise<void> {
  const meant = await namedFacets(tx, [{ of: transfer, agency: holder, macs: names, all: false }])
  const record = meant(transfer, holder)?.native_key_mac
  await noteVia(tx, occasion, { transfer, holder, marks: record ? [record] : names })
}

/** A number of a record: its index form, and that of its bare value, which a number of another system or type may have too. */
export interface OwnNumber {
  readonly mac: Buffer
  readonly value_mac: Buffer | null
}

/**
 * What was noted by `numbers` of `holder` is noted of its record `record` too. Gives the marks of these. By a bare value a number was told that no record had then; it means
 * one: that which has it as its key, and so is marked beside it, else the first that came of those that have it.
 */
async function recogniseServed(
  tx: Sql,
  holder: string,
  numbers: readonly OwnNumber[],
  record: Buffer,
): Promise<readonly Buffer[]> {
  const values = await tx.query<{ value_mac: Buffer }>(
    `SELECT v.value_mac FROM unnest($3::bytea[]) v (value_mac), facet f JOIN dossier d ON d.id = f.origin
     WHERE f.agency = $1 AND f.native_key_mac = $2
       AND NOT EXISTS (SELECT FROM facet_identifier i JOIN facet o USING (dossier, agency) JOIN dossier e ON e.id = o.origin
         WHERE i.agency = $1 AND i.own AND i.value_mac = v.value_mac AND o.native_key_mac <> $2 AND (e.created_at, e.id) < (d.created_at, d.id))`,
    [holder, record, numbers.flatMap(({ value_mac }) => value_mac ?? [])],
    'first-by-values',
  )
  const bare = values.map(({ value_mac }) => value_mac)
  const marks = [...numbers.map(({ mac }) => mac), ...bare]
  await tx.query(
    `INSERT INTO served SELECT holder, $3, receiver, way, via, min(first_at), min(first_event), max(last_at), max(last_event) FROM served s
     WHERE holder = $1 AND mark = ANY($2) AND NOT (mark = ANY($4) AND EXISTS (
       SELECT FROM served k JOIN facet o ON o.agency = k.holder AND o.native_key_mac = k.mark
       WHERE (k.holder, k.receiver, k.way, k.via) = (s.holder, s.receiver, s.way, s.via) AND k.mark <> $3))
     GROUP BY holder, receiver, way, via ORDER BY receiver, way, via ON CONFLICT DO NOTHING`,
    [holder, marks, record, bare],
    'recognise-served',
  )
  return marks
}

/** `record` of `holder` has lost these numbers: what was noted by them is its own, and of no other record that gets one. */
export async function keepServed(
  tx: Sql,
  holder: string,
  numbers: readonly OwnNumber[],
  record: Buffer,
): Promise<void> {
  const marks = await recogniseServed(tx, holder, numbers, record)
  await tx.query('DELETE FROM served WHERE holder = $1 AND mark = ANY($2)', [holder, marks])
}

/** Whoever was served one of `records` of `holder`; registry ids in order. In a transaction that has closed served: all by then. */
export async function servedOf(tx: Sql, holder: string, records: readonly Buffer[]): Promise<readonly string[]> {
  for (const record of records) {
    const numbers = await tx.query<OwnNumber>(
      `SELECT i.mac, i.value_mac FROM facet_identifier i JOIN facet f USING (dossier, agency) WHERE f.agency = $1 AND f.native_key_mac = $2 AND i.own`,
      [holder, record],
    )
    await recogniseServed(tx, holder, numbers, record)
  }
  const rows = await tx.query<{ receiver: string }>(
    'SELECT DISTINCT receiver FROM served WHERE holder = $1 AND mark = ANY($2) ORDER BY receiver',
    [holder, records],
  )
  return rows.map(({ receiver }) => receiver)
}
