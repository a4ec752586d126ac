/** A translation in the form of its receiver, by the receiver's adapter. Runs in the worker. */
import type { Adapter, Manifest, NativeDocument } from '../../adapters/sdk/adapter.ts'
import { limits } from '../limits.ts'
import type { Reply, Task } from './protocol.ts'
import { none, ours, rejected } from './replies.ts'
import { type ReportedFinding, reported } from './reported.ts'

type Write = Extract<Task, { readonly kind: 'write' }>

/** Said where there are more findings than are told: nothing is left out in silence. */
const cut: ReportedFinding = { code: 'findings-cut', effect: 'degraded', pointer: '' }

const essence = (mediaType: string): string => mediaType.split(';')[0]!.trim().toLowerCase()

/** What an adapter gave, in a buffer of its own; undefined when it is no document of the receiver's form. */
function documentOf(given: unknown, native: Manifest['native']): NativeDocument | undefined {
  const { mediaType, body } = (given ?? {}) as { readonly [Name in keyof NativeDocument]?: unknown }
  if (typeof mediaType !== 'string' || essence(mediaType) !== essence(native.mediaType)) return undefined
  return body instanceof Uint8Array && body.length > 0 ? { mediaType, body: new Uint8Array(body) } : undefined
}

/**
 * The native document that `adapter` writes, whose form `native` describes, with findings of what it has no place for; or why there is none. The
 * translation has NOT been validated: what was withheld may be missing in it. Throws what the adapter throws.
 */
export function written(adapter: Adapter, { translation, context }: Write, native: Manifest['native']): Reply {
  if (!adapter.toNative) return none('not-written')
  const outcome = adapter.toNative(translation, context)
  const { findings_written_max } = limits.source
  if (!outcome.ok) return rejected(outcome.findings, findings_written_max)
  const value = documentOf(outcome.value, native)
  if (!value) return none('adapter-invalid', [ours('output-invalid', '')])
  if (value.body.length > native.bytesMax) return none('written-too-large', [ours('too-large', '')])
  const told = reported(outcome.findings, findings_written_max)
  const findings = outcome.findings.length > told.length ? [...told, cut] : told
  // Whoever found a reason to refuse must refuse.
  return findings.some(({ effect }) => effect.startsWith('reject-'))
    ? none('adapter-invalid', findings)
    : { kind: 'value', value, findings, filled: [] }
}
