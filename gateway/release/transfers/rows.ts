/** The rows of transfers: what is handed over by whom to whom. */
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import { ownRecords } from '../../dossiers/served.ts'
import { GatewayError } from '../../errors/problem.ts'
import { inHex, inOnePiece, type Place } from '../../store/pieces.ts'
import type { Sql } from '../../store/pool.ts'
import { timestamp } from '../../telemetry/clock.ts'
import type { Vault } from '../vault.ts'
import { numbersIn, type TransferFacts, transferContext } from './content-rows.ts'
import type { Given } from './given-rows.ts'
import { ofTransfer, type Stage, type TransferRow, type TransferState } from './transfer.ts'

export interface NewTransfer
  extends Omit<
    TransferRow,
    | 'facts'
    | 'receipt'
    | 'state'
    | 'erased'
    | 'records'
    | 'received_at'
    | `${'native' | 'translated'}_media_type`
    | `${'native' | 'translated'}_bytes`
  > {
  readonly idempotency_key: string
  readonly native: NativeDocument
  readonly translated: NativeDocument
  readonly facts: TransferFacts
  readonly given: Given
  /** In order, RFC 3339 UTC: when it was received, parsed, translated and routed. */
  readonly stages: readonly { readonly stage: Exclude<Stage, TransferState>; readonly at: string }[]
}

/** The bytes at the place in `column`, of those that the second parameter has. */
const pieceAt = (column: string): string =>
  `substring($2::bytea FROM (${column}->>'start')::integer FOR (${column}->>'length')::integer)`

/** As it is put in: all but what is sealed, which is given by its places. */
function asGiven(given: NewTransfer, at: string, places: readonly Place[]) {
  const { native, translated, facts, given: told, stages, message_mac, ...same } = given
  const [sealedNative, sealedTranslated, sealedFacts] = places
  return {
    ...same,
    message_mac: inHex(message_mac),
    ...Object.fromEntries(stages.map((one) => [`${one.stage}_at`, one.at])),
    stored_at: at,
    ...{ native_media_type: native.mediaType, native_bytes: native.body.length, native: sealedNative },
    ...{ translated_media_type: translated.mediaType, translated_bytes: translated.body.length },
    ...{ translated: sealedTranslated, facts: sealedFacts },
    ...{ content: inHex(told.content), matter: told.matter.map(inHex), numbers: numbersIn(facts).map(inHex) },
  }
}

/**
 * Puts them in as stored, with their stages; gives their rows in the same order. Another that is putting something under the key of one is waited for. Throws
 * GatewayError `idempotency-key-reused` when something stands under the key of one: then the transaction is to be rolled back.
 */
export async function insertTransfers(tx: Sql, vault: Vault, given: readonly NewTransfer[]): Promise<TransferRow[]> {
  const at = timestamp()
  const sealed = given.map(({ id, native, translated, facts }) => [
    vault.seal(native.body, transferContext(id, 'native')),
    vault.seal(translated.body, transferContext(id, 'translated')),
    vault.seal(Buffer.from(JSON.stringify(facts)), transferContext(id, 'facts')),
  ])
  const { bytes, places } = inOnePiece(sealed.flat())
  const rows = given.map((one, number) => asGiven(one, at, places.slice(3 * number, 3 * number + 3)))
  const put = await tx.query<Pick<TransferRow, 'id' | 'records'>>(
    `WITH given AS MATERIALIZED (
       SELECT * FROM json_to_recordset($1) g (id text, sender text, sender_system text, receiver text, idempotency_key text, message_mac bytea, kind text,
         purpose text, legal_basis text, relation text, event text, received_at timestamptz,
         parsed_at timestamptz, translated_at timestamptz, routed_at timestamptz, stored_at timestamptz, sender_adapter text, receiver_adapter text,
         native_media_type text, native_bytes integer, native json, translated_media_type text, translated_bytes integer, translated json, facts json,
         recording bigint, made_by text, papers_withheld boolean, content bytea, matter bytea[], numbers bytea[])
     ), stored AS (
       INSERT INTO transfer (id, sender, sender_system, receiver, idempotency_key, message_mac, kind, purpose, legal_basis, relation, event,
         received_at, parsed_at, translated_at, routed_at, stored_at, sender_adapter, receiver_adapter, native_media_type, native_bytes, native, translated_media_type, translated_bytes,
         translated, facts, state, recording, made_by, records, papers_withheld)
       SELECT id, sender, sender_system, receiver, idempotency_key, message_mac, kind, purpose, legal_basis, relation, event, received_at,
         parsed_at, translated_at, routed_at, stored_at, sender_adapter, receiver_adapter, native_media_type, native_bytes, ${pieceAt('native')}, translated_media_type, translated_bytes,
         ${pieceAt('translated')}, ${pieceAt('facts')}, 'stored', recording, made_by, ARRAY(${ownRecords('g.sender', 'g.numbers')}), papers_withheld
       FROM given g
       ON CONFLICT (sender, idempotency_key) DO NOTHING
       RETURNING id, records
     ), told AS (
       INSERT INTO transfer_given (transfer, content, matter) SELECT id, content, matter FROM given JOIN stored USING (id)
     )
     SELECT * FROM stored`,
    [JSON.stringify(rows), bytes],
    'insert-transfers',
  )
  if (put.length < given.length) throw new GatewayError('idempotency-key-reused')
  const records = new Map(put.map(({ id, records }) => [id, records]))
  return given.map((one, number): TransferRow => {
    const { native, translated, stages, given: _, idempotency_key: __, ...same } = one
    return {
      ...same,
      ...{ facts: sealed[number]![2]!, receipt: null, state: 'stored', erased: false, records: records.get(one.id)! },
      ...{ native_media_type: native.mediaType, native_bytes: native.body.length },
      ...{ translated_media_type: translated.mediaType, translated_bytes: translated.body.length },
      received_at: new Date(stages[0]!.at),
    }
  })
}

