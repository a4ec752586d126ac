/** A document of the quarantine before today's adapter: what it would give, and how that differs from what it gave then. */
import type { NativeAnswer, RefusedRecord } from '../../../adapters/sdk/adapter.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Asked, CheckedDeposits, Reason, ReportedFinding, Sources } from '../../sources/sources.ts'
import { type Brought, broughtBy, broughtNothing } from '../deposits/delivery.ts'
import { open, type Sealed } from '../sealed.ts'
import type { ItemRow, Kind, Result } from './rows.ts'

export interface Tried {
  readonly result: Result
  /** Of what is deposited. */
  readonly brought: Brought | undefined
}

/** Says nothing of the document: it is to be tried again. */
export const notNow: ReadonlySet<Reason> = new Set(['busy', 'cancelled', 'circuit-open', 'internal', 'source-unknown'])

const rejecting = ({ effect }: ReportedFinding): boolean => effect.startsWith('reject-')

/** What `answer` to a deposited document brings. */
export const broughtOf = (answer: Asked<Sealed>): Brought =>
  answer.state === 'ok'
    ? broughtBy(open<CheckedDeposits>(answer.sealed), answer.findings)
    : broughtNothing(
        answer.reason,
        answer.findings,
        answer.withheld ? open<readonly RefusedRecord[]>(answer.withheld) : [],
      )

/** Keys of the records that a document has, as far as they could be read, those that were not good too. */
export const keysIn = ({ deposits, withheld }: Brought): ReadonlySet<string> =>
  new Set([...deposits.map(({ entry }) => entry.nativeKey), ...withheld.map(({ nativeKey }) => nativeKey)])

function ofDeposits(adapter: string, brought: Brought): Result {
  const { deposits, secrets, rejected, reason, findings } = brought
  const outcome =
    secrets > 0 ? 'secret' : rejected === 0 ? 'taken' : deposits.length > 0 ? ('in-part' as const) : 'rejected'
  const why = outcome === 'rejected' ? (reason ?? 'record-rejected') : null
  return { adapter, outcome, reason: why, taken: deposits.length, rejected: rejected + secrets, findings }
}

function ofReading(adapter: string, answer: Asked<Sealed>): Result {
  const findings = answer.findings.filter(rejecting)
  const told = { adapter, findings, taken: 0 }
  // A record of a page that is refused leaves the page good; then it is the page that was quarantined.
  const secret = findings.some(({ code }) => code === 'state-secret-in-clear')
  if (secret) return { ...told, outcome: 'secret', reason: null, rejected: 1 }
  // Not held is an answer that was understood.
  if (answer.state === 'ok' || answer.reason === 'not-held')
    return findings.length > 0
      ? { ...told, outcome: 'rejected', reason: 'record-rejected', rejected: findings.length }
      : { ...told, outcome: 'read', reason: null, rejected: 0 }
  return answer.reason === 'state-secret-in-clear'
    ? { ...told, outcome: 'secret', reason: null, rejected: 1 }
    : { ...told, outcome: 'rejected', reason: answer.reason, rejected: 1 }
}

/**
 * Translates `document` by the adapter that `agency` has now, which keeps nothing. Throws GatewayError `deposits-unavailable` when that can't
 * be told now.
 */
export async function tryAgain(
  sources: Sources<Sealed>,
  {
    document,
    ...ask
  }: {
    readonly agency: string
    readonly kind: Kind
    readonly document: NativeAnswer
    readonly receivedAt: string
    readonly eventId: string
    readonly traceparent?: string | undefined
  },
): Promise<Tried> {
  const answer = await sources.retranslate({ ...ask, to: ask.kind === 'transfer' ? 'facet' : ask.kind, document })
  const { adapter } = answer
  if (adapter === undefined || (answer.state !== 'ok' && notNow.has(answer.reason)))
    throw new GatewayError('deposits-unavailable')
  if (ask.kind !== 'deposits') return { result: ofReading(adapter, answer), brought: undefined }
  const brought = broughtOf(answer)
  return { result: ofDeposits(adapter, brought), brought }
}

export interface Comparison {
  readonly before: Pick<ItemRow, 'adapter' | 'reason' | 'findings'>
  readonly now: Result
  /** Findings of then that are not there now, and those that are new. */
  readonly went: readonly ReportedFinding[]
  readonly came: readonly ReportedFinding[]
}

const sameness = ({ code, effect, pointer, line, column, target }: ReportedFinding): string =>
  JSON.stringify([code, effect, pointer, line ?? null, column ?? null, target ?? null])

const beyond = (some: readonly ReportedFinding[], others: readonly ReportedFinding[]): ReportedFinding[] => {
  const known = new Set(others.map(sameness))
  return some.filter((finding) => !known.has(sameness(finding)))
}

/** The difference in outcome between the two versions of the adapter: codes and places, no content. */
export const compared = ({ adapter, reason, findings }: ItemRow, now: Result): Comparison => ({
  before: { adapter, reason, findings },
  now,
  went: beyond(findings.filter(rejecting), now.findings),
  came: beyond(now.findings, findings),
})
