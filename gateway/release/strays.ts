/** Compares the log with the store: an entry of a document that the store does not have tells that the store lost it. */
import { setImmediate as turn } from 'node:timers/promises'
import { decodeEntry } from '../audit/encoding.ts'
import { readEntries } from '../audit/entries.ts'
import type { ClearPart } from '../audit/entry.ts'
import { LogRefused } from '../audit/refusal.ts'
import { limits } from '../limits.ts'
import type { Database, Sql } from '../store/pool.ts'

export interface Strays {
  /**
   * Compares what the log has beyond what was compared before, and remembers how far it came. Gives the events that the store has not.
   * Ends early when `stop` says so. Rejects with GatewayError `index-unavailable`, LogRefused and the system's errors. What was compared by
   * then is remembered.
   */
  readonly compare: (stop?: AbortSignal) => Promise<readonly string[]>
  /** The events that are still lost: found once, not back in the store, and not taken from `lost_document` by an operator. Rejects as `compare`. */
  readonly lost: () => Promise<readonly string[]>
}

export interface StraysOptions {
  readonly db: Database
  /** The log's. */
  readonly directory: string
  readonly origin: string
  /** Count of the entries that are durable: what is written beyond them may be gone after a power failure, and is not compared yet. */
  readonly size: () => number
}

interface Portion {
  readonly events: Map<string, number>
  size: number
  leaf: string
}

const marks = ['deposited', 'quarantined', 'refused', 'transfer-stored'].map((phase) =>
  Buffer.from(`"phase":"${phase}"`),
)

const known = `SELECT event FROM delivery WHERE event = ANY($1) UNION SELECT event FROM quarantine WHERE event = ANY($1)
  UNION SELECT event FROM transfer WHERE event = ANY($1)`

/** Whether there is a row for the document. What was refused unread, for its length, has none. */
const isKept = ({ phase, outcome }: Pick<ClearPart, 'phase' | 'outcome'>): boolean =>
  ['deposited', 'quarantined', 'transfer-stored'].includes(phase) ||
  (phase === 'refused' && outcome === 'state-secret-in-clear')

/** The event of an entry that tells of a document with a row: the row comes first, so there is one in the course of things. */
function eventIn(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!marks.some((mark) => buffer.includes(mark))) return undefined
  const decoded = decodeEntry(bytes)
  return decoded.ok && isKept(decoded.entry) ? decoded.entry.event : undefined
}

const base64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64')

/** How far the log `origin` was compared, and the leaf hash of the last entry that was; undefined when it never was. */
async function comparedIn({
  db,
  origin,
}: Pick<StraysOptions, 'db' | 'origin'>): Promise<{ readonly size: number; readonly leaf: string } | undefined> {
  const [row] = await db.query<{ size: number; leaf: string }>(
    'SELECT size, leaf FROM compared_log WHERE origin = $1',
    [origin],
  )
  return row
}

/**
 * Rejects with LogRefused `missing` or `forked` when the log in `directory` lacks what the store was compared with: it was set back,
 * or is another one. To be asked before anything is appended to it. Rejects with GatewayError `index-unavailable`, LogRefused and the system's errors.
 */
export async function requireCompared({ size: durable, ...options }: StraysOptions): Promise<void> {
  const compared = await comparedIn(options)
  if (!compared) return
  const size = durable()
  if (compared.size > size) throw new LogRefused({ kind: 'missing', first: size, last: compared.size - 1, by: 'store' })
  const [last] = readEntries(options.directory, compared.size - 1)
  if (!last || base64(last.leaf) !== compared.leaf)
    throw new LogRefused({ kind: 'forked', size: compared.size, by: 'store' })
}

/**
 * For the log `origin` in `directory`, which is the one that was compared before (requireCompared). How far stands in the store itself: a store that is
 * set back is compared again.
 */
