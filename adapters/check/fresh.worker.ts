/** Asks an adapter about some documents, and to write some, in a thread that has seen no others; determinism.ts compares. */
import { parentPort, workerData } from 'node:worker_threads'
import canonicalize from 'canonicalize'
import type { Manifest, Translation } from '../sdk/adapter.ts'
import { asking } from './asking.ts'
import { loadAdapter } from './load.ts'
import type { Side } from './subject.ts'

interface Documents {
  readonly module: string
  readonly manifest: Manifest
  readonly documents: readonly { readonly side: Side; readonly bytes: Uint8Array; readonly about: string }[]
  readonly translations: readonly Translation[]
}

const { module, manifest, documents, translations } = workerData as Documents
const { ask, write } = asking(await loadAdapter(module), manifest, () => undefined)
parentPort!.postMessage([
  ...documents.map(({ side, bytes, about }) => canonicalize(ask(side, bytes, about))),
  ...translations.map((translation) => canonicalize(write?.(translation, ''))),
])
