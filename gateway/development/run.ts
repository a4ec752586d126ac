/** A development gateway: certificates made, embedded stores, sandbox agencies, the gateway, and run.json to find it by. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeDevelopmentCertificates } from '../../certs-dev/index.ts'
import { type Config, originOf } from '../config/config.ts'
import { type Gateway, openGateway } from '../gateway.ts'
import type { OperatorLog } from '../operator-log.ts'
import { startEmbeddedPostgres } from '../store/postgres-embedded.ts'
import { secretFile } from '../store/secret-file.ts'
import { holdPort } from './held-port.ts'
import { type RunFile, removeRunFile, runFileOf, writeRunFile } from './run-file.ts'
import { startSandboxes } from './sandboxes.ts'
import { tellStories } from './stories.ts'
import { startWitnesses } from './witnesses.ts'

type DevelopmentConfig = Extract<Config, { mode: 'development' }>

/** Brings everything up. Resolves when it is ready; what was started before a failure is stopped again. */
export async function runDevelopment(
  config: DevelopmentConfig,
  operator: OperatorLog,
): Promise<Pick<Gateway, 'reload'> & { readonly run: RunFile; stop(): Promise<void> }> {
  const { dataDir, host, sandbox } = config
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    removeRunFile(dataDir)
    const failures: unknown[] = []
    for (const one of stops.reverse()) await one().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    const database =
      config.databaseUrl === undefined ? startEmbeddedPostgres({ directory: join(dataDir, 'postgres') }) : undefined
    // Noted at once: a failure below must not leave its server running.
    const opened = database?.catch(() => undefined)
    stops.push(async () => (await opened)?.stop())
    const certificates = await makeDevelopmentCertificates(dataDir)
    const held = await holdPort(host, config.port)
    stops.push(held.release)
    const { port } = held
    const depositUrl = `${originOf(config, port)}/v1/deposits`
    // Those that have started are stopped also when the others have not.
    const starting = startWitnesses(config, certificates)
    stops.push(async () => (await starting.catch(() => undefined))?.stop())
    const sandboxes = await startSandboxes({ dataDir, host, ...sandbox, certificates, depositUrl })
    stops.push(sandboxes.stop)
    const witnesses = await starting
    const embedded = await database
    if (embedded?.notice) operator('warn', 'embedded-postgres', { notice: embedded.notice })
    const databaseUrl = embedded?.url ?? config.databaseUrl!
    const gateway = await openGateway({
      config,
      operator,
      databaseUrl,
      port,
      releasePort: held.release,
      certificates: { ca: certificates.ca, crl: certificates.crl, ...certificates.gateway },
      policiesDir: config.policiesDir ?? join(import.meta.dirname, '../../policies'),
      participantKeysDir: certificates.participantKeysDir,
      sourceUrls: sandboxes.urls,
      sourceDirectories: sandboxes.directories,
      ...(witnesses && { witnessPolicyFile: witnesses.policyFile }),
    })
    stops.push(gateway.close)
    await gateway.usable
    const { url, registry, log } = gateway
    const told = await tellStories(databaseUrl, secretFile(join(dataDir, 'keys/index.key'), 32), sandbox)
    const run = runFileOf({
      dataDir,
      url,
      vkey: log.verifierKey,
      registry,
      certificates,
      sources: sandboxes.urls,
      directories: sandboxes.directories,
      ...(witnesses && { witnessPolicy: witnesses.policyFile }),
      ...told,
    })
    writeRunFile(dataDir, run)
    return { run, stop, reload: gateway.reload }
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
}
