/** Puts the rooms together: configuration and certificates in, a listening gateway out. */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Server as TlsServer } from 'node:tls'
import packageFile from '../package.json' with { type: 'json' }
import { schemaVersion } from '../schemas/generated/fields.ts'
import { buildApp } from './app.ts'
import type { Log } from './audit/log.ts'
import { type Config, originOf } from './config/config.ts'
import { createFinder } from './dossiers/find.ts'
import { createIndexKeys } from './dossiers/keys.ts'
import { createPlaces } from './http/places.ts'
import { readinessOf } from './http/readiness.ts'
import type { RequestLimits } from './http/server.ts'
import type { Services } from './http/services.ts'
import { type ConnectionLimits, guardConnections } from './identity/connections.ts'
import { openMessageKeys } from './identity/message-keys.ts'
import type { Registry } from './identity/registry.ts'
import type { Replay } from './identity/replay.ts'
import { keyExchangeGroups, serverTlsOptions } from './identity/tls.ts'
import { type CertificateFiles, type Loaded, openTrust } from './identity/trust.ts'
import { limits } from './limits.ts'
import { openLogServices } from './log-services.ts'
import { startMeasuring } from './measuring.ts'
import { describeError, type OperatorLog } from './operator-log.ts'
import { watchCertificates } from './own-certificates.ts'
import { policyOf, policySource, registryIn, signedPolicy } from './policies.ts'
import { createDirectives } from './release/directives/directives.ts'
import { createSupervisedDirectives } from './release/directives/supervised.ts'
import { createDoor } from './release/door.ts'
import { eventEntry } from './release/events.ts'
import { openKeeping } from './release/keeping.ts'
import { createLinks } from './release/links.ts'
import { createLogReadings } from './release/log-readings.ts'
import { createHandling } from './release/quarantine/handling.ts'
import { startRetention } from './release/quarantine/retention.ts'
import { createReceipts } from './release/receipts.ts'
import { createServed } from './release/served.ts'
import { requireCompared, watchStrays } from './release/strays.ts'
import { createInbox } from './release/transfers/inbox.ts'
import { createPushAsking } from './release/transfers/push-asking.ts'
import { createRecalls } from './release/transfers/recalls.ts'
import { createToldRecords } from './release/transfers/told-records.ts'
import { openSourceServices, type SourceServices } from './source-services.ts'
import { bundleMemory } from './store/accepted-bundle.ts'
import { migrate } from './store/migrations.ts'
import { openDatabase } from './store/pool.ts'
import { redisFailureText } from './store/redis-client.ts'
import { createMemoryReplay } from './store/replay-memory.ts'
import { openRedisReplay } from './store/replay-redis.ts'
import { openSharedKeys } from './store/shared-keys.ts'
import { now_ms, systemTimers, type Timers } from './telemetry/clock.ts'
import { macKey } from './telemetry/mac.ts'
import { startTracing } from './telemetry/tracing.ts'
import { openTokenServices } from './token-services.ts'
import { openTransferServices } from './transfer-services.ts'
import { followTrust, type TrustEffects } from './trust-effects.ts'

export interface GatewayOptions {
  readonly config: Config
  readonly databaseUrl: string
  /** A port that is free when it listens. */
  readonly port: number
  /** Of whoever holds it until then. */
  readonly releasePort?: () => Promise<void>
  readonly certificates: CertificateFiles
  /** Holds `participants`, `cedar`, `purposes.json`, `routes.json` and `lienthong.cedarschema`. */
  readonly policiesDir: string
  /** Public keys of participants kept outside their registry files: development. */
  readonly participantKeysDir?: string
  readonly sourceUrls?: Readonly<Record<string, string>>
  readonly sourceDirectories?: Readonly<Record<string, string>>
  readonly operator: OperatorLog
  /** Where the setting names none: development's own. */
  readonly witnessPolicyFile?: string
  /** Of what waits for witnesses. Default: the system's. */
  readonly timers?: Timers
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
  /**
   * Reads registry, certificates and revocation lists now. A set that can't be used changes nothing, and the operator is told. Resolves when
   * the sources that are new are open, or can't be.
   */
  reload(): Promise<Loaded>
  /** Drains: what was begun is answered, then everything is closed, the log last. */
  close(): Promise<void>
}

