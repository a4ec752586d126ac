/**
 * Messages between the worker pool and its workers. Values cross by structured clone, which takes bytes as they are; a translation of 2 to 21 kB
 * costs both threads together what it would as JSON, to a tenth.
 */
import type {
  DeliveryAnswer,
  DeliveryRequest,
  Deposit,
  IndexPage,
  Manifest,
  NativeAnswer,
  NativeDocument,
  ReadingContext,
  RefusedRecord,
  SourceRequest,
  Translation,
  TransportDeclaration,
  WritingContext,
} from '../../adapters/sdk/adapter.ts'
import type { Reason } from './asked.ts'
import type { Filled } from './filled.ts'
import type { ReportedFinding } from './reported.ts'

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
  | {
      readonly kind: 'write'
      readonly adapter: string
      readonly translation: Translation
      readonly context: WritingContext
    }
  | {
      readonly kind: 'hand'
      readonly adapter: string
      readonly document: NativeDocument
      readonly reference: string
    }
  | { readonly kind: 'handed'; readonly adapter: string; readonly answer: NativeAnswer }

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
  | { readonly kind: 'hand'; readonly request: DeliveryRequest }
  | { readonly kind: 'handed'; readonly answer: DeliveryAnswer }
  | {
      readonly kind: 'value'
      readonly value: Translation | IndexPage | CheckedDeposits | NativeDocument
      readonly findings: readonly ReportedFinding[]
      /** Of each record that is good. */
      readonly filled: readonly Filled[]
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
  readonly fields: Manifest['fields']
  readonly directions: Manifest['directions']
  readonly delivery?: NonNullable<Manifest['delivery']>
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
