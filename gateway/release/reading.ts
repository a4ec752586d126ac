/** What reading one or more roots of an answer gathers: rows for rendering, and everything that `meta` and the log must say. */

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
import type { Outcome, Row } from './mask.ts'
import { type Meta, metaOf, type ReportedRecord, type SourceState } from './meta.ts'
import type { Sealed } from './sealed.ts'

export interface Reader {
  readonly db: Database
  readonly keys: IndexKeys
  readonly nameKey: Uint8Array
  readonly sources: Sources<Sealed>
  policy(): Policy
}

type LoggedRecord = NonNullable<Detail['records']>[number]
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
  const loggedRecords: LoggedRecord[] = []
  const states: SourceState[] = []
  const loggedSources: LoggedSource[] = []
  let concealed = 0
  let rows = 0
  return {
    inquiry,
    caller,
    policy,
    report({ pointer, outcome, known, label }) {
      records.push({ pointer, outcome })
      loggedRecords.push(logged(known, label, outcome))
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
    detail: () => ({ records: loggedRecords, concealed, rows, sources: loggedSources }),
  }
}

const logged = ({ indexed, relations, policies }: KnownFacet, label: LabelCore, outcome: Outcome): LoggedRecord => ({
  dossier: indexed.dossier,
  facet_agency: indexed.agency,
  relation: relations.join(' '),
  label: { level: label.level, tags: [...label.tags] },
  policies: [...new Set([...policies, ...outcome.policies])].sort(),
  released: [...outcome.released].sort(),
  masked: outcome.masked.map(({ path, reason }) => ({ path, reason })),
  withheld: outcome.withheld.map(({ path, reason }) => ({ path, reason })),
})

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
