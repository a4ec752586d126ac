/**
 * Entries that the log owes: they stand in the store as the bytes that the log will have, from the transaction that they tell of until the log has them, so that a
 * crash in between loses none and writes none twice.
 */

import { readEntries } from '../audit/entries.ts'
import type { Entry } from '../audit/entry.ts'
import type { Appended, Log } from '../audit/log.ts'
import { leafHash } from '../audit/merkle.ts'
import type { Receipt } from '../audit/receipt.ts'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { inGroups } from '../store/groups.ts'
import { inOnePiece } from '../store/pieces.ts'
import type { Database, Sql } from '../store/pool.ts'
import type { Vault } from './vault.ts'

/** One at least. */
export type OwedEntries = readonly [Entry, ...Entry[]] | readonly [...Entry[], Entry]

export interface Recordings {
  /** Within the transaction of what `entries` tell; gives the id by which they are settled once it is committed. */
  owe(tx: Sql, entries: OwedEntries): Promise<number>
  /** The same of several events, each with an id of its own, in their order. */
  oweEach(tx: Sql, events: readonly OwedEntries[]): Promise<readonly number[]>
  /**
   * Waits until the entries of `id` are in the log and the store knows it; gives the receipt of the last. `note` lets the store know, by one who has more to
   * tell it in the same statement; it is not called when the store knew it before, or somebody else waits for it already. Throws GatewayError
   * `log-unavailable`, `index-unavailable`, or `record-pending` of what another node's log is to tell, and as `note`: then it is to be called again, and is
   * with the next one that succeeds.
   */
  settle(id: number, note?: (receipt: Receipt) => Promise<unknown>): Promise<Receipt>
  /**
   * At start: settles all that an earlier run of this node owes; gives their count. Entries that had reached the log are found there, and
   * looked for from the index on at which the oldest was owed. `had` hears of each id once the log has its entries, before the store knows that: of whoever
   * dies in between the next start hears again.
   */
  settleAll(had?: (id: number) => void): Promise<number>
}

interface Row {
  id: number
  origin: string
  entries: Buffer | null
  leaf_index: number | null
  leaf: string | null
  /** Count of the log's entries when these were owed. */
  log_size: number
}

const context = ['recording'] as const

/** It is another node that owes it: trying again here is of no use. */
const notOurs = new Error('the log of another node')

