/** The registry: which agencies, systems, keys and purposes there are. Immutable; the caller swaps one for the next. */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { JWK } from 'jose'
import type { ParticipantFile, Purpose, RegisteredSystem } from './participant.ts'
import { readRegistryFiles, type Violation } from './registry-files.ts'
import { applyRules } from './registry-rules.ts'

export interface Participant extends Omit<ParticipantFile, 'jwks'> {
  /** Checked public keys that sign officer assertions; none means that no assertion of this agency is accepted. */
  readonly keys: readonly JWK[]
}

export interface Registry {
  /** Digest of everything in it, keys included: part of every cached decision, token and log entry. */
  readonly version: string
  readonly participants: ReadonlyMap<string, Participant>
  readonly purposes: readonly Purpose[]
  systemByUri(uri: string): { readonly participant: Participant; readonly system: RegisteredSystem } | undefined
  participantOf(agencyId: string): Participant | undefined
  purpose(id: string): Purpose | undefined
}

export interface RegistryOptions {
  readonly participantsDir: string
  readonly purposesFile: string
  /** Holds `<agency>.jwks.json` with keys beside those in the participants' files. */
  readonly keysDir?: string
  /** Addresses of source systems by system id, in place of those in the files. Not part of the version. */
  readonly sourceUrls?: Readonly<Record<string, string>>
  /** Folders in which source systems deposit, likewise. */
  readonly sourceDirectories?: Readonly<Record<string, string>>
}

/** The registry can't be used. For the operator at start, never for a caller. */
export class RegistryInvalid extends Error {
  readonly violations: readonly Violation[]
  constructor(violations: readonly Violation[]) {
    super(violations.map(({ file, pointer, rule }) => `${file}#${pointer}: ${rule}`).join('\n'))
    this.name = 'RegistryInvalid'
    this.violations = violations
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const member of Object.values(value)) deepFreeze(member)
  }
  return value
}

function withSourcePlaces(
  systems: readonly RegisteredSystem[],
  { sourceUrls, sourceDirectories }: RegistryOptions,
): RegisteredSystem[] {
  const placed = (id: string, places: Readonly<Record<string, string>> = {}) =>
    Object.hasOwn(places, id) ? places[id] : undefined
  return systems.map((system) => {
    const { id, source } = system
    const [url, directory] = [placed(id, sourceUrls), placed(id, sourceDirectories)]
    if (!source || (url === undefined && directory === undefined)) return system
    return { ...system, source: { ...source, ...(url && { url }), ...(directory && { directory }) } }
  })
}

/**
 * Loads and checks the whole registry. Throws RegistryInvalid naming every violation with file and JSON Pointer, or what
 * reading a file throws; there is no half-loaded registry. Signatures over the files have not been verified.
 */
export async function loadRegistry(options: RegistryOptions): Promise<Registry> {
  const violations: Violation[] = []
  const report = (file: string, pointer: string, rule: string): void => void violations.push({ file, pointer, rule })
  const files = await readRegistryFiles(options.participantsDir, options.purposesFile, options.keysDir, report)
  const keys = await applyRules(files, report)
  if (violations.length > 0) throw new RegistryInvalid(violations)

  const registered = files.participants.map(({ content: { jwks: _, ...rest } }) => ({
    ...rest,
    keys: keys.get(rest.id) ?? [],
  }))
  const purposes = deepFreeze(files.purposes.content)
  const version = hash('sha256', canonicalize({ participants: registered, purposes }) ?? '', 'base64url').slice(0, 16)
  const participants = new Map<string, Participant>()
  const systems = new Map<string, { participant: Participant; system: RegisteredSystem }>()
  for (const entry of registered) {
    const participant = deepFreeze({ ...entry, systems: withSourcePlaces(entry.systems, options) })
    participants.set(participant.id, participant)
    for (const system of participant.systems) systems.set(system.uri, Object.freeze({ participant, system }))
  }
  const purposeById = new Map(purposes.map((purpose) => [purpose.id, purpose]))
  return Object.freeze<Registry>({
    version,
    participants,
    purposes,
    systemByUri: (uri) => systems.get(uri),
    participantOf: (agencyId) => participants.get(agencyId),
    purpose: (id) => purposeById.get(id),
  })
}
