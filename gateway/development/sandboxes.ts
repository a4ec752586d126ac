/** The sandbox agencies: each its own process, reached over TCP and mutual TLS only. They end when this process does. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DevelopmentCertificates } from '../../certs-dev/index.ts'
import { httpsUrl } from '../config/config.ts'

export interface Sandboxes {
  /** Addresses by system id. */
  readonly urls: Readonly<Record<string, string>>
  stop(): Promise<void>
}

export interface SandboxOptions {
  readonly dataDir: string
  readonly host: string
  readonly seed: number
  readonly dossiers: number
  readonly certificates: DevelopmentCertificates
}

/** Starts every sandbox system that has a server certificate. Rejects when one does not get ready. */
export async function startSandboxes({
  dataDir,
  host,
  seed,
  dossiers,
  certificates,
}: SandboxOptions): Promise<Sandboxes> {
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
  const start = async (
    id: string,
    agency: string,
    server: { cert: string; key: string },
  ): Promise<[string, string]> => {
    const settings = {
      seed,
      dossiers,
      host,
      port: 0,
      ca: certificates.ca,
      ...server,
      requestsFile: join(folder, `${agency}.requests.jsonl`),
      changesFile: join(folder, `${agency}.changes`),
    }
    const main = join(import.meta.dirname, '../../adapters', agency, 'sandbox/main.ts')
    const child = spawn(process.execPath, [main, JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {},
    })
    children.push(child)
    const port = await readyPort(child)
    return [id, httpsUrl(host, port)]
  }
  try {
    const systems = Object.values(certificates.systems).flatMap(({ id, agency, server }) =>
      server ? [start(id, agency, server)] : [],
    )
    return { urls: Object.fromEntries(await Promise.all(systems)), stop }
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
