/** Compares the log with the store: an entry of a document that the store does not have tells that the store lost it. */

import { decodeEntry } from '../audit/encoding.ts'
import { readEntries } from '../audit/entries.ts'
import type { ClearPart } from '../audit/entry.ts'
import type { Sql } from '../store/pool.ts'

const events_per_query = 1_000
const marks = ['deposited', 'quarantined', 'refused'].map((phase) => Buffer.from(`"phase":"${phase}"`))

/** Whether there is a row for the document. What was refused unread, for its length, has none. */
const isKept = ({ phase, outcome }: Pick<ClearPart, 'phase' | 'outcome'>): boolean =>
  phase === 'deposited' || phase === 'quarantined' || (phase === 'refused' && outcome === 'state-secret-in-clear')

/**
 * The events of entries in the log under `directory` that tell of a deposited or quarantined document for which there is no row: never in
 * the course of things, for the row comes first. Reads the whole log.
 */
export async function strayEvents(sql: Sql, directory: string): Promise<readonly string[]> {
  const strays: string[] = []
  let events = new Set<string>()
  const compare = async () => {
    if (events.size === 0) return
    const rows = await sql.query<{ event: string }>(
      'SELECT event FROM delivery WHERE event = ANY($1) UNION SELECT event FROM quarantine WHERE event = ANY($1)',
      [[...events]],
    )
    const known = new Set(rows.map(({ event }) => event))
    strays.push(...[...events].filter((event) => !known.has(event)))
    events = new Set()
  }
  for (const { bytes } of readEntries(directory)) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (!marks.some((mark) => buffer.includes(mark))) continue
    const decoded = decodeEntry(bytes)
    if (!decoded.ok || !isKept(decoded.entry)) continue
    events.add(decoded.entry.event)
    if (events.size >= events_per_query) await compare()
  }
  await compare()
  return strays
}
