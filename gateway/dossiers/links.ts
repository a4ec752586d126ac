/**
 * Why facets are one dossier: links, each with its source, each to be undone. A link ties the dossiers that two facets were
 * given when they came, their origins; a dossier is all that links which stand tie together. One is made only between what is not one
 * dossier yet, so that taking one away parts a dossier in exactly two. All of it within a transaction that holds the index.
 */
import type { Sql } from '../store/pool.ts'
import { newDossierId, newLinkId } from '../telemetry/ids.ts'
import type { IndexedFacet } from './facet.ts'
import type { IndexKeys } from './keys.ts'

/** Two dossiers that become one. */
export interface Merge {
  /** The id that stays, and the one that becomes its alias. */
  readonly kept: string
  readonly other: string
  /** Origins of the facets that are tied, or the dossiers that an act names. */
  readonly ends: readonly [string, string]
  /** Registry id of the agency whose record or act ties them. */
  readonly source: string
  /** The identifier by which a record ties them. */
  readonly mac?: Buffer | null
  /** The transfer whose acknowledgement ties them. */
  readonly transfer?: string
  /** Of an act: its keyed MAC and what it says. */
  readonly act?: { readonly mac: Buffer; readonly says: string }
}

const context = (name: string): string => `link\0${name}`

/** Makes one dossier of two, which hold no facet of the same agency. Gives the name of the link. */
export async function merge(tx: Sql, keys: Pick<IndexKeys, 'seal'>, given: Merge): Promise<string> {
  const { kept, other, ends, source, mac = null, transfer = null, act } = given
  const name = newLinkId()
  await tx.query(
    `INSERT INTO link (name, dossier_a, dossier_b, kept, other, source, mac, transfer, act_mac, act, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())`,
    [
      ...[name, ...ends, kept, other, source, mac, transfer],
      ...[act?.mac ?? null, act ? keys.seal(act.says, context(name)) : null],
    ],
  )
  await tx.query('UPDATE facet SET dossier = $1 WHERE dossier = $2', [kept, other])
  await tx.query('UPDATE dossier_alias SET dossier = $1 WHERE dossier = $2', [kept, other])
  await tx.query('INSERT INTO dossier_alias (alias, dossier) VALUES ($2, $1)', [kept, other])
  return name
}

/**
 * Gives a facet a dossier of its own, and an origin, for what links tied stays tied. Its agency's next entry may tie it again, though to
 * nothing that it was parted from.
 */
export async function setAside(tx: Sql, { dossier, origin, agency }: Aside): Promise<void> {
  const id = newDossierId()
  await tx.query('INSERT INTO dossier (id, created_at) VALUES ($1, clock_timestamp())', [id])
  await tx.query('UPDATE facet SET dossier = $1, origin = $1 WHERE dossier = $2 AND agency = $3', [id, dossier, agency])
  await tx.query(
    `INSERT INTO link (dossier_a, dossier_b, kept, other, source, mac, at, undone_at, undone_by, undone_act)
     SELECT CASE dossier_a WHEN $2 THEN $1 ELSE dossier_a END, CASE dossier_b WHEN $2 THEN $1 ELSE dossier_b END,
       kept, other, source, mac, at, undone_at, undone_by, undone_act
     FROM link WHERE undone_at IS NOT NULL AND NOT lapsed AND $2 IN (dossier_a, dossier_b)`,
    [id, origin],
  )
}

type Aside = Pick<IndexedFacet, 'dossier' | 'origin' | 'agency'>

/** Of `origins`, the pairs that somebody parted: no identifier ties them again while that stands. */
export async function partedPairs(
  tx: Sql,
  origins: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const rows = await tx.query<{ dossier_a: string; dossier_b: string }>(
    'SELECT dossier_a, dossier_b FROM link WHERE undone_at IS NOT NULL AND NOT lapsed AND dossier_a = ANY($1) AND dossier_b = ANY($1)',
    [origins],
  )
  return rows.map(({ dossier_a, dossier_b }) => [dossier_a, dossier_b])
}

/** Whether somebody undid what made the two, who came as these dossiers, one, and nothing ties them since. */
export async function isParted(tx: Sql, origins: readonly [string, string]): Promise<boolean> {
  const links = await tx.query<{ undone_at: Date | null }>(
    'SELECT undone_at FROM link WHERE NOT lapsed AND (dossier_a, dossier_b) IN (($1, $2), ($2, $1))',
    [...origins],
  )
  return links.length > 0 && links.every(({ undone_at }) => undone_at !== null)
}

/** Whether `pair` stands between the two groups of origins. */
export const isAcross = (
  [a, b]: readonly [string, string],
  some: readonly string[],
  others: readonly string[],
): boolean => (some.includes(a) && others.includes(b)) || (some.includes(b) && others.includes(a))

/** A link as it stands in the store. */
export interface Link {
  readonly name: string
  readonly dossier_a: string
  readonly dossier_b: string
  readonly kept: string
  readonly other: string
  readonly source: string
  readonly isAct: boolean
  /** By the acknowledgement of a transfer. */
  readonly isAcknowledged: boolean
  readonly at: Date
  readonly recording: number | null
  readonly undone_at: Date | null
  /** Undone by nobody's act: what made it stands no more. */
  readonly lapsed: boolean
  readonly undone_by: string | null
  readonly undone_recording: number | null
}

