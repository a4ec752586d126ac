/** ASK: one source's answer, or a document that it deposited, translated, validated and sealed; or the reason why there is none. */
import { join } from 'node:path'
import type { DeliveryDeclaration, Manifest, NativeAnswer, ReadingContext } from '../../adapters/sdk/adapter.ts'
import { limits as defaults } from '../limits.ts'
import { timestamp } from '../telemetry/clock.ts'
import { newEventId } from '../telemetry/ids.ts'
import { attributes, spans } from '../telemetry/names.ts'
import { formatTraceparent, parseTraceparent } from '../telemetry/traceparent.ts'
import { noTracing } from '../telemetry/tracing.ts'
import { type Asked, type FindingsReport, type Reason, type Requested, reasons, type Unanswered } from './asked.ts'
import type { Circuit } from './circuit.ts'
import type { Filled } from './filled.ts'
import type { FilledReport } from './gone.ts'
import { type AskHanding, type Handed, handTo } from './handing.ts'
import { type OpenSource, openSources, type SourceState } from './opening.ts'
import type { SourcesOptions } from './options.ts'
import type { Task } from './protocol.ts'
import type { ReportedFinding } from './reported.ts'
import { isKept } from './source.ts'
import type { SourceLimits, SourceSystem } from './source-system.ts'
import type { WorkerPool } from './workers.ts'
import { type AskWriting, type Written, writerFor } from './writing.ts'

export type { Answered, Asked, FindingsReport, Reason, Unanswered } from './asked.ts'
export type { AskHanding, Handed } from './handing.ts'
export type { SourceState } from './opening.ts'
export type { Deposited, SourcesOptions, Withheld } from './options.ts'
export type { CheckedDeposits } from './protocol.ts'
export type { ReportedFinding } from './reported.ts'
export type { SourceLimits, SourceSystem, SourceTrust } from './source-system.ts'
export type { AskWriting, Written } from './writing.ts'

interface Ask {
  readonly agency: string
  /** Of the request that this belongs to; a child of it goes to the source. */
  readonly traceparent?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Hears of each time that the source is asked the same once more. */
  readonly onRepeat?: (() => void) | undefined
}

export interface AskFacet extends Ask {
  readonly nativeKey: string
  readonly eventId: string
  /** As in SendOptions. */
  readonly legalBasis?: string | undefined
}

/** `eventId`: default a new one. */
export type AskPage = Ask & { readonly eventId?: string } & (
    | { readonly kind: 'list'; readonly cursor?: string | undefined }
    | { readonly kind: 'changes'; readonly cursor: string }
  )

export interface AskDeposits extends Ask {
  readonly eventId: string
  readonly document: Uint8Array
  readonly mediaType: string
  /** RFC 3339 UTC; default: now. */
  readonly receivedAt?: string
}

/** A document that came before and could not be translated then. */
export interface AskAnew extends Ask {
  readonly eventId: string
  readonly to: Question['to']
  readonly document: NativeAnswer
  /** RFC 3339 UTC: when it came. */
  readonly receivedAt: string
}

