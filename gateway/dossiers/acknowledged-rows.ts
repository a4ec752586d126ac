/** The rows of what acknowledged transfers say of facets. All of them are written by who holds the index. */
import type { Sql } from '../store/pool.ts'
import { type FacetRow, facetJson, facetOf, type IndexedFacet, type TransferRelation } from './facet.ts'
import type { IndexKeys } from './keys.ts'

/** A transfer that its receiver acknowledged, and whose two facets are meant, as the index stands. */
export interface AcknowledgedRow {
  readonly transfer: string
  /** Registry ids. */
  readonly sender: string
  readonly receiver: string
  /** Of its route. */
  readonly relation: TransferRelation
  /** native_key_mac; null: none, or it can't be told which. */
  readonly sender_facet: Buffer | null
  readonly receiver_facet: Buffer | null
}

const columns = 'a.transfer, a.sender, a.receiver, a.relation, a.sender_facet, a.receiver_facet'

export async function insertAcknowledged(
  tx: Sql,
  given: Pick<AcknowledgedRow, 'transfer' | 'sender' | 'receiver' | 'relation'>,
  numbers: Readonly<Record<'sender' | 'receiver', readonly Buffer[]>>,
): Promise<void> {
  const { transfer, sender, receiver, relation } = given
  await tx.query('INSERT INTO acknowledged_transfer (transfer, sender, receiver, relation) VALUES ($1, $2, $3, $4)', [
    ...[transfer, sender, receiver, relation],
  ])
  for (const [agency, macs] of [
    [sender, numbers.sender],
    [receiver, numbers.receiver],
  ] as const)
    await tx.query(
      'INSERT INTO acknowledged_number (agency, mac, transfer) SELECT DISTINCT $1, mac, $2 FROM unnest($3::bytea[]) AS mac',
      [agency, transfer, macs],
    )
}

/** In the order in which they were acknowledged. */
export const acknowledgedOf = (tx: Sql, transfers: readonly string[]): Promise<AcknowledgedRow[]> =>
  tx.query<AcknowledgedRow>(
    `SELECT ${columns} FROM acknowledged_transfer a WHERE a.transfer = ANY($1) ORDER BY a.number`,
    [transfers],
  )

/** Those that name a matter of `agency` by one of `macs`, and those that are about one of its `facets` (native_key_mac) as the index stands. */
export async function acknowledgedFor(
  tx: Sql,
  agency: string,
  { macs = [], facets = [] }: { readonly macs?: readonly Buffer[]; readonly facets?: readonly Buffer[] },
): Promise<readonly string[]> {
  const rows = await tx.query<{ transfer: string }>(
    `SELECT transfer FROM acknowledged_number WHERE agency = $1 AND mac = ANY($2)
     UNION SELECT transfer FROM acknowledged_transfer WHERE sender = $1 AND sender_facet = ANY($3)
     UNION SELECT transfer FROM acknowledged_transfer WHERE receiver = $1 AND receiver_facet = ANY($3)`,
    [agency, macs, facets],
    'acknowledged-for',
  )
  return rows.map(({ transfer }) => transfer)
}

/** Those whose two facets came to the index as the dossiers `origins`. */
export async function acknowledgedBetween(tx: Sql, origins: readonly [string, string]): Promise<readonly string[]> {
  const rows = await tx.query<{ transfer: string }>(
    `SELECT a.transfer FROM acknowledged_transfer a
       JOIN facet s ON s.agency = a.sender AND s.native_key_mac = a.sender_facet
       JOIN facet r ON r.agency = a.receiver AND r.native_key_mac = a.receiver_facet
     WHERE (s.origin, r.origin) IN (($1, $2), ($2, $1))`,
    [...origins],
  )
  return rows.map(({ transfer }) => transfer)
}

/** A facet as what is meant. */
export interface NamedFacet {
  readonly agency: string
  readonly native_key_mac: Buffer
  readonly dossier: string
  readonly origin: string
  readonly conceal: boolean
}

/** By what an agency calls a matter of its own. `of`: by whom it is said, for whoever asks. */
export interface Naming {
  readonly of: string
  readonly agency: string
  readonly macs: readonly Buffer[]
  /** By all of these together: a number may be of several matters, as that of a decision on them is. Else by any. */
  readonly all: boolean
}

