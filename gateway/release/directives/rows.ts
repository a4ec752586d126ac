/** The rows of directives, of those they are addressed to, and of what those say that they did. */
import type { Sql } from '../../store/pool.ts'
import type { Vault } from '../vault.ts'
import type { Addressed, DirectiveRow, Done, Says } from './directive.ts'

export const ofDirective =
  'd.id, d.giver, d.message_mac, d.records, d.kind, d.reason, d.says, d.transfers, d.days, d.event, d.at, d.recording'

const saysContext = (id: string) => ['directive', id] as const
const doneContext = (id: string, receiver: string) => ['directive-done', id, receiver] as const

/** Throws an Error when the row does not open. */
export const saysOf = (vault: Vault, { id, says }: Pick<DirectiveRow, 'id' | 'says'>): Says =>
  JSON.parse(vault.unseal(says, saysContext(id)).toString('utf8')) as Says

export async function findByKey(sql: Sql, giver: string, key: string): Promise<DirectiveRow | undefined> {
  const [row] = await sql.query<DirectiveRow>(
    `SELECT ${ofDirective} FROM directive d WHERE giver = $1 AND idempotency_key = $2`,
    [giver, key],
  )
  return row
}

export interface NewDirective extends Omit<DirectiveRow, 'says' | 'at'> {
  readonly system: string
  readonly key: string
  readonly says: Says
  /** RFC 3339 UTC. */
  readonly at: string
}

