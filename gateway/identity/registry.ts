/** The registry: which agencies, systems, keys and purposes there are. Immutable; the caller swaps one for the next. */
import { hash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import canonicalize from 'canonicalize'
import { now_ms } from '../telemetry/clock.ts'
import { manifestName } from './bundle.ts'
import { acceptOpened, type BundleOptions, openBundle, requireSuccession, signersOf } from './bundle-load.ts'
import { keysAt } from './key-validity.ts'
import type { ParticipantFile, Purpose, RegisteredKey, RegisteredSystem } from './participant.ts'
import type { FolderFiles } from './policy-folder.ts'
import {
  type RegistryBytes,
  type RegistryPlaces,
  readRegistryBytes,
  registryBytesIn,
  registryFilesOf,
} from './registry-files.ts'
import { applyRules } from './registry-rules.ts'
import type { Routes } from './route.ts'
import { requireAdaptersSigned, type SignedAdapter } from './signed-adapters.ts'
import { collector, RegistryInvalid, type Report } from './violation.ts'

export { RegistryInvalid } from './violation.ts'

export interface Participant extends Omit<ParticipantFile, 'jwks' | 'messageJwks' | 'auditKeys'> {
  /** Checked public keys that sign officer assertions; none means that no assertion of this agency is accepted. Each counts on its days (keysAt). */
  readonly keys: readonly RegisteredKey[]
  /** Likewise of what signs messages. */
  readonly messageKeys: readonly RegisteredKey[]
  /** Likewise of its audit officers, to which the keys of the log's epochs are wrapped. */
  readonly auditKeys: readonly RegisteredKey[]
}

/** The bundle that a registry was loaded from. */
export interface LoadedBundle {
  readonly serial: number
  /** Base64url SHA-256 of the manifest. */
  readonly digest: string
  /** `<agency>/<officer>`. */
  readonly signedBy: readonly string[]
  /** Every file that was signed, by its path in the folder: the policies are to be taken from here. */
  readonly files: FolderFiles
}

export interface Registry {
  /** Digest of everything in it, keys and bundle included: part of every cached decision and log entry. */
  readonly version: string
  readonly participants: ReadonlyMap<string, Participant>
  readonly purposes: readonly Purpose[]
  /** Who may hand over what to whom. */
  readonly routes: Routes
  readonly bundle?: LoadedBundle
  /** The adapters that may run. Undefined: whatever lies in the folder, for nobody signed anything. */
  readonly adapters?: readonly SignedAdapter[]
  systemByUri(uri: string): { readonly participant: Participant; readonly system: RegisteredSystem } | undefined
  participantOf(agencyId: string): Participant | undefined
  purpose(id: string): Purpose | undefined
}

export interface RegistryOptions extends RegistryPlaces {
  /** With it nothing is taken that two registered persons did not sign; the files above are those in its folder. */
  readonly bundle?: BundleOptions & {
    /** Looks at the rest of what was signed; throws an Error for the operator when it can't be used. */
    readonly examine?: (files: FolderFiles) => void
    /** False: it is only looked at, and nothing rests on it from now on. */
    readonly remember?: false
  }
  /** Without a valid key of an audit officer there is nobody to seal for: then nothing is loaded. */
  readonly needsAuditKey?: true
  /** Addresses of source systems by system id, in place of those in the files. Not part of the version. */
  readonly sourceUrls?: Readonly<Record<string, string>>
  /** Folders in which source systems deposit, likewise. */
  readonly sourceDirectories?: Readonly<Record<string, string>>
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
    // That nobody asks it was signed, and an address is the operator's alone.
    if (!source || source.asked === false || (url === undefined && directory === undefined)) return system
    return { ...system, source: { ...source, ...(url && { url }), ...(directory && { directory }) } }
  })
}

/** What the files say, and the keys of each agency; violations are reported. */
export interface RegistryContent {
  readonly participants: readonly Participant[]
  readonly purposes: readonly Purpose[]
  /** Undefined when the file is not in order, which is reported. */
  readonly routes: Routes | undefined
  /** Undefined when there is no such file, or it is not in order, which is reported. */
  readonly adapters: readonly SignedAdapter[] | undefined
}