/** The numbers by which the two ends of each of `transfers` call their matters: the sender's document by all that it bears, its receiver by one. */
export const numbersIn = (tx: Sql, transfers: readonly string[]): Promise<Naming[]> =>
  tx.query<Naming>(
    `SELECT n.transfer AS of, n.agency, array_agg(n.mac) AS macs, n.agency = a.sender AS all FROM acknowledged_number n
     JOIN acknowledged_transfer a USING (transfer) WHERE n.transfer = ANY($1) GROUP BY n.transfer, n.agency, a.sender`,
    [transfers],
  )

/**
 * Of each of `namings` the facet that its macs name, or most of them: numbers of its own, or its key. None where two are named as much: of what can't be
 * told nothing follows.
 */
export async function namedFacets(
  sql: Sql,
  namings: readonly Naming[],
): Promise<(of: string, agency: string) => NamedFacet | undefined> {
  const rows = namings.flatMap(({ of, agency, macs, all }) => {
    const given = new Map(macs.map((mac) => [mac.toString('hex'), mac]))
    return [...given.values()].map((mac) => ({ of, agency, mac, needed: all ? given.size : 1 }))
  })
  const found = await sql.query<NamedFacet & { readonly of: string }>(
    `WITH n AS (SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[], $4::integer[]) AS n (of, agency, mac, needed)),
     named AS (
       SELECT n.*, f.native_key_mac FROM n JOIN facet f ON f.agency = n.agency AND f.native_key_mac = n.mac
       UNION SELECT n.*, f.native_key_mac FROM n JOIN facet_identifier i ON i.agency = n.agency AND i.own AND i.mac = n.mac
         JOIN facet f ON f.dossier = i.dossier AND f.agency = i.agency
       UNION SELECT n.*, f.native_key_mac FROM n JOIN facet_identifier i ON i.agency = n.agency AND i.own AND i.value_mac = n.mac
         JOIN facet f ON f.dossier = i.dossier AND f.agency = i.agency),
     counted AS (SELECT of, agency, native_key_mac, count(*), max(count(*)) OVER (PARTITION BY of, agency) AS most
       FROM named GROUP BY of, agency, native_key_mac HAVING count(*) >= min(needed)),
     meant AS (SELECT of, agency, min(native_key_mac::text)::bytea AS native_key_mac FROM counted WHERE count = most
       GROUP BY of, agency HAVING count(*) = 1)
     SELECT m.of, f.agency, f.native_key_mac, f.dossier, f.origin, f.conceal FROM meant m JOIN facet f USING (agency, native_key_mac)`,
    [
      ...[rows.map(({ of }) => of), rows.map(({ agency }) => agency)],
      ...[rows.map(({ mac }) => mac), rows.map(({ needed }) => needed)],
    ],
    'named-facets',
  )
  const byEnd = new Map(found.map((row) => [`${row.of} ${row.agency}`, row]))
  return (of, agency) => byEnd.get(`${of} ${agency}`)
}

/** The facets that a transfer is about, for one of its ends. */
export interface EndFacets {
  readonly transfer: string
  /** The dossier that its own is in. */
  readonly own: string | null
  readonly other: IndexedFacet | undefined
}

/** Of those of `transfers` that were acknowledged, for `agency`, which is an end of each. */
export async function endFacets(
  sql: Sql,
  keys: IndexKeys,
  agency: string,
  transfers: readonly string[],
): Promise<readonly EndFacets[]> {
  const rows = await sql.query<{ transfer: string; own: string | null; other: FacetRow | null }>(
    `SELECT a.transfer, own.dossier AS own, CASE WHEN f.agency IS NOT NULL THEN ${facetJson} END AS other FROM acknowledged_transfer a
     LEFT JOIN facet own ON (own.agency, own.native_key_mac) IN ((a.sender, a.sender_facet), (a.receiver, a.receiver_facet)) AND own.agency = $1
     LEFT JOIN facet f ON (f.agency, f.native_key_mac) IN ((a.sender, a.sender_facet), (a.receiver, a.receiver_facet)) AND f.agency <> $1
     WHERE a.transfer = ANY($2) AND $1 IN (a.sender, a.receiver)`,
    [agency, transfers],
    'end-facets',
  )
  return rows.map(({ transfer, own, other }) => ({
    ...{ transfer, own },
    other: other ? facetOf(other, keys.unseal) : undefined,
  }))
}

type MeantFacets = Pick<AcknowledgedRow, 'sender_facet' | 'receiver_facet'>

const isSame = (one: Buffer | null, other: Buffer | null): boolean => (one && other ? one.equals(other) : one === other)

