/** What was given back to its sender and came by file: to be told as an acknowledgement file, once it is in the log. */
import type { Receipt } from '../../audit/receipt.ts'
import type { ReportedFinding } from '../../sources/sources.ts'
import type { Keeping } from '../keeping.ts'
import { fileOf, type ItemRow } from './rows.ts'

export interface Returned {
  /** Id of the act. */
  readonly act: number
  /** Of the quarantine. */
  readonly item: string
  /** The name of the file that it came in; the item's id where that is not known. */
  readonly file: string
  /** Of the act, and under which the file had been acknowledged. */
  readonly event: string
  readonly came: string
  readonly findings: readonly ReportedFinding[]
  readonly receipt: Receipt
  /** RFC 3339 UTC. */
  readonly at: string
}

export interface Returns {
  /** What the sender has not been told yet, oldest first. Throws GatewayError `index-unavailable` or `log-unavailable`. */
  due(agency: string): Promise<readonly Returned[]>
  /** It has been told. Throws `index-unavailable`. */
  told(act: number): Promise<void>
}

interface Row extends Pick<ItemRow, 'id' | 'agency' | 'file' | 'findings'> {
  readonly act: number
  readonly event: string
  readonly came: string
  readonly at: Date
  readonly recording: number
}

export const createReturns = ({ db, kept, recordings }: Pick<Keeping, 'db' | 'kept' | 'recordings'>): Returns => ({
  async due(agency) {
    const rows = await db.query<Row>(
      `SELECT a.id AS act, a.event, a.at, a.recording, i.id, i.agency, i.file, i.findings, i.event AS came
       FROM quarantine_act a JOIN quarantine i ON i.id = a.item
       WHERE a.act = 'return' AND i.agency = $1 AND i.transport = 'directory' AND i.kind = 'deposits' AND NOT EXISTS (SELECT FROM quarantine_told t WHERE t.act = a.id)
       ORDER BY a.id`,
      [agency],
      'returns-due',
    )
    return Promise.all(
      rows.map(async (row) => ({
        ...{ act: row.act, item: row.id, event: row.event, came: row.came, findings: row.findings },
        file: fileOf(kept.vault, row) ?? row.id,
        receipt: await recordings.settle(row.recording),
        at: row.at.toISOString(),
      })),
    )
  },
  async told(act) {
    await db.query('INSERT INTO quarantine_told (act) VALUES ($1) ON CONFLICT DO NOTHING', [act])
  },
})
