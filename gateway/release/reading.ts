/** What reading one or more roots of an answer gathers: everything that `meta` and the log must say. */
import type { EntryConcealment, EntryDetail } from '../audit/detail.ts'
import { concealmentsFit } from '../audit/encoding.ts'
import type { Finder } from '../dossiers/find.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { GatewayError } from '../errors/problem.ts'
import type { Caller } from '../identity/caller.ts'
import { limits } from '../limits.ts'
import type { Policy } from '../policy/policy.ts'
import type { Sources } from '../sources/sources.ts'
import type { Database } from '../store/pool.ts'
import { now_ms } from '../telemetry/clock.ts'
import type { MacKey } from '../telemetry/mac.ts'
import { newDigests } from './digests.ts'
import { beginCommitting, type Committing } from './evidence.ts'
import type { Inquiry } from './inquiry.ts'
import type { ConcealedFacet } from './known.ts'
import type { LabelKeeping } from './label-keeping.ts'
import { loggedRecords, type ReportedFacet } from './logged.ts'
import { putMeta, type ReportedRecord, type SourceState } from './meta.ts'
import { written } from './projection/output.ts'
import type { Quarantine } from './quarantine/quarantine.ts'
import type { Sealed } from './sealed.ts'
import type { Served } from './served.ts'

export interface Reader {
  readonly db: Database
  readonly keys: IndexKeys
  readonly finder: Finder
  readonly nameKey: MacKey
  readonly sources: Sources<Sealed>
  readonly quarantine: Quarantine
  readonly labels: LabelKeeping
  readonly served: Served
  policy(): Policy
}

type LoggedSource = NonNullable<EntryDetail['sources']>[number]

/**
 * One answer in the making. One policy version throughout; when another is in force at its end, or the index says otherwise by then, it is
 * made anew (http/server.ts).
 */
export interface Reading extends Pick<Committing, 'text' | 'commit' | 'evidence'> {
  readonly inquiry: Inquiry
  readonly caller: Caller
  readonly policy: Policy
  /** Throws GatewayError `answer-too-large` when more is denied in all than limits.release.denials_max. */
  report(record: ReportedRecord & ReportedFacet): void
  /** What was reported since it was last taken. */
  takeReported(): readonly ReportedFacet[]
  /** By id, whether or not there is such a dossier. */
  askedFor(dossier: string): void
  /** The question of a list. */
  filteredBy(filter: Readonly<Record<string, string>>): void
  /** Digest of what a source answered, for the log. */
  digestOf(document: Uint8Array): string
  /** `logged` only for a source that was asked for this answer, or would have been: what its own list of requests is compared with. */
  asked(state: SourceState, logged?: LoggedSource): void
  /** Facets of the dossier that was asked for last. */
  conceal(facets: readonly ConcealedFacet[]): void
  /** What was decided on is not so any more: the answer is made anew. */
  outdate(): void
  count(rows: number): void
  /** JSON text of `meta`. */
  meta(): Buffer
  detail(): EntryDetail
}

/** Whether both may have the same. A caller is made anew when the registry changes, or a channel ends. */
const isSame = (before: Caller, now: Caller | undefined): boolean =>
  now === before || factsOf(before) === (now && factsOf(now))

const factsOf = ({ registryVersion: _, ...facts }: Caller): string => JSON.stringify(facts)

/** As many as an entry has room for: the first ones. */
function fitting(all: readonly EntryConcealment[]): Pick<EntryDetail, 'concealments'> {
  const told: EntryConcealment[] = []
  for (const one of all) {
    if (!concealmentsFit([...told, one])) break
    told.push(one)
  }
  return told.length > 0 ? { concealments: told } : {}
}

/** Starts an answer to `inquiry`, whose caller the pipeline has verified. */
export function beginReading(reader: Reader, inquiry: Inquiry): Reading {
  const caller = inquiry.caller
  if (!caller) throw new TypeError('a reading needs a caller')
  const policy = reader.policy()
  inquiry.digests ??= newDigests()
  const { digests } = inquiry
  const reported: (ReportedRecord & ReportedFacet)[] = []
  let taken = 0
  const states: SourceState[] = []
  const loggedSources: LoggedSource[] = [...(inquiry.earlier ?? [])]
  const asked: string[] = []
  const filters: Readonly<Record<string, string>>[] = []
  const attempted = () => ({
    ...(asked.length > 0 && { asked }),
    ...(filters.length > 0 && { filters }),
    sources: loggedSources,
  })
  inquiry.attempted = attempted
  inquiry.decidedBy = { policy: policy.version, registry: caller.registryVersion }
  let outdated = false
  const until = Math.min(...(caller.channels ?? []).map((channel) => channel.until))
  inquiry.isCurrent = () =>
    !outdated && reader.policy().version === policy.version && isSame(caller, inquiry.caller) && now_ms() < until
  let concealed = 0
  const concealments: EntryConcealment[] = []
  let rows = 0
  let denials = 0
  const committing = beginCommitting()
  return {
    inquiry,
    caller,
    policy,
    ...committing,
    report(record) {
      const { masked, withheld, absent } = record.outcome
      denials += masked.length + withheld.length + absent.length
      if (denials > limits.release.denials_max) throw new GatewayError('answer-too-large')
      reported.push(record)
    },
    takeReported() {
      const from = taken
      taken = reported.length
      return reported.slice(from)
    },
    askedFor(dossier) {
      asked.push(dossier)
    },
    filteredBy(filter) {
      filters.push(filter)
    },
    digestOf: digests.of,
    asked(state, source) {
      states.push(state)
      if (source) loggedSources.push(source)
    },
    conceal(facets) {
      concealed += facets.length
      const nth = asked.length - 1
      for (const { agency, policies } of facets)
        concealments.push({ ...(nth > 0 && { asked: nth }), facet_agency: agency, policies })
    },
    outdate() {
      outdated = true
    },
    count(more) {
      rows += more
    },
    meta: () =>
      written((out) =>
        putMeta(out, reported, states, policy.version, inquiry.wantsEvidence ? committing.forReceiver() : undefined),
      ),
    detail: () => ({
      ...attempted(),
      records: loggedRecords(reported),
      concealed,
      ...fitting(concealments),
      rows,
    }),
  }
}
