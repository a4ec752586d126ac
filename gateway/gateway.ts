/** Puts the rooms together: configuration and certificates in, a listening gateway out. */
import { createSecretKey } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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
import type { Services } from './http/services.ts'
import { loadTokenKeys } from './identity/keys.ts'
import { loadRegistry, type Registry } from './identity/registry.ts'
import type { Replay } from './identity/replay.ts'
import { readRevocationList } from './identity/revocation.ts'
import { sourceSystems } from './identity/source-systems.ts'
import { serverTlsOptions } from './identity/tls.ts'
import { limits } from './limits.ts'
import { describeError, type OperatorLog } from './operator-log.ts'
import { createPolicy } from './policy/policy.ts'
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

interface KeyPairFiles {
  readonly cert: string
  readonly key: string
}

export interface GatewayOptions {
  readonly config: Config
  readonly databaseUrl: string
  /** A port that is free now. */
  readonly port: number
  /** Paths of PEM files. */
  readonly certificates: {
    readonly ca: string
    readonly crl: string
    readonly server: KeyPairFiles
    readonly client: KeyPairFiles
  }
  /** Holds `participants`, `cedar`, `purposes.json` and `lienthong.cedarschema`. */
  readonly policiesDir: string
  /** Public keys of participants kept outside their registry files: development. */
  readonly participantKeysDir?: string
  readonly sourceUrls?: Readonly<Record<string, string>>
  readonly sourceDirectories?: Readonly<Record<string, string>>
  readonly operator: OperatorLog
}

export interface Gateway {
  readonly url: string
  readonly log: Log
  readonly registry: Registry
  /** Every source has been asked for its list once, and tokens are issued. */
  readonly usable: Promise<void>
  /** Drains: what was begun is answered, then everything is closed, the log last. */
  close(): Promise<void>
}

async function loadPolicy(policiesDir: string) {
  const names = (await readdir(join(policiesDir, 'cedar'))).filter((name) => name.endsWith('.cedar')).sort()
  const sources = await Promise.all(names.map((name) => readFile(join(policiesDir, 'cedar', name), 'utf8')))
  return createPolicy({ schema: await readFile(join(policiesDir, 'lienthong.cedarschema'), 'utf8'), sources })
}

async function openSources(
  options: GatewayOptions,
  registry: Registry,
  tracing: Tracing,
  { read }: Keeping,
): Promise<Sources<Sealed>> {
  const { ca: authority, crl: revoked, client } = options.certificates
  const [ca, crl, cert, key] = (await Promise.all(
    [authority, revoked, client.cert, client.key].map((path) => readFile(path, 'utf8')),
  )) as [string, string, string, string]
  const systems = sourceSystems(registry).map((system) => ({ ...system, ca, crl, cert, key }))
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
  const [tracing, registry, policy, tokenKeys, ca, crl] = await Promise.all([
    startTracing({ endpoint: config.otlpEndpoint, node: config.nodeName }),
    loadRegistry({
      participantsDir: join(policiesDir, 'participants'),
      purposesFile: join(policiesDir, 'purposes.json'),
      ...(options.participantKeysDir !== undefined && { keysDir: options.participantKeysDir }),
      ...(options.sourceUrls && { sourceUrls: options.sourceUrls }),
      ...(options.sourceDirectories && { sourceDirectories: options.sourceDirectories }),
    }),
    loadPolicy(policiesDir),
    loadTokenKeys(config.dataDir),
    readFile(certificates.ca, 'utf8'),
    readFile(certificates.crl, 'utf8'),
  ])
  const revocation = await readRevocationList(crl, ca)
  const standing: Standing = {
    node: { name: config.nodeName, build: packageFile.version, config: config.digest },
    versions: () => ({ policy: policy.version, registry: registry.version, schema: schemaVersion }),
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
  const keys = createIndexKeys(secretFile(join(keysDir, 'index.key'), 32))
  const secret = secretFile(join(keysDir, 'vault.key'), 32)
  const keeping = openKeeping({ db, keys, secret, log, directory, standing })
  const sources = await openSources(options, registry, tracing, keeping)
  const fault = (error: unknown, event: string) => operator('error', 'fault', { id: event, ...describeError(error) })
  const deposits = createDeposits(keeping, sources, fault)
  const nameKey = createSecretKey(secretFile(join(keysDir, 'names.key'), 32))

  let feeds: Feeds | undefined
  let directories: Directories | undefined
  let draining = false
  const readiness = () =>
    readinessOf({
      ...{ log, db, revocation },
      remembersIn_ms: () => remembersIn_ms(replay),
      states: () => ({ feed: feeds?.states(), directory: directories?.states() }),
    })
  const services: Services = {
    issuer: httpsUrl(config.host, port),
    tokenKeys,
    replay,
    tracing,
    reader: { db, keys, nameKey, sources, quarantine: keeping.quarantine, policy: () => policy },
    door: createDoor(log, standing),
    deposits,
    pushChannels: pushChannels(registry.participants.values(), sources.manifestOf),
    registry: () => registry,
    revocation: () => revocation,
    readiness,
    draining: () => draining,
    fault,
  }
  const [cert, key] = await Promise.all([
    readFile(certificates.server.cert, 'utf8'),
    readFile(certificates.server.key, 'utf8'),
  ])
  const app = await buildApp(services, serverTlsOptions({ ca, crl, cert, key }))

  await log.append(eventEntry(standing, 'started'))
  await log.append(eventEntry(standing, 'policy-loaded', `${policy.policies.length} policies`))
  await log.append(eventEntry(standing, 'registry-loaded', `${registry.participants.size} participants`))
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
  await app.listen({ host: config.host, port })
  const { port: listening } = app.server.address() as AddressInfo
  operator('info', 'listening', { host: config.host, port: listening })

  const close = async (): Promise<void> => {
    draining = true
    const cut = setTimeout(() => app.server.closeAllConnections(), limits.drain_ms_max)
    await Promise.all([app.close(), feeds.stop(), directories.stop()])
    clearTimeout(cut)
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
  return { url: httpsUrl(config.host, listening), log, registry, usable, close }
}

/** How long until what is signed now is accepted: assertions from before the store's healthy start are refused. */
const remembersIn_ms = ({ healthySince }: Replay): number => healthySince * 1000 - now_ms()
