/** What reading one or more roots of an answer gathers: rows for rendering, and everything that `meta` and the log must say. */
import type { KeyObject } from 'node:crypto'
import type { EntryDetail, EntryRecord } from '../audit/entry.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import type { Caller } from '../identity/caller.ts'
import type { LabelCore } from '../policy/label.ts'
import type { Policy } from '../policy/policy.ts'
import type { Sources } from '../sources/sources.ts'
import type { Database } from '../store/pool.ts'
import type { Inquiry } from './inquiry.ts'
import type { KnownFacet } from './known.ts'
import { grouped, loggedRecord } from './logged.ts'
import { type Meta, metaOf, type ReportedRecord, type SourceState } from './meta.ts'
import type { Quarantine } from './quarantine.ts'
import type { Sealed } from './sealed.ts'

export interface Reader {
  readonly db: Database
  readonly keys: IndexKeys
  readonly nameKey: KeyObject
  readonly sources: Sources<Sealed>
  readonly quarantine: Quarantine
  policy(): Policy
}

type LoggedSource = NonNullable<EntryDetail['sources']>[number]

/** One answer in the making. One policy version throughout, whatever is loaded meanwhile. */
export interface Reading {
  readonly inquiry: Inquiry
  readonly caller: Caller
  readonly policy: Policy
  report(record: ReportedRecord & { readonly known: KnownFacet; readonly label: LabelCore }): void
  /** By id, whether or not there is such a dossier. */
  askedFor(dossier: string): void
  /** The question of a list. */
  filteredBy(filter: Readonly<Record<string, string>>): void
  /** `logged` only for a source that was asked for this answer: its own list of requests has it too. */
  asked(state: SourceState, logged?: LoggedSource): void
  conceal(count: number): void
  count(rows: number): void
  meta(): Meta
  detail(): EntryDetail
}

/** Starts an answer to `inquiry`, whose caller the pipeline has verified. */
export function beginReading(reader: Reader, inquiry: Inquiry): Reading {
  const caller = inquiry.caller
  if (!caller) throw new TypeError('a reading needs a caller')
  const policy = reader.policy()
  const records: ReportedRecord[] = []
  const loggedRecords: EntryRecord[] = []
  const states: SourceState[] = []
  const loggedSources: LoggedSource[] = []
  const asked: string[] = []
  const filters: Readonly<Record<string, string>>[] = []
  const attempted = () => ({
    ...(asked.length > 0 && { asked }),
    ...(filters.length > 0 && { filters }),
    sources: loggedSources,
  })
  inquiry.attempted = attempted
  inquiry.decidedBy = { policy: policy.version, registry: caller.registryVersion }
  let concealed = 0
  let rows = 0
  return {
    inquiry,
    caller,
    policy,
    report({ pointer, outcome, known, label }) {
      records.push({ pointer, outcome })
      loggedRecords.push(loggedRecord(known, label, outcome))
    },
    askedFor(dossier) {
      asked.push(dossier)
    },
    filteredBy(filter) {
      filters.push(filter)
    },
    asked(state, source) {
      states.push(state)
      if (source) loggedSources.push(source)
    },
    conceal(count) {
      concealed += count
    },
    count(more) {
      rows += more
    },
    meta: () => metaOf(records, states, policy.version),
    detail: () => ({
      ...attempted(),
      records: grouped(loggedRecords),
      concealed,
      rows,
    }),
  }
}
