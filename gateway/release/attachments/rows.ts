/** The rows of papers that come beside documents, in sealed chunks; and of which transfer each belongs to. */
import type { Sql } from '../../store/pool.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { StreamFacts } from '../sealed-stream.ts'
import type { Vault } from '../vault.ts'

/** What stands sealed of one that is wholly there. */
export interface AttachmentFacts extends StreamFacts {
  /** Count. */
  readonly chunks: number
}

/** One that is wholly there. */
export interface Attachment {
  readonly id: string
  readonly mediaType: string
  readonly facts: AttachmentFacts
  readonly expiresAt: Date
}

/** A chunk of another paper, another place in it, or one that is the last or not the last instead, does not open. */
const chunkContext = (id: string, number: number, isLast: boolean) =>
  ['attachment', id, String(number), isLast ? 'last' : 'more'] as const
const factsContext = (id: string) => ['attachment', id, 'facts'] as const

/** Begins one of which nothing is there yet. `at`: RFC 3339 UTC. */
export async function insertComing(
  sql: Sql,
  given: {
    readonly id: string
    readonly sender: string
    readonly mediaType: string
    readonly at: string
    readonly origin: string
  },
): Promise<void> {
  const { id, sender, mediaType, at, origin } = given
  await sql.query('INSERT INTO attachment (id, sender, media_type, received_at, origin) VALUES ($1, $2, $3, $4, $5)', [
    ...[id, sender, mediaType, at, origin],
  ])
}

export async function insertChunk(
  sql: Sql,
  vault: Vault,
  id: string,
  { number, isLast, content }: { readonly number: number; readonly isLast: boolean; readonly content: Uint8Array },
): Promise<void> {
  const sealed = vault.seal(content, chunkContext(id, number, isLast))
  await sql.query(
    'INSERT INTO attachment_chunk (attachment, number, sealed) VALUES ($1, $2, $3)',
    [id, number, sealed],
    'insert-chunk',
  )
}

/** Chunk `number` of `chunks`, opened. Throws an Error when it is gone or does not open. */
export async function chunkOf(
  sql: Sql,
  vault: Vault,
  id: string,
  { number, chunks }: { readonly number: number; readonly chunks: number },
): Promise<Buffer> {
  const [row] = await sql.query<{ sealed: Buffer }>(
    'SELECT sealed FROM attachment_chunk WHERE attachment = $1 AND number = $2',
    [id, number],
    'attachment-chunk',
  )
  if (!row) throw new Error('a chunk of an attachment is gone')
  return vault.unseal(row.sealed, chunkContext(id, number, number === chunks - 1))
}

interface Row {
  readonly id: string
  readonly media_type: string
  readonly facts: Buffer
  readonly expires_at: Date
}

const columns = 'id, media_type, facts, expires_at'

const opened = (vault: Vault, { id, media_type: mediaType, facts, expires_at: expiresAt }: Row): Attachment => ({
  ...{ id, mediaType, expiresAt },
  facts: JSON.parse(vault.unseal(facts, factsContext(id)).toString('utf8')) as AttachmentFacts,
})

/** Those of `ids` that `sender` uploaded and that are wholly there. Throws an Error when a row does not open. */
export async function attachmentsOf(
  sql: Sql,
  vault: Vault,
  sender: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Attachment>> {
  const rows = await sql.query<Row>(
    `SELECT ${columns} FROM attachment WHERE id = ANY($1) AND sender = $2 AND content_mac IS NOT NULL`,
    [ids, sender],
  )
  return new Map(rows.map((row) => [row.id, opened(vault, row)]))
}

/**
 * Makes what came in under `id` whole, unless `sender` had uploaded the same before: that is then kept for longer, and is what this gives. `at`: until
 * when it is kept.
 */
export async function complete(
  tx: Sql,
  vault: Vault,
  given: {
    readonly id: string
    readonly sender: string
    readonly mac: Buffer
    readonly facts: AttachmentFacts
    readonly at: Date
  },
): Promise<Attachment> {
  const { id, sender, mac, facts, at } = given
  // Of two at once the second sees what the first made whole.
  const turn = JSON.stringify(['attachment', sender, mac.toString('base64')])
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [turn])
  const [known] = await tx.query<Row>(
    `UPDATE attachment SET expires_at = greatest(expires_at, $3) WHERE sender = $1 AND content_mac = $2 RETURNING ${columns}`,
    [sender, mac, at],
  )
  if (known) return opened(vault, known)
  const sealed = vault.seal(Buffer.from(JSON.stringify(facts)), factsContext(id))
  const [row] = await tx.query<Row>(
    `UPDATE attachment SET content_mac = $2, bytes = $3, facts = $4, expires_at = $5 WHERE id = $1 RETURNING ${columns}`,
    [id, mac, facts.bytes, sealed, at],
  )
  if (!row) throw new Error('an upload was erased while it came in')
  return opened(vault, row)
}

/** Bytes of what `sender` uploaded and is there still: all of it, and what of it is not handed over. */
export async function heldBytes(
  sql: Sql,
  sender: string,
): Promise<{ readonly held: number; readonly waiting: number }> {
  const [row] = await sql.query<{ held: number; waiting: number }>(
    `SELECT coalesce(sum(bytes), 0)::bigint AS held,
       coalesce(sum(bytes) FILTER (WHERE NOT EXISTS (SELECT FROM transfer_attachment t WHERE t.attachment = a.id)), 0)::bigint AS waiting
     FROM attachment a WHERE sender = $1`,
    [sender],
  )
  return row!
}

