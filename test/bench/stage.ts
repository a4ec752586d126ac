/** The stage: a PostgreSQL, the gateway with its sandboxes, and the servers it is held against; all real processes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RunFile } from '../../gateway/development/run-file.ts'
import { findFacets } from '../../gateway/dossiers/find.ts'
import { createIndexKeys } from '../../gateway/dossiers/keys.ts'
import { openDatabase } from '../../gateway/store/pool.ts'
import { startEmbeddedPostgres } from '../../gateway/store/postgres-embedded.ts'
import { freePort } from '../../gateway/store/postgres-listen.ts'
import { secretFile } from '../../gateway/store/secret-file.ts'
import { sandboxesOf } from '../support/kills/sandboxes.ts'
import { redisMissing } from '../support/redis.ts'
import type { Certificates } from './load.ts'
import type { Layer, ServerSettings } from './servers/settings.ts'

export interface Server {
  readonly url: string
  readonly pid: number | undefined
}

/** Dossier id -> agency -> native key. */
export type Held = ServerSettings['held']

export interface Stage {
  readonly run: RunFile
  readonly gateway: Server
  /** Open dossiers that exactly these agencies hold, in whatever order they are named; eight at most. */
  heldBy(...agencies: readonly string[]): Held
  /** The system of `agency` itself, which serves the gateway's certificate. */
  source(agency: string): Server & { readonly certificates: Certificates }
  server(layer: Layer, held: Held, more?: Pick<ServerSettings, 'redisUrl'>): Promise<Server>
  /** The URL of a Redis of the stage's own; undefined where none is installed. */
  redis(): Promise<string | undefined>
  close(): Promise<void>
}

const root = join(import.meta.dirname, '../..')
const dossiers_count = 8
/** Quotas that no load of one machine uses up. */
const plenty = { LIENTHONG_RATE_SYSTEM: '100000000', LIENTHONG_RATE_OFFICER: '100000000' }

/** First line of a new process's standard output. Rejects when it ends before. */
async function start(children: ChildProcess[], file: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(root, file), ...args], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  children.push(child)
  const said: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line))
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ended:\n${said.join('\n')}`)
  })
  ended.catch(() => {})
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])
  return { line: String(line), pid: child.pid! }
}

async function startRedis(children: ChildProcess[]): Promise<string | undefined> {
  if (redisMissing()) return undefined
  const port = await freePort()
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes('Ready to accept connections')) return `redis://127.0.0.1:${port}`
  throw new Error('redis-server ended')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** Native keys of all open dossiers of the index. */
async function heldIn(run: RunFile, databaseUrl: string): Promise<Held> {
  const db = openDatabase(databaseUrl)
  const keys = createIndexKeys(secretFile(join(run.data, 'keys/index.key'), 32))
  const held: Record<string, Record<string, string>> = {}
  for (const id of run.dossiers) {
    const facets = await findFacets(db, keys, id)
    if (facets.some(({ conceal }) => conceal)) continue
    held[id] = Object.fromEntries(facets.map(({ agency, nativeKey }) => [agency, nativeKey]))
  }
  await db.close()
  return held
}

/** Starts PostgreSQL and the gateway. What was started before a failure is stopped again. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-bench-'))
  const data = join(folder, 'data')
  const children: ChildProcess[] = []
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres') })
  const close = async () => {
    await Promise.all(children.map(end))
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    const databaseUrl = postgres.url
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      LIENTHONG_DATA: data,
      LIENTHONG_PORT: '0',
      ...plenty,
    }
    const { pid } = await start(children, 'gateway/main.ts', [], env)
    const run = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as RunFile
    const all = await heldIn(run, databaseUrl)
    const heldBy = (...agencies: readonly string[]): Held => {
      const names = agencies.toSorted().join()
      const found = Object.entries(all).filter(([, keys]) => Object.keys(keys).sort().join() === names)
      if (found.length === 0) throw new Error(`no open dossier is held by ${names} alone`)
      return Object.fromEntries(found.slice(0, dossiers_count))
    }
    const shared = { data, databaseUrl, issuer: run.url, sourceUrls: run.sources }
    return {
      run,
      gateway: { url: run.url, pid },
      heldBy,
      source(agency) {
        const [id = ''] = Object.entries(run.clients).find(([, client]) => client.agency === agency) ?? []
        const url = run.sources[id]
        if (url === undefined) throw new Error(`${agency} has no system to ask`)
        const file = (name: string) => join(data, 'certs/gateway', name)
        const certificates = { ca: run.ca, cert: file('client.pem'), key: file('client.key') }
        const running = process.platform === 'linux' ? sandboxesOf(data) : []
        return { url, pid: running.find((sandbox) => sandbox.agency === agency)?.pid, certificates }
      },
      redis: () => startRedis(children),
      async server(layer, held, more = {}) {
        const settings: ServerSettings = { layer, ...shared, held, ...more }
        const file = layer === 'sources' || layer === 'memory' ? 'bare' : 'layered'
        const { line, pid } = await start(children, `test/bench/servers/${file}.ts`, [JSON.stringify(settings)], {})
        return { url: line, pid }
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
