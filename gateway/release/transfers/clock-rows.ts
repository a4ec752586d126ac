/** The rows of the legal limits of transfers: which run, which were kept, and which were not. A limit starts, ends and is told once. */
import { vietnamTime } from '../../../schemas/consistency/moment.ts'
import { inHex } from '../../store/pieces.ts'
import type { Sql } from '../../store/pool.ts'
import type { Vault } from '../vault.ts'
import { type ClockBasis, type Reckoned, reckon, type Timing } from './clocks.ts'

/**
 * `overdue`: also when it ended late. `pending`: it starts with the delivery. `stopped`: recalled in time. `unknown`: no end can be reckoned.
 */
export type ClockState = 'due' | 'met' | 'overdue' | 'pending' | 'stopped' | 'unknown'

/** What ends a limit. */
export type ClockEnd = 'stored' | 'acknowledged' | 'refused' | 'recalled'

export interface ClockRow {
  readonly transfer: string
  readonly rule: string
  /** Registry ids. */
  readonly owner: string
  readonly supervisor: string | null
  /** RFC 3339 date or instant. */
  readonly started_at: string | null
  readonly due: string | null
  readonly basis: ClockBasis | null
  readonly ended_at: Date | null
  readonly ended_by: ClockEnd | null
  /** Under which the log was told that it was not kept. */
  readonly told_event: string | null
  readonly state: ClockState
}

/** A row of a limit that was not kept, with the transfer. */
export interface OverdueRow extends Omit<ClockRow, 'state' | 'basis' | 'told_event'> {
  readonly sender: string
  readonly receiver: string
  readonly kind: string
  readonly event: string
}

/** A refusal is an answer too. `$1`: the time it is. */
const state = `CASE
  WHEN c.last_at IS NULL THEN CASE WHEN c.started_at IS NOT NULL THEN 'unknown' WHEN c.ended_at IS NULL THEN 'pending' ELSE 'stopped' END
  WHEN coalesce(c.ended_at, $1) > c.last_at THEN 'overdue'
  WHEN c.ended_at IS NULL THEN 'due'
  WHEN c.ended_by = 'recalled' THEN 'stopped'
  ELSE 'met' END`

const ofClock = `c.transfer, c.rule, c.owner, c.supervisor, c.started_at, c.due, c.basis, c.ended_at, c.ended_by, c.told_event, ${state} AS state`

const started = ({ startedAt, due, lastAt, basis }: Reckoned) => [startedAt, due, lastAt, JSON.stringify(basis)]

/** A transfer that is stored, and the limits that it brings. */
export interface Timed {
  readonly id: string
  /** Registry ids. */
  readonly sender: string
  readonly receiver: string
  readonly timing: Timing
}

/** The limits that `transfer` meets, each known by what it began with. */
const turnsOf = ({ sender, receiver, timing }: Timed): readonly string[] =>
  timing.clocks.flatMap(({ rule, started }) =>
    started ? [JSON.stringify(['transfer-clock', sender, receiver, rule, started.startedAt])] : [],
  )

/** Of transfers that meet the same limit the later is in a later wave. */
function inWaves(transfers: readonly Timed[]): Timed[][] {
  const waves: Timed[][] = []
  const last = new Map<string, number>()
  for (const transfer of transfers) {
    const turns = turnsOf(transfer)
    const wave = Math.max(0, ...turns.map((turn) => (last.get(turn) ?? -1) + 1))
    for (const turn of turns) last.set(turn, wave)
    waves[wave] = [...(waves[wave] ?? []), transfer]
  }
  return waves
}

/**
 * Puts in the limits of transfers that are stored `at` (RFC 3339), in the same transaction. A limit of the same rule that began at the same time for
 * the same matter, and that an earlier transfer between the two ended, is not put in again.
 */
export async function insertClocks(tx: Sql, vault: Vault, transfers: readonly Timed[], at: Date): Promise<void> {
  const timed = transfers.filter(({ timing }) => timing.clocks.length > 0)
  const turns = new Set(timed.flatMap(turnsOf))
  // Of two transfers at once the second sees what the first put in; in one order, so that neither waits for the other.
  if (turns.size > 0)
    await tx.query(
      'SELECT pg_advisory_xact_lock(hashtextextended(turn, 0)) FROM unnest($1::text[]) turn',
      [[...turns].sort()],
      'lock-clocks',
    )
  for (const wave of inWaves(timed)) await insertWave(tx, vault, wave, at)
}

