/** The rows of what senders called back, and of what receivers say that they did about it. */
import type { Sql } from '../../store/pool.ts'
import type { Vault } from '../vault.ts'
import { transferContext } from './content-rows.ts'
import type { ListedRow } from './list-rows.ts'

/** Why a transfer is called back. */
export const recallCodes = ['sent-in-error', 'wrong-receiver', 'superseded', 'sealed', 'label-raised'] as const
/** What its receiver did with what it had. `kept`: it must keep it, and says by which law. */
export const doneCodes = ['erased', 'returned', 'kept'] as const

export type RecallCode = (typeof recallCodes)[number]
export type DoneCode = (typeof doneCodes)[number]

/** A code, and a text for whom it is addressed to. */
export interface Said<Code extends string> {
  readonly code: Code
  readonly text: string
}

interface Noted {
  readonly at: Date
  readonly event: string
  readonly recording: number
}

export type RecallDone = Said<DoneCode> & Noted

export interface Recall extends Said<RecallCode>, Noted {
  /** By when its receiver is to say what it did; null: it was never handed out. */
  readonly due_at: Date | null
  readonly done: RecallDone | undefined
}

type Row<Code extends string> = Omit<Said<Code> & Noted, 'text'> & { readonly text: Buffer }

const columns = (name: string) => `${name}.code, ${name}.text, ${name}.at, ${name}.event, ${name}.recording`

/** The recalls of those of `ids` that were called back. Throws an Error when a row does not open. */
export async function recallsOf(sql: Sql, vault: Vault, ids: readonly string[]): Promise<ReadonlyMap<string, Recall>> {
  const recalls = await sql.query<Row<RecallCode> & { readonly transfer: string; readonly due_at: Date | null }>(
    `SELECT r.transfer, r.due_at, ${columns('r')} FROM transfer_recall r WHERE r.transfer = ANY($1)`,
    [ids],
  )
  const answers = await sql.query<Row<DoneCode> & { readonly transfer: string }>(
    `SELECT a.transfer, ${columns('a')} FROM transfer_recall_acknowledgement a WHERE a.transfer = ANY($1)`,
    [ids],
  )
  const opened = (id: string, part: 'recall' | 'recall-done', text: Buffer) =>
    vault.unseal(text, transferContext(id, part)).toString('utf8')
  const done = new Map(
    answers.map(({ transfer, text, ...row }) => [transfer, { ...row, text: opened(transfer, 'recall-done', text) }]),
  )
  return new Map(
    recalls.map(({ transfer, text, ...row }) => [
      transfer,
      { ...row, text: opened(transfer, 'recall', text), done: done.get(transfer) },
    ]),
  )
}

export type RecallableRow = ListedRow & { readonly recall: Recall | undefined }

/** `rows` with their recalls. Throws as recallsOf. */
export async function withRecalls(sql: Sql, vault: Vault, rows: readonly ListedRow[]): Promise<RecallableRow[]> {
  const ids = rows.filter(({ state }) => state === 'recalled').map(({ id }) => id)
  const recalls = ids.length > 0 ? await recallsOf(sql, vault, ids) : undefined
  return rows.map((row) => ({ ...row, recall: recalls?.get(row.id) }))
}

/** `at`, `dueAt`: RFC 3339 UTC. */
export async function insertRecall(
  tx: Sql,
  vault: Vault,
  id: string,
  given: Said<RecallCode> & Omit<Noted, 'at'> & { readonly at: string; readonly dueAt: string | null },
): Promise<void> {
  const text = vault.seal(Buffer.from(given.text), transferContext(id, 'recall'))
  await tx.query(
    'INSERT INTO transfer_recall (transfer, code, text, at, event, recording, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, given.code, text, given.at, given.event, given.recording, given.dueAt],
  )
}

/** `at`: RFC 3339 UTC. */
export async function insertRecallDone(
  tx: Sql,
  vault: Vault,
  id: string,
  given: Said<DoneCode> & Omit<Noted, 'at'> & { readonly at: string },
): Promise<void> {
  const text = vault.seal(Buffer.from(given.text), transferContext(id, 'recall-done'))
  await tx.query(
    'INSERT INTO transfer_recall_acknowledgement (transfer, code, text, at, event, recording) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, given.code, text, given.at, given.event, given.recording],
  )
}
