/** `meta` of an answer: what was not given, what is missing and why, and who was asked. */
import type { Reason } from '../policy/reasons.ts'
import type { CommittedRecord } from './evidence.ts'
import type { Denied, Outcome } from './mask.ts'
import { closeList, comma, type Output, piece, put, putBytes, putString } from './projection/output.ts'

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
  /** When it was asked for: with the answer's records, all that is needed to open one of the commitments that the log has to them. */
  readonly evidence?: { readonly key: string; readonly records: readonly CommittedRecord[] }
}

/** One record of an answer: where it stands and what became of it. */
export interface ReportedRecord {
  readonly pointer: string
  readonly outcome: Outcome
}

/** What follows the record in each group of `denied`; of records alike made once. */
const tails = new WeakMap<readonly Denied[], readonly Uint8Array[]>()
function tailsOf(denied: readonly Denied[]): readonly Uint8Array[] {
  const known = tails.get(denied)
  if (known) return known
  const groups = Map.groupBy(denied, ({ reason }) => reason)
  const made = [...groups].map(([reason, of]) => {
    const fields = JSON.stringify(of.map(({ field }) => field))
    return piece(`,"fields":${fields},"reason":${JSON.stringify(reason)}}`)
  })
  tails.set(denied, made)
  return made
}

const record = piece('{"record":')

function putDenied(out: Output, records: readonly ReportedRecord[], which: 'withheld' | 'masked'): void {
  const from = out.length
  for (const { pointer, outcome } of records)
    for (const tail of tailsOf(outcome[which])) {
      put(out, comma)
      put(out, record)
      putString(out, pointer)
      putBytes(out, tail)
    }
  closeList(out, from)
}

/** Writes Meta: one entry per record and reason; one per agency, its worst state, when several records asked it. */
export function putMeta(
  out: Output,
  records: readonly ReportedRecord[],
  sources: readonly SourceState[],
  policy_version: string,
  evidence?: Meta['evidence'],
): void {
  const worst = ['ok', 'quarantined', 'failed', 'timeout']
  const byAgency = new Map<string, SourceState>()
  for (const source of sources) {
    const before = byAgency.get(source.agency)
    if (!before || worst.indexOf(source.state) > worst.indexOf(before.state)) byAgency.set(source.agency, source)
  }
  const rest = {
    absent: records.flatMap(({ pointer, outcome }) =>
      outcome.absent.map(({ field, why }) => ({ path: pointer + field, why })),
    ),
    // In a fixed order: which source answered first is nobody's business.
    sources: [...byAgency.values()].sort((a, b) => (a.agency < b.agency ? -1 : 1)),
    policy_version,
    ...(evidence && { evidence }),
  }
  put(out, piece('{"withheld":'))
  putDenied(out, records, 'withheld')
  put(out, piece(',"masked":'))
  putDenied(out, records, 'masked')
  putBytes(out, piece(`,${JSON.stringify(rest).slice(1)}`))
}
