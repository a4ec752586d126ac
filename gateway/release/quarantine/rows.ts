/**
 * The rows of the quarantine: items, what they hold until it is erased, and what was done with them. An act is never changed; an item ends
 * once.
 */
import type { NativeAnswer } from '../../../adapters/sdk/adapter.ts'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import type { ReportedFinding } from '../../sources/sources.ts'
import type { Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import { unpacked, type Vault } from '../vault.ts'

/** What a document was to become. */
export type Kind = 'deposits' | 'facet' | 'page' | 'transfer'
/** `superseded`: the same bytes came again, and were taken or are held anew. `shredded`: a state secret in clear was found in it. */
export type EndState = 'released' | 'returned' | 'expired' | 'superseded' | 'shredded'
export type State = 'held' | EndState
export type Act = 'open' | 'try' | 'correct' | 'release' | 'return' | 'expire' | 'supersede' | 'shred'
/** `read`: it can be translated, and nothing was to be taken of it. */
export type Outcome = 'taken' | 'in-part' | 'read' | 'rejected' | 'secret'

export interface ItemRow {
  readonly id: string
  readonly agency: string
  readonly kind: Kind
  readonly transport: string
  /** By which it could not be translated. */
  readonly adapter: string
  /** Under which it came, and is recorded. */
  readonly event: string
  readonly reason: string
  readonly findings: readonly ReportedFinding[]
  readonly digest_mac: Buffer
  /** Its content is there still. */
  readonly kept: boolean
  readonly file: Buffer | null
  readonly received_at: Date
  readonly seen: number
  readonly state: State
  readonly recording: number
}

/** What translating gave. */
export interface Result {
  readonly adapter: string
  readonly outcome: Outcome
  /** Why nothing was good. */
  readonly reason: string | null
  /** Counts of records. */
  readonly taken: number
  readonly rejected: number
  readonly findings: readonly ReportedFinding[]
}

/** A person, and the system that they used. */
export interface Person {
  readonly agency: string
  readonly system: string
  readonly officer: string
}

type NoResult = { readonly [Name in keyof Result]: null }

export type ActRow = {
  readonly id: number
  readonly item: string
  readonly act: Act
  readonly state: EndState | null
  readonly event: string
  readonly at: Date
  readonly digest_mac: Buffer | null
  readonly recording: number
} & (Person | { readonly [Name in keyof Person]: null }) &
  (Result | NoResult)

export const quarantineContext = (agency: string, id: string) => ['quarantine', agency, id] as const
export const fileContext = (agency: string, id: string) => ['quarantine-file', agency, id] as const

/** All but the content, which may be megabytes. */
const ofItem =
  'id, agency, kind, transport, adapter, event, reason, findings, digest_mac, file, received_at, seen, state, recording, ciphertext IS NOT NULL AS kept'

/** The document of `item`, opened. Throws GatewayError `quarantine-erased`, or an Error when the row does not open. */
export async function contentOf(
  sql: Sql,
  vault: Vault,
  { agency, id }: Pick<ItemRow, 'agency' | 'id'>,
): Promise<NativeAnswer> {
  const [row] = await sql.query<{ ciphertext: Buffer | null }>('SELECT ciphertext FROM quarantine WHERE id = $1', [id])
  if (!row?.ciphertext) throw new GatewayError('quarantine-erased')
  return unpacked(vault.unseal(row.ciphertext, quarantineContext(agency, id)))
}

/** The name of the file that `item` came in, if it came in one and that is known. */
export const fileOf = (vault: Vault, { agency, id, file }: Pick<ItemRow, 'agency' | 'id' | 'file'>) =>
  file ? vault.unseal(file, fileContext(agency, id)).toString('utf8') : undefined

/** Whose items: those of one agency, or everybody's. */
export type Whose = { readonly agency: string } | 'all'

const mine = (whose: Whose): string | null => (whose === 'all' ? null : whose.agency)

/** An item of `whose`; of others, and of none, undefined. */
export async function findItem(sql: Sql, id: string, whose: Whose): Promise<ItemRow | undefined> {
  const [row] = await sql.query<ItemRow>(
    `SELECT ${ofItem} FROM quarantine WHERE id = $1 AND agency = coalesce($2, agency)`,
    [id, mine(whose)],
  )
  return row
}

/** The item as it is now, for whoever holds it: nobody else changes it until the transaction ends. */
export async function lockItem(tx: Sql, id: string): Promise<ItemRow> {
  const [row] = await tx.query<ItemRow>(`SELECT ${ofItem} FROM quarantine WHERE id = $1 FOR UPDATE`, [id])
  return row!
}

export interface ItemFilter {
  readonly agency?: string
  readonly state?: State
}

/** Oldest first, after the item `after` of `whose`. */
export function listItems(
  sql: Sql,
  whose: Whose,
  { agency, state }: ItemFilter,
  { first, after }: { readonly first: number; readonly after: string | undefined },
): Promise<ItemRow[]> {
  return sql.query<ItemRow>(
    `SELECT ${ofItem} FROM quarantine WHERE agency = coalesce($1, agency) AND agency = coalesce($2, agency) AND state = coalesce($3, state)
       AND ($4::text IS NULL OR (received_at, id) > (SELECT received_at, id FROM quarantine WHERE id = $4 AND agency = coalesce($1, agency)))
     ORDER BY received_at, id LIMIT $5`,
    [mine(whose), agency ?? null, state ?? null, after ?? null, first],
  )
}

/** Items that are held of the same bytes, but for `except`; locked. */
export function heldOf(
  tx: Sql,
  { agency, digest }: { readonly agency: string; readonly digest: Buffer },
  except: string | undefined,
): Promise<ItemRow[]> {
  return tx.query<ItemRow>(
    `SELECT ${ofItem} FROM quarantine WHERE agency = $1 AND digest_mac = $2 AND state = 'held' AND id <> coalesce($3, '') ORDER BY id FOR UPDATE`,
    [agency, digest, except ?? null],
  )
}

/** Items whose content is the same bytes and still there, however they ended; locked. */
export function keptOf(
  tx: Sql,
  { agency, digest }: { readonly agency: string; readonly digest: Buffer },
): Promise<ItemRow[]> {
  return tx.query<ItemRow>(
    `SELECT ${ofItem} FROM quarantine WHERE agency = $1 AND digest_mac = $2 AND ciphertext IS NOT NULL ORDER BY id FOR UPDATE`,
    [agency, digest],
  )
}

/** What has been kept for long enough: what came before `came`, but of that what was returned to its sender only from before `returned` on. */
export interface Due {
  readonly came: Date
  readonly returned: Date
}

/** Ids of items whose content is due and still there; with `id` that one alone. */
export async function dueItems(sql: Sql, { came, returned }: Due, count: number, id?: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM quarantine i WHERE ciphertext IS NOT NULL AND received_at < $1 AND id = coalesce($4, id)
       AND NOT EXISTS (SELECT FROM quarantine_act a WHERE a.item = i.id AND a.state = 'returned' AND a.at >= $2)
     ORDER BY received_at LIMIT $3`,
    [came.toISOString(), returned.toISOString(), count, id ?? null],
  )
  return rows.map(({ id }) => id)
}

export async function endItem(tx: Sql, id: string, state: EndState): Promise<void> {
  await tx.query('UPDATE quarantine SET state = $2 WHERE id = $1', [id, state])
}

/** Erases what is kept of `id`, corrections too; `state`: that it ends in thereby. */
export async function eraseItem(tx: Sql, id: string, state?: EndState): Promise<void> {
  await tx.query('UPDATE quarantine SET ciphertext = NULL, state = coalesce($2, state) WHERE id = $1', [
    id,
    state ?? null,
  ])
  await tx.query('UPDATE quarantine_act SET ciphertext = NULL WHERE item = $1 AND ciphertext IS NOT NULL', [id])
}

/** Erases what is kept of corrections that are these bytes. */
export async function eraseCorrections(
  tx: Sql,
  { agency, digest }: { readonly agency: string; readonly digest: Buffer },
): Promise<void> {
  await tx.query(
    `UPDATE quarantine_act SET ciphertext = NULL WHERE digest_mac = $2 AND ciphertext IS NOT NULL
       AND item IN (SELECT id FROM quarantine WHERE agency = $1)`,
    [agency, digest],
  )
}

export interface NewAct {
  readonly item: string
  readonly act: Act
  readonly state?: EndState | undefined
  readonly event: string
  readonly by?: Person & { readonly why: string }
  readonly result?: Result | undefined
  readonly correction?: { readonly digest: Buffer; readonly ciphertext: Buffer | undefined }
  readonly recording: number
}

export async function insertAct(tx: Sql, vault: Vault, act: NewAct): Promise<void> {
  const { item, event, by, result, correction } = act
  const why = by && vault.seal(Buffer.from(by.why), ['quarantine-why', item, event])
  await tx.query(
    `INSERT INTO quarantine_act (item, act, state, event, at, agency, system, officer, why, adapter, outcome, reason, taken, rejected,
       findings, digest_mac, ciphertext, recording)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      ...[item, act.act, act.state ?? null, event, timestamp()],
      ...[by?.agency ?? null, by?.system ?? null, by?.officer ?? null, why ?? null],
      ...[result?.adapter ?? null, result?.outcome ?? null, result?.reason ?? null],
      ...[result?.taken ?? null, result?.rejected ?? null, result ? JSON.stringify(result.findings) : null],
      ...[correction?.digest ?? null, correction?.ciphertext ?? null, act.recording],
    ],
  )
}

