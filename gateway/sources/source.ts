/** One registered source: its adapter, and how it is reached. */
import { StartRefused } from '../errors/start-refused.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import type { InstalledAdapter } from './adapters.ts'
import { type Circuit, createCircuit } from './circuit.ts'
import type { SourceLimits, SourceSystem } from './source-system.ts'
import { createTransport, type Transport, type TransportOptions } from './transport.ts'

/** Where its system is asked: for dossiers, or for the feed of what it deposits. */
export interface Line {
  readonly transport: Transport
  readonly circuit: Circuit
}

export interface Source {
  /** As it was opened. */
  readonly system: SourceSystem
  readonly adapter: InstalledAdapter
  /** Absent when it has no address. */
  readonly line: Line | undefined
  /** Of the adapter alone, where documents are deposited: when it looks through them, and when it reads one again. */
  readonly taken: Circuit
  readonly recalled: Circuit
}

/** Whether `adapter` is one that may run for `system`. */
export const isSigned = ({ adapterDigests }: SourceSystem, { digest }: InstalledAdapter): boolean =>
  adapterDigests?.includes(digest) ?? true

/**
 * `adapter`, which `system` names. Throws when it is not what was signed, or its manifest is of other agencies, or of systems that deposit where this
 * one only hands over.
 */
export function adapterFor(system: SourceSystem, adapter: InstalledAdapter): InstalledAdapter {
  const { agency, sharedWith = [] } = adapter.manifest
  if (!isSigned(system, adapter))
    throw new StartRefused(
      `${system.agency}: adapters/${system.adapter} không phải bản mà hai người đã ký (lienthong participants adapters) · is not what two persons signed (lienthong participants adapters): ${adapter.digest}`,
    )
  if (![agency, ...sharedWith].includes(system.agencyCode))
    throw new StartRefused(
      `${system.agency}: adapters/${system.adapter} là bộ chuyển đổi của ${agency} · is an adapter for ${agency}, not for ${system.agencyCode}`,
    )
  if (system.unasked && isKept(adapter))
    throw new StartRefused(
      `${system.agency}: adapters/${system.adapter} là của hệ thống nộp tài liệu, bỏ "asked" · is for systems that deposit, leave out "asked"`,
    )
  return adapter
}

/** Whether documents are deposited and kept here, and a dossier is not asked for. */
export const isKept = ({ manifest }: InstalledAdapter): boolean => manifest.transport.kind !== 'https-query'

/** The means to ask `system`, without a connection yet. */
export function openSource(
  system: SourceSystem,
  adapter: InstalledAdapter,
  {
    limits,
    secrets,
    renewedSecrets,
  }: { readonly limits: SourceLimits } & Pick<TransportOptions, 'secrets' | 'renewedSecrets'>,
): Source {
  const { native, transport: declared } = adapter.manifest
  const { url } = system
  const circuit = () => createCircuit({ ...limits, monotonic_ms })
  const own = { system, adapter, taken: circuit(), recalled: circuit() }
  if (url === undefined) return { ...own, line: undefined }
  const transport = createTransport({
    ...system,
    url,
    answer_bytes_max: native.bytesMax,
    faultMediaType: native.codec === 'soap-1.1' ? native.mediaType : undefined,
    ...{ limits, secrets, renewedSecrets, retry: declared.retry },
  })
  return { ...own, line: { transport, circuit: circuit() } }
}