const columns = `name, dossier_a, dossier_b, kept, other, source, act IS NOT NULL AS "isAct",
  transfer IS NOT NULL AS "isAcknowledged", at, recording, undone_at, lapsed, undone_by,
  undone_recording`

export async function findLink(tx: Sql, name: string): Promise<Link | undefined> {
  const [row] = await tx.query<Link>(`SELECT ${columns} FROM link WHERE name = $1`, [name])
  return row
}

/** The link that `source` made by the act with this MAC, if it did. */
export async function findAct(tx: Sql, source: string, mac: Buffer): Promise<Link | undefined> {
  const [row] = await tx.query<Link>(`SELECT ${columns} FROM link WHERE source = $1 AND act_mac = $2`, [source, mac])
  return row
}

/** The links that stand by the acknowledgements of `transfers`, each with its transfer. */
export const linksBy = (tx: Sql, transfers: readonly string[]): Promise<(Link & { readonly transfer: string })[]> =>
  tx.query<Link & { readonly transfer: string }>(
    `SELECT ${columns}, transfer FROM link WHERE transfer = ANY($1) AND undone_at IS NULL ORDER BY id`,
    [transfers],
  )

/** Links that stand and tie what is found under the dossier id `dossier`, oldest first. */
export const linksIn = (tx: Sql, dossier: string): Promise<Link[]> =>
  tx.query<Link>(
    `WITH ids AS (SELECT $1 AS id UNION SELECT alias FROM dossier_alias WHERE dossier = $1
       UNION SELECT origin FROM facet WHERE dossier = $1)
     SELECT ${columns} FROM link
     WHERE name IS NOT NULL AND undone_at IS NULL AND dossier_a IN (SELECT id FROM ids) AND dossier_b IN (SELECT id FROM ids)
     ORDER BY link.id`,
    [dossier],
  )

/** The id under which what came as `id` is found now; undefined when no dossier was ever called so. */
export async function presentId(tx: Sql, id: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT a.dossier AS id FROM dossier_alias a WHERE a.alias = $1 UNION ALL
     SELECT d.id FROM dossier d WHERE d.id = $1 AND NOT EXISTS (SELECT FROM dossier_alias a WHERE a.alias = $1)`,
    [id],
  )
  return row?.id
}

/** Of `dossier`, the origin of each agency's facet. */
export async function originsOf(tx: Sql, dossier: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ agency: string; origin: string }>(
    'SELECT agency, origin FROM facet WHERE dossier = $1',
    [dossier],
  )
  return new Map(rows.map(({ agency, origin }) => [agency, origin]))
}

/** What `from` is tied to by `links`, itself too. */
export function tiedTo(from: string, links: readonly Pick<Link, 'dossier_a' | 'dossier_b'>[]): ReadonlySet<string> {
  const ends = new Map<string, string[]>()
  for (const { dossier_a: a, dossier_b: b } of links) {
    ends.set(a, [...(ends.get(a) ?? []), b])
    ends.set(b, [...(ends.get(b) ?? []), a])
  }
  const reached = new Set([from])
  for (const id of reached) for (const next of ends.get(id) ?? []) reached.add(next)
  return reached
}

/**
 * Takes `link` back: what it tied to `dossier`, under whose id both are found, has an id of its own again, the one it had if that is
 * among its ids. Gives that id. `by`: registry id; `says`: why. `lapsed`: what made it stands no more, and nobody says that the two are not one.
 */
export async function part(
  tx: Sql,
  keys: Pick<IndexKeys, 'seal'>,
  {
    link,
    dossier,
    by,
    says,
    lapsed = false,
  }: { link: Link; dossier: string; by: string; says: string; lapsed?: boolean },
): Promise<string> {
  const others = (await linksIn(tx, dossier)).filter(({ name }) => name !== link.name)
  const far = tiedTo(link.dossier_b, others)
  const leaving = [...(far.has(dossier) ? tiedTo(link.dossier_a, others) : far)]
  const had = [link.other, link.kept].find((id) => leaving.includes(id))
  const id = had ?? (await oldest(tx, leaving))
  await tx.query('DELETE FROM dossier_alias WHERE alias = $1', [id])
  await tx.query('UPDATE dossier_alias SET dossier = $1 WHERE alias = ANY($2)', [id, leaving])
  await tx.query('UPDATE facet SET dossier = $1 WHERE dossier = $2 AND origin = ANY($3)', [id, dossier, leaving])
  await tx.query('UPDATE link SET undone_at = now(), undone_by = $2, undone_act = $3, lapsed = $4 WHERE name = $1', [
    ...[link.name, by],
    ...[keys.seal(says, context(link.name)), lapsed],
  ])
  return id
}

async function oldest(tx: Sql, ids: readonly string[]): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    'SELECT id FROM dossier WHERE id = ANY($1) ORDER BY created_at, id LIMIT 1',
    [ids],
  )
  return row!.id
}

/** Of two dossiers the older first. */
export async function byAge(tx: Sql, ids: readonly [string, string]): Promise<readonly [string, string]> {
  const first = await oldest(tx, ids)
  return first === ids[0] ? ids : [ids[1], ids[0]]
}

/** Stores which recording tells of the link, or of its undoing. */
export async function recordLink(tx: Sql, name: string, of: 'made' | 'undone', recording: number): Promise<void> {
  const column = of === 'made' ? 'recording' : 'undone_recording'
  await tx.query(`UPDATE link SET ${column} = $2 WHERE name = $1`, [name, recording])
}
