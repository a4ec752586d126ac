import type { XRoadSource } from './participant.ts'
import type { Registry } from './registry.ts'

/** A system of the registry that holds or deposits documents, and the adapter that reads them. */
export interface RegisteredSource {
  /** Registry id of the agency. */
  readonly agency: string
  readonly agencyCode: string
  readonly adapter: string
  /** Base64url SHA-256 of what may run as it, as two persons signed; undefined when nobody signs (development). */
  readonly adapterDigests: readonly string[] | undefined
  /** Nobody asks it: it hands over, and no more. */
  readonly unasked: boolean
  readonly url: string | undefined
  /** It is reached through X-Road, by the security server at `url`. */
  readonly xRoad: XRoadSource | undefined
  /** Absolute path of the folder in which it deposits files. */
  readonly directory: string | undefined
  /** The URI that its certificate carries. */
  readonly serverUri: string
}

/** Every source that is registered for exchange, whether or not it has an address. */
export const sourceSystems = ({ participants, adapters }: Registry): RegisteredSource[] =>
  [...participants.values()].flatMap(({ id, code, systems }) =>
    systems.flatMap(({ uri, roles, source }) => {
      if (!source || !roles.includes('exchange')) return []
      const { adapter, asked = true, url, directory, xRoad } = source
      const signed = adapters?.filter((row) => row.adapter === adapter).map(({ sha256 }) => sha256)
      const of = { adapter, adapterDigests: signed, unasked: !asked }
      return [{ agency: id, agencyCode: code, ...of, url, directory, xRoad, serverUri: uri }]
    }),
  )
