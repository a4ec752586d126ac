/** A whole gateway as a process of its own, with its sandboxes, on the test run's PostgreSQL and a folder of its own. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import type { RunFile } from '../../gateway/development/run-file.ts'
import { testCertificates } from './certificates.ts'
import { dataFolder } from './data-folder.ts'
import { testDatabase } from './database.ts'
import { plainNode } from './plain-node.ts'
import { redisServer } from './redis.ts'
import { onSystemStores } from './stores.ts'

export interface GatewayProcess {
  readonly child: ChildProcess
  /** Lines of its standard error so far. */
  readonly stderr: readonly string[]
  /** Sends `signal` and waits for its end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface TestGateway extends GatewayProcess {
  readonly run: RunFile
}

export interface TestGatewayOptions {
  /** To start again on what an earlier one left. */
  readonly data?: string
  readonly databaseUrl?: string
  /** Ids of the sandbox agencies that the test needs: each is a process, a worker and a list to read. Without it all. */
  readonly agencies?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const root = join(import.meta.dirname, '../..')

/** Starts gateway/main.ts with `env` and waits for its first line; it is stopped when `t` ends. Rejects with its standard error when it ends before. */
export async function startProcess(
  t: Test,
  env: Readonly<Record<string, string>>,
): Promise<GatewayProcess & { readonly line: string }> {
  const child = plainNode(join(root, 'gateway/main.ts'), env, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const stderr: string[] = []
  createInterface({ input: child.stderr! }).on('line', (line) => stderr.push(line))
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    }
    return child.exitCode
  }
  t.teardown(() => stop())
  const ready = once(createInterface({ input: child.stdout! }), 'line')
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the gateway did not get ready:\n${stderr.join('\n')}`)
  })
  ended.catch(() => {})
  const [line] = await Promise.race([ready, ended])
  return { line, child, stderr, stop }
}

/** Starts a gateway in development and waits until it is ready. Otherwise as startProcess. */
export async function startGateway(t: Test, options: TestGatewayOptions = {}): Promise<TestGateway> {
  const data = options.data ?? join(dataFolder(t), 'data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  await testCertificates(data)
  const DATABASE_URL = options.databaseUrl ?? (await testDatabase(t))
  // Three processes more than most tests need.
  const unwitnessed = { LIENTHONG_WITNESS_POLICY: 'none' }
  const sandboxes = options.agencies && { LIENTHONG_SANDBOX_AGENCIES: options.agencies.join(',') }
  const system = onSystemStores ? { REDIS_URL: (await redisServer(t)).url } : {}
  const own = { DATABASE_URL, LIENTHONG_DATA: data, LIENTHONG_PORT: '0' }
  const env = { ...own, ...system, ...unwitnessed, ...sandboxes, ...options.env }
  const { child, stderr, stop } = await startProcess(t, env)
  return { run: JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as RunFile, child, stderr, stop }
}
