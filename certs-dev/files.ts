/** Where each development file lies, and writing them readable by their owner only. */
import { constants } from 'node:fs'
import { access, chmod, mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  auditAgency,
  auditOfficers,
  type BrokenName,
  brokenNames,
  type DevelopmentSystem,
  systemId,
  systemUri,
} from './systems.ts'

/** Paths of a PEM certificate and its PEM PKCS #8 key. */
export interface KeyPairFiles {
  readonly cert: string
  readonly key: string
}

export interface DevelopmentSystemFiles {
  readonly id: string
  readonly agency: string
  readonly uri: string
  readonly client: KeyPairFiles
  /** Source systems only. */
  readonly server?: KeyPairFiles
  /** EC P-256 PKCS #8: signs officer assertions; its public half is in `participantKeysDir`. */
  readonly assertionKey: string
  /** Officers only: PKCS #12 for a browser, and the file that holds its password. */
  readonly browser?: { readonly p12: string; readonly password: string }
}

/** Every file of the set, as absolute paths when `dataDir` was absolute. */
export interface DevelopmentCertificates {
  readonly dir: string
  readonly ca: string
  readonly caKey: string
  readonly crl: string
  readonly gateway: { readonly server: KeyPairFiles; readonly client: KeyPairFiles }
  /** Holds `<agency>.jwks.json`. */
  readonly participantKeysDir: string
  /** By system id, for example `cong-an:dieu-tra`. */
  readonly systems: Readonly<Record<string, DevelopmentSystemFiles>>
  /** Of the audit officers, by officer: PKCS #8, X25519 or EC P-256; with one of them the log's epochs open. The public halves are in `participantKeysDir`. */
  readonly auditKeys: Readonly<Record<string, string>>
  readonly broken: Readonly<Record<BrokenName, KeyPairFiles>>
}

const pair = (dir: string, name: 'client' | 'server'): KeyPairFiles => ({
  cert: join(dir, `${name}.pem`),
  key: join(dir, `${name}.key`),
})

function filesOfSystem(root: string, of: DevelopmentSystem): DevelopmentSystemFiles {
  const dir = join(root, `${of.agency}.${of.system}`)
  return {
    id: systemId(of),
    agency: of.agency,
    uri: systemUri(of),
    client: pair(dir, 'client'),
    ...(of.uses.includes('source') ? { server: pair(dir, 'server') } : {}),
    assertionKey: join(dir, 'assertion.key'),
    ...(of.uses.includes('officer')
      ? { browser: { p12: join(dir, 'client.p12'), password: join(dir, 'client.p12.password') } }
      : {}),
  }
}

/** The paths of a set under `root`, whether or not the files exist. */
export function filesUnder(root: string, systems: readonly DevelopmentSystem[]): DevelopmentCertificates {
  return {
    dir: root,
    ca: join(root, 'ca.pem'),
    caKey: join(root, 'ca.key'),
    crl: join(root, 'ca.crl.pem'),
    gateway: { server: pair(join(root, 'gateway'), 'server'), client: pair(join(root, 'gateway'), 'client') },
    participantKeysDir: join(root, 'participants-keys'),
    systems: Object.fromEntries(systems.map((of) => [systemId(of), filesOfSystem(root, of)])),
    auditKeys: Object.fromEntries(
      auditOfficers.map((officer) => [officer, join(root, `${auditAgency}.audit`, `${officer}.key`)]),
    ),
    broken: Object.fromEntries(brokenNames.map((name) => [name, pair(join(root, 'broken', name), 'client')])) as Record<
      BrokenName,
      KeyPairFiles
    >,
  }
}

/** The public keys of one agency. */
export const jwksFile = (files: DevelopmentCertificates, agency: string): string =>
  join(files.participantKeysDir, `${agency}.jwks.json`)

/** Certificates whose expiry makes the set be made anew: all but the ones broken on purpose. */
export function certificatesOf(files: DevelopmentCertificates): readonly string[] {
  const ofSystems = Object.values(files.systems).flatMap((of) => [
    of.client.cert,
    ...(of.server ? [of.server.cert] : []),
  ])
  return [files.ca, files.gateway.server.cert, files.gateway.client.cert, ...ofSystems]
}

/** Every file of the set. */
export function allFiles(files: DevelopmentCertificates): readonly string[] {
  const pairs = [files.gateway.server, files.gateway.client, ...Object.values(files.broken)]
  const rest = [files.ca, files.caKey, files.crl, ...Object.values(files.auditKeys), jwksFile(files, auditAgency)]
  for (const of of Object.values(files.systems)) {
    pairs.push(of.client, ...(of.server ? [of.server] : []))
    rest.push(of.assertionKey, jwksFile(files, of.agency), ...(of.browser ? [of.browser.p12, of.browser.password] : []))
  }
  return [...rest, ...pairs.flatMap((of) => [of.cert, of.key])]
}

/** Whether `path` can be read by this process. */
export const readable = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  )

/** Writes `content` to a file with mode 0600, its folders 0700, over what was there. */
export async function writePrivate(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(content)
  } finally {
    await file.close()
  }
  // The mode given to open() is only for new files.
  await chmod(path, 0o600)
}