/** A message by its sender's name for it. */
export interface Keyed {
  readonly sender: string
  readonly key: string
}

/** What stands under each, if that is committed. */
export async function findByKeys(sql: Sql, keyed: readonly Keyed[]): Promise<readonly (TransferRow | undefined)[]> {
  // OFFSET: each is looked up by itself, and not all rows once for many.
  const rows = await sql.query<TransferRow & { readonly number: number }>(
    `SELECT t.*, k.number::integer FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k (of, key, number),
       LATERAL (SELECT ${ofTransfer} FROM transfer WHERE sender = k.of AND idempotency_key = k.key OFFSET 0) t`,
    [keyed.map(({ sender }) => sender), keyed.map(({ key }) => key)],
    'transfers-by-key',
  )
  const found = new Map(rows.map(({ number, ...row }) => [number, row]))
  return keyed.map((_, at) => found.get(at + 1))
}

/** Those of `ids` that `sender` handed over. */
export const transfersOf = async (sql: Sql, sender: string, ids: readonly string[]): Promise<readonly TransferRow[]> =>
  ids.length === 0
    ? []
    : sql.query<TransferRow>(`SELECT ${ofTransfer} FROM transfer WHERE sender = $1 AND id = ANY($2)`, [sender, ids])

/** The transfer as it is now: nobody else changes it until the transaction ends. Whose it is has NOT been checked. */
export async function lockTransfer(tx: Sql, id: string): Promise<TransferRow | undefined> {
  const [row] = await tx.query<TransferRow>(`SELECT ${ofTransfer} FROM transfer WHERE id = $1 FOR UPDATE`, [id])
  return row
}

/** Whose it is has NOT been checked. */
export async function transferOf(sql: Sql, id: string): Promise<TransferRow | undefined> {
  const [row] = await sql.query<TransferRow>(`SELECT ${ofTransfer} FROM transfer WHERE id = $1`, [id])
  return row
}

/**
 * At most `count` transfers that came to be `receipted` or `delivered` before the time of that, and are so still: locked, without those that somebody
 * else has in hand.
 */
export const claimAwaited = (
  tx: Sql,
  before: Readonly<Record<'receipted' | 'delivered', Date>>,
  count: number,
): Promise<TransferRow[]> =>
  tx.query<TransferRow>(
    `WITH awaited AS MATERIALIZED (
       SELECT t.id FROM transfer t JOIN transfer_stage s ON s.transfer = t.id AND s.stage = t.state
       WHERE (t.state = 'receipted' AND s.at < $1) OR (t.state = 'delivered' AND s.at < $2)
       ORDER BY s.at LIMIT $3 FOR UPDATE OF t SKIP LOCKED
     )
     SELECT ${ofTransfer} FROM transfer WHERE id IN (SELECT id FROM awaited)`,
    [before.receipted, before.delivered, count],
  )

/** A transfer of `agency`; of others, and of none, undefined. Before it is receipted its receiver has none. */
export async function findTransfer(
  sql: Sql,
  id: string,
  { agency, as }: { readonly agency: string; readonly as: 'sender' | 'receiver' | 'either' },
): Promise<TransferRow | undefined> {
  const [row] = await sql.query<TransferRow>(
    `SELECT ${ofTransfer} FROM transfer WHERE id = $1
       AND ((sender = $2 AND $3 <> 'receiver') OR (receiver = $2 AND $3 <> 'sender' AND receipt IS NOT NULL))`,
    [id, agency, as],
  )
  return row
}

/**
 * At most `count` transfers that have no receipt yet and that the log of `origin` tells of, in the order in which they came; those whose recording is `after`
 * that one.
 */
export function unreceipted(
  sql: Sql,
  origin: string,
  { count, after }: { readonly count: number; readonly after: number },
): Promise<TransferRow[]> {
  return sql.query<TransferRow>(
    `SELECT ${ofTransfer} FROM transfer WHERE receipt IS NULL AND recording > $2 AND recording IN (SELECT r.id FROM recording r WHERE r.origin = $1)
     ORDER BY recording LIMIT $3`,
    [origin, after, count],
  )
}
