/** An index on a database of its own, and entries in short form. */
import type { Test } from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import { createIndexKeys, type IndexKeys } from '../../../gateway/dossiers/keys.ts'
import { type FeedPosition, registerPage } from '../../../gateway/dossiers/register.ts'
import { type Database, openDatabase } from '../../../gateway/store/pool.ts'
import { newDossierId } from '../../../gateway/telemetry/ids.ts'
import { testDatabase } from '../../support/database.ts'

export interface Index {
  readonly db: Database
  readonly keys: IndexKeys
  /** Registers one page of `agency`, by default as the end of its list. */
  take(agency: string, entries: readonly IndexEntry[], position?: FeedPosition): Promise<void>
  /** Empties it. */
  clear(): Promise<void>
}

export async function indexFor(t: Test): Promise<Index> {
  const db = openDatabase(await testDatabase(t))
  t.teardown(() => db.close())
  const keys = createIndexKeys(Buffer.alloc(32, 3))
  return {
    db,
    keys,
    take: (agency, entries, position = { cursor: 'c', listed: true }) =>
      registerPage(db, keys, newDossierId, { agency, code: codes[agency] ?? agency, entries, position }),
    clear: async () => {
      await db.query('TRUNCATE dossier, dossier_alias, facet, facet_identifier, label_mark, link, feed_cursor')
    },
  }
}

/** Codes of agencies, by registry id; `ca`, `vks`, … are theirs in short. */
const codes: Readonly<Record<string, string>> = {
  ...{ 'cong-an': 'CA', 'vien-kiem-sat': 'VKS', 'toa-an': 'TA', 'thanh-tra': 'TTr', mttq: 'MTTQ' },
  ...{ ca: 'CA', vks: 'VKS', ta: 'TA', tt: 'TTr' },
}

/** A linking identifier that Công an gave, or whoever stands before a colon: `VKS:1`. */
export const identifier = (value: string): IndexEntry['identifiers'][number] => ({
  system: 'cong-an:dieu-tra',
  type: 'SO_TIEP_NHAN',
  value,
  assigner: /^([A-Za-z]+):/.exec(value)?.[1] ?? 'CA',
})

/** A holder that names every agency. */
export const namesAll: Pick<IndexEntry, 'confirms'> = {
  confirms: [...new Set(Object.values(codes))].map((agency) => ({ relation: 'originator', agency })),
}

/** The entry of the facet with native key `nativeKey`, tied by the identifiers of `values`. */
export const entry = (nativeKey: string, values: readonly string[], change: Partial<IndexEntry> = {}): IndexEntry => ({
  nativeKey,
  identifiers: values.map(identifier),
  kind: 'TO_GIAC',
  stage: 'XAC_MINH',
  receivedAt: '2026-03-02T08:00:00+07:00',
  updatedAt: '2026-03-03T09:30:00+07:00',
  label: { level: 'NOI_BO', tags: [] },
  conceal: false,
  resolves: false,
  ...change,
})