async function insertWave(tx: Sql, vault: Vault, wave: readonly Timed[], at: Date): Promise<void> {
  const given = wave.flatMap(({ id, sender, receiver, timing: { clocks, matter } }) => {
    const macOf = (number: string) => vault.mac(Buffer.from(number), ['transfer-clock', sender, receiver])
    const macs = clocks.some(({ started }) => started) ? matter.map((number) => inHex(macOf(number))) : []
    return clocks.map(({ rule, owner, supervisor, started }) => ({
      ...{ transfer: id, rule, owner, supervisor },
      ...(started && {
        ...{ matter: macs, started_at: started.startedAt, due: started.due, last_at: started.lastAt },
        basis: started.basis,
      }),
    }))
  })
  // OFFSET: each number is looked up by itself, however many limits began at that time.
  await tx.query(
    `WITH given AS MATERIALIZED (
       SELECT * FROM json_to_recordset($2) c (transfer text, rule text, owner text, supervisor text, matter bytea[], started_at text, due text,
         last_at timestamptz, basis jsonb)
     ), put AS (
       INSERT INTO transfer_clock (transfer, rule, owner, supervisor, started_at, due, last_at, basis, ended_at, ended_by)
       SELECT c.transfer, c.rule, c.owner, c.supervisor, c.started_at, c.due, c.last_at, c.basis,
         CASE WHEN c.started_at IS NOT NULL THEN $1::timestamptz END, CASE WHEN c.started_at IS NOT NULL THEN 'stored' END
       FROM given c
       WHERE NOT EXISTS (SELECT FROM unnest(c.matter) n (number), LATERAL (
         SELECT FROM transfer_clock_met m WHERE m.number = n.number AND m.rule = c.rule AND m.started_at = c.started_at OFFSET 0) m)
       RETURNING transfer, rule
     )
     INSERT INTO transfer_clock_met (number, rule, started_at)
     SELECT unnest(c.matter), rule, c.started_at FROM given c JOIN put USING (transfer, rule)`,
    [at, JSON.stringify(given)],
    'insert-clocks',
  )
}

/** Starts what runs from the delivery of the transfer, which is `at`. */
export async function startClocks(tx: Sql, transfer: string, at: Date): Promise<void> {
  const rows = await tx.query<{ rule: string }>(
    'SELECT rule FROM transfer_clock WHERE transfer = $1 AND started_at IS NULL AND ended_at IS NULL',
    [transfer],
  )
  for (const { rule } of rows)
    await tx.query(
      'UPDATE transfer_clock SET started_at = $3, due = $4, last_at = $5, basis = $6 WHERE transfer = $1 AND rule = $2',
      [transfer, rule, ...started(reckon(rule, vietnamTime(at.toISOString())))],
    )
}

/** Ends every limit of the transfer that has not ended. */
export async function endClocks(tx: Sql, transfer: string, by: ClockEnd, at: Date): Promise<void> {
  await tx.query('UPDATE transfer_clock SET ended_at = $3, ended_by = $2 WHERE transfer = $1 AND ended_at IS NULL', [
    ...[transfer, by, at],
  ])
}

/** The limits of the transfer as they stand at `now`. Whose it is has NOT been checked. */
export const clocksOf = (sql: Sql, transfer: string, now: Date): Promise<ClockRow[]> =>
  sql.query<ClockRow>(`SELECT ${ofClock} FROM transfer_clock c WHERE c.transfer = $2 ORDER BY c.rule`, [now, transfer])

/** Which limits are asked for. */
export interface ClockPage {
  readonly first: number
  readonly state?: 'due' | 'met' | 'overdue' | undefined
  readonly after?: Pick<ClockRow, 'transfer' | 'rule'> | undefined
  readonly now: Date
}

/**
 * Limits with an end of what `agency` sent, received, or supervises: by their ends, after that of `after`, at most `first`. Nobody has those of a
 * transfer without a receipt.
 */
export function listClocks(
  sql: Sql,
  agency: string,
  { first, state: asked, after, now }: ClockPage,
): Promise<ClockRow[]> {
  const mine = `t.receipt IS NOT NULL AND (t.sender = $2 OR t.receiver = $2 OR c.supervisor = $2)`
  return sql.query<ClockRow>(
    `SELECT ${ofClock} FROM transfer_clock c JOIN transfer t ON t.id = c.transfer
     WHERE ${mine} AND c.last_at IS NOT NULL AND ($3::text IS NULL OR ${state} = $3)
       AND ($4::text IS NULL OR (c.last_at, c.transfer, c.rule) > (SELECT c.last_at, c.transfer, c.rule
         FROM transfer_clock c JOIN transfer t ON t.id = c.transfer WHERE c.transfer = $4 AND c.rule = $5 AND ${mine}))
     ORDER BY c.last_at, c.transfer, c.rule LIMIT $6`,
    [now, agency, asked ?? null, after?.transfer ?? null, after?.rule ?? null, first],
  )
}

/** At most `count` limits that were not kept at `now`, and of which the log was not told; locked, without those that another node has. */
export const claimOverdue = (tx: Sql, now: Date, count: number): Promise<OverdueRow[]> =>
  tx.query<OverdueRow>(
    `SELECT c.transfer, c.rule, c.owner, c.supervisor, c.started_at, c.due, c.ended_at, c.ended_by, t.sender, t.receiver, t.kind, t.event
     FROM transfer_clock c JOIN transfer t ON t.id = c.transfer
     WHERE c.told_event IS NULL AND (c.ended_at IS NULL OR c.ended_at > c.last_at) AND c.last_at < $1
     ORDER BY c.last_at LIMIT $2 FOR UPDATE OF c SKIP LOCKED`,
    [now, count],
  )

/** Notes that the log is told of a limit that `claimOverdue` gave. */
export async function markTold(
  tx: Sql,
  { transfer, rule }: Pick<OverdueRow, 'transfer' | 'rule'>,
  { event, recording }: { readonly event: string; readonly recording: number },
): Promise<void> {
  await tx.query('UPDATE transfer_clock SET told_event = $3, told_recording = $4 WHERE transfer = $1 AND rule = $2', [
    ...[transfer, rule, event, recording],
  ])
}
