/** The sandbox agencies: each its own process, reached over TCP and mutual TLS only. They end when this process does. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Manifest, TransportKind } from '../../adapters/sdk/adapter.ts'
import type { DevelopmentCertificates, DevelopmentSystemFiles } from '../../certs-dev/index.ts'
import { compileCache } from '../config/compile-cache.ts'
import { ConfigError, httpsUrl } from '../config/config.ts'
import { keyIdOf } from '../identity/assertion.ts'

export interface Sandboxes {
  /** Addresses by system id. */
  readonly urls: Readonly<Record<string, string>>
  /** Folders of those that deposit files, by system id. */
  readonly directories: Readonly<Record<string, string>>
  stop(): Promise<void>
}

export interface SandboxOptions {
  readonly dataDir: string
  readonly host: string
  readonly seed: number
  readonly dossiers: number
  /** Those that are started; without it every one. */
  readonly agencies?: readonly string[]
  readonly certificates: DevelopmentCertificates
  /** Where systems push to: the gateway need not listen there yet. */
  readonly depositUrl: string
}

const adaptersDir = join(import.meta.dirname, '../../adapters')

/** How the documents of `agency` come, by the manifest of its adapter. */
const transportOf = (agency: string): TransportKind =>
  (JSON.parse(readFileSync(join(adaptersDir, agency, 'manifest.json'), 'utf8')) as Manifest).transport.kind

/** What a system that deposits must know, beside what every sandbox does (adapters/sandbox/settings.ts). */
interface DepositSettings {
  readonly dropDir?: string
  readonly pushUrl?: string
  readonly clientCert?: string
  readonly clientKey?: string
  readonly signingKey?: string
  readonly signingKeyId?: string
}

async function depositSettings(
  { agency, client, assertionKey }: DevelopmentSystemFiles,
  { dataDir, depositUrl }: SandboxOptions,
): Promise<DepositSettings> {
  switch (transportOf(agency)) {
    case 'directory':
      return { dropDir: join(dataDir, 'drop', agency) }
    case 'https-push': {
      const signingKeyId = await keyIdOf(readFileSync(assertionKey, 'utf8'))
      const { cert: clientCert, key: clientKey } = client
      return { pushUrl: depositUrl, clientCert, clientKey, signingKey: assertionKey, signingKeyId }
    }
    case 'https-query':
      return {}
  }
}

/**
 * Starts the sandbox systems of `agencies` that have a server certificate. Rejects when one does not get ready, or when an agency has none.
 */
export async function startSandboxes(options: SandboxOptions): Promise<Sandboxes> {
  const { dataDir, host, seed, dossiers, agencies, certificates } = options
  const playable = new Set(Object.values(certificates.systems).flatMap((of) => (of.server ? [of.agency] : [])))
  const unknown = agencies?.find((agency) => !playable.has(agency))
  if (unknown !== undefined) {
    const problem = `no sandbox of ${unknown}; there are ${[...playable].join(', ')}`
    throw new ConfigError([{ env: 'LIENTHONG_SANDBOX_AGENCIES', problem }])
  }
  const children: ChildProcess[] = []
  const folder = join(dataDir, 'sandbox')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stop = async () => {
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const gone = once(child, 'exit')
        child.stdin?.end()
        child.kill('SIGTERM')
        await gone
      }),
    )
  }
  const directories: Record<string, string> = {}
  const start = async (
    system: DevelopmentSystemFiles,
    server: { cert: string; key: string },
  ): Promise<[string, string]> => {
    const { id, agency } = system
    const deposits = await depositSettings(system, options)
    if (deposits.dropDir !== undefined) directories[id] = deposits.dropDir
    const settings = {
      seed,
      dossiers,
      host,
      port: 0,
      ca: certificates.ca,
      ...server,
      requestsFile: join(folder, `${agency}.requests.jsonl`),
      changesFile: join(folder, `${agency}.changes`),
      receivedFile: join(folder, `${agency}.received`),
      ...deposits,
    }
    const main = join(adaptersDir, agency, 'sandbox/main.ts')
    const child = spawn(process.execPath, [main, JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: compileCache(),
    })
    children.push(child)
    const port = await readyPort(child)
    return [id, httpsUrl(host, port)]
  }
  try {
    const systems = Object.values(certificates.systems).flatMap((system) =>
      system.server && (agencies?.includes(system.agency) ?? true) ? [start(system, system.server)] : [],
    )
    return { urls: Object.fromEntries(await Promise.all(systems)), directories, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The port in the child's ready line; rejects when it ends before. */
async function readyPort(child: ChildProcess): Promise<number> {
  const lines = createInterface({ input: child.stdout! })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a sandbox ended with ${code} before it was ready`)
  })
  const [line] = await Promise.race([once(lines, 'line'), ended])
  const { port } = JSON.parse(String(line)) as { port: number }
  return port
}