/** Notes whose facets are meant by `row` now. */
export async function putFacets(
  tx: Sql,
  row: MeantFacets & Pick<AcknowledgedRow, 'transfer'>,
  { sender_facet, receiver_facet }: MeantFacets,
): Promise<void> {
  if (isSame(row.sender_facet, sender_facet) && isSame(row.receiver_facet, receiver_facet)) return
  await tx.query('UPDATE acknowledged_transfer SET sender_facet = $2, receiver_facet = $3 WHERE transfer = $1', [
    ...[row.transfer, sender_facet, receiver_facet],
  ])
}

/** No number names anything for it any more. */
export async function dropNumbers(tx: Sql, transfer: string): Promise<void> {
  await tx.query('DELETE FROM acknowledged_number WHERE transfer = $1', [transfer])
}

export async function dropAcknowledged(tx: Sql, transfer: string): Promise<void> {
  await tx.query('DELETE FROM acknowledged_transfer WHERE transfer = $1', [transfer])
}

/** What `agency` is to the facet `native_key_mac` of `holder`. */
export interface RelationRow {
  readonly holder: string
  readonly native_key_mac: Buffer
  readonly agency: string
  readonly relation: TransferRelation
}

const sameRelation = (a: RelationRow, b: RelationRow): boolean =>
  a.holder === b.holder &&
  a.agency === b.agency &&
  a.relation === b.relation &&
  a.native_key_mac.equals(b.native_key_mac)

/** What each of `transfers` gives so far. */
export async function relationsGiven(
  tx: Sql,
  transfers: readonly string[],
): Promise<(transfer: string) => readonly RelationRow[]> {
  const rows = await tx.query<RelationRow & { readonly transfer: string }>(
    'SELECT transfer, holder, native_key_mac, agency, relation FROM acknowledged_relation WHERE transfer = ANY($1)',
    [transfers],
  )
  const byTransfer = Map.groupBy(rows, ({ transfer }) => transfer)
  return (transfer) => byTransfer.get(transfer) ?? []
}

/** `transfer` gives the relations `now` and no others. Gives what it did not give `before`, and what it did and does no more. */
export async function putRelations(
  tx: Sql,
  transfer: string,
  { before, now }: Readonly<Record<'before' | 'now', readonly RelationRow[]>>,
): Promise<{ readonly given: readonly RelationRow[]; readonly taken: readonly RelationRow[] }> {
  const given = now.filter((one) => !before.some((other) => sameRelation(one, other)))
  const taken = before.filter((one) => !now.some((other) => sameRelation(one, other)))
  for (const { holder, native_key_mac, agency, relation } of given)
    await tx.query('INSERT INTO acknowledged_relation VALUES ($1, $2, $3, $4, $5)', [
      ...[transfer, holder, native_key_mac, agency, relation],
    ])
  for (const { holder, native_key_mac, agency, relation } of taken)
    await tx.query(
      `DELETE FROM acknowledged_relation
       WHERE transfer = $1 AND holder = $2 AND native_key_mac = $3 AND agency = $4 AND relation = $5`,
      [transfer, holder, native_key_mac, agency, relation],
    )
  return { given, taken }
}

/** Puts beside each of `facets` what stands to it by now. Gives the dossier that each is in. */
export async function refreshFacets(
  tx: Sql,
  facets: readonly Pick<RelationRow, 'holder' | 'native_key_mac'>[],
): Promise<(facet: Pick<RelationRow, 'holder' | 'native_key_mac'>) => string> {
  const rows = await tx.query<{ holder: string; native_key_mac: Buffer; dossier: string }>(
    `UPDATE facet f SET acknowledged = ARRAY(SELECT DISTINCT r.relation || ' ' || r.agency FROM acknowledged_relation r
       WHERE r.holder = f.agency AND r.native_key_mac = f.native_key_mac ORDER BY 1)
     FROM unnest($1::text[], $2::bytea[]) AS c (holder, native_key_mac)
     WHERE f.agency = c.holder AND f.native_key_mac = c.native_key_mac
     RETURNING f.agency AS holder, f.native_key_mac, f.dossier`,
    [facets.map(({ holder }) => holder), facets.map(({ native_key_mac }) => native_key_mac)],
  )
  return ({ holder, native_key_mac }) =>
    rows.find((row) => row.holder === holder && row.native_key_mac.equals(native_key_mac))!.dossier
}
