/** A whole gateway in this process, without sandboxes, on a registry, certificates and lists that the test may change under it. */
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import {
  type Authority,
  certificatePem,
  crlPem,
  day_ms,
  issue,
  keyPem,
  type LeafRequest,
  loadAuthority,
  makeCrl,
  makeKeys,
  validFrom,
} from '../../certs-dev/authority.ts'
import type { DevelopmentCertificates } from '../../certs-dev/index.ts'
import { loadConfig } from '../../gateway/config/config.ts'
import { type RunFile, runFileOf } from '../../gateway/development/run-file.ts'
import { type Gateway, type GatewayOptions, openGateway } from '../../gateway/gateway.ts'
import type { RequestLimits } from '../../gateway/http/server.ts'
import type { ConnectionLimits } from '../../gateway/identity/connections.ts'
import { limits } from '../../gateway/limits.ts'
import { freePort } from '../../gateway/store/postgres-listen.ts'
import { testCertificates } from './certificates.ts'
import { dataFolder } from './data-folder.ts'
import { testDatabase } from './database.ts'

export interface Told {
  readonly level: string
  readonly event: string
  readonly facts: Readonly<Record<string, unknown>>
}

export interface TrustingGateway {
  readonly gateway: Gateway
  /** Also when `t` ends. */
  close(): Promise<void>
  readonly run: RunFile
  readonly certificates: DevelopmentCertificates
  readonly authority: Authority
  /** What the operator was told so far. */
  readonly told: readonly Told[]
  /** The file of a participant in this gateway's own registry. */
  participantFile(agency: string): string
}

/** `look_interval_ms`: how soon it sees by itself what was changed; by default it does not in the time of a test. */
export async function openTrusting(
  t: Test,
  options: {
    readonly look_interval_ms?: number
    readonly connectionLimits?: Partial<ConnectionLimits>
    readonly requestLimits?: Partial<RequestLimits>
    /** Default: a database of its own. */
    readonly databaseUrl?: string
    /** Called before it is opened, for what else it is to have. */
    readonly prepare?: (
      dataDir: string,
      certificates: DevelopmentCertificates,
    ) => Promise<Pick<GatewayOptions, 'witnessPolicyFile' | 'timers'>>
  } = {},
): Promise<TrustingGateway> {
  const dataDir = dataFolder(t)
  const policiesDir = join(dataDir, 'policies')
  cpSync(join(import.meta.dirname, '../../policies'), policiesDir, { recursive: true })
  const certificates = await testCertificates(dataDir)
  const told: Told[] = []
  const { look_interval_ms = 600_000, connectionLimits, requestLimits } = options
  const gateway = await openGateway({
    config: loadConfig({ LIENTHONG_DATA: dataDir, LIENTHONG_TRUST_LOOK_INTERVAL: String(look_interval_ms) }),
    databaseUrl: options.databaseUrl ?? (await testDatabase(t)),
    port: await freePort(),
    certificates: { ca: certificates.ca, crl: certificates.crl, ...certificates.gateway },
    policiesDir,
    participantKeysDir: certificates.participantKeysDir,
    operator: (level, event, facts = {}) => void told.push({ level, event, facts }),
    ...(await options.prepare?.(dataDir, certificates)),
    ...(connectionLimits && { connectionLimits: { ...limits.connections, ...connectionLimits } }),
    ...(requestLimits && { requestLimits: { ...limits.request, ...requestLimits } }),
  })
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= gateway.close()
    return closed
  }
  t.teardown(close)
  await gateway.usable
  const { url, registry, log } = gateway
  const nothing = { sources: {}, directories: {}, dossiers: [], stories: {} }
  const run = runFileOf({ dataDir, url, vkey: log.verifierKey, registry, certificates, ...nothing })
  return {
    gateway,
    close,
    run,
    certificates,
    authority: loadAuthority(readFileSync(certificates.ca, 'utf8'), readFileSync(certificates.caKey, 'utf8')),
    told,
    participantFile: (agency) => join(policiesDir, 'participants', `${agency}.json`),
  }
}

/** In one step, as an operator should. */
export function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.next`, text, { mode: 0o600 })
  renameSync(`${path}.next`, path)
}

/** A list of `by` in PEM, for seven days from `at`. */
export const listOf = async (by: Authority, serialNumbers: readonly string[], at = new Date()): Promise<string> => {
  const entries = serialNumbers.map((serialNumber) => ({ serialNumber, revocationDate: at }))
  return crlPem(await makeCrl(by, entries, at, new Date(at.getTime() + 7 * day_ms)))
}

/** A certificate of `by` and its key, in PEM. */
export async function leafOf(
  by: Authority,
  change: Pick<LeafRequest, 'uris' | 'usage'> & Partial<LeafRequest>,
): Promise<{ readonly cert: string; readonly key: string }> {
  const keys = await makeKeys('ec')
  const names = { commonName: 'x', publicKey: keys.publicKey, ...validFrom(new Date(), day_ms) }
  return { cert: certificatePem(await issue(by, { ...names, ...change })), key: keyPem(keys.privateKey) }
}
