/** One registered source: its adapter, and how it is reached. */
import { limits as defaults } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { type InstalledAdapter, installedAdapter } from './adapters.ts'
import { type Circuit, createCircuit } from './circuit.ts'
import type { SourceLimits, SourceSystem } from './options.ts'
import { createTransport, type Transport } from './transport.ts'

/** Where its system is asked: for dossiers, or for the feed of what it deposits. */
export interface Line {
  readonly transport: Transport
  readonly circuit: Circuit
}

export interface Source {
  readonly agency: string
  readonly adapter: InstalledAdapter
  /** Its documents are kept here, and a dossier is not asked for. */
  readonly deposits: boolean
  /** Absent when it has no address. */
  readonly line: Line | undefined
}

/** Reads the adapter's manifest and opens the means to ask, without a connection yet. Throws when the manifest is of another agency. */
export async function openSource(
  system: SourceSystem,
  adaptersDir: string,
  limits: SourceLimits = defaults.source,
): Promise<Source> {
  const adapter = await installedAdapter(adaptersDir, system.adapter)
  const { native, agency, transport } = adapter.manifest
  if (agency !== system.agencyCode)
    throw new Error(`adapters/${system.adapter}/manifest.json is for ${agency}, not for ${system.agencyCode}`)
  const { url } = system
  return {
    agency: system.agency,
    adapter,
    deposits: transport !== 'https-query',
    line:
      url === undefined
        ? undefined
        : {
            transport: createTransport({
              ...system,
              url,
              answer_bytes_max: native.bytesMax,
              faultMediaType: native.codec === 'soap-1.1' ? native.mediaType : undefined,
              limits,
            }),
            circuit: createCircuit({ ...limits, monotonic_ms }),
          },
  }
}
