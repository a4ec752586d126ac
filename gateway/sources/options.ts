/** What sources are made from. */
import type { NativeAnswer, RefusedRecord } from '../../adapters/sdk/adapter.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import type { FindingsReport } from './asked.ts'
import type { FilledReport } from './gone.ts'
import type { SourceState } from './opening.ts'
import type { SourceLimits, SourceSystem } from './source-system.ts'

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
