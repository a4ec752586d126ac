import type { Registry } from './registry.ts'

/** A system of the registry that holds or deposits documents, and the adapter that reads them. */
export interface RegisteredSource {
  /** Registry id of the agency. */
  readonly agency: string
  readonly agencyCode: string
  readonly adapter: string
  readonly url: string | undefined
  /** The URI that its certificate carries. */
  readonly serverUri: string
}

/** Every registered source, whether or not it has an address. */
export const sourceSystems = ({ participants }: Registry): RegisteredSource[] =>
  [...participants.values()].flatMap(({ id, code, systems }) =>
    systems.flatMap(({ uri, source }) =>
      source ? [{ agency: id, agencyCode: code, adapter: source.adapter, url: source.url, serverUri: uri }] : [],
    ),
  )