/** `S` is what the injected `seal` gives. */
export interface Sources<S> {
  /**
   * The facet that `agency` holds under `nativeKey`, from its system or from what it deposited: a sealed Translation. Never
   * rejects. What the asker may see is not looked at. Of a source that was closed meanwhile nothing is given, here and below.
   */
  facet(ask: AskFacet): Promise<Asked<S>>
  /** One page of the source's list or change feed: a sealed IndexPage, of an agency that deposits CheckedDeposits. Never rejects. */
  page(ask: AskPage): Promise<Asked<S>>
  /** Looks through a document that `agency` deposited: sealed CheckedDeposits. Never rejects; keeps nothing. */
  deposits(ask: AskDeposits): Promise<Asked<S>>
  /** Translates a document that is held already, by the adapter of now: nobody is asked, and no circuit learns of it. Never rejects; keeps nothing. */
  retranslate(ask: AskAnew): Promise<Asked<S>>
  /**
   * The document of a translation in the form of `agency`, its receiver: sealed. Bounded as translating is, and by the size that the receiver's
   * manifest allows. Nobody is asked, and no circuit learns of it. Never rejects; keeps nothing. What the receiver may have is NOT looked at.
   */
  write(ask: AskWriting): Promise<Written<S>>
  /** Hands a document to the system of `agency`, once. Never rejects; no circuit learns of it. That it may go there and is recorded is the caller's to see to. */
  hand(ask: AskHanding): Promise<Handed>
  /** How the system of `agency` takes documents: undefined for one without an address, or that takes none. */
  takesAt(agency: string): DeliveryDeclaration | undefined
  /** Ids of the agencies that have a feed to read, now. */
  readonly agencies: readonly string[]
  /** Whether `agency` deposits its documents instead of being asked for them. */
  keeps(agency: string): boolean
  /** `id@version#hash` of the adapter of `agency`. */
  adapterOf(agency: string): string | undefined
  manifestOf(agency: string): Manifest | undefined
  /** Whether the registry has a source of `agency`, open or not. */
  registered(agency: string): boolean
  /** By agency, of all that are or were open or should be. */
  states(): ReadonlyMap<string, SourceState>
  /**
   * Opens and closes sources until they are `systems`: what is not among them is closed at once, and connections that their trust refuses are
   * cut. Resolves when the others are open, or can't be, which onState hears. Never rejects.
   */
  follow(systems: readonly SourceSystem[]): Promise<void>
  close(): Promise<void>
}

type Given = (
  | { readonly document: NativeAnswer; readonly asOf: string }
  | { readonly reason: Reason; readonly findings: readonly ReportedFinding[] }
) &
  Requested

/** Where a document comes from, and what it is to become. */
interface Question {
  readonly agency: string
  readonly eventId: string
  readonly traceparent: string | undefined
  readonly to: Extract<Task, { kind: 'translate' }>['to']
  /** Of the system that is asked, or of the adapter where none is: learns from the outcome. */
  readonly circuit: Circuit | undefined
  /** Its records are of now, and counted (gateway/sources/gone.ts), the one of a facet by this key. Not given: it came before. */
  readonly counted?: { readonly key?: string }
  fetch(traceparent: string, workers: WorkerPool): Promise<Given>
}

type Answer<S> = { readonly findings: readonly ReportedFinding[] } & Requested &
  (
    | { readonly sealed: S; readonly document: S; readonly asOf: string; readonly filled: readonly Filled[] }
    | ({ readonly reason: Reason } & Pick<Unanswered<S>, 'document' | 'receivedAt' | 'withheld'>)
  )

/**
 * Loads the adapters into workers and gives the means to ask. Rejects when an adapter or its manifest can't be used, or one
 * does not fit the other; that a source answers is not verified. A system that is asked but has no address is left out.
 */
