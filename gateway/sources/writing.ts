/** WRITE: a translation in the form of its receiver, by the receiver's adapter in a worker. Nobody is asked, and no circuit learns of it. */
import type { Translation, WritingContext } from '../../adapters/sdk/adapter.ts'
import { attributes, spans } from '../telemetry/names.ts'
import { parseTraceparent } from '../telemetry/traceparent.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import type { FindingsReport, Reason } from './asked.ts'
import type { OpenSources } from './opening.ts'
import type { ReportedFinding } from './reported.ts'

export interface AskWriting {
  /** Of the receiver. */
  readonly agency: string
  /** Holds what the receiver may have and nothing else: nothing is withheld here. */
  readonly translation: Translation
  readonly context: WritingContext
  readonly eventId: string
  readonly traceparent?: string | undefined
}

/** `S` is whatever the injected `seal` gives. `adapter`: `id@version#hash`; not given of a receiver that has none. */
export type Written<S> = {
  readonly agency: string
  /** `pointer` and `target` of each point into the translation. */
  readonly findings: readonly ReportedFinding[]
} & (
  | { readonly state: 'ok'; readonly adapter: string /** NativeDocument */; readonly sealed: S }
  | { readonly state: 'failed'; readonly adapter?: string; readonly reason: Reason }
)

interface WritingOptions<S> {
  readonly sources: OpenSources
  readonly tracing: Tracing
  readonly seal: (value: unknown) => S
  /** Hears of adapters that can't be used. */
  readonly report: (report: FindingsReport) => void
}

/** The means to write for receivers that are open: see Sources.write. */
export function writerFor<S>({ sources, tracing, seal, report }: WritingOptions<S>) {
  return async function write(ask: AskWriting): Promise<Written<S>> {
    const { agency, translation, context, eventId, traceparent } = ask
    const source = sources.open.get(agency)
    const failed = (reason: Reason, findings: readonly ReportedFinding[] = []): Written<S> => ({
      ...{ agency, state: 'failed', reason, findings },
      ...(source && { adapter: source.adapter.version }),
    })
    if (!source) return failed('source-unknown')
    const { name, version: adapter, manifest } = source.adapter
    if (!(manifest.directions as readonly string[]).includes('toNative')) return failed('not-written')
    const facts = { [attributes.agency]: agency, [attributes.event]: eventId, [attributes.adapter]: adapter }
    const written = await tracing
      .span(spans.write, parseTraceparent(traceparent), facts, async ({ note }): Promise<Written<S>> => {
        const reply = await source.pool.use((workers) =>
          workers.run({ kind: 'write', adapter: name, translation, context }),
        )
        if (reply.kind === 'value') {
          note({ [attributes.reason]: 'ok' })
          return { agency, state: 'ok', adapter, sealed: seal(reply.value), findings: reply.findings }
        }
        const { reason, findings } = reply.kind === 'none' ? reply : { reason: 'internal' as const, findings: [] }
        note({ [attributes.reason]: reason })
        return failed(reason, findings)
      })
      .catch(() => failed('internal'))
    if (!sources.isOpen(source)) return failed('source-unknown')
    if (written.state === 'failed' && written.reason.startsWith('adapter-'))
      report({ agency, adapter, eventId, outcome: written.reason, findings: written.findings })
    return written
  }
}
