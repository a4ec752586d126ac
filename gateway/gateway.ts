/** Puts the rooms together: configuration and certificates in, a listening gateway out. */
import { createSecretKey } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Server as TlsServer } from 'node:tls'
import packageFile from '../package.json' with { type: 'json' }
import { schemaVersion } from '../schemas/generated/fields.ts'
import { buildApp } from './app.ts'
import { type Log, openLog } from './audit/log.ts'
import { refusalText } from './audit/refusal.ts'
import { type Config, httpsUrl } from './config/config.ts'
import { createIndexKeys } from './dossiers/keys.ts'
import { type Directories, startDirectories } from './exchange/directories.ts'
import { pushChannels } from './exchange/push.ts'
import { tooLargeRecorder } from './exchange/too-large.ts'
import { readinessOf } from './http/readiness.ts'
import type { RequestLimits } from './http/server.ts'
import type { Services } from './http/services.ts'
import { type ConnectionLimits, guardConnections } from './identity/connections.ts'
import { createMessageKey, messageSeed_bytes } from './identity/message-key.ts'
import type { Registry } from './identity/registry.ts'
import type { Replay } from './identity/replay.ts'
import { sourceSystems } from './identity/source-systems.ts'
import { keyExchangeGroups, serverTlsOptions } from './identity/tls.ts'
import {
  type CertificateFiles,
  type Changed,
  changedBetween,
  type Loaded,
  openTrust,
  type Snapshot,
} from './identity/trust.ts'
import { limits } from './limits.ts'
import { describeError, type OperatorLog } from './operator-log.ts'
import { policyOf, policySource, registryIn, signedPolicy } from './policies.ts'
import { createDeposits } from './release/deposits.ts'
import { createDoor, type Standing } from './release/door.ts'
import { eventEntry } from './release/events.ts'
import { type Feeds, startFeeds } from './release/feeds.ts'
import { type Keeping, openKeeping } from './release/keeping.ts'
import { type Sealed, seal } from './release/sealed.ts'
import { strayEvents } from './release/strays.ts'
import { createSources, type ReportedFinding, type Sources } from './sources/sources.ts'
import { migrate } from './store/migrations.ts'
import { openDatabase } from './store/pool.ts'
import { createMemoryReplay } from './store/replay-memory.ts'
import { openRedisReplay } from './store/replay-redis.ts'
import { secretFile } from './store/secret-file.ts'
import { now_ms } from './telemetry/clock.ts'
import { startTracing, type Tracing } from './telemetry/tracing.ts'
import { openTokenServices } from './token-services.ts'
import { loadedNotes, sourcesDiffer, sourceTrust } from './trust-effects.ts'

export interface GatewayOptions {
  readonly config: Config
  readonly databaseUrl: string
  /** A port that is free now. */
  readonly port: number
  readonly certificates: CertificateFiles
  /** Holds `participants`, `cedar`, `purposes.json` and `lienthong.cedarschema`. */
  readonly policiesDir: string
  /** Public keys of participants kept outside their registry files: development. */
  readonly participantKeysDir?: string
  readonly sourceUrls?: Readonly<Record<string, string>>
  readonly sourceDirectories?: Readonly<Record<string, string>>
  readonly operator: OperatorLog
  /** Default: limits.connections and limits.request. */
  readonly connectionLimits?: ConnectionLimits
  readonly requestLimits?: RequestLimits
}

export interface Gateway {
  readonly url: string
  readonly log: Log
  readonly registry: Registry
  /** Every source has been asked for its list once, and tokens are issued. */
  readonly usable: Promise<void>
  /** Reads registry, certificates and revocation lists now. A set that can't be used changes nothing, and the operator is told. */
  reload(): Promise<Loaded>
  /** Drains: what was begun is answered, then everything is closed, the log last. */
  close(): Promise<void>
}

async function openSources(
  options: GatewayOptions,
  snapshot: Snapshot,
  tracing: Tracing,
  { read }: Keeping,
): Promise<Sources<Sealed>> {
  const systems = sourceSystems(snapshot.registry).map((system) => ({ ...system, ...sourceTrust(snapshot) }))
  return createSources({
    systems,
    seal,
    workers: options.config.translateWorkers,
    tracing,
    deposited: read,
    onFindings: ({ findings, ...about }) =>
      // A note tells of nothing lost.
      options.operator(about.outcome === 'ok' && findings.every(isNote) ? 'debug' : 'warn', 'source-findings', {
        ...about,
        count: findings.length,
        first: findings[0],
      }),
  })
}

