/** Messages between the worker pool and its workers. Values cross by structured clone, which measured no dearer than JSON. */
import type {
  Deposit,
  IndexPage,
  Manifest,
  NativeAnswer,
  ReadingContext,
  RefusedRecord,
  SourceRequest,
  Translation,
  TransportDeclaration,
} from '../../adapters/sdk/adapter.ts'
import type { Finding } from '../../adapters/sdk/finding.ts'
import type { Reason } from './asked.ts'

/**
 * A finding as it is reported: no member that an adapter could put content in by mistake. `expected` is the gateway's own
 * alone, in words of the schema.
 */
export type ReportedFinding = Pick<
  Finding,
  'code' | 'effect' | 'pointer' | 'line' | 'column' | 'target' | 'expected'
> & {
  /** `type` is one of a closed list; `digest` as gateway/sources/found.ts makes it. */
  readonly found?: { readonly type: string; readonly length?: number; readonly digest?: string }
}

/** `adapter` is one of the names that the worker was started with. */
export type Task =
  | {
      readonly kind: 'request'
      readonly adapter: string
      readonly ask: 'dossier' | 'list' | 'changes'
      readonly argument: string | undefined
    }
  | {
      readonly kind: 'translate'
      readonly adapter: string
      readonly to: 'facet' | 'page' | 'deposits'
      readonly answer: NativeAnswer
      readonly context: ReadingContext
    }

/** What a deposited document brings, once each of its records has been looked through. */
export interface CheckedDeposits {
  /** Records that can be translated, each in a buffer of its own. */
  readonly deposits: readonly Deposit[]
  /** Count of records in which a state secret stands in clear: they are not in here, and nothing else may keep them. */
  readonly secrets: number
  /** Count of findings that reject a record for another reason. */
  readonly rejected: number
  /** Records of which no earlier state may be served either, each once, and none that is among `deposits`. */
  readonly withheld: readonly RefusedRecord[]
  /** As in IndexPage: with a feed. */
  readonly next?: string
  readonly changesFrom?: string
}

export type Reply =
  | { readonly kind: 'request'; readonly request: SourceRequest }
  | {
      readonly kind: 'value'
      readonly value: Translation | IndexPage | CheckedDeposits
      readonly findings: readonly ReportedFinding[]
    }
  | {
      readonly kind: 'none'
      readonly reason: Reason
      readonly findings: readonly ReportedFinding[]
      /** As in CheckedDeposits, of a deposited document. */
      readonly withheld?: readonly RefusedRecord[]
    }

/** What a worker must know of one adapter. */
export interface AdapterModule {
  /** `file:` URL of its adapter.ts. */
  readonly module: string
  readonly transport: TransportDeclaration
  readonly native: Manifest['native']
}

export interface WorkerSettings {
  /** By folder name. */
  readonly adapters: Readonly<Record<string, AdapterModule>>
  readonly findings_max: number
}

/**
 * What a worker says: once that its adapters are loaded (with those that have a paged feed of deposits) or which of them do
 * not do what their manifest says; then one reply per task.
 */
export type FromWorker =
  | { readonly kind: 'ready'; readonly feeds: readonly string[] }
  | { readonly kind: 'unfit'; readonly why: string }
  | { readonly kind: 'reply'; readonly reply: Reply }
