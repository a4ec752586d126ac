/** What asking a source can give. The reason decides the state that callers are shown and what the circuit learns. */
import type { ReportedFinding } from './reported.ts'

type Weight = 'success' | 'failure' | 'none'

interface Row {
  readonly state: 'absent' | 'timeout' | 'failed' | 'quarantined'
  /** What the circuit breaker counts: a source that answers is alive, whatever it says. */
  readonly circuit: Weight
  /** The document that came is handed on, for the quarantine. */
  readonly handed: boolean
  /** Something came from the source, whose own list of requests must then have this one; otherwise it may have it or not. */
  readonly answered: boolean
}

const row = (state: Row['state'], circuit: Weight): Row => ({ state, circuit, handed: false, answered: false })
const answered = (state: Row['state'], circuit: Weight): Row => ({ ...row(state, circuit), answered: true })
/** A whole document came, and it could not be translated; the adapter may also have failed before anything was asked. */
const untranslated = (circuit: Weight): Row => ({ ...row('quarantined', circuit), handed: true })

/** What is not classified here can't happen, for everything else falls to `internal`. */
export const reasons = {
  'not-held': answered('absent', 'success'),
  'source-timeout': row('timeout', 'failure'),
  'source-unreachable': row('failed', 'failure'),
  /** The certificate did not verify, or does not carry the registered URI. */
  'source-certificate': row('failed', 'failure'),
  'connection-lost': row('failed', 'failure'),
  /** Status 5xx. */
  'source-error': answered('failed', 'failure'),
  /** Status 4xx but 404 and 410. */
  'source-refused': answered('failed', 'failure'),
  'source-redirected': answered('failed', 'failure'),
  /** Errors of X-Road, by who must act: our registration or certificate there, our own security server, what the provider allows, its security server. */
  'x-road-setup': row('failed', 'failure'),
  'x-road-server': row('failed', 'failure'),
  'x-road-denied': row('failed', 'failure'),
  'x-road-provider': row('failed', 'failure'),
  /** Nothing shows that what came is X-Road's answer to this message. */
  'x-road-echo': row('failed', 'failure'),
  /** Not HTTP, or headers beyond their bound. */
  'answer-malformed': answered('quarantined', 'failure'),
  'answer-too-large': answered('quarantined', 'success'),
  'answer-encoded': answered('quarantined', 'success'),
  /** The source no longer knows the cursor of its change feed: it must be listed anew. */
  'cursor-unknown': answered('failed', 'success'),
  /** The adapter refuses the document; its findings say why. */
  'document-rejected': { ...untranslated('success'), answered: true },
  /** Refused and not kept: the operator raises an incident, without content. Handed on, so that no copy of it is kept either. */
  'state-secret-in-clear': { ...answered('failed', 'success'), handed: true },
  'adapter-threw': untranslated('failure'),
  /** A request or a value that does not conform to the contract. */
  'adapter-invalid': untranslated('failure'),
  'adapter-timeout': untranslated('failure'),
  /** The worker died: heap, stack or exit. */
  'adapter-crashed': untranslated('failure'),
  /** The newest state of a deposited record was refused for a state secret, or rejected: what came before it is not served for it. */
  'newest-refused': row('failed', 'none'),
  'newest-rejected': row('quarantined', 'none'),
  /** What was deposited can't be read back: the store is down, or a row was changed. */
  'deposit-unreadable': row('failed', 'none'),
  /** Of a document that is to be written: its receiver's adapter writes none, or it is larger than the receiver's manifest allows. */
  'not-written': row('failed', 'none'),
  'written-too-large': row('failed', 'none'),
  'circuit-open': row('failed', 'none'),
  busy: row('failed', 'none'),
  cancelled: row('failed', 'none'),
  'source-unknown': row('failed', 'none'),
  internal: row('failed', 'none'),
} as const satisfies Record<string, Row>

export type Reason = keyof typeof reasons

/** Of what went through X-Road. */
export interface Requested {
  /** X-Road-Request-Id, under which both security servers log it. */
  readonly requestId?: string | undefined
}

/** `S` is whatever the injected `seal` gives. */
export interface Unanswered<S> extends Requested {
  readonly agency: string
  readonly state: Row['state']
  /** `id@version#hash`; not given for a source that nobody registered. */
  readonly adapter?: string
  readonly reason: Reason
  readonly findings: readonly ReportedFinding[]
  /** Sealed NativeAnswer: what could not be translated and is for the quarantine to keep; of `state-secret-in-clear`, to keep no longer. */
  readonly document?: S
  /** RFC 3339 UTC: when `document` came. */
  readonly receivedAt?: string
  /** Sealed RefusedRecord[] of a deposited document: no earlier state of them may be served. */
  readonly withheld?: S
}

export interface Answered<S> extends Requested {
  readonly agency: string
  readonly state: 'ok'
  readonly sealed: S
  /** Sealed NativeAnswer: the document that it was translated from. */
  readonly document: S
  readonly adapter: string
  /** RFC 3339 UTC: when the document had been received. */
  readonly asOf: string
  readonly findings: readonly ReportedFinding[]
}

export type Asked<S> = Answered<S> | Unanswered<S>

/** What an adapter had to say about one document: places and codes, never content. */
export interface FindingsReport {
  readonly agency: string
  readonly adapter: string
  readonly eventId: string
  /** `ok`, or why there is no value. */
  readonly outcome: 'ok' | Reason
  readonly findings: readonly ReportedFinding[]
}
