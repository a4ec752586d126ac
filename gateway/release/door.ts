/**
 * THE ONE DOOR. What leaves is prepared here as finished bytes with their record, and handed out by `pass`, to who asked, and `send`, to a receiver's system,
 * alone, after the record is durable. Nothing else can make a `Prepared` or a `Sending`.
 */
import type { NativeDocument } from '../../adapters/sdk/adapter.ts'
import type { EntryDetail } from '../audit/detail.ts'
import type { Entry } from '../audit/entry.ts'
import type { Log } from '../audit/log.ts'
import { receiptHeader } from '../audit/receipt.ts'
import { catalogue, type ErrorCode, type Row } from '../errors/catalogue.ts'
import { GatewayError, problemOf, type Told } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { timestamp } from '../telemetry/clock.ts'
import { formatTraceparent } from '../telemetry/traceparent.ts'
import { newDigests } from './digests.ts'
import { ownerOf, type Standing } from './events.ts'
import type { Evidence } from './evidence.ts'
import type { Inquiry } from './inquiry.ts'
import type { LogReading } from './log-readings.ts'
import { portions } from './logged.ts'
import { createRepeats, type Recorded, samenessOf } from './repeats.ts'
import { openStream, SealedStream } from './sealed-stream.ts'

/** Text; rendered text is bytes already (UTF-8); what is kept in chunks is opened while it is sent. */
type Body = string | Buffer | SealedStream

interface Content {
  readonly status: number
  readonly mediaType: string
  readonly body: Body
  readonly headers: Readonly<Record<string, string>>
  /** Absent for listed public documents, which say nothing of anybody. */
  readonly record?: {
    readonly inquiry: Inquiry
    readonly phase: Entry['phase']
    readonly outcome: 'ok' | ErrorCode
    readonly detail: EntryDetail
    readonly evidence: Evidence | undefined
  }
}

export interface Released {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** In place of `body`: opened chunk by chunk as it is sent. It ends in an error where one does not open. */
  readonly stream?: { readonly sha256: string; chunks(): AsyncIterable<Buffer> }
}

/** RFC 6750 §3: no error code where no token was sent. */
const challenges: Partial<Record<ErrorCode, string>> = {
  'token-missing': 'Bearer',
  'token-invalid': 'Bearer error="invalid_token"',
  'token-expired': 'Bearer error="invalid_token"',
  'token-revoked': 'Bearer error="invalid_token"',
  'token-not-bound': 'Bearer error="invalid_token"',
  'token-scope': 'Bearer error="insufficient_scope"',
}

let prepare: (content: Content) => Prepared
let contentOf: (prepared: Prepared) => Content | undefined

