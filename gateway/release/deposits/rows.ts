/**
 * The rows of deposited records: states of them that can be served, and, without content, those that were refused. Nothing
 * is overwritten; what a state secret is found in later is erased. Of a record the last row that was `current` when it came counts: it is served, or no state is.
 */
import type { Deposit, NativeAnswer, RefusedRecord } from '../../../adapters/sdk/adapter.ts'
import { nativeKeyMac } from '../../dossiers/facet.ts'
import type { IndexKeys } from '../../dossiers/keys.ts'
import { limits } from '../../limits.ts'
import type { Deposited, Withheld } from '../../sources/sources.ts'
import type { Sql } from '../../store/pool.ts'
import { packed, unpacked, type Vault } from '../vault.ts'

/** Keys of what is kept. */
export interface Kept {
  readonly keys: IndexKeys
  readonly vault: Vault
}

type DepositRow = {
  source_updated_at: Date
  received_at: Date
  event: string
  /** Of the record; of one that came and was withheld, of the document that it came in. */
  digest_mac: Buffer
} & ({ withheld: null; ciphertext: Buffer } | { withheld: RefusedRecord['why']; ciphertext: null })

/** A ciphertext belongs to its row: another agency's, another matter's or another version's does not open. */
const depositContext = (agency: string, keyMac: Buffer, updatedAt: Date, event: string) =>
  ['deposit', agency, keyMac.toString('base64'), updatedAt.toISOString(), event] as const

async function newest(sql: Sql, agency: string, keyMac: Buffer): Promise<DepositRow | undefined> {
  const [row] = await sql.query<DepositRow>(
    `SELECT source_updated_at, received_at, event, digest_mac, ciphertext, withheld FROM deposit
     WHERE agency = $1 AND native_key_mac = $2 AND current ORDER BY id DESC LIMIT 1`,
    [agency, keyMac],
    'newest-deposit',
  )
  return row
}

/**
 * The newest state of the record of `agency` under `nativeKey`, opened, or why there is none to show. Throws GatewayError, or
 * an Error when the row does not open.
 */
export async function readDeposit(
  sql: Sql,
  { keys, vault }: Kept,
  agency: string,
  nativeKey: string,
): Promise<Deposited | Withheld | undefined> {
  const keyMac = nativeKeyMac(keys, agency, nativeKey)
  const row = await newest(sql, agency, keyMac)
  if (!row) return undefined
  if (row.withheld !== null) return { withheld: row.withheld }
  const content = vault.unseal(row.ciphertext, depositContext(agency, keyMac, row.source_updated_at, row.event))
  return { document: unpacked(content), receivedAt: row.received_at.toISOString() }
}

const recordMac = (vault: Vault, agency: string, keyMac: Buffer, document: Uint8Array): Buffer =>
  vault.mac(document, ['record', agency, keyMac.toString('base64')])

/**
 * Erases `document`, a state of the record of `agency` under `nativeKey`, wherever it stands, within a transaction that holds the index: a state secret
 * was found in it. Gives whether it was there; and whether it was the newest, so that from now on the record is withheld.
 */
export async function shredDeposit(
  tx: Sql,
  { keys, vault }: Kept,
  { agency, nativeKey }: { readonly agency: string; readonly nativeKey: string },
  document: Uint8Array,
): Promise<{ readonly erased: boolean; readonly newest: boolean }> {
  const keyMac = nativeKeyMac(keys, agency, nativeKey)
  const digest = recordMac(vault, agency, keyMac, document)
  const held = await newest(tx, agency, keyMac)
  const rows = await tx.query(
    `UPDATE deposit SET ciphertext = NULL, withheld = 'secret'
     WHERE agency = $1 AND native_key_mac = $2 AND digest_mac = $3 AND ciphertext IS NOT NULL RETURNING id`,
    [agency, keyMac, digest],
  )
  return { erased: rows.length > 0, newest: held?.withheld === null && held.digest_mac.equals(digest) }
}

/** When the very bytes of `digest` first brought this record; undefined when they never did. */
async function firstCame(tx: Sql, agency: string, keyMac: Buffer, digest: Buffer): Promise<Date | undefined> {
  const [row] = await tx.query<{ at: Date | null }>(
    'SELECT min(received_at) AS at FROM deposit WHERE agency = $1 AND native_key_mac = $2 AND digest_mac = $3',
    [agency, keyMac, digest],
  )
  return row?.at ?? undefined
}

/** When the newest state changed that was good, whatever was refused since; undefined when there is none. */
async function lastGoodOf(tx: Sql, agency: string, keyMac: Buffer): Promise<Date | undefined> {
  const [row] = await tx.query<{ at: Date }>(
    `SELECT source_updated_at AS at FROM deposit
     WHERE agency = $1 AND native_key_mac = $2 AND current AND withheld IS NULL ORDER BY id DESC LIMIT 1`,
    [agency, keyMac],
  )
  return row?.at
}

/**
 * When the record changed, as far as its sender's clock could be believed when it first came: what is of tomorrow must not stand
 * above all that will come, nor rise each time that it is sent again.
 */
