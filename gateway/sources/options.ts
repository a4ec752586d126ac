/** What sources are made from. */
import type { X509Certificate } from 'node:crypto'
import type { NativeAnswer, RefusedRecord } from '../../adapters/sdk/adapter.ts'
import type { limits } from '../limits.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import type { Reason } from './asked.ts'
import type { FilledReport } from './gone.ts'
import type { SourceState } from './opening.ts'
import type { ReportedFinding } from './protocol.ts'

/** Bounds of limits.source; injected so that tests need not wait. */
export type SourceLimits = { readonly [Name in keyof (typeof limits)['source']]: number }

/** What connections to sources rest on. Texts are PEM. */
export interface SourceTrust {
  readonly ca: string
  readonly cert: string
  readonly key: string
  /** Revocation lists, one per text: a revoked source is not asked. */
  readonly crl: string | readonly string[]
  /** Whether the source with this URI, and this certificate that TLS has verified, is not to be asked (any more). */
  readonly refuses?: (certificate: X509Certificate, serverUri: string) => boolean
}

/** One registered source system. */
export interface SourceSystem extends SourceTrust {
  /** Id of the agency, for example `cong-an`. */
  readonly agency: string
  /** Its code, for example `CA`: the adapter's manifest must be for it. */
  readonly agencyCode: string
  /** Name of the folder under `adapters`. */
  readonly adapter: string
  /** Nobody asks it and it deposits nothing: its documents are read when it hands them over. */
  readonly unasked?: boolean
  /** `https://host:port`. Of a system that is asked a must; of one that deposits, where its feed is. */
  readonly url?: string | undefined
  /** The URI that the source's certificate must carry. */
  readonly serverUri: string
}

/** What an adapter had to say about one document: places and codes, never content. */
export interface FindingsReport {
  readonly agency: string
  readonly adapter: string
  readonly eventId: string
  /** `ok`, or why there is no value. */
  readonly outcome: 'ok' | Reason
  readonly findings: readonly ReportedFinding[]
}

/** A record as its agency deposited it, with when that was (RFC 3339 UTC). */
export interface Deposited {
  readonly document: NativeAnswer
  readonly receivedAt: string
}

/** The newest state of a record came and could not be kept. */
export interface Withheld {
  readonly withheld: RefusedRecord['why']
}

export interface SourcesOptions<S> {
  readonly systems: readonly SourceSystem[]
  /** Called the moment a value arrives; nothing else is kept of it. */
  readonly seal: (value: unknown) => S
  /** The newest state of what `agency` deposited under `nativeKey`, opened; undefined when there is none. Default: there are none. */
  readonly deposited?: (agency: string, nativeKey: string) => Promise<Deposited | Withheld | undefined>
  /** Default: limits.source.workers_count. */
  readonly workers?: number
  readonly limits?: Partial<SourceLimits>
  /** Absolute path; default: the adapters folder of this program. */
  readonly adaptersDir?: string
  /** Absolute path; the secrets of an agency's source are the files `<agency>/<name>` in it. Without it there are none. */
  readonly secretsDir?: string | undefined
  readonly tracing?: Tracing
  readonly onFindings?: (report: FindingsReport) => void
  /** Hears which declared places were filled in what has just come: not in what was kept. */
  readonly onFilled?: (report: FilledReport) => void
  /** Hears of every source that is opened or closed after the start, or can't be opened, and why. */
  readonly onState?: (agency: string, state: SourceState, cause?: unknown) => void
}