/** Finished bytes that wait for their record. Its content can't be reached outside this module, nor one with content be made. */
class Prepared {
  #content: Content | undefined
  static {
    prepare = (content) => {
      const prepared = new Prepared()
      prepared.#content = content
      Object.freeze(prepared)
      return prepared
    }
    contentOf = (prepared) => (prepared instanceof Prepared && #content in prepared ? prepared.#content : undefined)
  }
}

export type { Prepared }

/** By which code the log is to tell how it ended; `ok` also of what is not recorded. What is in force when it leaves can still change it. */
export const outcomeOf = (prepared: Prepared): 'ok' | ErrorCode => contentOf(prepared)?.record?.outcome ?? 'ok'

let documentIn: (sending: Sending) => Outgoing | undefined

interface Outgoing {
  readonly document: NativeDocument
  readonly entry: Entry
}

/** A document on its way to its receiver's system, that waits for the entry of this sending. Its bytes can't be reached outside this module. */
class Sending {
  #outgoing: Outgoing
  constructor(document: NativeDocument, entry: Entry) {
    // A copy, so that what was recorded is what is sent.
    this.#outgoing = { document: { ...document, body: new Uint8Array(document.body) }, entry }
    Object.freeze(this)
  }
  static {
    documentIn = (sending) => (#outgoing in sending ? sending.#outgoing : undefined)
  }
}

export type { Sending }

/** `entry` tells of the sending of `document`, by its keyed digest. That the receiver may have it is the caller's to have decided. */
export const prepareSending = (document: NativeDocument, entry: Entry): Sending => new Sending(document, entry)

/** An answer to `inquiry`; `detail` is what the log says of it beyond who and why. */
export function prepareAnswer(
  inquiry: Inquiry,
  answer: {
    readonly body: Body
    readonly status?: number
    readonly mediaType?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly phase?: Entry['phase']
    readonly outcome?: 'ok' | ErrorCode
    readonly detail: EntryDetail
    readonly evidence?: Evidence | undefined
  },
): Prepared {
  const {
    body,
    status = 200,
    mediaType = 'application/json; charset=utf-8',
    headers = {},
    phase = 'released',
    outcome = 'ok',
    detail,
    evidence,
  } = answer
  return prepare({ status, mediaType, body, headers, record: { inquiry, phase, outcome, detail, evidence } })
}

/** The catalogue's problem for `code` (RFC 9457). `told`: members beside the catalogue's. `body` replaces the document where a surface has its own form for errors. */
export function prepareProblem(
  inquiry: Inquiry,
  code: ErrorCode,
  {
    body,
    mediaType,
    headers = {},
    told = {},
    detail = inquiry.attempted?.() ?? {},
  }: {
    body?: string
    mediaType?: string
    headers?: Readonly<Record<string, string>>
    told?: Told
    detail?: EntryDetail
  } = {},
): Prepared {
  const problem = { ...told, ...problemOf(code, inquiry.language, inquiry.event) }
  const challenge = challenges[code]
  const { retry_s }: Row = catalogue[code]
  return prepare({
    status: problem.status,
    mediaType: mediaType ?? 'application/problem+json; charset=utf-8',
    body: body ?? JSON.stringify(problem),
    headers: {
      ...(challenge !== undefined && { 'www-authenticate': challenge }),
      'content-language': inquiry.language,
      ...(retry_s !== undefined && { 'retry-after': String(retry_s) }),
      ...headers,
    },
    record: {
      inquiry,
      phase: problem.party === 'caller' ? 'denied' : 'aborted',
      outcome: code,
      detail,
      evidence: undefined,
    },
  })
}

/** Documents that anybody admitted may have, and that are the same for all: not recorded. */
export function preparePublic(
  document: object,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Prepared {
  return prepare({ status, mediaType: 'application/json; charset=utf-8', body: JSON.stringify(document), headers })
}

/** The signed checkpoint and the hashes of the log, for those who follow it: they say nothing of anybody, and are not recorded. */
export function prepareHashes(
  body: string | Buffer,
  mediaType: string,
  headers: Readonly<Record<string, string>> = {},
): Prepared {
  return prepare({ status: 200, mediaType, body, headers })
}

/** Entries of the log, or the file of an epoch: their record is the opening of `reading`, which is durable. */
export function prepareEntries(
  { recorded }: LogReading,
  body: string | Buffer,
  origin: string,
  mediaType = 'application/octet-stream',
): Prepared {
  const headers = { 'audit-receipt': receiptHeader({ origin, ...recorded }) }
  return prepare({ status: 200, mediaType, body, headers })
}

export interface Door {
  /**
   * Records `prepared`, waits until the record is durable, and gives the bytes with their receipt. Never throws: when the log
   * does not take the record, the answer is the catalogue's 503 and nothing of `prepared` leaves. A refusal that is counted (repeats.ts) names
   * the event of the first like it, and has its receipt.
   */
  pass(inquiry: Inquiry, prepared: Prepared | undefined): Promise<Released>
  /**
   * Records `sending`, waits until the record is durable, then asks `stands` whether it is to go still, and only then gives `transport` the document, whose
   * word it gives; undefined when it does not go. Throws GatewayError `log-unavailable`, and as `stands` and `transport`.
   */
  send<T>(
    sending: Sending,
    stands: () => Promise<boolean>,
    transport: (document: NativeDocument) => Promise<T>,
  ): Promise<T | undefined>
  /** Records what was only counted so far. Never rejects. */
  close(): Promise<void>
}

/** `shows`: whether facets of an agency may be shown by the registry in force; what holds another's does not leave. */
export function createDoor(log: Log, standing: Standing, shows: (agency: string) => boolean = () => true): Door {
  const repeats = createRepeats(log, standing)
  const append = async (record: NonNullable<Content['record']>, body: Body): Promise<Recorded> => {
    const entries = entriesOf(record, body, standing)
    const appended = await Promise.all(entries.map((entry) => log.append(entry)))
    return { entry: entries.at(-1)!, ...appended.at(-1)! }
  }
  return {
    async pass(inquiry, prepared) {
      const given = (prepared && contentOf(prepared)) ?? contentOf(prepareProblem(inquiry, 'internal'))!
      const isShown = (given.record?.detail.records ?? []).every(({ facet_agency }) => shows(facet_agency))
      const content = isShown ? given : contentOf(prepareProblem(inquiry, 'source-unregistered'))!
      const { record } = content
      if (!record) return finished(content, {})
      try {
        const sameness = samenessOf(record.outcome, record.inquiry)
        const recorded = () => append(record, content.body)
        const { index, leaf, entry } = await (sameness === undefined ? recorded() : repeats.record(sameness, recorded))
        const { event } = record.inquiry
        // Only refusals are counted, and they are strings.
        const same = entry.event === event || typeof content.body !== 'string'
        const body = same ? content.body : content.body.replaceAll(event, entry.event)
        return finished({ ...content, body }, { 'audit-receipt': receiptHeader({ origin: log.origin, index, leaf }) })
      } catch (error) {
        const code = error instanceof GatewayError ? error.code : 'log-unavailable'
        return finished(contentOf(prepareProblem(inquiry, code))!, {})
      }
    },
    async send(sending, stands, transport) {
      const { document, entry } = documentIn(sending)!
      await log.append(entry)
      // All that took its time, and the log has a release too many rather than one too few.
      return (await stands()) ? transport(document) : undefined
    },
    close: repeats.close,
  }
}

function finished({ status, mediaType, body, headers }: Content, receipt: Record<string, string>): Released {
  const head = { 'content-type': mediaType, 'cache-control': 'no-store', ...headers, ...receipt }
  if (!(body instanceof SealedStream)) return { status, body, headers: head }
  const { facts, chunks } = openStream(body)
  const length = { 'content-length': String(facts.bytes) }
  return { status, body: '', headers: { ...head, ...length }, stream: { sha256: facts.sha256, chunks } }
}

/** Of the body, under the key of what was read for it, or one of the entry's own; of what is kept in chunks both were made when it came. Base64. */
function digestOf(body: Body, { digests = newDigests() }: Inquiry): Required<Pick<EntryDetail, 'digest_key' | 'body'>> {
  if (body instanceof SealedStream) {
    const { digest_key, digest } = openStream(body).facts
    return { digest_key, body: digest }
  }
  return { digest_key: digests.key, body: digests.of(body) }
}

/** One entry; several of the same event when what was touched is too much for one. The receipt is for the last. */
function entriesOf(
  { inquiry, phase, outcome, detail, evidence }: NonNullable<Content['record']>,
  body: Body,
  standing: Standing,
): Entry[] {
  const { system, caller } = inquiry
  const digest = digestOf(body, inquiry)
  const { records_bytes_max, sources_bytes_max, committed_bytes_max } = limits.log
  const records = portions(detail.records ?? [], records_bytes_max)
  const sources = portions(detail.sources ?? [], sources_bytes_max)
  const committed = portions(evidence?.committed ?? [], committed_bytes_max)
  const count = Math.max(records.length, sources.length, committed.length)
  const entries = Array.from(
    { length: count },
    (_, number): Entry => ({
      version: 1,
      event: inquiry.event,
      phase,
      at: timestamp(),
      clock: standing.clock(),
      node: standing.node,
      versions: { ...standing.versions(), ...inquiry.decidedBy },
      outcome,
      ...ownerOf(standing, inquiry.event, system?.id),
      ...(evidence && { evidence: evidence.root }),
      detail: {
        ...(system && {
          who: {
            agency: system.agency,
            system: system.id,
            certificate: system.thumbprint,
            ...(caller && { officer: caller.officer, token: caller.jti, clearance: caller.clearance }),
          },
        }),
        ...(caller && { why: { purpose: caller.purpose, legal_basis: caller.legalBasis } }),
        operation: inquiry.operation,
        ...digest,
        ...(evidence && { evidence_key: evidence.key }),
        traceparent: formatTraceparent(inquiry.trace),
        ...detail,
        ...(detail.records && { records: records[number] ?? [] }),
        ...(detail.sources && { sources: sources[number] ?? [] }),
        ...(evidence && { committed: committed[number] ?? [] }),
        ...(count > 1 && { note: `part ${number + 1} of ${count}` }),
      },
    }),
  )
  return [...entries.flatMap(incidentsOf), ...entries]
}

/** A state secret that a source gave in clear was refused and not kept; that it came is an incident. */
function incidentsOf(entry: Entry): Entry[] {
  const { evidence: _, ...told } = entry
  const { who, operation, traceparent, sources = [] } = entry.detail
  const about = {
    ...(who && { who }),
    ...(operation !== undefined && { operation }),
    ...(traceparent !== undefined && { traceparent }),
  }
  return sources
    .filter(({ reason }) => reason === 'state-secret-in-clear')
    .map((source) => ({ ...told, phase: 'incident', detail: { ...about, sources: [source] } }))
}