export async function createSources<S>(options: SourcesOptions<S>): Promise<Sources<S>> {
  const limits: SourceLimits = { ...defaults.source, ...options.limits }
  const { tracing = noTracing, seal, onState, deposited = async () => undefined } = options
  const sources = await openSources({
    systems: options.systems,
    secretsDir: options.secretsDir,
    adaptersDir: options.adaptersDir ?? join(import.meta.dirname, '../../adapters'),
    limits,
    count: options.workers ?? limits.workers_count,
    ...(onState && { onState }),
  })

  const request =
    (
      { adapter, line }: OpenSource,
      ask: Omit<Extract<Task, { kind: 'request' }>, 'adapter' | 'kind'>,
      options: Pick<AskFacet, 'signal' | 'onRepeat' | 'eventId' | 'legalBasis'>,
    ): Question['fetch'] =>
    async (traceparent, workers) => {
      const asked = await workers.run({ kind: 'request', adapter: adapter.name, ...ask })
      if (asked.kind === 'none') return asked
      if (asked.kind !== 'request' || !line) return { reason: 'internal', findings: [] }
      const sent = await line.transport.send(asked.request, { ...options, traceparent })
      const { requestId } = sent
      return sent.ok
        ? { document: sent.answer, asOf: timestamp(), requestId }
        : { reason: sent.reason, findings: [], requestId }
    }

  const recall = async (agency: string, nativeKey: string): Promise<Given> => {
    try {
      const found = await deposited(agency, nativeKey)
      if (!found) return { reason: 'not-held', findings: [] }
      if ('withheld' in found)
        return { reason: found.withheld === 'secret' ? 'newest-refused' : 'newest-rejected', findings: [] }
      return { document: found.document, asOf: found.receivedAt }
    } catch {
      return { reason: 'deposit-unreadable', findings: [] }
    }
  }

  async function answerOf(
    { adapter, system }: OpenSource,
    { fetch, to }: Question,
    traceparent: string,
    workers: WorkerPool,
  ): Promise<Answer<S>> {
    const given = await fetch(traceparent, workers)
    if ('reason' in given) return given
    const { requestId } = given
    const context: ReadingContext = { agency: { id: system.agency, code: system.agencyCode }, receivedAt: given.asOf }
    const reply = await workers.run({ kind: 'translate', adapter: adapter.name, to, answer: given.document, context })
    if (reply.kind === 'value') {
      const { value, findings, filled } = reply
      return { sealed: seal(value), document: seal(given.document), asOf: given.asOf, findings, filled, requestId }
    }
    if (reply.kind !== 'none') return { reason: 'internal', findings: [] }
    const { reason, findings, withheld = [] } = reply
    return {
      ...{ reason, findings, requestId },
      ...(reasons[reason].handed && { document: seal(given.document), receivedAt: given.asOf }),
      ...(withheld.length > 0 && { withheld: seal(withheld) }),
    }
  }

  const unknown = async (agency: string): Promise<Asked<S>> =>
    unanswered(agency, undefined, { reason: 'source-unknown', findings: [] })

  function report(findings: FindingsReport, filled?: FilledReport): void {
    try {
      if (findings.findings.length > 0 || findings.outcome !== 'ok') options.onFindings?.(findings)
      if (filled && filled.records.length > 0) options.onFilled?.(filled)
    } catch {
      // A log that fails must not change what is answered.
    }
  }

  async function ask(source: OpenSource, question: Question): Promise<Asked<S>> {
    const { agency, eventId, circuit, counted } = question
    const { version: adapter, manifest } = source.adapter
    if (circuit?.admit() === 'open') return unanswered(agency, adapter, { reason: 'circuit-open', findings: [] })
    const parent = parseTraceparent(question.traceparent)
    const facts = { [attributes.agency]: agency, [attributes.event]: eventId, [attributes.adapter]: adapter }
    const answer = await tracing
      .span(spans.ask, parent, facts, async ({ context, note }) => {
        const traceparent = formatTraceparent(context)
        const given = await source.pool.use((workers) => answerOf(source, question, traceparent, workers))
        note({ [attributes.reason]: 'reason' in given ? given.reason : 'ok' })
        return given
      })
      .catch((): Answer<S> => ({ reason: 'internal', findings: [] }))
    if (!sources.isOpen(source)) return unknown(agency)
    const outcome = 'reason' in answer ? answer.reason : 'ok'
    if (circuit) learn(circuit, outcome)
    const records = counted && 'filled' in answer ? answer.filled.map((of) => ({ ...of, ...counted })) : []
    report(
      { agency, adapter, eventId, outcome, findings: answer.findings },
      { agency, adapter, fields: manifest.fields, records },
    )
    if ('reason' in answer) return unanswered(agency, adapter, answer)
    const { sealed, document, asOf, findings, requestId } = answer
    return { agency, state: 'ok', adapter, sealed, document, asOf, findings, ...(requestId && { requestId }) }
  }

  return {
    facet: ({ agency, nativeKey, eventId, legalBasis, traceparent, signal, onRepeat }) => {
      const source = sources.open.get(agency)
      if (!source) return unknown(agency)
      const fetch = isKept(source.adapter)
        ? () => recall(agency, nativeKey)
        : request(source, { ask: 'dossier', argument: nativeKey }, { eventId, legalBasis, signal, onRepeat })
      const circuit = isKept(source.adapter) ? source.recalled : source.line?.circuit
      const counted = isKept(source.adapter) ? {} : { counted: { key: nativeKey } }
      return ask(source, { agency, eventId, traceparent, to: 'facet', circuit, fetch, ...counted })
    },
    page: ({ agency, kind, cursor, eventId = newEventId(), traceparent, signal, onRepeat }) => {
      const source = sources.open.get(agency)
      if (!source?.line) return unknown(agency)
      const fetch = request(source, { ask: kind, argument: cursor }, { eventId, signal, onRepeat })
      const to = isKept(source.adapter) ? 'deposits' : 'page'
      return ask(source, { agency, eventId, traceparent, to, circuit: source.line.circuit, fetch, counted: {} })
    },
    deposits: ({ agency, document, mediaType, eventId, receivedAt = timestamp(), traceparent }) => {
      const source = sources.open.get(agency)
      if (!source || !isKept(source.adapter)) return unknown(agency)
      // A copy: the giver's buffer may be part of a larger one, or change.
      const given: Given = { document: { status: 200, mediaType, body: new Uint8Array(document) }, asOf: receivedAt }
      return ask(source, {
        ...{ agency, eventId, traceparent, to: 'deposits' },
        circuit: source.taken,
        fetch: async () => given,
        counted: {},
      })
    },
    retranslate: ({ agency, to, document, eventId, receivedAt, traceparent }) => {
      const source = sources.open.get(agency)
      if (!source) return unknown(agency)
      const given: Given = { document, asOf: receivedAt }
      return ask(source, { agency, eventId, traceparent, to, circuit: undefined, fetch: async () => given })
    },
    write: writerFor({ sources, tracing, seal, report }),
    hand: async (ask) => {
      const source = sources.open.get(ask.agency)
      return source ? handTo(source, ask) : { state: 'failed', reason: 'source-unknown' }
    },
    takesAt: (agency) => {
      const source = sources.open.get(agency)
      return source?.line && source.adapter.manifest.delivery
    },
    get agencies() {
      return [...sources.open]
        .filter(
          ([, { line, adapter, pool }]) => line && (!isKept(adapter) || pool.workers.feeds.includes(adapter.name)),
        )
        .map(([agency]) => agency)
    },
    keeps: (agency) => {
      const source = sources.open.get(agency)
      return source !== undefined && isKept(source.adapter)
    },
    adapterOf: (agency) => sources.open.get(agency)?.adapter.version,
    manifestOf: (agency) => sources.open.get(agency)?.adapter.manifest,
    registered: (agency) => sources.registered.has(agency),
    states: sources.states,
    follow: sources.follow,
    close: sources.close,
  }
}

function learn(circuit: Circuit, outcome: 'ok' | Reason): void {
  const weight = outcome === 'ok' ? 'success' : reasons[outcome].circuit
  if (weight === 'success') circuit.success()
  else if (weight === 'failure') circuit.failure()
  else circuit.inconclusive()
}

function unanswered<S>(
  agency: string,
  adapter: string | undefined,
  {
    reason,
    findings,
    document,
    receivedAt,
    withheld,
    requestId,
  }: Pick<Unanswered<S>, 'reason' | 'findings' | 'document' | 'receivedAt' | 'withheld' | 'requestId'>,
): Unanswered<S> {
  return {
    agency,
    state: reasons[reason].state,
    ...(adapter !== undefined && { adapter }),
    reason,
    findings,
    ...(document !== undefined && { document }),
    ...(receivedAt !== undefined && { receivedAt }),
    ...(withheld !== undefined && { withheld }),
    ...(requestId !== undefined && { requestId }),
  }
}
