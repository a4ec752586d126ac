/**
 * Throw-away certificates for development: an authority, the gateway, each system, and deliberately broken ones.
 * Never for production: the authority's key lies beside its certificate, and its name says DEVELOPMENT ONLY.
 */
import { X509Certificate } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAgencyKeys } from './agency-keys.ts'
import {
  type Authority,
  certificatePem,
  day_ms,
  issue,
  keyPem,
  type LeafRequest,
  makeAuthority,
  makeKeys,
  validFrom,
} from './authority.ts'
import { writeBroken } from './broken.ts'
import { writeBrowserBundle } from './browser.ts'
import { renewCrl, writeCrl } from './crl.ts'
import {
  allFiles,
  certificatesOf,
  type DevelopmentCertificates,
  filesUnder,
  type KeyPairFiles,
  readable,
  writePrivate,
} from './files.ts'
import { type DevelopmentSystem, developmentSystems, gatewaySystem, systemId, systemUri } from './systems.ts'

export type { DevelopmentCertificates, DevelopmentSystemFiles, KeyPairFiles } from './files.ts'
export { type BrokenName, brokenNames, type DevelopmentSystem, developmentSystems } from './systems.ts'

const leaf_lifetime_ms = 90 * day_ms
const renew_before_ms = day_ms

export interface DevelopmentOptions {
  /** Default: developmentSystems. */
  readonly systems?: readonly DevelopmentSystem[]
  /** Default: the system clock. */
  readonly now?: Date
}

type LeafNames = Pick<LeafRequest, 'commonName' | 'uris' | 'usage' | 'local'>

async function writeLeaf(by: Authority, to: KeyPairFiles, names: LeafNames, now: Date, kind: 'ec' | 'rsa' = 'ec') {
  const keys = await makeKeys(kind)
  const request = { ...names, publicKey: keys.publicKey, ...validFrom(now, leaf_lifetime_ms) }
  const pem = { certificate: certificatePem(await issue(by, request)), key: keyPem(keys.privateKey) }
  await writePrivate(to.cert, pem.certificate)
  await writePrivate(to.key, pem.key)
  return pem
}

async function writeSystem(
  by: Authority,
  files: DevelopmentCertificates,
  of: DevelopmentSystem,
  now: Date,
): Promise<void> {
  const own = files.systems[systemId(of)]
  if (!own) return
  const names = { commonName: own.id, uris: [own.uri] }
  const kind = own.browser ? 'rsa' : 'ec'
  const client = await writeLeaf(by, own.client, { ...names, usage: 'client' }, now, kind)
  await writeBrowserBundle(own, client.certificate, client.key)
  if (own.server) await writeLeaf(by, own.server, { ...names, usage: 'server', local: true }, now)
}

async function writeSet(root: string, systems: readonly DevelopmentSystem[], now: Date): Promise<void> {
  const files = filesUnder(root, systems)
  const by = await makeAuthority('CA thử nghiệm', now)
  await writePrivate(files.ca, certificatePem(by.certificate))
  await writePrivate(files.caKey, keyPem(by.key))
  const server = { commonName: 'gateway', uris: [], usage: 'server', local: true } as const
  await writeLeaf(by, files.gateway.server, server, now)
  const client = { commonName: systemId(gatewaySystem), uris: [systemUri(gatewaySystem)], usage: 'client' } as const
  await writeLeaf(by, files.gateway.client, client, now)
  for (const of of systems) await writeSystem(by, files, of, now)
  await writeAgencyKeys(files)
  const wellKnown = systemUri(systems[0] ?? gatewaySystem)
  const revoked = await writeBroken(files, by, wellKnown, leaf_lifetime_ms, now)
  await writeCrl(files.crl, by, [revoked], now)
}

async function stillGood(files: DevelopmentCertificates, now: Date): Promise<boolean> {
  if (!(await Promise.all(allFiles(files).map(readable))).every(Boolean)) return false
  const certificates = await Promise.all(certificatesOf(files).map((path) => readFile(path)))
  return certificates.every((pem) => new X509Certificate(pem).validToDate.getTime() - renew_before_ms > now.getTime())
}

/**
 * Makes the set under `<dataDir>/certs`, or keeps it when every file is there and no certificate is within a day of
 * its expiry; a revocation list past its half-life is issued again. Files 0600, folders 0700. The set is built beside
 * and moved into place, so that a crash leaves no half of one. Not for two processes at once on one folder.
 */
export async function makeDevelopmentCertificates(
  dataDir: string,
  { systems = developmentSystems, now = new Date() }: DevelopmentOptions = {},
): Promise<DevelopmentCertificates> {
  const root = join(dataDir, 'certs')
  const files = filesUnder(root, systems)
  if (await stillGood(files, now)) {
    await renewCrl(files, now)
    return files
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const building = await mkdtemp(join(dataDir, 'certs.new-'))
  try {
    await writeSet(building, systems, now)
    await rm(root, { recursive: true, force: true })
    await rename(building, root)
  } catch (cause) {
    await rm(building, { recursive: true, force: true })
    throw cause
  }
  return files
}

/** The paths of a set that was made before. Throws naming the first missing file. Checks no expiry. */
export async function loadDevelopmentCertificates(
  dataDir: string,
  { systems = developmentSystems }: Pick<DevelopmentOptions, 'systems'> = {},
): Promise<DevelopmentCertificates> {
  const files = filesUnder(join(dataDir, 'certs'), systems)
  for (const path of allFiles(files)) {
    if (!(await readable(path))) throw new Error(`development certificates: ${path} is missing`)
  }
  return files
}
