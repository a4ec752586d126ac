/** What reading one or more roots of an answer gathers: rows for rendering, and everything that `meta` and the log must say. */

import type { KeyObject } from 'node:crypto'
import type { EntryRecord } from '../audit/entry.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { relationsOf } from '../dossiers/relations.ts'
import type { Caller } from '../identity/caller.ts'
import type { Facts, Relation } from '../policy/engine.ts'
import type { LabelCore } from '../policy/label.ts'
import type { Policy } from '../policy/policy.ts'
import type { Sources } from '../sources/sources.ts'
import type { Database } from '../store/pool.ts'
import type { Detail } from './door.ts'
import type { Inquiry } from './inquiry.ts'
import { grouped, loggedRecord } from './logged.ts'
import type { Row } from './mask.ts'
import { type Meta, metaOf, type ReportedRecord, type SourceState } from './meta.ts'
import type { Sealed } from './sealed.ts'

export interface Reader {
  readonly db: Database
  readonly keys: IndexKeys
  readonly nameKey: KeyObject
  readonly sources: Sources<Sealed>
  policy(): Policy
}

type LoggedSource = NonNullable<Detail['sources']>[number]

/** A facet that the caller may know of, with what decided it. */
export interface KnownFacet {
  readonly indexed: IndexedFacet
  readonly relations: readonly Relation[]
  readonly facts: Facts
  readonly policies: readonly string[]
}

/** One answer in the making. One policy version throughout, whatever is loaded meanwhile. */
export interface Reading {
  readonly inquiry: Inquiry
  readonly caller: Caller
  readonly policy: Policy
  report(record: ReportedRecord & { readonly known: KnownFacet; readonly label: LabelCore }): void
  /** By id, whether or not there is such a dossier. */
  askedFor(dossier: string): void
  asked(state: SourceState, logged: LoggedSource): void
  conceal(count: number): void
  count(rows: number): void
  meta(): Meta
  detail(): Detail
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
    asked(state, source) {
      states.push(state)
      loggedSources.push(source)
    },
    conceal(count) {
      concealed += count
    },
    count(more) {
      rows += more
    },
    meta: () => metaOf(records, states, policy.version),
    detail: () => ({
      ...(asked.length > 0 && { asked }),
      records: grouped(loggedRecords),
      concealed,
      rows,
      sources: loggedSources,
    }),
  }
}

/** Of a dossier's facets those the caller may know of; decided from the index, before any source is asked. */
export function knownFacets({ caller, policy }: Reading, facets: readonly IndexedFacet[]): KnownFacet[] {
  return facets.flatMap((indexed) => {
    const relations = relationsOf(caller, indexed, facets)
    const facts: Facts = { relations, conceal: indexed.conceal, approvedChannel: false }
    const decision = policy.mayKnow(caller, indexed.label, facts)
    return decision.allowed ? [{ indexed, relations, facts, policies: decision.policies }] : []
  })
}

export type { Row }
