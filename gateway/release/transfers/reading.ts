/** What an agency hands over is read by its own adapter, in a worker: translated, or kept in quarantine before its sender is answered. */
import type { NativeAnswer } from '../../../adapters/sdk/adapter.ts'
import type { EntryDetail } from '../../audit/detail.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { ReportedFinding, Sources } from '../../sources/sources.ts'
import { broughtNothing } from '../deposits/delivery.ts'
import type { Keeping } from '../keeping.ts'
import { isOfSecret } from '../quarantine/quarantine.ts'
import { notNow } from '../quarantine/redrive.ts'
import { type Sealed, seal } from '../sealed.ts'
import type { TransferCause } from './entries.ts'

export interface AskedToRead {
  /** Registry id of the sender. */
  readonly agency: string
  readonly document: NativeAnswer
  readonly cause: TransferCause
  /** RFC 3339 UTC. */
  readonly receivedAt: string
  /** What can't be translated is kept in quarantine. */
  readonly keeps: boolean
}

export interface Unread {
  readonly state: 'refused'
  readonly code: 'document-rejected' | 'document-untranslatable' | 'state-secret-in-clear'
  /** Codes and places: what rejects it. */
  readonly findings: readonly ReportedFinding[]
  /** For the record of the refusal, by which a state secret becomes an incident. */
  readonly sources: EntryDetail['sources']
}

export type ReadTransfer =
  | {
      readonly state: 'ok'
      /** Its content is a Translation. */
      readonly sealed: Sealed
      /** `id@version#hash` */
      readonly adapter: string
    }
  | Unread

/**
 * Translates a document of `agency`. What can't be is in quarantine and recorded when this resolves; of one with a state secret in clear nothing is
 * kept, nor of what was kept of the same bytes. Throws GatewayError `transfers-unavailable`, `index-unavailable` or `log-unavailable`: then nothing
 * may be answered but that.
 */
export async function readTransfer(
  { quarantine }: Pick<Keeping, 'quarantine'>,
  sources: Pick<Sources<Sealed>, 'retranslate'>,
  { agency, document, cause, receivedAt, keeps }: AskedToRead,
): Promise<ReadTransfer> {
  const { event: eventId, traceparent } = cause
  const answer = await sources.retranslate({ agency, to: 'facet', document, eventId, receivedAt, traceparent })
  if (answer.state === 'ok') return { state: 'ok', sealed: answer.sealed, adapter: answer.adapter }
  const { reason, findings, adapter } = answer
  if (adapter === undefined || notNow.has(reason)) throw new GatewayError('transfers-unavailable')
  if (reason === 'state-secret-in-clear' || findings.some(isOfSecret))
    return secretIn({ quarantine }, { agency, document, cause, receivedAt }, adapter)
  if (keeps)
    await quarantine.take({
      ...{ ...cause, agency, transport: 'transfer', adapter, kind: 'transfer', reason, findings, receivedAt },
      document: seal(document),
    })
  return {
    state: 'refused',
    code: keeps ? 'document-rejected' : 'document-untranslatable',
    findings: broughtNothing(reason, findings, []).findings,
    sources: [{ agency, state: 'failed', adapter, reason }],
  }
}

/** Of a document in which a state secret was found no copy is kept either. `adapter`: `id@version#hash`. Throws as readTransfer. */
export async function secretIn(
  { quarantine }: Pick<Keeping, 'quarantine'>,
  { agency, document, cause, receivedAt }: Omit<AskedToRead, 'keeps'>,
  adapter: string,
): Promise<Unread> {
  const reason = 'state-secret-in-clear'
  await quarantine.take({
    ...{ ...cause, agency, transport: 'transfer', adapter, kind: 'transfer', reason, findings: [], receivedAt },
    document: seal(document),
  })
  return { state: 'refused', code: reason, findings: [], sources: [{ agency, state: 'failed', adapter, reason }] }
}