/** `directory`: the log's. */
export function createRecordings({
  db,
  vault,
  log,
  directory,
}: {
  readonly db: Database
  readonly vault: Vault
  readonly log: Log
  readonly directory: string
}): Recordings {
  /** Which entries of a recording the log has: what it did not take is appended again, and nothing else. */
  const appended = new Map<number, (Appended | undefined)[]>()
  const settling = new Map<number, Promise<Receipt>>()
  const failed = new Set<number>()
  /** Entries by id that were put in lately and that nobody has settled: these need not be read back. */
  const lately = new Map<number, readonly Uint8Array[]>()
  let lately_bytes = 0

  /** What was sealed once is kept: sealed again it would be other bytes, which the log could not be asked for. */
  const keep = (entries: readonly Uint8Array[]): Buffer =>
    vault.seal(Buffer.from(JSON.stringify(entries.map((bytes) => Buffer.from(bytes).toString('base64')))), context)
  const entriesOf = (kept: Buffer): Uint8Array[] =>
    (JSON.parse(vault.unseal(kept, context).toString('utf8')) as string[]).map((text) => Buffer.from(text, 'base64'))

  const sizeOf = (entries: readonly Uint8Array[]): number => entries.reduce((sum, { length }) => sum + length, 0)

  function forget(id: number): void {
    lately_bytes -= sizeOf(lately.get(id) ?? [])
    lately.delete(id)
  }

  function remember(id: number, entries: readonly Uint8Array[]): void {
    lately.set(id, entries)
    lately_bytes += sizeOf(entries)
    for (const oldest of lately.keys()) {
      if (lately_bytes <= limits.store.owed_bytes_max) return
      forget(oldest)
    }
  }

  const rowOf = inGroups<number, Row | undefined>(async (ids) => {
    const rows = await db.query<Row>('SELECT * FROM recording WHERE id = ANY($1)', [ids], 'recordings')
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.map((id) => byId.get(id))
  })

  const noteAlone = inGroups<Receipt & { readonly id: number }, void>(async (had) => {
    await db.query(
      `UPDATE recording r SET entries = NULL, leaf_index = h.leaf_index, leaf = h.leaf
       FROM unnest($1::bigint[], $2::bigint[], $3::text[]) h (id, leaf_index, leaf) WHERE r.id = h.id`,
      [had.map(({ id }) => id), had.map(({ index }) => index), had.map(({ leaf }) => leaf)],
      'settle-recordings',
    )
    return had.map(() => undefined)
  })

  /** What is owed still, or where the log tells of it. */
  async function stateOf(id: number): Promise<readonly Uint8Array[] | Receipt> {
    const row = await rowOf(id)
    if (!row) throw new GatewayError('internal', { cause: new Error('no such recording') })
    const { origin } = row
    if (row.leaf !== null) return { origin, index: row.leaf_index!, leaf: row.leaf }
    // Another node's log has it or will: twice would be two events.
    if (origin !== log.origin) throw new GatewayError('record-pending', { cause: notOurs })
    return entriesOf(row.entries!)
  }

  async function settleNow(id: number, note: (receipt: Receipt) => Promise<unknown>): Promise<Receipt> {
    const entries = lately.get(id) ?? (await stateOf(id))
    if ('leaf' in entries) return entries
    const { origin } = log
    const had = appended.get(id) ?? []
    const outcomes = await Promise.allSettled(
      entries.map(async (entry, n) => had[n] ?? (await log.appendEncoded(entry))),
    )
    appended.set(
      id,
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : undefined)),
    )
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    const { index, leaf } = appended.get(id)!.at(-1)!
    const receipt = { origin, index, leaf }
    await note(receipt)
    appended.delete(id)
    forget(id)
    return receipt
  }

  const noteOf = (id: number) => (receipt: Receipt) => noteAlone({ id, ...receipt })

  function settleOnce(id: number, note: (receipt: Receipt) => Promise<unknown> = noteOf(id)): Promise<Receipt> {
    const running = settling.get(id)
    if (running) return running
    const begun = settleNow(id, note).finally(() => settling.delete(id))
    settling.set(id, begun)
    begun.then(
      () => failed.delete(id),
      (error: unknown) => {
        if (!(error instanceof GatewayError) || error.cause !== notOurs) failed.add(id)
      },
    )
    return begun
  }

  function findInLog(rows: readonly Row[]): void {
    const places = new Map<string, { readonly id: number; readonly n: number; readonly of: number }>()
    for (const { id, entries } of rows) {
      const leaves = entriesOf(entries!).map(leafOf)
      for (const [n, leaf] of leaves.entries()) places.set(leaf, { id, n, of: leaves.length })
    }
    const owed = Math.min(...rows.map(({ log_size }) => log_size))
    // A log that is shorter than it was is another one, or was set back.
    for (const { index, leaf: hash } of readEntries(directory, owed <= log.size() ? owed : 0)) {
      const leaf = Buffer.from(hash).toString('base64')
      const place = places.get(leaf)
      if (!place) continue
      const had = appended.get(place.id) ?? Array.from({ length: place.of }, () => undefined)
      had[place.n] = { index, leaf }
      appended.set(place.id, had)
    }
  }

  async function oweEach(tx: Sql, events: readonly OwedEntries[]): Promise<readonly number[]> {
    // What the log would not take must not be committed.
    const encoded = events.map((entries) => entries.map(log.encode))
    const { bytes, places } = inOnePiece(encoded.map(keep))
    const rows = await tx.query<{ id: number }>(
      `INSERT INTO recording (origin, entries, log_size)
       SELECT $1, substring($2::bytea FROM start FOR length), $3 FROM unnest($4::integer[], $5::integer[]) WITH ORDINALITY e (start, length, number)
       ORDER BY number RETURNING id`,
      [log.origin, bytes, log.size(), places.map(({ start }) => start), places.map(({ length }) => length)],
      'owe-recordings',
    )
    // They are numbered in the order of the rows; in which order these come back nobody promises.
    const ids = rows.map(({ id }) => id).sort((a, b) => a - b)
    // Not once it is committed, when somebody may have settled it by then. A server that crashed gives the ids of what was not to others.
    const { unlessCommitted } = tx
    for (const [at, id] of unlessCommitted ? ids.entries() : []) {
      const entries = encoded[at]!
      remember(id, entries)
      unlessCommitted!(() => lately.get(id) === entries && forget(id))
    }
    return ids
  }

  return {
    oweEach,
    owe: async (tx, entries) => (await oweEach(tx, [entries]))[0]!,
    async settle(id, note) {
      const receipt = await settleOnce(id, note)
      for (const other of failed) settleOnce(other).catch(() => {})
      return receipt
    },
    async settleAll(had = () => {}) {
      const rows = await db.query<Row>('SELECT * FROM recording WHERE origin = $1 AND leaf IS NULL ORDER BY id', [
        log.origin,
      ])
      if (rows.length > 0) findInLog(rows)
      for (const { id } of rows)
        await settleOnce(id, (receipt) => {
          had(id)
          return noteOf(id)(receipt)
        })
      return rows.length
    },
  }
}

const leafOf = (entry: Uint8Array): string => Buffer.from(leafHash(entry)).toString('base64')