/** Opens everything and listens. Rejects, with nothing left open that matters, when a part can't be had. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, operator, certificates, policiesDir, port } = options
  const keysDir = join(config.dataDir, 'keys')
  // First, since it takes assertions from the second after its start on.
  const redis =
    config.redisUrl === undefined
      ? undefined
      : await openRedisReplay(config.redisUrl, (failure) =>
          failure === undefined
            ? operator('info', 'replay-store', { state: 'ok' })
            : operator('error', 'replay-store', { state: 'lost', text: redisFailureText(failure) }),
        )
  const replay: Replay = redis ?? createMemoryReplay()
  const db = openDatabase(options.databaseUrl)
  let migrating: Promise<unknown> | undefined
  const migrated = () => (migrating ??= migrate(options.databaseUrl))
  /** Of what is loaded later; nothing is, until there is a server to load it into. */
  let effects: TrustEffects | undefined
  const [tracing, trust] = await Promise.all([
    startTracing({ endpoint: config.otlpEndpoint, node: config.nodeName }),
    openTrust({
      certificates,
      registry: {
        ...registryIn(policiesDir, config, bundleMemory(db, migrated)),
        needsAuditKey: true,
        ...(options.participantKeysDir !== undefined && { keysDir: options.participantKeysDir }),
        ...(options.sourceUrls && { sourceUrls: options.sourceUrls }),
        ...(options.sourceDirectories && { sourceDirectories: options.sourceDirectories }),
      },
      refuseDevelopment: config.mode === 'production',
      ...(config.publicUrl !== undefined && { host: hostIn(config.publicUrl) }),
      knownListsFile: join(config.dataDir, 'trust/known-lists.json'),
      look_interval_ms: config.trustLookInterval,
      onChange: (next, previous) => effects?.onChange(next, previous),
      onRefused: (text) => effects?.onRefused(text),
    }),
  ])
  const { registry } = trust.current()
  let policy = await policyOf(registry, policiesDir, (text) => operator('warn', 'policies-unproven', { text }))
  const fault = (error: unknown, event: string) => operator('error', 'fault', { id: event, ...describeError(error) })
  await migrated()
  const audit = await openLogServices({
    ...{ config, operator, fault, trust: trust.current },
    node: { name: config.nodeName, build: packageFile.version, config: config.digest },
    versions: () => ({ policy: policy.version, registry: trust.current().registry.version, schema: schemaVersion }),
    ...{ witnessPolicyFile: options.witnessPolicyFile, timers: options.timers },
    admit: (directory, size) => requireCompared({ db, directory, origin: config.logOrigin, size }),
  })
  const { log, standing, directory } = audit
  const tokens = await openTokenServices({
    ...{ config, databaseUrl: options.databaseUrl, db, operator },
    keysChanged: ({ kid, verifiers }) =>
      void log
        .append(eventEntry(standing, 'setting-changed', `token key ${kid}, ${verifiers.size} verify`))
        .catch(() => {}),
  })
  const messageKeys = await openMessageKeys(config.dataDir, db, {
    changed: ({ kid }) =>
      void log.append(eventEntry(standing, 'setting-changed', `message key ${kid}`)).catch(() => {}),
    refused: (error) => operator('error', 'message-keys-refused', describeError(error)),
  })
  const secrets = await openSharedKeys(db, keysDir)
  const keys = createIndexKeys(secrets.index)
  const keeping = openKeeping({ db, keys, secret: secrets.vault, log, directory, standing })
  const door = createDoor(log, standing, (agency) => origins.sources.registered(agency))
  const origins: SourceServices = await openSourceServices(standing, {
    ...{ keeping, log, door, tracing, operator, fault },
    ...{ workers: config.translateWorkers, node: config.nodeName, timers: options.timers },
    secretsDir: join(config.dataDir, 'secrets'),
    trust: trust.current,
    policy: () => policy,
  })
  const handing = openTransferServices({
    ...{ keeping, log, sources: origins.sources, issuer: originOf(config, port) },
    messageKey: messageKeys.current,
    policy: () => policy,
    registry: () => trust.current().registry,
    keep: { ended: config.transferDays, givenUp: config.deadLetterDays },
    patience: { fetch: config.fetchDays, answer: config.answerDays },
    uploadHours: config.attachmentHours,
    ...{ node: config.nodeName, timers: options.timers ?? systemTimers, operator, fault },
  })
  const nameKey = macKey(secrets.names)

  let draining = false
  const certificateWatch = watchCertificates({
    ...{ own: trust.current, warning_days: config.certificateWarning, operator },
  })
  const problems = () => [...trust.problems(), ...audit.problems()]
  const readiness = () =>
    readinessOf({
      ...{ log, db, witnesses: audit.witnesses, states: origins.states },
      trust: { problems: () => [...problems(), ...certificateWatch.problems()] },
      remembers: async () => remembersIn_ms(replay) <= 0 && replay.remembers(),
    })
  const served = createServed(db)
  const deciding = () => ({ policy, registry: trust.current().registry })
  const requestLimits = options.requestLimits ?? limits.request
  const services: Services = {
    issuer: originOf(config, port),
    ...tokens.services,
    get messageKey() {
      return messageKeys.current()
    },
    keyHistory: messageKeys.history,
    replay,
    tracing,
    reader: {
      db,
      keys,
      finder: createFinder(db, keys),
      nameKey,
      sources: origins.sources,
      quarantine: keeping.quarantine,
      labels: keeping.labels,
      served,
      policy: () => policy,
    },
    door,
    deposits: origins.deposits,
    transfers: handing.transfers,
    handling: createHandling({
      ...{ keeping, sources: origins.sources },
      registry: () => trust.current().registry,
      policy: () => policy.version,
      ownerDays: config.quarantineOwnerDays,
    }),
    inbox: createInbox(keeping, () => trust.current().registry, origins.mayHandOut),
    uploads: handing.uploads,
    recalls: createRecalls(keeping, config.recallDays),
    pushes: createPushAsking({
      ...{ keeping, takesAt: origins.sources.takesAt },
      timers: options.timers ?? systemTimers,
    }),
    toldRecords: createToldRecords(keeping, served, deciding),
    directives: createDirectives({
      ...{ keeping, days: config.directiveDays },
      codeOf: (agency) => trust.current().registry.participantOf(agency)?.code,
    }),
    supervisedDirectives: createSupervisedDirectives(keeping, served, deciding),
    actPlaces: createPlaces({
      per_agency_max: limits.quarantine.acts_per_agency_max,
      all_max: limits.quarantine.acts_max,
    }),
    uploadPlaces: createPlaces({
      per_agency_max: limits.attachment.uploads_per_agency_max,
      all_max: limits.attachment.uploads_max,
      ...{ too_many: 'attachments-too-many', busy: 'attachments-busy' },
    }),
    uploadPace: {
      window_ms: requestLimits.upload_window_ms,
      bytes_min: requestLimits.upload_window_bytes_min,
    },
    links: createLinks(keeping, () => policy, served),
    receipts: createReceipts(log, standing),
    ...{ log, logDirectory: directory, readings: createLogReadings(log, standing) },
    get pushChannels() {
      return origins.pushChannels()
    },
    registry: () => trust.current().registry,
    trust: () => trust.current(),
    readiness,
    draining: () => draining,
    witnessed: audit.admits,
    fault,
  }
  const app = await buildApp(
    services,
    serverTlsOptions(trust.current().server, requestLimits.tls_handshake_timeout_ms),
    requestLimits,
  )
  const server = app.server as unknown as TlsServer
  const connections = guardConnections(server, {
    trust: services.trust,
    report: (count) => operator('warn', 'connections-refused', { count }),
    ...(options.connectionLimits && { limits: options.connectionLimits }),
  })
  effects = followTrust({
    ...{ log, standing, operator, fault, problems },
    apply(next, changed) {
      server.setSecureContext(serverTlsOptions(next.server))
      // Another list leaves the decisions that were made: they are costly.
      if (changed.registry) policy = signedPolicy(next.registry) ?? policy
      void origins.follow(next)
      handing.follow()
      audit.follow(next)
      certificateWatch.look()
      return connections.recheck()
    },
  })

  await log.append(eventEntry(standing, 'started'))
  if (!registry.bundle) operator('info', 'policies-unsigned', { text: policySource(registry) })
  await effects.record(trust.current(), { registry: true, lists: true, certificates: true })
  await audit.begin()
  const strays = watchStrays({
    ...{ db, directory, origin: log.origin, size: log.size },
    tell: (events) => operator('error', 'deposits-lost', { count: events.length, first: events[0] }),
    fault: (error) => fault(error, 'deposits-lost'),
  })
  const recovered = await handing.begin()
  if (recovered.entries > 0) operator('warn', 'entries-recovered', { count: recovered.entries })
  if (recovered.receipts > 0) operator('warn', 'receipts-recovered', { count: recovered.receipts })
  const terms = { days: config.quarantineDays, ownerDays: config.quarantineOwnerDays }
  const retention = startRetention(keeping, terms, {
    erased: (count) => operator('info', 'quarantine-erased', { count, days: config.quarantineDays }),
    fault: (error) => fault(error, 'quarantine-retention'),
  })
  const measuring = startMeasuring({
    ...{ config, tracing, log, db, timers: options.timers ?? systemTimers },
    fault: (error) => fault(error, 'measuring'),
  })
  const read = origins.begin()
  handing.tell()
  trust.watch()
  await options.releasePort?.()
  await app.listen({ host: config.host, port })
  const { port: listening } = app.server.address() as AddressInfo
  operator('info', 'listening', { host: config.host, port: listening, key_exchange: keyExchangeGroups() })

  const close = async (): Promise<void> => {
    draining = true
    const cut = setTimeout(() => app.server.closeAllConnections(), limits.drain_ms_max)
    const closed = Promise.all([app.close(), origins.end(), trust.close()])
    connections.closeArriving()
    await closed
    clearTimeout(cut)
    certificateWatch.close()
    messageKeys.close()
    await Promise.all([tokens.close(), strays.close(), retention.close(), handing.close(), measuring.close()])
    // Whoever is not there to hear it must not keep the log open.
    const told = tracing.shutdown()
    await Promise.all([origins.close(), db.close(), redis?.close()])
    await Promise.all([services.door.close(), services.readings.close()])
    await audit.close()
    await Promise.race([told, pause(limits.telling_ms_max, undefined, { ref: false })])
  }
  const becomeUsable = async () => {
    const wait_ms = remembersIn_ms(replay)
    // Without an end when Redis was not reached: then there are no tokens, and readiness says so.
    if (Number.isFinite(wait_ms)) await pause(Math.max(0, wait_ms))
    await read
  }
  const reload = async (): Promise<Loaded> => {
    const loaded = await trust.reload()
    await audit.erase()
    // Also when nothing has changed: a source that could not be opened is tried again.
    await origins.follow(trust.current())
    return loaded
  }
  return { url: originOf(config, listening), log, registry, usable: becomeUsable(), reload, close }
}

/** How long until what is signed now is accepted: assertions from before the store's healthy start are refused. */
const remembersIn_ms = ({ healthySince }: Replay): number => healthySince * 1000 - now_ms()

/** The name or address in an origin, an IPv6 address without its brackets. */
const hostIn = (origin: string): string => new URL(origin).hostname.replace(/^\[|\]$/g, '')
