/** A real PostgreSQL of our own: what `npm start` and the tests use where no DATABASE_URL is set. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { GatewayError } from '../errors/problem.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { random_bytes } from '../telemetry/random.ts'
import { connectionOptions } from './pool.ts'
import { type Account, accountFor, command_environment } from './postgres-account.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { configure, makeCluster, role, runningServer } from './postgres-cluster.ts'
import { chooseListen, type Listen, urlOf } from './postgres-listen.ts'
import { takeProcessLock } from './process-lock.ts'

export interface EmbeddedPostgres {
  /** Of database `postgres`, role `lienthong` (superuser). It holds the password: never log it. */
  readonly url: string
  /** What the operator should know about how it runs. */
  readonly notice?: string
  /** Fast shutdown: sessions are cut, everything committed is on disk. May be called again. */
  stop(): Promise<void>
}

const log_bytes_max = 1024 * 1024
/** SQLSTATE while it starts, recovers or shuts down. */
const cannot_connect_now = '57P03'
const retry_ms = 25
const starts_max = 4
/** The last processes of a server that was killed have not let go of its memory yet. In English: the cluster's locale is C. */
const still_held = /shared memory block .*still in use/
const environment = command_environment && { env: command_environment }
const run = promisify(execFile)

/** One of PostgreSQL's programs, to its end. Rejects with its standard error when it fails. */
async function program(account: Account, name: 'initdb' | 'pg_ctl', options: readonly string[]): Promise<void> {
  const [command, ...rest] = [...account.prefix, join(account.native, 'bin', name), ...options]
  await run(command!, rest, {
    timeout: limits.store.server_timeout_ms,
    cwd: account.home,
    ...environment,
    ...account.user,
  })
}

/** Scram password of the role, made at random at the first start (RFC 7677 is what checks it). */
function passwordIn(file: string, account: Account): string {
  if (!existsSync(file)) {
    writeFileSync(file, random_bytes(24).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true })
    if (account.user) chownSync(file, account.user.uid, account.user.gid)
  }
  return readFileSync(file, 'utf8').trim()
}

/** Whether the server at `url` answers. Tries again, within the bound, as long as `waitOn` says so of the failure's code. */
async function answers(url: string, waitOn: (code: string | undefined) => boolean): Promise<boolean> {
  const end_ms = monotonic_ms() + limits.store.server_timeout_ms
  while (monotonic_ms() < end_ms) {
    const client = new pg.Client(connectionOptions(url))
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('SELECT 1')
      return true
    } catch (error) {
      if (!waitOn((error as { code?: string }).code)) return false
    } finally {
      await client.end().catch(() => {})
    }
    await pause(retry_ms)
  }
  return false
}

interface Server {
  readonly listen: Listen
  /** Settles when the process is gone, and keeps ours alive so long; at once for one that is not a child of ours. */
  gone(): Promise<unknown>
}

const stopServer = ({ home, ...account }: Account): Promise<void> =>
  program({ home, ...account }, 'pg_ctl', [
    'stop',
    '-D',
    join(home, 'data'),
    '-m',
    'fast',
    '-w',
    '-s',
    '-t',
    `${limits.store.server_timeout_ms / 1000}`,
  ])

const logOf = ({ home }: Account): string => join(home, 'server.log')
const logBytes = (account: Account): number => statSync(logOf(account), { throwIfNoEntry: false })?.size ?? 0

/** A child, so that it is reaped; in a session of its own, so that Ctrl-C reaches it only through us. */
function launch(account: Account): ChildProcess {
  const { prefix, native, home, user } = account
  const log = openSync(logOf(account), logBytes(account) > log_bytes_max ? 'w' : 'a', 0o600)
  const [command, ...options] = [...prefix, join(native, 'bin', 'postgres'), '-D', join(home, 'data')]
  try {
    return spawn(command!, options, { detached: true, stdio: ['ignore', log, log], cwd: home, ...environment, ...user })
  } finally {
    closeSync(log)
  }
}

/** A server that answers; or what it logged, when it ended before it did. */
async function startServer(account: Account, password: string): Promise<Server | string> {
  const listen = await chooseListen(account.home, account.user)
  configure(join(account.home, 'data'), listen)
  const before_bytes = logBytes(account)
  const child = launch(account)
  const gone = new Promise((end) => child.once('exit', end).once('error', end))
  let running = true
  void gone.then(() => {
    running = false
  })
  // Without a code: it took long to answer.
  const starting = (code: string | undefined) =>
    running && [cannot_connect_now, 'ENOENT', 'ECONNREFUSED', undefined].includes(code)
  if (await answers(urlOf(listen, role, password), starting)) {
    child.unref()
    const awaited = () => {
      child.ref()
      return gone
    }
    return { listen, gone: awaited }
  }
  child.kill('SIGQUIT')
  await gone
  removeSocket(listen, account)
  const log = readFileSync(logOf(account))
  return log.toString('utf8', log.length < before_bytes ? 0 : before_bytes)
}

/** Uses a server that a killed gateway left running and answering; otherwise starts one. */
async function serverOf(account: Account, password: string): Promise<Server> {
  const running = runningServer(account.home)
  if (running) {
    if (await answers(urlOf(running, role, password), (code) => code === cannot_connect_now))
      return { listen: running, gone: async () => {} }
    if (runningServer(account.home)) await stopServer(account)
  }
  const end_ms = monotonic_ms() + limits.store.server_timeout_ms
  for (let tries = 1; tries <= starts_max; ) {
    const server = await startServer(account, password)
    if (typeof server !== 'string') return server
    if (!still_held.test(server) || monotonic_ms() > end_ms) tries++
    await pause(retry_ms * tries)
  }
  throw new StartRefused(`PostgreSQL không khởi động được, xem · did not start; see ${logOf(account)}`)
}

const removeSocket = ({ socket }: Listen, { home }: Account): void => {
  if (socket !== undefined && socket !== home) rmSync(socket, { recursive: true, force: true })
}

async function open(account: Account): Promise<EmbeddedPostgres> {
  const letGo = takeProcessLock(join(account.home, 'lock'))
  try {
    const passwordFile = join(account.home, 'password')
    const password = passwordIn(passwordFile, account)
    await makeCluster(account.home, passwordFile, (options) => program(account, 'initdb', options), account.user)
    const { listen, gone } = await serverOf(account, password)
    let stopped: Promise<void> | undefined
    const stop = async () => {
      await stopServer(account).catch((error: unknown) => {
        // One that died by itself needs no stopping.
        if (runningServer(account.home)) throw error
      })
      await gone()
      removeSocket(listen, account)
      letGo()
    }
    return {
      url: urlOf(listen, role, password),
      ...(account.notice !== undefined && { notice: account.notice }),
      stop: () => (stopped ??= stop()),
    }
  } catch (error) {
    letGo()
    throw error
  }
}

/**
 * Starts the server whose files are in `directory` (made 0700 when missing; first start about 1 s) and waits until it answers. UTF-8, locale C,
 * data checksums, fsync; a Unix socket where possible; scram-sha-256 with a generated password everywhere. One process at a time:
 * throws GatewayError `index-unavailable` (its cause says why) while another living process has it, or when it can't be started.
 * The server outlives a killed process and is found again by the next start.
 */
export async function startEmbeddedPostgres({ directory }: { readonly directory: string }): Promise<EmbeddedPostgres> {
  try {
    const home = resolve(directory)
    mkdirSync(home, { recursive: true, mode: 0o700 })
    return await open(accountFor(home, postgresBinaries()))
  } catch (cause) {
    throw new GatewayError('index-unavailable', { cause })
  }
}