export async function insertDirective(tx: Sql, vault: Vault, given: NewDirective): Promise<void> {
  const { id } = given
  await tx.query(
    `INSERT INTO directive (id, giver, giver_system, idempotency_key, message_mac, records, kind, reason, says, transfers, days, event, at, recording)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[id, given.giver, given.system, given.key, given.message_mac, given.records, given.kind, given.reason],
      ...[vault.seal(Buffer.from(JSON.stringify(given.says)), saysContext(id)), given.transfers, given.days],
      ...[given.event, given.at, given.recording],
    ],
  )
}

export interface NewAddressed {
  readonly directive: string
  readonly receivers: readonly string[]
  /** RFC 3339 UTC. */
  readonly at: string
  readonly dueAt: string
  readonly transfer?: string
}

/** Addresses the directive to `receivers`, of whom none is twice. Gives those whom it was not addressed to before. */
export async function address(
  tx: Sql,
  { directive, receivers, at, dueAt, transfer }: NewAddressed,
): Promise<readonly string[]> {
  const rows = await tx.query<{ receiver: string }>(
    `WITH place AS (
       INSERT INTO directive_order (receiver, last) SELECT r, 1 FROM unnest($2::text[]) AS r ORDER BY r
       ON CONFLICT (receiver) DO UPDATE SET last = directive_order.last + 1 RETURNING receiver, last
     )
     INSERT INTO directive_receiver (directive, receiver, number, at, due_at, transfer) SELECT $1, receiver, last, $3, $4, $5 FROM place
     ON CONFLICT (directive, receiver) DO NOTHING RETURNING receiver`,
    [directive, receivers, at, dueAt, transfer ?? null],
  )
  return rows.map(({ receiver }) => receiver)
}

/** Directives about one of `records` of `giver` that were given after the log owed `recording`, and do not name `transfer` as what brings the correction. */
export function directivesAfter(
  tx: Sql,
  {
    giver,
    records,
    recording,
    transfer,
  }: Pick<DirectiveRow, 'giver' | 'records' | 'recording'> & { readonly transfer: string },
): Promise<DirectiveRow[]> {
  return tx.query<DirectiveRow>(
    `SELECT ${ofDirective} FROM directive d WHERE d.giver = $1 AND d.records && $2 AND d.recording > $3 AND NOT ($4 = ANY(d.transfers)) ORDER BY d.recording`,
    [giver, records, recording, transfer],
    'directives-after',
  )
}

/** A directive that `agency` gave, or that is addressed to it. */
export async function findDirective(sql: Sql, id: string, agency: string): Promise<DirectiveRow | undefined> {
  const [row] = await sql.query<DirectiveRow>(
    `SELECT ${ofDirective} FROM directive d WHERE d.id = $1
       AND (d.giver = $2 OR EXISTS (SELECT FROM directive_receiver r WHERE r.directive = d.id AND r.receiver = $2))`,
    [id, agency],
  )
  return row
}

/** That `receiver` has it: nobody else answers for it until the transaction ends. */
export async function lockAddressed(tx: Sql, id: string, receiver: string): Promise<boolean> {
  const rows = await tx.query('SELECT FROM directive_receiver WHERE directive = $1 AND receiver = $2 FOR UPDATE', [
    id,
    receiver,
  ])
  return rows.length > 0
}

export interface DirectivePage {
  readonly first: number
  /** Those that came after it: the id of a directive in the same list, or where that is of others' directives a cursor (supervised.ts). */
  readonly after?: string | undefined
  /** `open`: a receiver has not answered. */
  readonly state?: 'open' | 'acknowledged' | undefined
  /** Only those with a receiver who should have answered by then and has not. */
  readonly overdueAt?: Date | undefined
}

/** Those addressed to `receiver`, in the order in which they came to be seen there. */
export const listReceived = (
  sql: Sql,
  receiver: string,
  { first, after, state, overdueAt }: DirectivePage,
): Promise<DirectiveRow[]> =>
  sql.query<DirectiveRow>(
    `SELECT ${ofDirective} FROM directive_receiver r JOIN directive d ON d.id = r.directive WHERE r.receiver = $1
       AND ($3::text IS NULL OR r.number > (SELECT number FROM directive_receiver WHERE directive = $3 AND receiver = $1))
       AND ($4::text IS NULL OR ($4 = 'open') = NOT r.answered) AND ($5::timestamptz IS NULL OR (r.due_at < $5 AND NOT r.answered))
     ORDER BY r.number LIMIT $2`,
    [receiver, first, after ?? null, state ?? null, overdueAt ?? null],
  )

/** Whether a directive `d` is in `state`, and overdue at `at`, where they are asked for; both are parameters of the statement. */
export const stands = (state: string, at: string): string =>
  `(${state}::text IS NULL OR (${state} = 'open') = EXISTS (SELECT FROM directive_receiver r WHERE r.directive = d.id AND NOT r.answered))
   AND (${at}::timestamptz IS NULL OR EXISTS (SELECT FROM directive_receiver r WHERE r.directive = d.id AND r.due_at < ${at} AND NOT r.answered))`

/** Those that `giver` gave, oldest first. */
export const listGiven = (
  sql: Sql,
  giver: string,
  { first, after, state, overdueAt }: DirectivePage,
): Promise<DirectiveRow[]> =>
  sql.query<DirectiveRow>(
    `SELECT ${ofDirective} FROM directive d WHERE d.giver = $1
       AND ($3::text IS NULL OR (d.at, d.id) > (SELECT at, id FROM directive WHERE id = $3 AND giver = $1))
       AND ${stands('$4', '$5')}
     ORDER BY d.at, d.id LIMIT $2`,
    [giver, first, after ?? null, state ?? null, overdueAt ?? null],
  )

/** To whom `ids` are addressed, in order of agency: of all, or of `receiver` alone. Throws an Error when a row does not open. */
export async function addressedOf(
  sql: Sql,
  vault: Vault,
  ids: readonly string[],
  receiver?: string,
): Promise<readonly Addressed[]> {
  type Row = Omit<Addressed, 'done'> & { [Member in keyof Done as `done_${Member}`]: Done[Member] | null } & {
    readonly done_text: Buffer | null
  }
  const rows = await sql.query<Omit<Row, 'done_text'> & { readonly done_text: Buffer | null }>(
    `SELECT r.directive, r.receiver, r.at, r.due_at, r.transfer, r.told_event, a.code AS done_code, a.text AS done_text, a.at AS done_at,
       a.event AS done_event, a.recording AS done_recording
     FROM directive_receiver r LEFT JOIN directive_acknowledgement a USING (directive, receiver)
     WHERE r.directive = ANY($1) AND r.receiver = coalesce($2, r.receiver) ORDER BY r.directive, r.receiver`,
    [ids, receiver ?? null],
  )
  return rows.map(({ done_code, done_text, done_at, done_event, done_recording, ...row }) => ({
    ...row,
    done: done_text
      ? {
          ...{ code: done_code!, at: done_at!, event: done_event!, recording: done_recording! },
          text: vault.unseal(done_text, doneContext(row.directive, row.receiver)).toString('utf8'),
        }
      : undefined,
  }))
}

/** `at`: RFC 3339 UTC. */
export async function insertDone(
  tx: Sql,
  vault: Vault,
  { directive, receiver }: Pick<Addressed, 'directive' | 'receiver'>,
  { code, text, at, event, recording }: Omit<Done, 'at'> & { readonly at: string },
): Promise<void> {
  await tx.query('UPDATE directive_receiver SET answered = true WHERE directive = $1 AND receiver = $2', [
    ...[directive, receiver],
  ])
  await tx.query(
    'INSERT INTO directive_acknowledgement (directive, receiver, code, text, at, event, recording) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [directive, receiver, code, vault.seal(Buffer.from(text), doneContext(directive, receiver)), at, event, recording],
  )
}
