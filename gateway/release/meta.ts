/** `meta` of an answer (design.md §8): what was not given, what is missing and why, and who was asked. */
import type { Reason } from '../policy/reasons.ts'
import type { Denied, Outcome } from './mask.ts'

export interface SourceState {
  readonly agency: string
  readonly state: 'ok' | 'timeout' | 'failed' | 'quarantined'
  /** RFC 3339: when the source was asked, or had deposited; for a list, when its feed was last read. */
  readonly as_of: string
}

interface DeniedFields {
  /** RFC 6901 pointer to the record in the answer. */
  readonly record: string
  /** Pointers from the record. */
  readonly fields: readonly string[]
  readonly reason: Reason
}

export interface Meta {
  readonly withheld: readonly DeniedFields[]
  readonly masked: readonly DeniedFields[]
  readonly absent: readonly { readonly path: string; readonly why: string }[]
  readonly sources: readonly SourceState[]
  readonly policy_version: string
}

/** One record of an answer: where it stands and what became of it. */
export interface ReportedRecord {
  readonly pointer: string
  readonly outcome: Outcome
}

function byReason(record: string, denied: readonly Denied[]): DeniedFields[] {
  const groups = new Map<Reason, string[]>()
  for (const { field, reason } of denied) {
    const group = groups.get(reason)
    if (group) group.push(field)
    else groups.set(reason, [field])
  }
  return [...groups].map(([reason, fields]) => ({ record, fields, reason }))
}

/** One entry per record and reason; one per agency, its worst state, when several records asked it. */
export function metaOf(
  records: readonly ReportedRecord[],
  sources: readonly SourceState[],
  policy_version: string,
): Meta {
  const worst = ['ok', 'quarantined', 'failed', 'timeout']
  const byAgency = new Map<string, SourceState>()
  for (const source of sources) {
    const before = byAgency.get(source.agency)
    if (!before || worst.indexOf(source.state) > worst.indexOf(before.state)) byAgency.set(source.agency, source)
  }
  return {
    withheld: records.flatMap(({ pointer, outcome }) => byReason(pointer, outcome.withheld)),
    masked: records.flatMap(({ pointer, outcome }) => byReason(pointer, outcome.masked)),
    absent: records.flatMap(({ pointer, outcome }) =>
      outcome.absent.map(({ field, why }) => ({ path: pointer + field, why })),
    ),
    // In a fixed order: which source answered first is nobody's business.
    sources: [...byAgency.values()].sort((a, b) => (a.agency < b.agency ? -1 : 1)),
    policy_version,
  }
}