export function createStrays({ db, directory, origin, size }: StraysOptions): Strays {
  /** What is lost and that it was looked for stand or fall together. */
  const settle = async (sql: Sql, { events, ...compared }: Portion): Promise<string[]> => {
    const rows = events.size === 0 ? [] : await sql.query<{ event: string }>(known, [[...events.keys()]])
    for (const { event } of rows) events.delete(event)
    await sql.query(
      `INSERT INTO lost_document (origin, event, leaf_index) SELECT $1::text, * FROM unnest($2::text[], $3::bigint[])
       ON CONFLICT (origin, event) DO NOTHING`,
      [origin, [...events.keys()], [...events.values()]],
    )
    await sql.query(
      `INSERT INTO compared_log (origin, size, leaf) VALUES ($1, $2, $3)
       ON CONFLICT (origin) DO UPDATE SET size = excluded.size, leaf = excluded.leaf`,
      [origin, compared.size, compared.leaf],
    )
    return [...events.keys()]
  }

  return {
    async compare(stop) {
      const strays: string[] = []
      const from = (await comparedIn({ db, origin }))?.size ?? 0
      let portion: Portion = { events: new Map(), size: from, leaf: '' }
      const end = async () => {
        const whole = portion
        strays.push(...(await db.transaction((tx) => settle(tx, whole))))
        portion = { events: new Map(), size: whole.size, leaf: '' }
      }
      const durable = size()
      for (const { index, bytes, leaf } of readEntries(directory, from)) {
        if (index >= durable) break
        const event = eventIn(bytes)
        if (event !== undefined) portion.events.set(event, index)
        portion.size = index + 1
        portion.leaf = base64(leaf)
        if (portion.size % limits.log.compared_entries_max === 0) await end()
        else if (portion.size % entries_per_turn === 0) await turn()
        if (stop?.aborted) break
      }
      if (portion.leaf !== '') await end()
      return [...new Set(strays)]
    },
    async lost() {
      await db.query(
        `DELETE FROM lost_document l WHERE origin = $1 AND (EXISTS (SELECT FROM delivery d WHERE d.event = l.event)
         OR EXISTS (SELECT FROM quarantine q WHERE q.event = l.event)
         OR EXISTS (SELECT FROM transfer t WHERE t.event = l.event))`,
        [origin],
      )
      const rows = await db.query<{ event: string }>(
        'SELECT event FROM lost_document WHERE origin = $1 ORDER BY leaf_index',
        [origin],
      )
      return rows.map(({ event }) => event)
    },
  }
}

/** A bundle's: then others have their turn. */
const entries_per_turn = 256

export interface StraysWatch {
  /** Resolves when the log was compared once. Never rejects. */
  readonly compared: Promise<void>
  /** Ends a comparison that is under way where it is. */
  readonly close: () => Promise<void>
}

export interface StraysWatchOptions extends StraysOptions {
  /** Hears at the start of all that is lost, later of what was found since. */
  readonly tell: (events: readonly string[]) => void
  readonly fault: (error: unknown) => void
}

/** Compares now, and from then on every limits.log.compare_interval_ms, so that the next start has little to compare. */
export function watchStrays({ tell, fault, ...options }: StraysWatchOptions): StraysWatch {
  const strays = createStrays(options)
  const stop = new AbortController()
  let under_way: Promise<void> | undefined
  const once = (found: () => Promise<readonly string[]>): Promise<void> => {
    under_way ??= found()
      .then((events) => {
        if (events.length > 0) tell(events)
      }, fault)
      .finally(() => {
        under_way = undefined
      })
    return under_way
  }
  const compared = once(async () => {
    await strays.compare(stop.signal)
    return strays.lost()
  })
  const timer = setInterval(() => void once(() => strays.compare(stop.signal)), limits.log.compare_interval_ms).unref()
  return {
    compared,
    close: async () => {
      clearInterval(timer)
      stop.abort()
      await under_way
    },
  }
}
