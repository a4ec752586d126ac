/** What follows when registry, certificates or revocation lists are replaced: for sources, and for the log. */
import { X509Certificate } from 'node:crypto'
import type { Phase } from './audit/entry.ts'
import type { Log } from './audit/log.ts'
import { requirePinnedKey } from './identity/certificate.ts'
import { type Changed, changedBetween, type Snapshot } from './identity/trust.ts'
import type { OperatorLog } from './operator-log.ts'
import { policySource } from './policies.ts'
import { eventEntry, type Standing } from './release/events.ts'
import type { SourceTrust } from './sources/sources.ts'
import { now_ms } from './telemetry/clock.ts'

/** A source counts as long as the registry has it as one for exchange, with that key if keys are pinned, and its certificate is good. */
export const sourceTrust = ({ registry, authorities, client }: Snapshot): SourceTrust => ({
  ...client,
  refuses(certificate, serverUri) {
    const system = registry.systemByUri(serverUri)?.system
    if (!system?.source || !system.roles.includes('exchange')) return true
    try {
      requirePinnedKey(certificate, system)
      authorities.judge(certificate, now_ms())
      return false
    } catch {
      return true
    }
  },
})

/** An entry of the log for each thing of a set that is another than before: its phase and its note. */
function* loadedNotes({ registry, authorities, server }: Snapshot, changed: Changed): Generator<[Phase, string]> {
  if (changed.registry) {
    yield ['policy-loaded', policySource(registry)]
    yield ['registry-loaded', `${registry.participants.size} participants`]
  }
  if (changed.lists)
    for (const { issuer, number, thisUpdate_ms, nextUpdate_ms } of authorities.lists)
      yield ['crl-loaded', `number ${number} of ${issuer}, from ${isoOf(thisUpdate_ms)} to ${isoOf(nextUpdate_ms)}`]
  if (changed.certificates) yield ['certificates-loaded', `server ${new X509Certificate(server.cert).fingerprint256}`]
}

export interface TrustEffectsOptions {
  readonly log: Pick<Log, 'append'>
  readonly standing: Standing
  readonly operator: OperatorLog
  fault(error: unknown, event: string): void
  /** What is wrong, by names for readiness. */
  problems(): readonly string[]
  /** Puts `next` in force everywhere, at once, and gives how many connections that cut. Must not throw. */
  apply(next: Snapshot, changed: Changed): number
}

export interface TrustEffects {
  /** For openTrust. */
  onChange(next: Snapshot, previous: Snapshot): void
  /** For openTrust: what was in force stays. */
  onRefused(text: string): void
  /** Records what is in force from now on. Rejects when the log does not take it. */
  record(next: Snapshot, changed: Changed): Promise<void>
}

/** What is loaded is put in force, told to the operator and recorded; what is refused is told and recorded. */
export function followTrust({ log, standing, operator, fault, problems, apply }: TrustEffectsOptions): TrustEffects {
  const record = async (next: Snapshot, changed: Changed): Promise<void> => {
    for (const [phase, note] of loadedNotes(next, changed)) await log.append(eventEntry(standing, phase, note))
  }
  return {
    record,
    onChange(next, previous) {
      const changed = changedBetween(next, previous)
      const cut = apply(next, changed)
      operator('info', 'trust-loaded', { ...changed, registry_version: next.registry.version, cut })
      for (const problem of problems()) operator('warn', problem)
      record(next, changed).catch((error: unknown) => fault(error, 'trust-loaded'))
    },
    onRefused(text) {
      operator('error', 'trust-refused', { text })
      const note = `registry, certificates or lists refused, the old ones stay: ${text}`.slice(0, 1000)
      log.append(eventEntry(standing, 'incident', note)).catch((error: unknown) => fault(error, 'trust-refused'))
    },
  }
}

const isoOf = (time_ms: number): string => new Date(time_ms).toISOString()