/** Erases one that is not whole, with its chunks. */
export async function eraseComing(sql: Sql, id: string): Promise<void> {
  await sql.query('DELETE FROM attachment WHERE id = $1 AND content_mac IS NULL', [id])
}

/** Erases uploads that are not whole: all of `origin`, or what began before `before` at any node. Gives the count. */
export async function eraseCutOff(
  sql: Sql,
  { origin, before }: { readonly origin?: string; readonly before?: Date },
): Promise<number> {
  const rows = await sql.query(
    'DELETE FROM attachment WHERE content_mac IS NULL AND (origin = $1 OR received_at < $2) RETURNING id',
    [origin ?? null, before ?? null],
  )
  return rows.length
}

/** Erases those of `ids` (locked) that belong to no transfer and whose time was over before `before`. Gives the count. */
async function eraseUnused(tx: Sql, ids: readonly string[], before: Date | 'infinity'): Promise<number> {
  const erased = await tx.query(
    `DELETE FROM attachment a WHERE id = ANY($1) AND expires_at < $2
     AND NOT EXISTS (SELECT FROM transfer_attachment t WHERE t.attachment = a.id) RETURNING id`,
    [ids, before],
  )
  return erased.length
}

const lockedIds = async (tx: Sql, text: string, values: readonly unknown[]): Promise<string[]> =>
  (await tx.query<{ id: string }>(text, values)).map(({ id }) => id)

/** Erases at most `count` of those whose time was over before `before` and that belong to no transfer. Gives the count. */
export async function eraseExpired(tx: Sql, before: Date, count: number): Promise<number> {
  const found = `SELECT id FROM attachment a WHERE expires_at < $1
    AND NOT EXISTS (SELECT FROM transfer_attachment t WHERE t.attachment = a.id) ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED`
  return eraseUnused(tx, await lockedIds(tx, found, [before, count]), before)
}

/** Erases those of `ids` that `sender` uploaded and that belong to no transfer. */
export async function eraseWaiting(tx: Sql, sender: string, ids: readonly string[]): Promise<void> {
  const found = 'SELECT id FROM attachment WHERE id = ANY($1) AND sender = $2 ORDER BY id FOR UPDATE'
  await eraseUnused(tx, await lockedIds(tx, found, [ids, sender]), 'infinity')
}

/** Whether all of `ids` are there still: until the transaction ends they are. From then on what they are handed over with keeps them, unless they are uploaded again. */
export async function holdAttachments(tx: Sql, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true
  const held = 'SELECT id FROM attachment WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE'
  if ((await lockedIds(tx, held, [ids])).length < new Set(ids).size) return false
  await tx.query('UPDATE attachment SET expires_at = to_timestamp(0) WHERE id = ANY($1)', [ids])
  return true
}

/** What came beside `transfer`: `number` as its receiver calls it. All of them are held (holdAttachments). */
export async function insertLinks(
  tx: Sql,
  transfer: string,
  links: readonly { readonly paper: { readonly number: string }; readonly attachment: Attachment }[],
): Promise<void> {
  if (links.length === 0) return
  await tx.query(
    `INSERT INTO transfer_attachment (transfer, number, attachment, media_type, bytes)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[])`,
    [
      ...[transfer, links.map(({ paper }) => paper.number), links.map(({ attachment }) => attachment.id)],
      ...[links.map(({ attachment }) => attachment.mediaType), links.map(({ attachment }) => attachment.facts.bytes)],
    ],
  )
}

export interface LinkedRow {
  readonly transfer: string
  readonly number: string
  readonly media_type: string
  readonly bytes: number
}

/** What came beside each of `transfers`, as its receiver is told of it. */
export const linksOf = (sql: Sql, transfers: readonly string[]): Promise<LinkedRow[]> =>
  sql.query<LinkedRow>(
    'SELECT transfer, number, media_type, bytes FROM transfer_attachment WHERE transfer = ANY($1) ORDER BY number',
    [transfers],
  )

/** What came beside `transfer` under `number`; undefined when there is none, or it is erased. */
export async function linkedAttachment(
  sql: Sql,
  vault: Vault,
  transfer: string,
  number: string,
): Promise<Attachment | undefined> {
  const [row] = await sql.query<Row>(
    `SELECT ${columns} FROM attachment WHERE id = (SELECT attachment FROM transfer_attachment WHERE transfer = $1 AND number = $2)`,
    [transfer, number],
  )
  return row && opened(vault, row)
}

/** Erases what came beside `transfer` (locked), but for what another transfer has too, and what was uploaded again for the next. */
export async function eraseLinked(tx: Sql, transfer: string): Promise<void> {
  const ids = await lockedIds(
    tx,
    'SELECT id FROM attachment WHERE id IN (SELECT attachment FROM transfer_attachment WHERE transfer = $1) ORDER BY id FOR UPDATE',
    [transfer],
  )
  if (ids.length === 0) return
  await tx.query('UPDATE transfer_attachment SET attachment = NULL WHERE transfer = $1', [transfer])
  await eraseUnused(tx, ids, new Date(now_ms()))
}