const isNote = ({ effect }: ReportedFinding): boolean => effect === 'note'

/** Opens everything and listens. Rejects, with nothing left open that matters, when a part can't be had. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, operator, certificates, policiesDir, port } = options
  const keysDir = join(config.dataDir, 'keys')
  // First, since it takes assertions from the second after its start on.
  const redis = config.redisUrl === undefined ? undefined : await openRedisReplay(config.redisUrl)
  const replay: Replay = redis ?? createMemoryReplay()
  /** Of what is loaded later; nothing is, until there is a server to load it into. */
  let onChange: (next: Snapshot, previous: Snapshot) => void = () => {}
  let onRefused: (text: string) => void = () => {}
  const [tracing, trust] = await Promise.all([
    startTracing({ endpoint: config.otlpEndpoint, node: config.nodeName }),
    openTrust({
      certificates,
      registry: {
        ...registryIn(policiesDir, config),
        ...(options.participantKeysDir !== undefined && { keysDir: options.participantKeysDir }),
        ...(options.sourceUrls && { sourceUrls: options.sourceUrls }),
        ...(options.sourceDirectories && { sourceDirectories: options.sourceDirectories }),
      },
      refuseDevelopment: config.mode === 'production',
      knownListsFile: join(config.dataDir, 'trust/known-lists.json'),
      look_interval_ms: config.trustLookInterval,
      onChange: (next, previous) => onChange(next, previous),
      onRefused: (text) => onRefused(text),
    }),
  ])
  const { registry } = trust.current()
  let policy = await policyOf(registry, policiesDir)
  const standing: Standing = {
    node: { name: config.nodeName, build: packageFile.version, config: config.digest },
    versions: () => ({ policy: policy.version, registry: trust.current().registry.version, schema: schemaVersion }),
  }
  const directory = join(config.dataDir, 'audit')
  const log = await openLog({
    directory,
    origin: config.logOrigin,
    signingKeyFile: join(keysDir, 'log-signing.key'),
    heartbeat: () => eventEntry(standing, 'heartbeat'),
    refusal: () => eventEntry(standing, 'incident', 'the disk of the log is nearly full'),
  })
  log.onFailure((refusal) =>
    operator('fatal', 'audit-log-failed', { refusal: refusal.kind, text: refusalText(refusal) }),
  )
  await migrate(options.databaseUrl)
  const db = openDatabase(options.databaseUrl)
  const tokens = await openTokenServices({
    ...{ config, databaseUrl: options.databaseUrl, db, operator },
    keysChanged: ({ kid, verifiers }) =>
      void log
        .append(eventEntry(standing, 'setting-changed', `token key ${kid}, ${verifiers.size} verify`))
        .catch(() => {}),
  })
  const keys = createIndexKeys(secretFile(join(keysDir, 'index.key'), 32))
  const secret = secretFile(join(keysDir, 'vault.key'), 32)
  const keeping = openKeeping({ db, keys, secret, log, directory, standing })
  const sources = await openSources(options, trust.current(), tracing, keeping)
  const fault = (error: unknown, event: string) => operator('error', 'fault', { id: event, ...describeError(error) })
  const deposits = createDeposits(keeping, sources, fault)
  const nameKey = createSecretKey(secretFile(join(keysDir, 'names.key'), 32))

  let feeds: Feeds | undefined
  let directories: Directories | undefined
  let draining = false
  const identityHealth = {
    problems: () => [
      ...trust.problems(),
      ...(sourcesDiffer(trust.current().registry, registry) ? ['restart-for-sources'] : []),
    ],
  }
  let channels = pushChannels(registry.participants.values(), sources.manifestOf)
  const readiness = () =>
    readinessOf({
      ...{ log, db, trust: identityHealth },
      remembersIn_ms: () => remembersIn_ms(replay),
      states: () => ({ feed: feeds?.states(), directory: directories?.states() }),
    })
  const services: Services = {
    issuer: httpsUrl(config.host, port),
    ...tokens.services,
    messageKey: await createMessageKey(secretFile(join(keysDir, 'message.key'), messageSeed_bytes)),
    replay,
    tracing,
    reader: { db, keys, nameKey, sources, quarantine: keeping.quarantine, policy: () => policy },
    door: createDoor(log, standing),
    deposits,
    get pushChannels() {
      return channels
    },
    registry: () => trust.current().registry,
    trust: () => trust.current(),
    readiness,
    draining: () => draining,
    fault,
  }
  const app = await buildApp(
    services,
    serverTlsOptions(trust.current().server, options.requestLimits?.tls_handshake_timeout_ms),
    options.requestLimits,
  )
  const server = app.server as unknown as TlsServer
  const connections = guardConnections(server, {
    trust: services.trust,
    report: (count) => operator('warn', 'connections-refused', { count }),
    ...(options.connectionLimits && { limits: options.connectionLimits }),
  })
  onChange = (next, previous) => {
    const changed = changedBetween(next, previous)
    server.setSecureContext(serverTlsOptions(next.server))
    // Another list leaves the decisions that were made: they are costly.
    if (changed.registry) policy = signedPolicy(next.registry) ?? policy
    channels = pushChannels(next.registry.participants.values(), sources.manifestOf)
    const cut = connections.recheck()
    sources.trust(sourceTrust(next))
    operator('info', 'trust-loaded', { ...changed, registry_version: next.registry.version, cut })
    for (const problem of identityHealth.problems()) operator('warn', problem)
    recordLoaded(next, changed).catch((error) => fault(error, 'trust-loaded'))
  }
  onRefused = (text) => {
    operator('error', 'trust-refused', { text })
    const note = `registry, certificates or lists refused, the old ones stay: ${text}`.slice(0, 1000)
    log.append(eventEntry(standing, 'incident', note)).catch((error) => fault(error, 'trust-refused'))
  }
  const recordLoaded = async (next: Snapshot, changed: Changed) => {
    for (const [phase, note] of loadedNotes(next, changed)) await log.append(eventEntry(standing, phase, note))
  }

  await log.append(eventEntry(standing, 'started'))
  if (!registry.bundle) operator('info', 'policies-unsigned', { text: policySource(registry) })
  await recordLoaded(trust.current(), { registry: true, lists: true, certificates: true })
  const strays = await strayEvents(db, directory)
  if (strays.length > 0) operator('error', 'deposits-lost', { count: strays.length, first: strays[0] })
  const owed = await keeping.recordings.settleAll()
  if (owed > 0) operator('warn', 'entries-recovered', { count: owed })
  const feedEvents = new Map<string, string>()
  for (const agency of sources.agencies) {
    const entry = eventEntry(standing, 'started', `feed of ${agency}`)
    await log.append(entry)
    feedEvents.set(agency, entry.event)
  }
  feeds = startFeeds({ db, keys, sources, deposits, keeping }, feedEvents, (agency, state, reason) =>
    operator(state === 'ok' ? 'info' : 'warn', 'feed', { agency, state, reason }),
  )
  directories = startDirectories({
    participants: registry.participants.values(),
    manifestOf: sources.manifestOf,
    deposits,
    recordTooLarge: tooLargeRecorder(log, standing),
    report: (agency, state, odd, cause) =>
      operator(state === 'ok' && odd === 0 ? 'info' : 'warn', 'directory', {
        agency,
        state,
        odd,
        ...(cause !== undefined && (typeof cause === 'string' ? { reason: cause } : describeError(cause))),
      }),
  })
  trust.watch()
  await app.listen({ host: config.host, port })
  const { port: listening } = app.server.address() as AddressInfo
  operator('info', 'listening', { host: config.host, port: listening, key_exchange: keyExchangeGroups() })

  const close = async (): Promise<void> => {
    draining = true
    const cut = setTimeout(() => app.server.closeAllConnections(), limits.drain_ms_max)
    const closed = Promise.all([app.close(), feeds.stop(), directories.stop(), trust.close()])
    connections.closeArriving()
    await closed
    clearTimeout(cut)
    await tokens.close()
    await Promise.all([sources.close(), db.close(), redis?.close(), tracing.shutdown()])
    await log.append(eventEntry(standing, 'stopped')).catch(() => operator('error', 'stop-not-recorded'))
    await log.close()
  }
  const becomeUsable = async (...firsts: readonly Promise<void>[]) => {
    const wait_ms = remembersIn_ms(replay)
    // Without an end when Redis was not reached: then there are no tokens, and readiness says so.
    if (Number.isFinite(wait_ms)) await pause(Math.max(0, wait_ms))
    await Promise.all(firsts)
  }
  const usable = becomeUsable(feeds.first, directories.first)
  return { url: httpsUrl(config.host, listening), log, registry, usable, reload: trust.reload, close }
}

/** How long until what is signed now is accepted: assertions from before the store's healthy start are refused. */
const remembersIn_ms = ({ healthySince }: Replay): number => healthySince * 1000 - now_ms()