const changedAt = (updatedAt: Date, came: Date): Date =>
  updatedAt.getTime() - came.getTime() > limits.deposit.clock_ahead_ms_max ? came : updatedAt

/** What brings the records. */
export interface Bringing {
  readonly agency: string
  readonly event: string
  readonly receivedAt: string
  /** Of its bytes. */
  readonly digest: Buffer
  /** Of the bytes that it corrects. */
  readonly inPlaceOf?: Buffer | undefined
}

/**
 * Whether a good state of a record takes the place of `held`. Of two of one instant the later to come does; but of a refused one
 * only if it had not come before, and of a secret never. Whatever was refused gives way when the very document that it came in
 * is looked at anew, or corrected, and is good, unless a newer good state had come before it.
 */
function takesPlaceOf(
  held: DepositRow,
  {
    updatedAt,
    from: { digest, inPlaceOf, receivedAt },
    before,
    lastGood,
  }: {
    readonly updatedAt: Date
    readonly from: Bringing
    readonly before: boolean
    readonly lastGood: Date | undefined
  },
): boolean {
  const isTie = held.source_updated_at.getTime() === updatedAt.getTime()
  const isOfDocument = [digest, ...(inPlaceOf ? [inPlaceOf] : [])].some((own) => held.digest_mac.equals(own))
  // What waited in quarantine came before what was taken meanwhile.
  if (isTie && held.received_at > new Date(receivedAt) && !isOfDocument) return false
  if (held.withheld === null) return held.source_updated_at <= updatedAt
  if (held.source_updated_at < updatedAt) return true
  if (isOfDocument) return lastGood === undefined || lastGood <= updatedAt
  return isTie && held.withheld === 'rejected' && !before
}

/**
 * Keeps one record, within a transaction that holds the index, unless the newest is the very same, or it is older and there already. `current`:
 * it is the newest, so the index is to follow it.
 */
export async function keepDeposit(
  tx: Sql,
  { keys, vault }: Kept,
  delivery: Bringing & { readonly mediaType: string },
  { entry, document }: Deposit,
): Promise<{ readonly fresh: boolean; readonly current: boolean }> {
  const { agency, event, mediaType, receivedAt } = delivery
  const keyMac = nativeKeyMac(keys, agency, entry.nativeKey)
  const digest = recordMac(vault, agency, keyMac, document)
  const held = await newest(tx, agency, keyMac)
  const first = held && (await firstCame(tx, agency, keyMac, digest))
  const before = first !== undefined
  const updatedAt = changedAt(new Date(entry.updatedAt), first ?? new Date(receivedAt))
  const lastGood = held?.withheld ? await lastGoodOf(tx, agency, keyMac) : undefined
  const current = !held || takesPlaceOf(held, { updatedAt, from: delivery, before, lastGood })
  if (held?.digest_mac.equals(digest) || (!current && before)) return { fresh: false, current }
  const content: NativeAnswer = { status: 200, mediaType, body: document }
  await tx.query(
    `INSERT INTO deposit (agency, native_key_mac, source_updated_at, received_at, event, digest_mac, current, ciphertext)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      agency,
      keyMac,
      updatedAt.toISOString(),
      receivedAt,
      event,
      digest,
      current,
      vault.seal(packed(content), depositContext(agency, keyMac, updatedAt, event)),
    ],
  )
  return { fresh: true, current }
}

/**
 * Notes that a state of a record came and can't be kept, within a transaction that holds the index; also when nothing is held
 * under its key, for an older state may come late. One that does not tell when it changed is the newest when its document first
 * comes. Gives why the record is withheld from now on, which is `secret` until a good state takes its place if it ever was;
 * undefined when what is held is newer, or this was noted already.
 */
export async function withholdRecord(
  tx: Sql,
  { keys }: Kept,
  { agency, event, receivedAt, digest }: Bringing,
  { nativeKey, updatedAt, why }: RefusedRecord,
): Promise<RefusedRecord['why'] | undefined> {
  const keyMac = nativeKeyMac(keys, agency, nativeKey)
  const held = await newest(tx, agency, keyMac)
  const first = held && (await firstCame(tx, agency, keyMac, digest))
  const came = first ?? new Date(receivedAt)
  const told = changedAt(updatedAt === undefined ? came : new Date(updatedAt), came)
  const newer = held !== undefined && held.source_updated_at > told
  const waited = held !== undefined && held.received_at > new Date(receivedAt)
  if (newer && (updatedAt !== undefined || first !== undefined || waited)) return undefined
  const at = newer ? held.source_updated_at : told
  const withheld = held?.withheld === 'secret' ? 'secret' : why
  if (held?.withheld === withheld && held.digest_mac.equals(digest)) return undefined
  await tx.query(
    `INSERT INTO deposit (agency, native_key_mac, source_updated_at, received_at, event, digest_mac, current, withheld)
     VALUES ($1, $2, $3, $4, $5, $6, true, $7)`,
    [agency, keyMac, at.toISOString(), receivedAt, event, digest, withheld],
  )
  return withheld
}
