/** Asks a source for a facet that changed, as it is now: recorded before it is asked, and read as for an answer. */
import type { NativeAnswer, Translation } from '../../../adapters/sdk/adapter.ts'
import type { Log } from '../../audit/log.ts'
import type { IndexedFacet } from '../../dossiers/facet.ts'
import { findStanding } from '../../dossiers/find.ts'
import type { Sources } from '../../sources/sources.ts'
import { timestamp } from '../../telemetry/clock.ts'
import { documentLabels } from '../document-labels.ts'
import { entryOf } from '../events.ts'
import type { Keeping } from '../keeping.ts'
import { isOf } from '../read-dossier.ts'
import { open, type Sealed } from '../sealed.ts'

export interface Cause {
  readonly event: string
  readonly operation: 'notice'
  readonly traceparent: string
}

export interface AskedFacet {
  readonly state: 'ok'
  /** Its content is a Translation. */
  readonly sealed: Sealed
  /** As its source gave it. */
  readonly native: NativeAnswer
  /** `id@version#hash` */
  readonly adapter: string
  /** RFC 3339 UTC. */
  readonly receivedAt: string
  readonly translatedAt: string
}

export interface AskingOptions {
  readonly keeping: Pick<Keeping, 'db' | 'kept' | 'standing' | 'labels' | 'quarantine' | 'incident'>
  readonly sources: Pick<Sources<Sealed>, 'facet' | 'keeps' | 'manifestOf'>
  readonly log: Pick<Log, 'append'>
}

/** Throws GatewayError `log-unavailable` or `index-unavailable`: then nothing may come of what was given. */
export type AskForFacet = (
  indexed: IndexedFacet,
  cause: Cause,
  signal?: AbortSignal,
) => Promise<AskedFacet | { readonly state: 'failed'; readonly reason: string }>

export const createAsking =
  ({ keeping, sources, log }: AskingOptions): AskForFacet =>
  async (indexed, cause, signal) => {
    const { db, kept, standing, labels, quarantine } = keeping
    const { agency, nativeKey, dossier } = indexed
    const { event, operation, traceparent } = cause
    const isKept = sources.keeps(agency) && ({ kept: true } as const)
    const record = (more: { readonly repeats?: number }) => {
      const told = [{ agency, state: 'asked', ...isKept, ...more }]
      const detail = { operation, traceparent, asked: [dossier], sources: told }
      return log.append(entryOf(standing, { event, phase: 'source-asked', detail }))
    }
    await record({})
    let repeats = 0
    const onRepeat = () => void repeats++
    const answer = await sources.facet({ agency, nativeKey, eventId: event, traceparent, signal, onRepeat })
    if (repeats > 0) await record({ repeats })
    const receivedAt = timestamp()
    const { adapter = '' } = answer
    const keep = (reason: string, document: Sealed) =>
      quarantine.take({
        ...{ ...cause, agency, adapter, kind: 'facet', reason, findings: answer.findings, document, receivedAt },
        transport: sources.manifestOf(agency)?.transport.kind ?? 'https-query',
        ...(isKept && { nativeKey }),
      })
    const fail = async (reason: string, document: Sealed | undefined) => {
      if (reason === 'state-secret-in-clear') await keeping.incident({ agency, adapter, event, operation })
      if (document) await keep(reason, document)
      return { state: 'failed', reason } as const
    }
    if (answer.state !== 'ok') return fail(answer.reason, answer.document)
    const translation = open<Translation>(answer.sealed)
    const said = documentLabels(translation, {
      ...{ label: indexed.label, marks: (await findStanding(db, kept.keys, dossier, [agency])).marksOf(agency) },
      ...{ matterReceivedAt: indexed.receivedAt, receivedAt: answer.asOf },
      holder: sources.manifestOf(agency)?.agency ?? '',
    })
    // Of whatever matter it is: looked for first.
    if (said.secretInClear) return fail('state-secret-in-clear', answer.document)
    if (!isOf(kept.keys, indexed, translation)) return fail('another-dossier', answer.document)
    const about = { operation, traceparent, sources: [{ agency, state: 'ok', adapter, ...isKept }] }
    if (said.says) await labels.keep(indexed, said.says, { event, detail: about })
    const native = open<NativeAnswer>(answer.document)
    return { state: 'ok', sealed: answer.sealed, native, adapter, receivedAt, translatedAt: timestamp() }
  }
