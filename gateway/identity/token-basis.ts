/** What of the registry the tokens of one agency rest on. */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Registry } from './registry.ts'

const known = new WeakMap<Registry, Map<string, string>>()

function basisOf(registry: Registry, agency: string): string {
  const participant = registry.participantOf(agency)
  if (!participant) return ''
  const { id, code, clearanceMax, tags, purposes, keys } = participant
  const systems = participant.systems.map(({ id, uri, roles }) => ({ id, uri, roles }))
  const stated = registry.purposes.filter(({ agencies }) => agencies.includes(agency))
  const rests = { id, code, clearanceMax, tags, purposes, keys, systems, stated }
  return hash('sha256', canonicalize(rests) ?? '', 'base64url').slice(0, 16)
}

/**
 * Digest of what the tokens of `agency` rest on: its keys, systems and roles, ceiling, tags and purposes, and what these allow. A token is
 * good under every version of the registry that has the same: a change for one agency costs the others none of theirs.
 */
export function tokenBasis(registry: Registry, agency: string): string {
  const ofRegistry = known.get(registry) ?? new Map<string, string>()
  known.set(registry, ofRegistry)
  const basis = ofRegistry.get(agency) ?? basisOf(registry, agency)
  ofRegistry.set(agency, basis)
  return basis
}
