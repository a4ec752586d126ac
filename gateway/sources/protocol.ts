/** Messages between the worker pool and its workers. Values cross by structured clone, which measured no dearer than JSON. */
import type { IndexPage, NativeAnswer, SourceRequest, Translation } from '../../adapters/sdk/adapter.ts'
import type { Finding } from '../../adapters/sdk/finding.ts'
import type { Reason } from './asked.ts'

/** A finding as it is reported: no member that an adapter could put content in by mistake. */
export type ReportedFinding = Pick<Finding, 'code' | 'effect' | 'pointer' | 'line' | 'column' | 'target'>

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
      readonly to: 'facet' | 'page'
      readonly answer: NativeAnswer
    }

export type Reply =
  | { readonly kind: 'request'; readonly request: SourceRequest }
  | { readonly kind: 'value'; readonly value: Translation | IndexPage; readonly findings: readonly ReportedFinding[] }
  | { readonly kind: 'none'; readonly reason: Reason; readonly findings: readonly ReportedFinding[] }

export interface WorkerSettings {
  /** Adapter name -> `file:` URL of its adapter.ts. */
  readonly adapters: Readonly<Record<string, string>>
  readonly findings_max: number
}

/** What a worker says: once that its adapters are loaded, then one reply per task. */
export type FromWorker = { readonly kind: 'ready' } | { readonly kind: 'reply'; readonly reply: Reply }
