/** What follows when registry, certificates or revocation lists are replaced: for sources, and for the log. */
import { X509Certificate } from 'node:crypto'
import type { Phase } from './audit/entry.ts'
import { requirePinnedKey } from './identity/certificate.ts'
import type { Registry } from './identity/registry.ts'
import type { Changed, Snapshot } from './identity/trust.ts'
import { policySource } from './policies.ts'
import type { SourceTrust } from './sources/sources.ts'
import { now_ms } from './telemetry/clock.ts'

/** A source counts as long as the registry has it as one, with that key if keys are pinned, and its certificate is good. */
export const sourceTrust = ({ registry, authorities, client }: Snapshot): SourceTrust => ({
  ...client,
  refuses(certificate, serverUri) {
    const system = registry.systemByUri(serverUri)?.system
    if (!system?.source) return true
    try {
      requirePinnedKey(certificate, system)
      authorities.judge(certificate, now_ms())
      return false
    } catch {
      return true
    }
  },
})

/** Sources are opened at the start: another set of them counts after the next one. */
export const sourcesDiffer = (next: Registry, opened: Registry): boolean =>
  JSON.stringify(placesOf(next)) !== JSON.stringify(placesOf(opened))

const placesOf = ({ participants }: Registry) =>
  [...participants.values()].flatMap(({ systems }) =>
    systems.flatMap(({ id, source }) => (source ? [{ id, source }] : [])),
  )

/** An entry of the log for each thing of a set that is another than before: its phase and its note. */
export function* loadedNotes(
  { registry, authorities, server }: Snapshot,
  changed: Changed,
): Generator<[Phase, string]> {
  if (changed.registry) {
    yield ['policy-loaded', policySource(registry)]
    yield ['registry-loaded', `${registry.participants.size} participants`]
  }
  if (changed.lists)
    for (const { issuer, number, thisUpdate_ms, nextUpdate_ms } of authorities.lists)
      yield ['crl-loaded', `number ${number} of ${issuer}, from ${isoOf(thisUpdate_ms)} to ${isoOf(nextUpdate_ms)}`]
  if (changed.certificates) yield ['certificates-loaded', `server ${new X509Certificate(server.cert).fingerprint256}`]
}

const isoOf = (time_ms: number): string => new Date(time_ms).toISOString()
