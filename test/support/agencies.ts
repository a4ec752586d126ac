/** Which agencies have a system that the gateway has facets of, by the registry's files, and how their documents come. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgencyId } from '../../adapters/sandbox/stories.ts'
import type { Manifest } from '../../adapters/sdk/adapter.ts'

const root = join(import.meta.dirname, '../..')
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

export const manifestOf = (agency: string): Manifest => json(`adapters/${agency}/manifest.json`) as Manifest

/** Its system is asked whenever one of its facets is read; others have deposited what they hold. */
export const isAsked = (agency: string): boolean => manifestOf(agency).transport.kind === 'https-query'

interface Participant {
  readonly id: string
  readonly systems: readonly { readonly source?: { readonly asked?: false } }[]
}

/** Agencies whose registered source is asked or deposits, in the order in which an answer has their facets. */
export const sourceAgencies: readonly AgencyId[] = readdirSync(join(root, 'policies/participants'))
  .map((file) => json(`policies/participants/${file}`) as Participant)
  .filter(({ systems }) => systems.some(({ source }) => source !== undefined && source.asked !== false))
  .map(({ id }) => id as AgencyId)
  .sort()
