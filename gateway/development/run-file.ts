/** `run.json`: where a running development gateway is and with what it can be tried. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrokenName, DevelopmentCertificates } from '../../certs-dev/index.ts'
import type { Registry } from '../identity/registry.ts'
import { tokenEndpointOf } from '../identity/token-issuer.ts'

interface RunClient {
  readonly cert: string
  readonly key: string
  readonly agency: string
  readonly role: string
  readonly assertion_key: string
  /** The `kid` under which the agency's public key is registered. */
  readonly assertion_key_id: string
  readonly officers: readonly {
    readonly id: string
    readonly clearance: string
    readonly purposes: readonly string[]
  }[]
}

export interface RunFile {
  readonly version: 1
  readonly pid: number
  readonly url: string
  readonly ca: string
  readonly data: string
  readonly token_endpoint: string
  readonly deposit_endpoint: string
  readonly audit: {
    readonly dir: string
    readonly vkey: string
    /** By audit officer: the private key with which entries open. */
    readonly keys: Readonly<Record<string, string>>
    /** Of the witnesses, when development has its own. */
    readonly policy?: string
  }
  readonly clients: Readonly<Record<string, RunClient>>
  readonly broken: Readonly<Record<BrokenName, { readonly cert: string; readonly key: string }>>
  readonly sources: Readonly<Record<string, string>>
  /** Folders in which systems deposit files, by system id. */
  readonly directories: Readonly<Record<string, string>>
  readonly dossiers: readonly string[]
  readonly stories: Readonly<Record<string, string>>
}

const pathOf = (dataDir: string): string => join(dataDir, 'run.json')

export interface Running {
  readonly dataDir: string
  readonly url: string
  readonly vkey: string
  readonly registry: Registry
  readonly certificates: DevelopmentCertificates
  readonly sources: Readonly<Record<string, string>>
  readonly directories: Readonly<Record<string, string>>
  readonly dossiers: readonly string[]
  readonly stories: Readonly<Record<string, string>>
  readonly witnessPolicy?: string
}

/** Everything is named by absolute path when `dataDir` is absolute. */
export function runFileOf({
  dataDir,
  url,
  vkey,
  registry,
  certificates,
  sources,
  directories,
  dossiers,
  stories,
  witnessPolicy,
}: Running): RunFile {
  const clients = [...registry.participants.values()].flatMap(({ id: agency, systems, officers = [], keys }) =>
    systems.flatMap(({ id, roles }): [string, RunClient][] => {
      const files = certificates.systems[id]
      if (!files) return []
      const known = officers.map(({ id, clearance, purposes }) => ({ id, clearance, purposes }))
      const key = { assertion_key: files.assertionKey, assertion_key_id: keys[0]?.kid ?? '' }
      return [[id, { ...files.client, agency, role: roles[0] ?? '', ...key, officers: known }]]
    }),
  )
  return {
    version: 1,
    pid: process.pid,
    url,
    ca: certificates.ca,
    data: dataDir,
    token_endpoint: tokenEndpointOf(url),
    deposit_endpoint: `${url}/v1/deposits`,
    audit: {
      dir: join(dataDir, 'audit'),
      vkey,
      keys: certificates.auditKeys,
      ...(witnessPolicy !== undefined && { policy: witnessPolicy }),
    },
    clients: Object.fromEntries(clients),
    broken: certificates.broken,
    sources,
    directories,
    dossiers,
    stories,
  }
}

/** Written whole or not at all, readable by its owner only. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  const building = `${pathOf(dataDir)}.new`
  writeFileSync(building, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 })
  renameSync(building, pathOf(dataDir))
}

export const removeRunFile = (dataDir: string): void => rmSync(pathOf(dataDir), { force: true })

/** The file of the gateway that runs on `dataDir`; undefined when none does. */
export function readRunFile(dataDir: string): RunFile | undefined {
  let run: RunFile
  try {
    run = JSON.parse(readFileSync(pathOf(dataDir), 'utf8')) as RunFile
    process.kill(run.pid, 0)
  } catch (error) {
    // EPERM: the process is there and another user's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
    run = JSON.parse(readFileSync(pathOf(dataDir), 'utf8')) as RunFile
  }
  return run
}
