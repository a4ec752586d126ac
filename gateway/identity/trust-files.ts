/** Reads everything that identity rests on and checks it together: what does not fit is refused as a whole. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { type Authorities, readAuthorities } from './authorities.ts'
import type { Trust } from './certificate.ts'
import { type KnownList, keepKnownLists, readKnownLists } from './list-memory.ts'
import { pemBlocks } from './pem.ts'
import { loadRegistry, type RegistryOptions } from './registry.ts'
import { isOlder } from './revocation.ts'
import { type ServerTlsFiles, serverTlsOptions } from './tls.ts'

interface KeyPairFiles {
  readonly cert: string
  readonly key: string
}

/** Paths of PEM files. */
export interface CertificateFiles {
  /** Every authority whose certificates are admitted, with those that issued it. */
  readonly ca: string
  /** A current list of each. */
  readonly crl: string
  readonly server: KeyPairFiles
  readonly client: KeyPairFiles
}

export interface TrustFiles {
  readonly certificates: CertificateFiles
  readonly registry: RegistryOptions
  /** Certificates of certs-dev call themselves so; their CA's key lies open beside them. */
  readonly refuseDevelopment: boolean
  /** Where the lists that have been in force are remembered. */
  readonly knownListsFile: string
}

/** What was read at once. Texts are PEM. */
export interface Snapshot extends Trust {
  readonly server: ServerTlsFiles
  readonly client: ServerTlsFiles
}

/** The files can't be used together; the message is for the operator and repeats no content. */
export class TrustInvalid extends Error {
  /** When nothing but the day was wrong: from when on they may be used, in milliseconds since 1970. */
  readonly from_ms: number | undefined
  constructor(file: string, rule: string, { from_ms, ...options }: ErrorOptions & { readonly from_ms?: number } = {}) {
    super(`${basename(file)}: ${rule}`, options)
    this.name = 'TrustInvalid'
    this.from_ms = from_ms
  }
}

/** The error's own words if they are ours or the system's; OpenSSL's may repeat what it was given. */
const wordsOf = (error: unknown): string =>
  error instanceof Error && /^(authorities|revocation list): /.test(error.message)
    ? error.message
    : "can't be read as what it should be"

function certificateOf(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    throw new TrustInvalid(file, 'no certificate in PEM', { cause })
  }
}

function requireBegun(from_ms: number, now_ms: number, file: string, rule: string): void {
  if (now_ms < from_ms) throw new TrustInvalid(file, rule, { from_ms })
}

async function pairOf({ cert, key }: KeyPairFiles, now_ms: number): Promise<KeyPairFiles> {
  const pem = { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
  const certificate = certificateOf(pem.cert, cert)
  let fits = false
  try {
    fits = certificate.checkPrivateKey(createPrivateKey(pem.key))
  } catch (cause) {
    throw new TrustInvalid(key, 'no private key in PEM', { cause })
  }
  if (!fits) throw new TrustInvalid(key, `not the key of ${basename(cert)}`)
  requireBegun(certificate.validFromDate.getTime(), now_ms, cert, 'not yet valid')
  if (now_ms > certificate.validToDate.getTime()) throw new TrustInvalid(cert, 'expired')
  return pem
}

function requireNotDevelopment(texts: readonly (readonly [file: string, pem: string])[]): void {
  for (const [file, pem] of texts)
    for (const block of pemBlocks(pem, 'CERTIFICATE')) {
      const { subject, issuer } = certificateOf(block, file)
      if (/DEVELOPMENT ONLY/.test(`${subject}\n${issuer}`))
        throw new TrustInvalid(file, 'a development certificate has no place in production')
    }
}

/** A list older than one that has been in force would take back what was revoked since. */
async function requireNotOlder(next: Authorities, { certificates, knownListsFile }: TrustFiles): Promise<void> {
  let known: readonly KnownList[]
  try {
    known = await readKnownLists(knownListsFile)
  } catch (cause) {
    throw new TrustInvalid(knownListsFile, "can't be read; it says which lists have been in force", { cause })
  }
  const before = new Map(known.map((list) => [list.issuer, list]))
  for (const list of next.lists) {
    const earlier = before.get(list.issuer)
    if (earlier && isOlder(list, earlier))
      throw new TrustInvalid(certificates.crl, 'a list is older than one that has been in force')
  }
}

/** As readAuthorities, of texts in PEM; throws TrustInvalid, which names `file`. */
export async function authoritiesIn(ca: string, crl: string, file: string): Promise<Authorities> {
  try {
    return await readAuthorities(ca, crl)
  } catch (cause) {
    throw new TrustInvalid(file, wordsOf(cause), { cause })
  }
}

/**
 * Reads and checks all of it, and remembers its lists, for they must not go back. Throws TrustInvalid, RegistryInvalid or what reading a
 * file throws; then nothing of it is to be used. An authority without a list, or with an expired one, is no fault here: its
 * certificates are refused.
 */
export async function readTrust(files: TrustFiles, now_ms: number): Promise<Snapshot> {
  const { certificates, registry: registryOptions, refuseDevelopment } = files
  const [ca, crlText, server, client] = await Promise.all([
    readFile(certificates.ca, 'utf8'),
    readFile(certificates.crl, 'utf8'),
    pairOf(certificates.server, now_ms),
    pairOf(certificates.client, now_ms),
  ])
  if (refuseDevelopment)
    requireNotDevelopment([
      [certificates.ca, ca],
      [certificates.server.cert, server.cert],
      [certificates.client.cert, client.cert],
    ])
  const authorities = await authoritiesIn(ca, crlText, certificates.crl)
  if (authorities.lists.length === 0) throw new TrustInvalid(certificates.crl, 'no revocation list in PEM')
  await requireNotOlder(authorities, files)
  // Of a clock ahead of ours: in force it would shut everybody out, and remembered it would keep the one before it from coming back.
  for (const { thisUpdate_ms } of authorities.lists)
    requireBegun(thisUpdate_ms, now_ms, certificates.crl, 'a list is not yet valid')
  const crl = pemBlocks(crlText, 'X509 CRL')
  const ends = { server: { ca, crl, ...server }, client: { ca, crl, ...client } }
  for (const end of ['server', 'client'] as const)
    try {
      createSecureContext(serverTlsOptions(ends[end]))
    } catch (cause) {
      throw new TrustInvalid(certificates[end].cert, 'OpenSSL does not take it', { cause })
    }
  // Last, for what it accepts it remembers.
  const registry = await loadRegistry(registryOptions)
  await keepKnownLists(files.knownListsFile, authorities.lists)
  return Object.freeze({ registry, authorities, ...ends })
}

const filesIn = async (path: string): Promise<readonly string[]> =>
  (await stat(path)).isDirectory() ? (await readdir(path)).sort().map((name) => join(path, name)) : [path]

async function markOf(path: string): Promise<string> {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(path, { bigint: true })
    return `${path} ${mtimeNs} ${ctimeNs} ${size} ${ino}`
  } catch {
    return `${path} missing`
  }
}

/** What shows that a file of the set was written, replaced, added or removed: by times, size and inode, which every file system has. */
export async function marksOf({ certificates: { ca, crl, server, client }, registry }: TrustFiles): Promise<string> {
  const named = [...Object.values(registry), registry.bundle?.dir].filter((value) => typeof value === 'string')
  const inFolders = await Promise.all(named.map((path) => filesIn(path).catch(() => [path])))
  const paths = [ca, crl, server.cert, server.key, client.cert, client.key, ...inFolders.flat()]
  return (await Promise.all(paths.map(markOf))).join('\n')
}
