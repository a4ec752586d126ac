/** ASK: one source's answer, translated, validated and sealed; or the reason why there is none. */
import { join } from 'node:path'
import { limits as defaults } from '../limits.ts'
import { monotonic_ms, timestamp } from '../telemetry/clock.ts'
import { newEventId } from '../telemetry/ids.ts'
import { attributes, spans } from '../telemetry/names.ts'
import { formatTraceparent, parseTraceparent } from '../telemetry/traceparent.ts'
import { noTracing } from '../telemetry/tracing.ts'
import { type InstalledAdapter, installedAdapter } from './adapters.ts'
import { type Asked, type Reason, reasons, type Unanswered } from './asked.ts'
import { type Circuit, createCircuit } from './circuit.ts'
import type { FindingsReport, SourceLimits, SourceSystem, SourcesOptions } from './options.ts'
import type { ReportedFinding, Task } from './protocol.ts'
import { createTransport, type Transport } from './transport.ts'
import { startWorkers } from './workers.ts'

export type { Asked, Reason, Unanswered } from './asked.ts'
export type { FindingsReport, SourceLimits, SourceSystem, SourcesOptions } from './options.ts'

export interface AskFacet {
  readonly agency: string
  readonly nativeKey: string
  readonly eventId: string
  /** Of the request that this belongs to; a child of it goes to the source. */
  readonly traceparent?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export type AskPage = {
  readonly agency: string
  /** Default: a new one. */
  readonly eventId?: string
  readonly traceparent?: string | undefined
  readonly signal?: AbortSignal | undefined
} & (
  | { readonly kind: 'list'; readonly cursor?: string | undefined }
  | { readonly kind: 'changes'; readonly cursor: string }
)

/** `S` is what the injected `seal` gives. */
export interface Sources<S> {
  /** The facet that `agency` holds under `nativeKey`: a sealed Translation. Never rejects. What the asker may see is not looked at. */
  facet(ask: AskFacet): Promise<Asked<S>>
  /** One page of the source's list or change feed: a sealed IndexPage. Never rejects. */
  page(ask: AskPage): Promise<Asked<S>>
  /** Ids of the agencies that have a system to ask. */
  readonly agencies: readonly string[]
  /** `id@version#hash` of the adapter of `agency`. */
  adapterOf(agency: string): string | undefined
  close(): Promise<void>
}

interface Source {
  readonly agency: string
  readonly adapter: InstalledAdapter
  readonly transport: Transport
  readonly circuit: Circuit
}

interface Question {
  readonly eventId: string
  readonly traceparent: string | undefined
  readonly signal: AbortSignal | undefined
  readonly request: Omit<Extract<Task, { kind: 'request' }>, 'adapter' | 'kind'>
  readonly to: 'facet' | 'page'
}

type Answer<S> =
  | { readonly sealed: S; readonly asOf: string; readonly findings: readonly ReportedFinding[] }
  | { readonly reason: Reason; readonly findings: readonly ReportedFinding[] }

/**
 * Loads the adapters into workers and gives the means to ask. Rejects when an adapter or its manifest can't be used; that a
 * source answers is not verified.
 */
export async function createSources<S>(options: SourcesOptions<S>): Promise<Sources<S>> {
  const limits: SourceLimits = { ...defaults.source, ...options.limits }
  const { tracing = noTracing, seal } = options
  const adaptersDir = options.adaptersDir ?? join(import.meta.dirname, '../../adapters')
  const sources = new Map<string, Source>()
  for (const system of options.systems) {
    if (sources.has(system.agency)) throw new Error(`sources: ${system.agency} has two systems to ask`)
    sources.set(system.agency, await sourceOf(system, adaptersDir, limits))
  }
  const workers = await startWorkers({
    adapters: Object.fromEntries([...sources.values()].map(({ adapter }) => [adapter.name, adapter.module])),
    count: options.workers ?? limits.workers_count,
    findings_max: limits.findings_max,
    limits,
  })

  async function answerOf({ adapter, transport }: Source, question: Question, traceparent: string): Promise<Answer<S>> {
    const asked = await workers.run({ kind: 'request', adapter: adapter.name, ...question.request })
    if (asked.kind === 'none') return asked
    if (asked.kind !== 'request') return { reason: 'internal', findings: [] }
    const { eventId, signal, to } = question
    const sent = await transport.send(asked.request, { eventId, traceparent, signal })
    if (!sent.ok) return { reason: sent.reason, findings: [] }
    const asOf = timestamp()
    const reply = await workers.run({ kind: 'translate', adapter: adapter.name, to, answer: sent.answer })
    if (reply.kind === 'none') return reply
    if (reply.kind !== 'value') return { reason: 'internal', findings: [] }
    return { sealed: seal(reply.value), asOf, findings: reply.findings }
  }

  function report(findings: FindingsReport): void {
    if (findings.findings.length === 0 && findings.outcome === 'ok') return
    try {
      options.onFindings?.(findings)
    } catch {
      // A log that fails must not change what is answered.
    }
  }

  async function ask(agency: string, question: Question): Promise<Asked<S>> {
    const source = sources.get(agency)
    if (!source) return unanswered(agency, undefined, 'source-unknown')
    const adapter = source.adapter.version
    if (source.circuit.admit() === 'open') return unanswered(agency, adapter, 'circuit-open')
    const parent = parseTraceparent(question.traceparent)
    const facts = { [attributes.agency]: agency, [attributes.event]: question.eventId, [attributes.adapter]: adapter }
    const answer = await tracing
      .span(spans.ask, parent, facts, async ({ context, note }) => {
        const given = await answerOf(source, question, formatTraceparent(context))
        note({ [attributes.reason]: 'reason' in given ? given.reason : 'ok' })
        return given
      })
      .catch((): Answer<S> => ({ reason: 'internal', findings: [] }))
    const outcome = 'reason' in answer ? answer.reason : 'ok'
    learn(source.circuit, outcome)
    report({ agency, adapter, eventId: question.eventId, outcome, findings: answer.findings })
    if ('reason' in answer) return unanswered(agency, adapter, answer.reason)
    return { agency, state: 'ok', sealed: answer.sealed, adapter, asOf: answer.asOf }
  }

  return {
    facet: ({ agency, nativeKey, eventId, traceparent, signal }) => {
      const request = { ask: 'dossier', argument: nativeKey } as const
      return ask(agency, { eventId, traceparent, signal, request, to: 'facet' })
    },
    page: ({ agency, kind, cursor, eventId = newEventId(), traceparent, signal }) => {
      const request = { ask: kind, argument: cursor }
      return ask(agency, { eventId, traceparent, signal, request, to: 'page' })
    },
    agencies: [...sources.keys()],
    adapterOf: (agency) => sources.get(agency)?.adapter.version,
    async close() {
      await Promise.all([workers.close(), ...[...sources.values()].map(({ transport }) => transport.close())])
    },
  }
}

async function sourceOf(system: SourceSystem, adaptersDir: string, limits: SourceLimits): Promise<Source> {
  const adapter = await installedAdapter(adaptersDir, system.adapter)
  const { native, agency } = adapter.manifest
  if (agency !== system.agencyCode)
    throw new Error(`adapters/${system.adapter}/manifest.json is for ${agency}, not for ${system.agencyCode}`)
  return {
    agency: system.agency,
    adapter,
    transport: createTransport({
      ...system,
      answer_bytes_max: native.bytesMax,
      faultMediaType: native.codec === 'soap-1.1' ? native.mediaType : undefined,
      limits,
    }),
    circuit: createCircuit({ ...limits, monotonic_ms }),
  }
}

function learn(circuit: Circuit, outcome: 'ok' | Reason): void {
  const weight = outcome === 'ok' ? 'success' : reasons[outcome].circuit
  if (weight === 'success') circuit.success()
  else if (weight === 'failure') circuit.failure()
  else circuit.inconclusive()
}

function unanswered(agency: string, adapter: string | undefined, reason: Reason): Unanswered {
  return { agency, state: reasons[reason].state, ...(adapter === undefined ? {} : { adapter }), reason }
}
