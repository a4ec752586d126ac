/** What the thread of the checks and the one that started it say to each other. */
import type { Failure } from './failures.ts'

export interface Order {
  /** The adapter's folder, absolute. */
  readonly folder: string
  /** `file:` URL of its adapter.ts. */
  readonly module: string
  readonly seed: number
  readonly every: number
  /** Names of checks; all when there are none. */
  readonly only?: readonly string[]
  readonly shared: SharedArrayBuffer
}

export type FromWorker =
  | { readonly kind: 'started'; readonly name: string }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'result'; readonly name: string; readonly failures: readonly Failure[] }
  | { readonly kind: 'done' }
