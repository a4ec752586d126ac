/**
 * Names of entities and people as one receiver sees them: HMACs per receiver, so that two receivers can't match theirs, and
 * per origin of a facet, so that nobody follows a reporter from one matter to the next. Not per dossier: who may
 * tie dossiers could tie one to a second and then to a third, and see whether the names of both are the same.
 */
import { limits } from '../limits.ts'
import { type Cache, twoGenerations } from '../policy/cache.ts'
import { base32 } from '../telemetry/ids.ts'
import type { MacKey } from '../telemetry/mac.ts'

/** Whole base32 characters; collisions matter only within one facet of one receiver. */
const entity_bytes = 10
const pseudonym_bytes = 5

export interface Names {
  /** Id of an entity that `holder` calls `local`. */
  entity(kind: string, holder: string, local: string): string
  pseudonym(holder: string, local: string): string
  /** Keyed digest of a document of `holder`: tells the same receiver whether it is still the same, and nobody what is in it. */
  document(holder: string, sha256: string): string
}

/** Names for one `receiver` (agency) in the facet that came as dossier `origin`. `key`: of 32 random bytes that stay the same. */
export function namesFor(key: MacKey, receiver: string, origin: string): Names {
  const mac = (use: string, holder: string, local: string) =>
    key.of(JSON.stringify([use, receiver, origin, holder, local]))
  return {
    entity: (kind, holder, local) => `e-${base32(mac(kind, holder, local).subarray(0, entity_bytes))}`,
    pseudonym: (holder, local) =>
      `NB-${base32(mac('pseudonym', holder, local).subarray(0, pseudonym_bytes)).toUpperCase()}`,
    document: (holder, sha256) => `hmac-sha256:${mac('document', holder, sha256).toString('base64url')}`,
  }
}

const facetIds = new WeakMap<object, Cache<string, string>>()

/** Id of the facet of `holder` that came as dossier `origin`, as `receiver` knows it. Kept: lists tell the same ones over and over. */
export function facetId(key: MacKey, receiver: string, holder: string, origin: string): string {
  const ids = facetIds.get(key) ?? twoGenerations<string, string>(limits.release.facet_ids_max)
  facetIds.set(key, ids)
  const name = `${receiver} ${holder} ${origin}`
  const known = ids.get(name)
  if (known !== undefined) return known
  const id = namesFor(key, receiver, origin).entity('facet', holder, holder)
  ids.set(name, id)
  return id
}