const ofAct =
  'id, item, act, state, event, at, agency, system, officer, adapter, outcome, reason, taken, rejected, findings, digest_mac, recording'

/** What was done with `item`, in order: at most limits.quarantine.acts_told_max, the latest. */
export async function actsOf(sql: Sql, item: string): Promise<ActRow[]> {
  const rows = await sql.query<ActRow>(
    `SELECT ${ofAct} FROM quarantine_act WHERE item = $1 ORDER BY id DESC LIMIT $2`,
    [item, limits.quarantine.acts_told_max],
  )
  return rows.reverse()
}

/** The act by which somebody erased what was kept of `item`; undefined when the gateway did by itself. */
export async function erasureOf(sql: Sql, item: string): Promise<ActRow | undefined> {
  const [row] = await sql.query<ActRow>(`SELECT ${ofAct} FROM quarantine_act WHERE item = $1 AND act = 'expire'`, [
    item,
  ])
  return row?.agency === null ? undefined : row
}

/** The act that ended `item`. */
export async function endOf(sql: Sql, item: string): Promise<ActRow | undefined> {
  const [row] = await sql.query<ActRow>(
    `SELECT ${ofAct} FROM quarantine_act WHERE item = $1 AND state IS NOT NULL ORDER BY id LIMIT 1`,
    [item],
  )
  return row
}