/** Judges the bytes of a registry by schemas and rules. Gives what is in order; whether that is all, the reports tell. Never throws. */
export async function registryContent(bytes: RegistryBytes, report: Report): Promise<RegistryContent> {
  const files = registryFilesOf(bytes, report)
  const keys = await applyRules(files, report)
  return {
    participants: files.participants.map(({ content: { jwks: _, messageJwks: __, auditKeys: ___, ...rest } }) => ({
      ...rest,
      keys: keys.get(rest.id)?.assertion ?? [],
      messageKeys: keys.get(rest.id)?.message ?? [],
      auditKeys: keys.get(rest.id)?.audit ?? [],
    })),
    purposes: files.purposes.content,
    routes: files.routes.content,
    adapters: files.adapters,
  }
}

const keysOutside = { vi: 'khóa nằm ngoài gói đã ký', en: 'keys outside the signed bundle' }
const placesOutside = { vi: 'phải nằm trong thư mục của gói', en: 'must lie in the folder of the bundle' }

/** The keys of audit officers that count at `at_ms` (since 1970), of every agency. */
export const auditKeysOf = (participants: Iterable<Participant>, at_ms: number): readonly RegisteredKey[] =>
  [...participants].flatMap(({ auditKeys }) => keysAt(auditKeys, at_ms))

const noAuditKey = {
  vi: 'phải có ít nhất một khóa còn hiệu lực của cán bộ kiểm toán (auditKeys), nếu không thì không ai mở được nhật ký',
  en: 'there must be a valid key of an audit officer (auditKeys), or nobody can open the log',
}

function requireAuditKey(
  { needsAuditKey, participantsDir }: RegistryOptions,
  content: RegistryContent,
  report: Report,
) {
  if (needsAuditKey && auditKeysOf(content.participants, now_ms()).length === 0) report(participantsDir, '', noAuditKey)
}

interface Read extends RegistryContent {
  readonly bundle?: LoadedBundle
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')

async function readBundled(options: RegistryOptions, bundle: NonNullable<RegistryOptions['bundle']>): Promise<Read> {
  const { report, violations } = collector()
  const { dir } = bundle
  if (options.keysDir !== undefined) report(options.keysDir, '', keysOutside)
  for (const path of [options.participantsDir, options.purposesFile, options.routesFile])
    if (dirname(resolve(path)) !== resolve(dir)) report(path, '', placesOutside)
  const opened = await openBundle(bundle, report)
  if (!opened || violations.length > 0) throw new RegistryInvalid(violations)
  const { files, serial, digest, signed, trust } = opened
  const content = await registryContent(registryBytesIn(files, dir), report)
  const at_ms = digest === trust.digest ? undefined : (bundle.at_ms ?? now_ms())
  const signers = signersOf(content.participants)
  requireSuccession(signers, signed, at_ms, join(dir, manifestName), report)
  requireAdaptersSigned(content.participants, content.adapters, dir, report)
  try {
    bundle.examine?.(files)
  } catch (error) {
    report(dir, '', { vi: messageOf(error), en: messageOf(error) })
  }
  requireAuditKey(options, content, report)
  if (violations.length === 0 && bundle.remember !== false) await acceptOpened(bundle, opened, signers, report)
  if (violations.length > 0) throw new RegistryInvalid(violations)
  const signedBy = [...new Set(signed.map(({ person }) => person))]
  return { ...content, bundle: { serial, digest, signedBy, files } }
}

async function readUnsigned(options: RegistryOptions): Promise<Read> {
  const { report, violations } = collector()
  const content = await registryContent(await readRegistryBytes(options, report), report)
  requireAuditKey(options, content, report)
  if (violations.length > 0) throw new RegistryInvalid(violations)
  return content
}

/**
 * Loads and checks the whole registry. Throws RegistryInvalid naming every violation with file and JSON Pointer, or what
 * reading a file throws; there is no half-loaded registry. Without `bundle` nobody is known to have signed it; with it, what was accepted
 * is remembered, and nothing older is taken from then on.
 */
export async function loadRegistry(options: RegistryOptions): Promise<Registry> {
  const {
    participants: registered,
    purposes: stated,
    routes: given,
    adapters,
    bundle,
  } = options.bundle ? await readBundled(options, options.bundle) : await readUnsigned(options)
  const purposes = deepFreeze(stated)
  // Without routes in order there were violations, and nothing was loaded.
  const routes = deepFreeze(given as Routes)
  const named = { participants: registered, purposes, routes, ...(bundle && { bundle: bundle.digest }) }
  const version = hash('sha256', canonicalize(named) ?? '', 'base64url').slice(0, 16)
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
    routes,
    ...(bundle && { bundle: Object.freeze(bundle), adapters: deepFreeze(adapters ?? []) }),
    systemByUri: (uri) => systems.get(uri),
    participantOf: (agencyId) => participants.get(agencyId),
    purpose: (id) => purposeById.get(id),
  })
}
