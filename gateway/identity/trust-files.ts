/** Reads everything that identity rests on and checks it together: what does not fit is refused as a whole. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { Text } from '../../schemas/validation/texts.ts'
import { type Authorities, readAuthorities } from './authorities.ts'
import type { Trust } from './certificate.ts'
import { type KnownList, keepKnownLists, readKnownLists } from './list-memory.ts'
import { pemBlocks } from './pem.ts'
import { loadRegistry, type RegistryOptions } from './registry.ts'
import { isOlder } from './revocation.ts'
import { type ServerTlsFiles, serverTlsOptions } from './tls.ts'
import {
  type KeyPair,
  pairOf,
  requireBegun,
  requireNamed,
  requireNotDevelopment,
  TrustInvalid,
  textIn,
} from './trust-certificates.ts'
import { Unusable } from './violation.ts'

export { TrustInvalid } from './trust-certificates.ts'

/** Paths of PEM files. */
export interface CertificateFiles {
  /** Every authority whose certificates are admitted, with those that issued it. */
  readonly ca: string
  /** A current list of each. */
  readonly crl: string
  readonly server: KeyPair
  readonly client: KeyPair
}

export interface TrustFiles {
  readonly certificates: CertificateFiles
  readonly registry: RegistryOptions
  readonly refuseDevelopment: boolean
  /** Name or address by which agencies call the gateway: its server certificate has to be for it. Default: not looked at. */
  readonly host?: string
  /** Where the lists that have been in force are remembered. */
  readonly knownListsFile: string
}

/** What was read at once. Texts are PEM. */
export interface Snapshot extends Trust {
  readonly server: ServerTlsFiles
  readonly client: ServerTlsFiles
}

const text = (vi: string, en: string): Text => ({ vi, en })
const unreadable = text('không đọc được', "can't be read as what it should be")
const unknownLists = text(
  'không đọc được; tệp này ghi những danh sách thu hồi đã dùng',
  "can't be read; it says which lists have been in force",
)
const olderList = text('có danh sách cũ hơn danh sách đã dùng', 'a list is older than one that has been in force')
const noList = text('không có danh sách thu hồi PEM nào', 'no revocation list in PEM')
const listNotYetValid = text('có danh sách chưa có hiệu lực', 'a list is not yet valid')
const notTaken = text('OpenSSL không nhận', 'OpenSSL does not take it')

/** A list older than one that has been in force would take back what was revoked since. */
async function requireNotOlder(next: Authorities, { certificates, knownListsFile }: TrustFiles): Promise<void> {
  let known: readonly KnownList[]
  try {
    known = await readKnownLists(knownListsFile)
  } catch (cause) {
    throw new TrustInvalid(knownListsFile, unknownLists, { cause })
  }
  const before = new Map(known.map((list) => [list.issuer, list]))
  for (const list of next.lists) {
    const earlier = before.get(list.issuer)
    if (earlier && isOlder(list, earlier)) throw new TrustInvalid(certificates.crl, olderList)
  }
}

/** As readAuthorities, of texts in PEM; throws TrustInvalid, which names `file`. */
export async function authoritiesIn(ca: string, crl: string, file: string): Promise<Authorities> {
  try {
    return await readAuthorities(ca, crl)
  } catch (cause) {
    // OpenSSL's own words may repeat what it was given.
    const why = cause instanceof Unusable ? cause.why : unreadable
    throw new TrustInvalid(file, why, { cause })
  }
}

/**
 * Reads and checks all of it, and remembers its lists, for they must not go back. Throws TrustInvalid, RegistryInvalid or what reading a
 * file throws; then nothing of it is to be used. An authority without a list, or with an expired one, is no fault here: its
 * certificates are refused.
 */
export async function readTrust(files: TrustFiles, now_ms: number): Promise<Snapshot> {
  const { certificates, registry: registryOptions, refuseDevelopment, host } = files
  const [ca, crlText, server, client] = await Promise.all([
    textIn(certificates.ca),
    textIn(certificates.crl),
    pairOf(certificates.server, now_ms),
    pairOf(certificates.client, now_ms),
  ])
  if (refuseDevelopment)
    requireNotDevelopment([
      [certificates.ca, ca],
      [certificates.server.cert, server.cert],
      [certificates.client.cert, client.cert],
    ])
  if (host !== undefined) requireNamed(server.cert, host, certificates.server.cert)
  const authorities = await authoritiesIn(ca, crlText, `${certificates.ca}, ${certificates.crl}`)
  if (authorities.lists.length === 0) throw new TrustInvalid(certificates.crl, noList)
  await requireNotOlder(authorities, files)
  // Of a clock ahead of ours: in force it would shut everybody out, and remembered it would keep the one before it from coming back.
  for (const { thisUpdate_ms } of authorities.lists)
    requireBegun(thisUpdate_ms, now_ms, certificates.crl, listNotYetValid)
  const crl = pemBlocks(crlText, 'X509 CRL')
  const ends = { server: { ca, crl, ...server }, client: { ca, crl, ...client } }
  for (const end of ['server', 'client'] as const)
    try {
      createSecureContext(serverTlsOptions(ends[end]))
    } catch (cause) {
      throw new TrustInvalid(certificates[end].cert, notTaken, { cause })
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
