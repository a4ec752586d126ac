import type { Registry } from './registry.ts'

/** A system of the registry that holds or deposits documents, and the adapter that reads them. */
export interface RegisteredSource {
  /** Registry id of the agency. */
  readonly agency: string
  readonly agencyCode: string
  readonly adapter: string
  /** Nobody asks it: it hands over, and no more. */
  readonly unasked: boolean
  readonly url: string | undefined
  /** Absolute path of the folder in which it deposits files. */
  readonly directory: string | undefined
  /** The URI that its certificate carries. */
  readonly serverUri: string
}

/** Every source that is registered for exchange, whether or not it has an address. */
export const sourceSystems = ({ participants }: Registry): RegisteredSource[] =>
  [...participants.values()].flatMap(({ id, code, systems }) =>
    systems.flatMap(({ uri, roles, source }) => {
      if (!source || !roles.includes('exchange')) return []
      const { adapter, asked = true, url, directory } = source
      return [{ agency: id, agencyCode: code, adapter, unasked: !asked, url, directory, serverUri: uri }]
    }),
  )
